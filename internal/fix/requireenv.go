package fix

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// keyName returns a name for the variable of a key: the name of the package-level variable that it is assigned to, or
// one made of the names of the function and the field.
func (b *Builder) keyName(x ast.Expr) string {
	field := "Key"
	for n := ast.Node(x); n != nil; n = b.tree().parent(n) {
		switch p := n.(type) {
		case *ast.ValueSpec:
			if b.tree().function(p) == nil {
				return p.Names[0].Name
			}
		case *ast.KeyValueExpr:
			if id, ok := p.Key.(*ast.Ident); ok && field == "Key" {
				field = upperFirst(id.Name)
			}
		case *ast.FuncDecl:
			return lowerFirst(p.Name.Name) + field
		}
	}
	return "signing" + field
}

// environmentName returns the name of an environment variable, such as CART_COUPON_KEY.
func environmentName(pkg, name string) string {
	var out strings.Builder
	words := pkg + "_" + name
	if pkg == "main" {
		words = name
	}
	runes := []rune(words)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) && runes[i-1] != '_' {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToUpper(r))
	}
	return out.String()
}

// requireEnv declares, once for the package, the function that reads an environment variable, and returns its name.
func (b *Builder) requireEnv(e *edit) string {
	home := b.home()
	if home == nil {
		e.failed = true
		return ""
	}
	if b.declaresRequireEnv() {
		return "requireEnv"
	}
	name := b.freeName("requireEnv")
	os := e.use(home.Package, "os", "os")
	e.insert(home.FileEnd, fmt.Sprintf(`
// %[1]s returns a key from the environment. A program that has none must not run, and one of less than 16 bytes can be
// guessed.
func %[1]s(name string) string {
	value := %[2]s.Getenv(name)
	if len(value) < 16 {
		panic("set the environment variable " + name + " to a random key of at least 16 bytes")
	}
	return value
}
`, name, os))
	return name
}

// home returns the file for functions that several fixes need: the first by name that is neither generated nor a test.
// Files that some builds leave out come last, since the other files need the functions in every build.
func (b *Builder) home() (home *ast.File) {
	before := func(f, g *ast.File) bool {
		if f, g := b.constrained(f), b.constrained(g); f != g {
			return g
		}
		return b.fset.File(f.Package).Name() < b.fset.File(g.Package).Name()
	}
	for _, f := range b.files {
		if b.file(f.Package) == nil || b.inTest(f.Package) || len(f.Decls) == 0 {
			continue
		}
		if home == nil || before(f, home) {
			home = f
		}
	}
	return home
}

// constrained reports whether a file's name or a build constraint leaves it out of some builds.
func (b *Builder) constrained(f *ast.File) bool {
	for _, c := range f.Comments {
		if c.Pos() > f.Package {
			break
		}
		if slices.ContainsFunc(c.List, func(c *ast.Comment) bool { return constraint.IsGoBuild(c.Text) }) {
			return true
		}
	}
	name := strings.TrimSuffix(filepath.Base(b.fset.File(f.Package).Name()), ".go")
	words := strings.Split(name, "_")[1:]
	return slices.ContainsFunc(words[max(0, len(words)-2):], func(w string) bool { return slices.Contains(platforms, w) })
}

// platforms are the systems and architectures that the end of a file's name can select; see "go help buildconstraint".
var platforms = strings.Fields(`
	aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos
	386 amd64 amd64p32 arm arm64 arm64be armbe loong64 mips mips64 mips64le mips64p32 mips64p32le mipsle ppc ppc64 ppc64le
	riscv riscv64 s390 s390x sparc sparc64 wasm`)

// declaresRequireEnv reports whether an earlier fix has declared the function.
func (b *Builder) declaresRequireEnv() bool {
	fn, ok := b.pkg.Scope().Lookup("requireEnv").(*types.Func)
	return ok && fn.Type().String() == "func(name string) string"
}

package fix

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
	"unicode"
)

// keyName names the key for a variable: as the package-level variable that it is assigned to, or after the function and the
// field.
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

// environmentName makes the name of a variable of the environment: CART_COUPON_KEY.
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

// requireEnv declares, once for the package, the function that reads a variable of the environment.
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

// home is the file that functions go to which several fixes need: the first by name that is neither generated nor a test.
func (b *Builder) home() (home *ast.File) {
	for _, f := range b.files {
		if b.file(f.Package) == nil || b.inTest(f.Package) || len(f.Decls) == 0 {
			continue
		}
		if home == nil || b.fset.File(f.Package).Name() < b.fset.File(home.Package).Name() {
			home = f
		}
	}
	return home
}

// declaresRequireEnv reports whether an earlier fix has declared the function.
func (b *Builder) declaresRequireEnv() bool {
	fn, ok := b.pkg.Scope().Lookup("requireEnv").(*types.Func)
	return ok && fn.Type().String() == "func(name string) string"
}

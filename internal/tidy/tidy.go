// Package tidy formats a Go file after edits.
//
// It knows imports by name only, as gofmt does. It must not know what the edits were for.
package tidy

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Format formats a file after fixes and drops the imports that they made useless: where two fixes each take away one of
// the two last uses of a package, neither of them knows that.
func Format(old, fixed []byte) ([]byte, error) {
	before, err := parser.ParseFile(token.NewFileSet(), "", old, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	after, err := parser.ParseFile(fset, "", fixed, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	used, uses := qualifiers(before), qualifiers(after)
	var out bytes.Buffer
	last := 0
	for _, spec := range after.Imports {
		names := importNames(spec)
		lost := func(name string) bool { return used[name] && !uses[name] }
		if !slices.ContainsFunc(names, lost) || slices.ContainsFunc(names, func(name string) bool { return uses[name] }) {
			continue
		}
		from, to := specRange(fset, after, spec)
		out.Write(fixed[last:from])
		last = to
	}
	out.Write(fixed[last:])
	return format.Source(out.Bytes())
}

// specRange is what to cut out for an import: its lines, and the word import if that stands with it.
func specRange(fset *token.FileSet, file *ast.File, spec *ast.ImportSpec) (from, to int) {
	start := spec.Pos()
	if spec.Doc != nil {
		start = spec.Doc.Pos()
	}
	for _, d := range file.Decls {
		if d, ok := d.(*ast.GenDecl); ok && slices.Contains(d.Specs, ast.Spec(spec)) && !d.Lparen.IsValid() {
			start = d.Pos()
			if d.Doc != nil {
				start = d.Doc.Pos()
			}
		}
	}
	f := fset.File(start)
	to = f.Size()
	if line := f.PositionFor(spec.End(), false).Line; line < f.LineCount() {
		to = f.Offset(f.LineStart(line + 1))
	}
	return f.Offset(f.LineStart(f.PositionFor(start, false).Line)), to
}

// qualifiers are the names before a dot.
func qualifiers(f *ast.File) map[string]bool {
	names := make(map[string]bool)
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok {
				names[id.Name] = true
			}
		}
		return true
	})
	return names
}

// version is a major version at the end of an import path.
var version = regexp.MustCompile(`[/.]v[0-9]+$`)

// importNames are the names that an import may have in its file. Without type information the name of a package is
// guessed from its path.
func importNames(spec *ast.ImportSpec) []string {
	if spec.Name != nil {
		return []string{spec.Name.Name}
	}
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return nil
	}
	names := []string{path[strings.LastIndexByte(path, '/')+1:]}
	path = version.ReplaceAllString(path, "")
	last := path[strings.LastIndexByte(path, '/')+1:]
	names = append(names, last, strings.TrimPrefix(last, "go-"), strings.TrimSuffix(last, "-go"), strings.TrimSuffix(last, ".go"))
	if i := strings.LastIndexAny(last, "-."); i >= 0 {
		names = append(names, last[i+1:])
	}
	return names
}

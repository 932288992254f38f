package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// use returns the name under which a package can be used at a position, and imports it where it is not. The name is what
// the package calls itself unless that means something else there.
func (e *edit) use(pos token.Pos, path, name string) string {
	file := e.b.file(pos)
	if file == nil {
		e.failed = true
		return name
	}
	if have, ok := e.imports[file][path]; ok {
		return have
	}
	for _, spec := range file.Imports {
		pkg := e.b.info.PkgNameOf(spec)
		if pkg == nil || pkg.Imported().Path() != path || pkg.Name() == "." || pkg.Name() == "_" {
			continue
		}
		if e.b.visible(pos, pkg.Name()) == pkg {
			e.kept[pkg] = true
			return pkg.Name()
		}
	}
	free := numbered(name, func(try string) bool { return e.b.takenIn(file, try) })
	if e.imports[file] == nil {
		e.imports[file] = make(map[string]string)
	}
	e.imports[file][path] = free
	return free
}

// visible returns what a name means at a position.
func (b *Builder) visible(pos token.Pos, name string) types.Object {
	scope := b.pkg.Scope().Innermost(pos)
	if scope == nil {
		for _, f := range b.files {
			if f.FileStart <= pos && pos <= f.FileEnd {
				scope = b.info.Scopes[f]
			}
		}
	}
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(name, pos)
	return obj
}

// freeName returns a name, with a number where needed, that means nothing in the package: neither in its own scope nor in
// any file's or function's.
func (b *Builder) freeName(name string) string {
	return numbered(name, func(try string) bool {
		for _, f := range b.files {
			if b.takenIn(f, try) {
				return true
			}
		}
		return false
	})
}

// numbered returns the first of name, name2, name3 that is not taken.
func numbered(name string, taken func(string) bool) string {
	for i := 1; ; i++ {
		try := name
		if i > 1 {
			try += strconv.Itoa(i)
		}
		if !token.IsKeyword(try) && types.Universe.Lookup(try) == nil && !taken(try) {
			return try
		}
	}
}

// takenIn reports whether a name means something in a file: in the package, among its imports, or in any function.
func (b *Builder) takenIn(file *ast.File, name string) bool {
	if b.pkg.Scope().Lookup(name) != nil {
		return true
	}
	for id, obj := range b.info.Defs {
		if id.Name == name && file.FileStart <= id.Pos() && id.Pos() <= file.FileEnd && !isMember(obj) {
			return true
		}
	}
	return slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool {
		pkg := b.info.PkgNameOf(spec)
		return pkg != nil && pkg.Name() == name
	})
}

// isMember reports whether an object is a field or method, whose name is in no scope.
func isMember(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.IsField()
	case *types.Func:
		return obj.Signature().Recv() != nil
	}
	return false
}

// addImports adds what use asked for.
func (e *edit) addImports() {
	for _, file := range e.b.files {
		paths := make([]string, 0, len(e.imports[file]))
		for path := range e.imports[file] {
			paths = append(paths, path)
		}
		slices.Sort(paths)
		for _, path := range paths {
			spec := strconv.Quote(path)
			if name := e.imports[file][path]; name != lastElement(path) {
				spec = name + " " + spec
			}
			if decl := importGroup(file); decl != nil {
				pos, before, after := e.b.importPlace(decl, path)
				e.insert(pos, before+spec+after)
			} else {
				pos, before := e.b.singleImportPlace(file, path)
				e.insert(pos, before+"import "+spec)
			}
		}
	}
}

// importGroup returns the first import declaration in parentheses that has something in it.
func importGroup(file *ast.File) *ast.GenDecl {
	for _, d := range file.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.IMPORT && d.Lparen.IsValid() && len(d.Specs) > 0 {
			return d
		}
	}
	return nil
}

// importPlace finds the line of a group where a path belongs: in the block of the standard library or in the last block
// of others, in order.
func (b *Builder) importPlace(decl *ast.GenDecl, path string) (pos token.Pos, before, after string) {
	var last *ast.ImportSpec // the one to stand behind
	std := isStd(path)
	var block []*ast.ImportSpec
	for _, group := range b.importBlocks(decl) {
		first, _ := strconv.Unquote(group[0].Path.Value)
		if isStd(first) == std && (block == nil || !std) {
			block = group
		}
	}
	if block == nil {
		if std {
			return lineEnd(b.fset, decl.Lparen), "\n\t", "\n"
		}
		return decl.Rparen, "\n\t", "\n"
	}
	for _, spec := range block {
		if other, _ := strconv.Unquote(spec.Path.Value); other < path {
			last = spec
		}
	}
	if last == nil {
		return lineStart(b.fset, specStart(block[0])) - 1, "\n\t", ""
	}
	return lineEnd(b.fset, last.End()), "\n\t", ""
}

func specStart(spec *ast.ImportSpec) token.Pos {
	if spec.Doc != nil {
		return spec.Doc.Pos()
	}
	return spec.Pos()
}

// importBlocks are the specs of a group, split at blank lines.
func (b *Builder) importBlocks(decl *ast.GenDecl) (blocks [][]*ast.ImportSpec) {
	line := -1
	for _, s := range decl.Specs {
		spec := s.(*ast.ImportSpec)
		at := b.fset.PositionFor(specStart(spec), false).Line
		if line < 0 || at > line+1 {
			blocks = append(blocks, nil)
		}
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], spec)
		line = b.fset.PositionFor(spec.End(), false).Line
	}
	return blocks
}

// singleImportPlace is where the declaration of an import goes in a file without a group: before the others if it is of the
// standard library, after them if it is not.
func (b *Builder) singleImportPlace(file *ast.File, path string) (pos token.Pos, before string) {
	var decls []*ast.GenDecl
	for _, d := range file.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.IMPORT {
			decls = append(decls, d)
		}
	}
	switch {
	case len(decls) == 0:
		return lineEnd(b.fset, file.Name.End()), "\n\n"
	case isStd(path):
		return lineStart(b.fset, beforeDecl(decls[0])) - 1, "\n"
	}
	return lineEnd(b.fset, decls[len(decls)-1].End()), "\n"
}

// removeImports removes the imports whose last use the fix replaces.
func (e *edit) removeImports() {
	uses := make(map[types.Object][]*ast.Ident)
	for id, obj := range e.b.info.Uses {
		if pkg, ok := obj.(*types.PkgName); ok && !e.kept[pkg] {
			uses[pkg] = append(uses[pkg], id)
		}
	}
	for _, file := range e.b.files {
		for _, spec := range file.Imports {
			pkg := e.b.info.PkgNameOf(spec)
			if pkg == nil || len(uses[pkg]) == 0 {
				continue
			}
			if !slices.ContainsFunc(uses[pkg], func(id *ast.Ident) bool { return !e.covers(id) }) {
				e.removeImport(file, spec)
			}
		}
	}
}

func (e *edit) covers(id *ast.Ident) bool {
	return slices.ContainsFunc(e.replaced, func(s span) bool { return s.pos <= id.Pos() && id.End() <= s.end })
}

func (e *edit) removeImport(file *ast.File, spec *ast.ImportSpec) {
	from := lineStart(e.b.fset, specStart(spec))
	for _, d := range file.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.IMPORT && slices.Contains(d.Specs, ast.Spec(spec)) && !d.Lparen.IsValid() {
			from = lineStart(e.b.fset, beforeDecl(d))
		}
	}
	// The break before the line goes with it: insertions stand at the end of a line, and must not lie inside.
	end := lineEnd(e.b.fset, spec.End())
	if len(file.Imports) == 1 && len(e.imports[file]) == 0 {
		end = e.b.blankAfter(file, end) // and the blank line behind the last import
	}
	e.list = append(e.list, analysis.TextEdit{Pos: from - 1, End: end})
}

// blankAfter returns the end of the line behind a position at the end of a line, if nothing stands on it.
func (b *Builder) blankAfter(file *ast.File, end token.Pos) token.Pos {
	f := b.fset.File(end)
	next := end + 1
	stands := func(n ast.Node) bool { return n.Pos() == next }
	if int(next) >= f.Base()+f.Size() || lineEnd(b.fset, next) != next || slices.ContainsFunc(file.Comments, func(c *ast.CommentGroup) bool { return stands(c) }) {
		return end
	}
	return next
}

func lineStart(fset *token.FileSet, pos token.Pos) token.Pos {
	f := fset.File(pos)
	return f.LineStart(f.PositionFor(pos, false).Line)
}

// lineEnd is where the line's break stands, or the end of the file.
func lineEnd(fset *token.FileSet, pos token.Pos) token.Pos {
	f := fset.File(pos)
	line := f.PositionFor(pos, false).Line
	if line == f.LineCount() {
		return f.Pos(f.Size())
	}
	return f.LineStart(line+1) - 1
}

// isStd guesses whether a path is of the standard library, as gofmt's users sort them.
func isStd(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

func lastElement(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

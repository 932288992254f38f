package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A context is what a value is bound to: the key or file that it is stored under, or the id of what it belongs to.
type context struct {
	key  ast.Expr
	file bool   // key is the name of a file, of which the last element counts: directories move
	id   string // "session.ID", in place of key
}

// contexts returns the context of each code of a group. It is nil unless every code has one in scope and all of them mean the
// same: a value signed for a context verifies in that one only.
func (b *Builder) contexts(g *group) map[*code]context {
	if found := b.keyContexts(g); found != nil {
		return found
	}
	return b.ownerContexts(g)
}

// keyContexts are the keys, or the names of the files, that the values are stored under.
func (b *Builder) keyContexts(g *group) map[*code]context {
	if g.copies {
		return nil
	}
	found := make(map[*code]context)
	var first *shape
	for _, c := range g.codes {
		ch, ok := g.links[c]
		if !ok || ch.key == nil || ch.call == nil || !b.isEntry(ch, c.decode) {
			return nil
		}
		if ch.medium == fileMedium && !b.imports(c.call.Pos(), "path/filepath") {
			return nil // an import for it would meet those of other fixes
		}
		if b.tree().body(c.call) != b.tree().body(ch.call) || !b.evaluable(ch.key, c.call.Pos(), 0) || !oneLine(b.text(ch.key)) {
			return nil
		}
		s := b.shape(ch.key, 0)
		if first == nil {
			first = &s
		}
		if *first != s {
			return nil
		}
		found[c] = context{key: ch.key, file: ch.medium == fileMedium}
	}
	return found
}

// imports reports whether the file at a position imports a package.
func (b *Builder) imports(pos token.Pos, path string) bool {
	f := b.file(pos)
	return f != nil && slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == strconv.Quote(path) })
}

// isEntry reports whether a channel leads to one entry of a store that stays where it is.
func (b *Builder) isEntry(ch channel, reads bool) bool {
	switch ch.medium {
	case callMedium:
		return b.namesOneEntry(ch.fn, reads) && !b.movesEntries(ch.fn)
	case fileMedium:
		return !b.movesFiles()
	}
	return false
}

// movesFiles reports whether the package renames files, as programs do that write to a temporary file first.
func (b *Builder) movesFiles() bool {
	for _, obj := range b.info.Uses {
		fn, ok := obj.(*types.Func)
		if ok && fn.Pkg() != nil && fn.Pkg().Path() == "os" && slices.Contains([]string{"Rename", "Link", "Symlink", "CreateTemp"}, fn.Name()) {
			return true
		}
	}
	return false
}

// ownerContexts are the ids of the objects whose parts are encoded and decoded: the ID of a session that a serializer gets together with
// the bytes of its values.
func (b *Builder) ownerContexts(g *group) map[*code]context {
	found := make(map[*code]context)
	var typ types.Type
	for _, c := range g.codes {
		owner := b.owner(c)
		if owner == nil || typ != nil && !types.Identical(owner.Type(), typ) || b.visible(c.call.Pos(), owner.Name()) != types.Object(owner) || !b.setOnce(owner) {
			return nil
		}
		typ = owner.Type()
		id := idField(typ)
		if id == "" {
			return nil
		}
		found[c] = context{id: owner.Name() + "." + id}
	}
	return found
}

// owner returns the parameter of the function around a code whose field is encoded or decoded; nil if it is another value.
func (b *Builder) owner(c *code) *types.Var {
	x := c.value
	if u, ok := ast.Unparen(x).(*ast.UnaryExpr); ok && u.Op == token.AND {
		x = u.X
	}
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := b.info.Uses[id].(*types.Var)
	if !ok || !b.isParameter(v) {
		return nil
	}
	fn, index := b.parameter(v)
	if decl, ok := b.tree().body(c.call).(*ast.FuncDecl); !ok || fn == nil || index < 0 || b.info.Defs[decl.Name] != types.Object(fn) {
		return nil
	}
	return v
}

// idField is the exported field of text by which the objects of a struct type are told apart; empty if there is none.
func idField(t types.Type) string {
	s, ok := valueType(t).Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	for _, name := range []string{"ID", "Id", "SessionID", "Key"} {
		for f := range s.Fields() {
			if f.Name() == name && types.Identical(f.Type(), types.Typ[types.String]) {
				return name
			}
		}
	}
	return ""
}

// namesOneEntry reports whether a function of a store reads or writes the entry of one key, going by its name.
func (b *Builder) namesOneEntry(fn *types.Func, reads bool) bool {
	list := "store-writes"
	if reads {
		list = "store-reads"
	}
	return b.beginsWith(fn.Name(), list) && !b.namesMany(fn.Name())
}

// movesEntries reports whether the package renames or copies entries of a store: a value that was signed for its old key
// would be refused under the new one.
func (b *Builder) movesEntries(fn *types.Func) bool {
	return b.callsMethod(fn, "store-moves")
}

// prolongs reports whether the package gives entries of a store a new lifetime without writing them.
func (b *Builder) prolongs(fn *types.Func) bool {
	return b.callsMethod(fn, "store-renewals")
}

// callsMethod reports whether the package calls a method of the type that fn belongs to, of a list of names.
func (b *Builder) callsMethod(fn *types.Func, list string) bool {
	recv := receiver(fn)
	if recv == nil {
		return false
	}
	for _, obj := range b.info.Uses {
		if m, ok := obj.(*types.Func); ok && slices.Contains(b.models.Words(list), strings.ToLower(m.Name())) && receiver(m) == recv {
			return true
		}
	}
	return false
}

// evaluable reports whether an expression means the same at a position before it, and does nothing when evaluated once
// more: names that are set once, fields, constants, concatenations, and functions that do no more than that.
func (b *Builder) evaluable(x ast.Expr, pos token.Pos, depth int) bool {
	if depth > 3 {
		return false
	}
	if b.info.Types[x].Value != nil {
		return b.allVisible(x, pos)
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		obj := b.info.Uses[x]
		return b.visible(pos, x.Name) == obj && b.setOnce(obj)
	case *ast.SelectorExpr:
		if pkg, ok := x.X.(*ast.Ident); ok {
			if _, ok := b.info.Uses[pkg].(*types.PkgName); ok {
				return b.allVisible(x, pos)
			}
		}
		return b.info.Selections[x] != nil && b.info.Selections[x].Kind() == types.FieldVal && b.evaluable(x.X, pos, depth)
	case *ast.BinaryExpr:
		return x.Op == token.ADD && b.evaluable(x.X, pos, depth) && b.evaluable(x.Y, pos, depth)
	case *ast.CallExpr:
		if !b.isConversion(x) && !b.repeatable(x) && !b.isPlain(b.callee(x)) {
			return false
		}
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && b.info.Selections[sel] != nil && !b.evaluable(sel.X, pos, depth) {
			return false
		}
		ok := b.allVisible(x.Fun, pos)
		for _, arg := range x.Args {
			ok = ok && b.evaluable(arg, pos, depth)
		}
		return ok
	}
	return false
}

// repeatable reports whether a call is of a function of the standard library that gives the same for the same arguments, and does no more.
func (b *Builder) repeatable(call *ast.CallExpr) bool {
	return b.calls(call, "fmt", "Sprintf") || b.calls(call, "path/filepath", "Join", "Base", "Clean") || b.calls(call, "path", "Join", "Base", "Clean") ||
		b.calls(call, "strings", "ToLower", "TrimSpace") || b.calls(call, "strconv", "Itoa", "FormatInt")
}

// isPlain reports whether a function of the package only returns an expression made of its parameters and fields.
func (b *Builder) isPlain(fn *types.Func) bool {
	decl := b.tree().bodies[fn]
	if fn == nil || decl == nil || len(decl.Body.List) != 1 {
		return false
	}
	ret, ok := decl.Body.List[0].(*ast.ReturnStmt)
	return ok && len(ret.Results) == 1 && b.evaluable(ret.Results[0], ret.Pos(), 2)
}

// allVisible reports whether every name of an expression means at a position what it means where it stands.
func (b *Builder) allVisible(x ast.Expr, pos token.Pos) bool {
	ok := true
	ast.Inspect(x, func(n ast.Node) bool {
		if sel, is := n.(*ast.SelectorExpr); is {
			ok = ok && b.allVisible(sel.X, pos)
			return false
		}
		if id, is := n.(*ast.Ident); is && b.visible(pos, id.Name) != b.info.Uses[id] {
			ok = false
		}
		return ok
	})
	return ok
}

// setOnce reports whether a variable keeps its first value: nothing else is assigned to it, and its address is not taken.
func (b *Builder) setOnce(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	if !ok {
		_, isConst := obj.(*types.Const)
		return isConst
	}
	if v.Parent() == b.pkg.Scope() || v.Pkg() != b.pkg {
		return false
	}
	for _, id := range b.tree().uses[obj] {
		switch p := b.tree().up(id).(type) {
		case *ast.AssignStmt:
			if slices.ContainsFunc(p.Lhs, func(l ast.Expr) bool { return ast.Unparen(l) == ast.Expr(id) }) {
				return false
			}
		case *ast.UnaryExpr:
			if p.Op == token.AND {
				return false
			}
		case *ast.IncDecStmt:
			return false
		}
	}
	return true
}

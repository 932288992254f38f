package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// contexts returns, for each code of a group, the key that its bytes are stored under, as an expression of type string. It
// is nil unless every code has one in scope and all of them mean the same: a value signed for a key verifies there only.
func (b *Builder) contexts(g *group) map[*code]ast.Expr {
	if g.copies {
		return nil
	}
	keys := make(map[*code]ast.Expr)
	var first *shape
	for _, c := range g.codes {
		ch, ok := g.links[c]
		if !ok || ch.medium != callMedium || ch.key == nil || !b.namesOneEntry(ch.fn, c.decode) || b.movesEntries(ch.fn) {
			return nil
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
		keys[c] = ch.key
	}
	return keys
}

var (
	readVerbs  = []string{"get", "load", "read", "fetch", "find", "lookup", "peek"}
	writeVerbs = []string{"set", "put", "save", "store", "write", "add", "replace", "update"}
)

// namesOneEntry reports whether a function of a store reads or writes the entry of one key, going by its name.
func (b *Builder) namesOneEntry(fn *types.Func, reads bool) bool {
	verbs := writeVerbs
	if reads {
		verbs = readVerbs
	}
	name := strings.ToLower(fn.Name())
	if strings.Contains(name, "all") || strings.Contains(name, "multi") || strings.Contains(name, "many") || strings.Contains(name, "range") {
		return false
	}
	return slices.ContainsFunc(verbs, func(v string) bool { return strings.HasPrefix(name, v) })
}

// movesEntries reports whether the package renames or copies entries of a store: a value that was signed for its old key
// would be refused under the new one.
func (b *Builder) movesEntries(fn *types.Func) bool {
	return b.callsMethod(fn, "rename", "renamenx", "copy", "move", "restore")
}

// prolongs reports whether the package gives entries of a store a new lifetime without writing them.
func (b *Builder) prolongs(fn *types.Func) bool {
	return b.callsMethod(fn, "expire", "expireat", "pexpire", "touch", "persist", "getex", "refresh")
}

// callsMethod reports whether the package calls a method of the type that fn belongs to, by name without regard to case.
func (b *Builder) callsMethod(fn *types.Func, names ...string) bool {
	recv := receiver(fn)
	if recv == nil {
		return false
	}
	for _, obj := range b.info.Uses {
		if m, ok := obj.(*types.Func); ok && slices.Contains(names, strings.ToLower(m.Name())) && receiver(m) == recv {
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
		if !b.isConversion(x) && !b.calls(x, "fmt", "Sprintf") && !b.isPlain(b.callee(x)) {
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

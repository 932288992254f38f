package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// entries are the reads and writes of the entries of one kind of key in one store.
type entries struct {
	all   []*access
	bound bool // each has its key in scope
}

// entriesLike collects the accesses to entries like the one that is written; nil if there is no reader, or one of
// them cannot be changed.
func (b *Builder) entriesLike(w *access) *entries {
	key := b.identity(w.key, 0)
	if !known(key) || isText(typeOf(b, w.call)) || b.usesOtherwise(w.fn, key) {
		return nil
	}
	g := &entries{bound: true}
	readers := 0
	for _, a := range b.accesses() {
		if !b.sameStore(a.fn, w.fn) {
			continue
		}
		if id := b.identity(a.key, 0); id != key {
			if !known(id) && b.mayBe(a.key, key, 0) {
				return nil
			}
			continue
		}
		if b.file(a.call.Pos()) == nil || a.reads() && b.opener(a) == nil {
			return nil
		}
		if a.reads() {
			readers++
		}
		g.bound = g.bound && oneLine(b.text(a.key)) && b.evaluable(a.key, b.placeOf(a), 0)
		g.all = append(g.all, a)
	}
	if readers == 0 || readers == len(g.all) || b.storesBoth(g) {
		return nil
	}
	return g
}

// storesBoth reports whether a store of values of any type holds some entries as strings and others as bytes.
func (b *Builder) storesBoth(g *entries) bool {
	var text, bytes, untyped bool
	for _, a := range g.all {
		switch {
		case a.reads():
			untyped = untyped || types.IsInterface(b.opener(a).text)
		case isBytes(typeOf(b, a.value)):
			bytes = true
		default:
			text = true
		}
	}
	return untyped && text && bytes
}

// mayBe reports whether x may have the identity key. An unknown key may, unless every caller in the package passes a
// key with another identity.
func (b *Builder) mayBe(x ast.Expr, key string, depth int) bool {
	if id := b.identity(x, 0); known(id) || depth > 2 {
		return id == key || depth > 2
	}
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return true
	}
	v, ok := b.info.Uses[id].(*types.Var)
	if !ok || !b.isParameter(v) || !b.setOnce(v) {
		return true
	}
	fn, index := b.parameter(v)
	if fn == nil || index < 0 || fn.Exported() || len(b.tree().calls[fn]) == 0 || len(b.tree().calls[fn]) != len(b.tree().uses[fn]) {
		return true
	}
	return slices.ContainsFunc(b.tree().calls[fn], func(call *ast.CallExpr) bool {
		return index >= len(call.Args) || call.Ellipsis.IsValid() || b.mayBe(call.Args[index], key, depth+1)
	})
}

// placeOf is where the key of an access is to be evaluated once more.
func (b *Builder) placeOf(a *access) token.Pos {
	if stmt := b.outcomeStatement(a.whole); stmt != nil && !a.reads() {
		return stmt.Pos()
	}
	return a.whole.Pos()
}

// usesOtherwise reports whether the package does something else with entries of such a key than to read, write or
// remove them.
func (b *Builder) usesOtherwise(store *types.Func, key string) bool {
	for _, f := range b.files {
		found := false
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || found {
				return !found
			}
			fn := b.callee(call)
			if fn == nil || b.access(call) != nil || receiver(fn) == nil || !b.sameStore(fn, store) || b.beginsWith(b.verbOf(fn, call), "store-asides") {
				return true
			}
			found = slices.ContainsFunc(call.Args, func(x ast.Expr) bool { return isString(typeOf(b, x)) && b.identity(x, 0) == key })
			return true
		})
		if found {
			return true
		}
	}
	return false
}

// verbOf is the name of a function, or the command that it is to run.
func (b *Builder) verbOf(fn *types.Func, call *ast.CallExpr) string {
	if fn.Name() == "Do" && len(call.Args) > 0 {
		return b.constantText(call.Args[0])
	}
	return fn.Name()
}

// A result is what a read gives: text, and what tells whether there is any.
type result struct {
	text types.Type
	more string // the types of the results behind it: "error", "bool", "bool, error" or ""
}

// opener tells what a read gives; nil for something that cannot be decrypted where it is read.
func (b *Builder) opener(a *access) *result {
	t := b.info.TypeOf(a.whole)
	r := &result{text: t}
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() < 2 {
			return nil
		}
		r.text = tuple.At(0).Type()
		var more []string
		for i := 1; i < tuple.Len(); i++ {
			more = append(more, tuple.At(i).Type().String())
		}
		r.more = strings.Join(more, ", ")
	}
	if _, ok := b.tree().up(a.whole).(*ast.ExprStmt); ok {
		return nil
	}
	switch r.more {
	case "", "bool", "error", "bool, error":
	default:
		return nil
	}
	switch types.Unalias(r.text).String() {
	case "string", "[]byte", "any", "interface{}":
		return r
	}
	return nil
}

// encodedElsewhere reports whether the package encodes what it writes there and Seal knows how to encrypt that: then
// it is one fix's business.
func (b *Builder) encodedElsewhere(g *entries) bool {
	cs := b.codecs()
	cs.mu.Lock()
	defer cs.mu.Unlock()
	for _, c := range cs.all {
		if c.decode || !slices.ContainsFunc(g.all, func(a *access) bool { return cs.writes(c, a) }) {
			continue
		}
		if cs.groupOfWriter(c) != nil {
			return true
		}
	}
	return false
}

// writes reports whether a call of a store writes what a code encodes.
func (cs *codecs) writes(c *code, a *access) bool {
	if a.reads() || cs.b.topDecl(c.call.Pos()) != cs.b.topDecl(a.call.Pos()) {
		return false
	}
	cs.follow(c)
	return slices.ContainsFunc(c.channels, func(ch channel) bool { return ch.call == a.call })
}

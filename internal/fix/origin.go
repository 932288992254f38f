package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// maxHops bounds how far bytes are followed from function to function.
const maxHops = 4

// A definition is an expression, and which of its values, that a variable is set to.
type definition struct {
	value ast.Expr
	index int
}

// definitions returns what is assigned to a variable of a function. It is false for parameters, package-level variables
// and fields, of which not every assignment is seen.
func (b *Builder) definitions(obj types.Object) (defs []definition, ok bool) {
	v, isVar := obj.(*types.Var)
	if !isVar || v.IsField() || v.Pkg() != b.pkg || v.Parent() == nil || v.Parent() == b.pkg.Scope() || b.isParameter(v) {
		return nil, false
	}
	add := func(lhs []ast.Expr, rhs []ast.Expr) {
		for i, l := range lhs {
			id, ok := ast.Unparen(l).(*ast.Ident)
			if !ok || b.info.ObjectOf(id) != obj {
				continue
			}
			switch {
			case len(rhs) == len(lhs):
				defs = append(defs, definition{rhs[i], 0})
			case len(rhs) == 1:
				defs = append(defs, definition{rhs[0], i})
			}
		}
	}
	for _, id := range append(b.tree().uses[obj], b.definingIdent(v)) {
		switch p := b.tree().up(id).(type) {
		case *ast.AssignStmt:
			add(p.Lhs, p.Rhs)
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(p.Names))
			for i, n := range p.Names {
				names[i] = n
			}
			add(names, p.Values)
		case *ast.RangeStmt:
			if p.Key == id || p.Value == id {
				defs = append(defs, definition{p.X, 0})
			}
		}
	}
	return defs, true
}

func (b *Builder) definingIdent(v *types.Var) *ast.Ident {
	id, _ := at(b, v.Pos(), v.Pos(), func(id *ast.Ident) bool { return b.info.Defs[id] == v })
	return id
}

// isParameter reports whether a variable is a parameter, receiver or named result.
func (b *Builder) isParameter(v *types.Var) bool {
	f, ok := at(b, v.Pos(), v.Pos(), func(*ast.Field) bool { return true })
	if !ok {
		return false
	}
	_, ok = b.tree().parent(b.tree().parent(f)).(*ast.FuncType)
	if ok {
		return true
	}
	_, ok = b.tree().parent(b.tree().parent(f)).(*ast.FuncDecl)
	return ok
}

// A walk follows bytes through a package, in one direction, without going round in circles.
type walk struct {
	b       *Builder
	seen    map[any]bool
	found   []channel
	armored bool // the way has led through base64 or hex
}

func (b *Builder) newWalk() *walk { return &walk{b: b, seen: make(map[any]bool)} }

func (w *walk) add(ch channel) {
	ch.armored = w.armored
	w.found = append(w.found, ch)
}

func (w *walk) medium(m medium) { w.add(channel{medium: m}) }

func (w *walk) visited(x any) bool {
	if w.seen[x] {
		return true
	}
	w.seen[x] = true
	return false
}

// origins returns where the bytes of an expression come from.
func (b *Builder) origins(x ast.Expr) []channel {
	w := b.newWalk()
	w.origin(x, 0, 0)
	return w.found
}

// origin follows the value of an expression back; index tells which value of a call.
func (w *walk) origin(x ast.Expr, index, hops int) {
	if hops > maxHops || w.visited(x) {
		return
	}
	if m := w.b.mediumOf(w.b.info.TypeOf(x)); m != unknownMedium {
		if w.b.isStandardStream(x) {
			m = foreignMedium
		}
		if m == fileMedium {
			w.add(w.b.openedFile(x))
			return
		}
		w.medium(m)
		return
	}
	switch x := x.(type) {
	case *ast.ParenExpr:
		w.origin(x.X, index, hops)
	case *ast.Ident:
		w.originOf(w.b.info.ObjectOf(x), hops)
	case *ast.UnaryExpr:
		w.origin(x.X, 0, hops)
	case *ast.StarExpr:
		w.origin(x.X, 0, hops)
	case *ast.SliceExpr:
		w.origin(x.X, 0, hops)
	case *ast.IndexExpr:
		w.origin(x.X, 0, hops)
	case *ast.TypeAssertExpr:
		w.origin(x.X, 0, hops)
	case *ast.SelectorExpr:
		w.origin(x.X, 0, hops)
	case *ast.CallExpr:
		w.originOfCall(x, index, hops)
	}
}

// isStandardStream reports whether an expression is os.Stdout or its kin.
func (b *Builder) isStandardStream(x ast.Expr) bool {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v, ok := b.info.Uses[sel.Sel].(*types.Var)
	return ok && v.Pkg() != nil && v.Pkg().Path() == "os" && strings.HasPrefix(v.Name(), "Std")
}

// mediumOf is the medium that a type stands for by itself.
func (b *Builder) mediumOf(t types.Type) medium {
	if t == nil {
		return unknownMedium
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return unknownMedium
	}
	switch named.Obj().Pkg().Path() + "." + named.Obj().Name() {
	case "net/http.Cookie":
		return cookieMedium
	case "os.File":
		return fileMedium
	case "net/http.Request", "net/http.Response", "net/http.ResponseWriter", "net.Conn", "net.TCPConn", "os.Process":
		return foreignMedium
	}
	return unknownMedium
}

func (w *walk) originOf(obj types.Object, hops int) {
	v, ok := obj.(*types.Var)
	if !ok || w.visited(obj) {
		return
	}
	if w.b.isParameter(v) {
		w.originOfParameter(v, hops)
		return
	}
	defs, _ := w.b.definitions(v)
	for _, d := range defs {
		w.origin(d.value, d.index, hops)
	}
	// A variable that a function fills by its address: rows.Scan(&data).
	for _, id := range w.b.tree().uses[v] {
		u, ok := w.b.tree().up(id).(*ast.UnaryExpr)
		if !ok || u.Op != token.AND {
			continue
		}
		if call, ok := w.b.tree().up(u).(*ast.CallExpr); ok && call.Fun != ast.Expr(u) {
			w.filledBy(call, u, hops)
		}
	}
	if len(w.found) == 0 && len(defs) == 0 {
		w.medium(unknownMedium)
	}
}

// filledBy follows a call that stores into what an argument points to.
func (w *walk) filledBy(call *ast.CallExpr, arg ast.Expr, hops int) {
	if fn := w.b.callee(call); fn != nil && fn.Name() == "Scan" {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			w.origin(sel.X, 0, hops)
			return
		}
	}
	w.add(w.b.newCall(call, arg))
}

// originOfParameter goes on in the callers; a parameter that nobody in the package sets is anybody's.
func (w *walk) originOfParameter(v *types.Var, hops int) {
	fn, index := w.b.parameter(v)
	var calls []*ast.CallExpr
	if fn != nil {
		calls = w.b.tree().calls[fn]
	}
	if len(calls) == 0 {
		if isText(v.Type()) {
			w.medium(handedMedium)
		} else {
			w.medium(unknownMedium)
		}
	}
	for _, call := range calls {
		if index >= 0 && index < len(call.Args) {
			w.origin(call.Args[index], 0, hops+1)
		}
	}
}

// parameter returns the declared function that a variable is a parameter of, and which; -1 for a receiver or a result.
func (b *Builder) parameter(v *types.Var) (*types.Func, int) {
	for fn := range b.tree().bodies {
		sig := fn.Signature()
		if sig.Recv() == v {
			return fn, -1
		}
		for i := range sig.Params().Len() {
			if sig.Params().At(i) == v {
				return fn, i
			}
		}
	}
	return nil, -1
}

// through lists functions that hand on the bytes of an argument, by import path, name and the argument's index.
var through = map[string]map[string]int{
	"bytes":          {"NewReader": 0, "NewBuffer": 0, "NewBufferString": 0, "TrimSpace": 0, "Clone": 0, "TrimPrefix": 0},
	"strings":        {"NewReader": 0, "TrimSpace": 0, "Clone": 0, "TrimPrefix": 0},
	"bufio":          {"NewReader": 0, "NewReaderSize": 0, "NewWriter": 0, "NewWriterSize": 0},
	"io":             {"ReadAll": 0, "LimitReader": 0, "NopCloser": 0, "TeeReader": 0},
	"io/ioutil":      {"ReadAll": 0, "NopCloser": 0},
	"net/http":       {"MaxBytesReader": 1},
	"net/url":        {"QueryUnescape": 0, "QueryEscape": 0, "PathEscape": 0, "PathUnescape": 0},
	"encoding/hex":   {"DecodeString": 0, "EncodeToString": 0},
	"compress/gzip":  {"NewReader": 0, "NewWriter": 0, "NewWriterLevel": 0},
	"compress/zlib":  {"NewReader": 0, "NewWriter": 0},
	"compress/flate": {"NewReader": 0, "NewWriter": 0},
}

func (w *walk) handsOn(call *ast.CallExpr) ast.Expr {
	arg := w.b.handsOn(call)
	if arg != nil && !w.b.isConversion(call) {
		path := w.b.callee(call).Pkg().Path()
		w.armored = w.armored || path == "encoding/base64" || path == "encoding/hex"
	}
	return arg
}

// handsOn returns the argument whose bytes a call hands on; nil if it is no such call.
func (b *Builder) handsOn(call *ast.CallExpr) ast.Expr {
	if b.isConversion(call) {
		return call.Args[0]
	}
	fn := b.callee(call)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	if fn.Pkg().Path() == "encoding/base64" && len(call.Args) == 1 {
		return call.Args[0]
	}
	if fn.Signature().Recv() != nil {
		return nil
	}
	index, ok := through[fn.Pkg().Path()][fn.Name()]
	if !ok || index >= len(call.Args) {
		return nil
	}
	return call.Args[index]
}

func (w *walk) originOfCall(call *ast.CallExpr, index, hops int) {
	if arg := w.handsOn(call); arg != nil {
		w.origin(arg, 0, hops)
		return
	}
	fn := w.b.callee(call)
	switch {
	case fn == nil:
		w.medium(unknownMedium)
		return
	case w.b.calls(call, "os", "ReadFile"), w.b.calls(call, "io/ioutil", "ReadFile"):
		w.add(w.b.namedFile(call))
		return
	case fn.Name() == "Cookie" || fn.Name() == "Cookies":
		w.medium(cookieMedium)
		return
	}
	// The bytes of a reply: client.Get(ctx, key).Bytes().
	sel, _ := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if sel != nil && len(call.Args) == 0 && fn.Signature().Recv() != nil && isAccessor(fn.Name()) {
		w.origin(sel.X, 0, hops)
		return
	}
	w.add(w.b.newCall(call, nil))
	if body := w.b.tree().bodies[fn]; body != nil {
		for _, ret := range returns(body.Body) {
			switch {
			case index < len(ret.Results):
				w.origin(ret.Results[index], 0, hops+1)
			case len(ret.Results) == 1:
				w.origin(ret.Results[0], index, hops+1)
			}
		}
	}
}

func isAccessor(name string) bool {
	switch name {
	case "Bytes", "Result", "String", "Val", "Value", "Body", "Data", "Payload", "Text", "AsBytes", "ToString":
		return true
	}
	return false
}

// returns lists the return statements of a function, without those of function literals in it.
func returns(body *ast.BlockStmt) (all []*ast.ReturnStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			all = append(all, n)
		}
		return true
	})
	return all
}

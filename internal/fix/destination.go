package fix

import (
	"go/ast"
	"go/types"
)

// destinations returns where the bytes of an expression go to.
func (b *Builder) destinations(x ast.Expr) []channel {
	w := b.newWalk()
	w.climb(x, 0, 0)
	return w.found
}

// destinationsOfWriter returns where the bytes go that are written to w.
func (b *Builder) destinationsOfWriter(x ast.Expr) []channel {
	w := b.newWalk()
	w.writer(x, 0)
	return w.found
}

// writer follows an expression that is written to: a buffer to where it is read, anything else to what it was made
// from.
func (w *walk) writer(x ast.Expr, hops int) {
	x = ast.Unparen(x)
	if u, ok := x.(*ast.UnaryExpr); ok {
		x = ast.Unparen(u.X)
	}
	if id, ok := x.(*ast.Ident); ok && isBuffer(w.b.info.TypeOf(id)) {
		obj := w.b.info.ObjectOf(id)
		v, _ := obj.(*types.Var)
		if v != nil && w.b.isParameter(v) {
			w.originOfParameter(v, hops)
			return
		}
		w.usesOf(obj, hops)
		return
	}
	w.origin(x, 0, hops)
}

// isBuffer reports whether a type is bytes.Buffer or strings.Builder, or a pointer to it.
func isBuffer(t types.Type) bool {
	if t == nil {
		return false
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	s := types.Unalias(t).String()
	return s == "bytes.Buffer" || s == "strings.Builder"
}

// climb follows the value of an expression on; index tells which value of a call.
func (w *walk) climb(x ast.Expr, index, hops int) {
	if hops > maxHops || w.visited(x) {
		return
	}
	switch p := w.b.tree().up(x).(type) {
	case *ast.AssignStmt:
		w.assigned(p.Lhs, p.Rhs, x, index, hops)
	case *ast.ValueSpec:
		for i, v := range p.Values {
			if ast.Unparen(v) != ast.Unparen(x) {
				continue
			}
			if len(p.Values) == 1 {
				i = index
			}
			if i < len(p.Names) {
				w.usesOf(w.b.info.ObjectOf(p.Names[i]), hops)
			}
		}
	case *ast.ReturnStmt:
		w.returned(p, x, index, hops)
	case *ast.CallExpr:
		w.passed(p, x, hops)
	case *ast.SelectorExpr:
		w.selected(p, hops)
	case *ast.KeyValueExpr:
		if lit, ok := w.b.tree().up(p).(*ast.CompositeLit); ok && ast.Unparen(p.Value) == ast.Unparen(x) {
			w.composed(lit, hops)
		}
	case *ast.CompositeLit:
		w.composed(p, hops)
	case *ast.UnaryExpr:
		w.climb(p, 0, hops)
	case *ast.SliceExpr:
		w.climb(p, 0, hops)
	case *ast.SendStmt:
		w.medium(unknownMedium)
	}
}

// composed follows a composite literal that the bytes went into.
func (w *walk) composed(lit *ast.CompositeLit, hops int) {
	if w.b.mediumOf(w.b.info.TypeOf(lit)) == cookieMedium {
		w.add(channel{medium: cookieMedium, life: field(lit, "MaxAge")})
		return
	}
	w.climb(lit, 0, hops)
}

func (w *walk) assigned(lhs, rhs []ast.Expr, x ast.Expr, index, hops int) {
	for i, r := range rhs {
		if ast.Unparen(r) != ast.Unparen(x) {
			continue
		}
		if len(rhs) == 1 {
			i = index
		}
		if i >= len(lhs) {
			continue
		}
		switch l := ast.Unparen(lhs[i]).(type) {
		case *ast.Ident:
			if l.Name != "_" {
				w.usesOf(w.b.info.ObjectOf(l), hops)
			}
		case *ast.SelectorExpr:
			if m := w.b.mediumOf(w.b.info.TypeOf(l.X)); m != unknownMedium {
				w.medium(m)
			} else if id, ok := ast.Unparen(l.X).(*ast.Ident); ok {
				w.usesOf(w.b.info.ObjectOf(id), hops)
			}
		default:
			w.medium(unknownMedium)
		}
	}
}

func (w *walk) usesOf(obj types.Object, hops int) {
	if obj == nil || w.visited(obj) {
		return
	}
	for _, id := range w.b.tree().uses[obj] {
		w.climb(id, 0, hops)
	}
}

// returned goes on in the callers.
func (w *walk) returned(ret *ast.ReturnStmt, x ast.Expr, index, hops int) {
	decl, ok := w.b.tree().body(ret).(*ast.FuncDecl)
	if !ok {
		w.medium(unknownMedium)
		return
	}
	for i, r := range ret.Results {
		if len(ret.Results) > 1 && ast.Unparen(r) == ast.Unparen(x) {
			index = i
		}
	}
	fn, _ := w.b.info.Defs[decl.Name].(*types.Func)
	calls := w.b.tree().calls[fn]
	if len(calls) == 0 {
		w.medium(handedMedium)
	}
	for _, call := range calls {
		w.climb(call, index, hops+1)
	}
}

// passed follows an argument.
func (w *walk) passed(call *ast.CallExpr, x ast.Expr, hops int) {
	if ast.Unparen(call.Fun) == ast.Unparen(x) {
		return
	}
	if arg := w.handsOn(call); arg != nil && ast.Unparen(arg) == ast.Unparen(x) {
		w.climb(call, 0, hops)
		return
	}
	fn := w.b.callee(call)
	sel, _ := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	switch {
	case fn == nil:
		if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && (id.Name == "len" || id.Name == "cap") {
			return
		}
		w.medium(unknownMedium)
	case fn.Pkg() != nil && (isTalk(fn.Pkg().Path()) || w.b.encodingOf(fn.Pkg()) != nil):
	case w.b.calls(call, "os", "WriteFile"), w.b.calls(call, "io/ioutil", "WriteFile"):
		w.add(w.b.namedFile(call))
	case w.b.calls(call, "net/http", "SetCookie"):
		w.medium(cookieMedium)
	case w.b.calls(call, "io", "Copy", "WriteString") && len(call.Args) > 0:
		w.writer(call.Args[0], hops)
	case sel != nil && (fn.Name() == "Write" || fn.Name() == "WriteString"):
		w.writer(sel.X, hops)
	case fn.Name() == "SetCookie":
		w.medium(cookieMedium)
	case fn.Pkg() != nil && w.b.models.Matches("reply-packages", fn.Pkg().Path()) &&
		(!isInterfaceMethod(fn) || w.b.access(call) == nil): // a store of the framework's is no answer
		w.medium(foreignMedium)
	default:
		w.add(w.b.newCall(call, x))
		w.intoParameter(fn, call, x, hops)
	}
}

// isTalk reports whether a package prints or logs, so that what it is given does not come back.
func isTalk(path string) bool {
	switch path {
	case "fmt", "log", "log/slog", "errors", "testing":
		return true
	}
	return false
}

// intoParameter goes on in a function of the package.
func (w *walk) intoParameter(fn *types.Func, call *ast.CallExpr, x ast.Expr, hops int) {
	if w.b.tree().bodies[fn] == nil || hops >= maxHops {
		return
	}
	params := fn.Signature().Params()
	for i, arg := range call.Args {
		if ast.Unparen(arg) == ast.Unparen(x) && i < params.Len() {
			w.usesOf(params.At(i), hops+1)
		}
	}
}

// selected follows a method call on the value, as buf.Bytes().
func (w *walk) selected(sel *ast.SelectorExpr, hops int) {
	call, ok := w.b.tree().up(sel).(*ast.CallExpr)
	if !ok || ast.Unparen(call.Fun) != ast.Expr(sel) {
		return
	}
	switch sel.Sel.Name {
	case "Bytes", "String", "Next":
		w.climb(call, 0, hops)
	case "WriteTo":
		if len(call.Args) == 1 {
			w.writer(call.Args[0], hops)
		}
	}
}

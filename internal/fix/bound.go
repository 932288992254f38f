package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// MaxInput is the bound, in bytes, that fixes put on what an attacker may send.
const MaxInput = 1 << 20

// Bound offers to bound what is read at one of the places: the argument of a call that reads a stream to its end or
// decodes from it. A request's body is bounded by http.MaxBytesReader where the response is at hand. Nothing is offered for
// a stream of many messages.
func (b *Builder) Bound(places ...token.Pos) []analysis.SuggestedFix {
	for _, pos := range places {
		if b.file(pos) == nil {
			continue
		}
		if x := b.readerAt(pos); x != nil {
			return b.bound(x)
		}
	}
	return nil
}

// readerAt returns the reader that the call at a position reads from.
func (b *Builder) readerAt(pos token.Pos) ast.Expr {
	if c := b.codecs().decodeAt(pos); c != nil {
		if c.maker == nil || b.repeated(c.call) || b.tree().body(c.maker) != b.tree().body(c.call) {
			return nil
		}
		return c.data
	}
	var found ast.Expr
	_, _ = at(b, pos, pos, func(call *ast.CallExpr) bool {
		if call.Pos() != pos && call.Lparen != pos {
			return false
		}
		fn := b.callee(call)
		if fn == nil {
			return false
		}
		sig := fn.Signature()
		if b.calls(call, "io", "Copy") && len(call.Args) == 2 {
			found = call.Args[1]
			return true
		}
		for i, arg := range call.Args {
			if i < sig.Params().Len() && isReader(sig.Params().At(i).Type()) && !b.repeated(call) && fn.Pkg() != b.pkg {
				found = arg
				return true
			}
		}
		return false
	})
	return found
}

// isReader reports whether a type is io.Reader: a parameter that takes any reader.
func isReader(t types.Type) bool {
	s := types.Unalias(t).String()
	return s == "io.Reader"
}

// repeated reports whether a call runs more than once on what it reads: inside of a loop of its function.
func (b *Builder) repeated(n ast.Node) bool {
	for n = b.tree().parents[n]; n != nil; n = b.tree().parents[n] {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
	}
	return false
}

func (b *Builder) bound(x ast.Expr) []analysis.SuggestedFix {
	if b.isBounded(x) {
		return nil
	}
	e := b.newEdit()
	if w := b.responseFor(x); w != "" {
		http := e.use(x.Pos(), "net/http", "http")
		e.wrap(x, fmt.Sprintf("%s.MaxBytesReader(%s, ", http, w), ", 1<<20)")
		return e.finish("read at most 1 MiB of the body: http.MaxBytesReader")
	}
	io := e.use(x.Pos(), "io", "io")
	e.wrap(x, io+".LimitReader(", ", 1<<20)")
	return e.finish("read at most 1 MiB: io.LimitReader")
}

func (b *Builder) isBounded(x ast.Expr) bool {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	return ok && (b.calls(call, "io", "LimitReader") || b.calls(call, "net/http", "MaxBytesReader"))
}

// responseFor returns the name of the http.ResponseWriter of the function around a request's body, if that is in sight.
func (b *Builder) responseFor(x ast.Expr) string {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Body" {
		return ""
	}
	req := types.TypeString(valueType(typeOf(b, sel.X)), nil)
	if req != "net/http.Request" {
		return ""
	}
	var params []*ast.FieldList
	for n := ast.Node(x); n != nil; n = b.tree().parents[n] {
		switch n := n.(type) {
		case *ast.FuncDecl:
			params = append(params, n.Type.Params)
		case *ast.FuncLit:
			params = append(params, n.Type.Params)
		}
	}
	for _, list := range params {
		for _, f := range list.List {
			for _, name := range f.Names {
				obj := b.info.Defs[name]
				if obj != nil && obj.Type().String() == "net/http.ResponseWriter" && b.visible(x.Pos(), name.Name) == obj {
					return name.Name
				}
			}
		}
	}
	return ""
}

package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// MaxInput is the bound, in bytes, that fixes put on what an attacker may send.
const MaxInput = 1 << 20

// Bound offers to bound what is read at one of the places: the argument of a call that reads a stream to its end or
// decodes from it. A request's body is bounded by http.MaxBytesReader where the response is at hand. Nothing is offered for
// a stream of many messages.
func (b *Builder) Bound(places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.editable(places) {
		if x := b.readerAt(pos); x != nil {
			return b.bound(x)
		}
		if fixes := b.boundBefore(pos); fixes != nil {
			return fixes
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
			if i < sig.Params().Len() && isReader(sig.Params().At(i).Type()) && (!b.repeated(call) || b.madeInLoop(arg)) && fn.Pkg() != b.pkg {
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
	for n = b.tree().parent(n); n != nil; n = b.tree().parent(n) {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
	}
	return false
}

// madeInLoop reports whether an expression is a variable that the innermost loop around it declares: each round has one of its own.
func (b *Builder) madeInLoop(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok || b.info.Uses[id] == nil {
		return false
	}
	for n := b.tree().parent(x); n != nil; n = b.tree().parent(n) {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			pos := b.info.Uses[id].Pos()
			return n.Pos() <= pos && pos < n.End()
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
	if read := b.readAround(x); read != nil {
		e.refuse(x, read, io)
		return e.finish("refuse more than 1 MiB: io.LimitReader and a check")
	}
	e.wrap(x, io+".LimitReader(", ", 1<<20)")
	return e.finish("read at most 1 MiB: io.LimitReader")
}

// readAround returns the statement `data, err := io.ReadAll(x)` around a reader, nil if it stands in another: there, what is longer can be
// refused instead of cut.
func (b *Builder) readAround(x ast.Expr) *ast.AssignStmt {
	call, ok := b.tree().up(x).(*ast.CallExpr)
	if !ok || !b.calls(call, "io", "ReadAll") && !b.calls(call, "io/ioutil", "ReadAll") {
		return nil
	}
	read, ok := b.tree().up(call).(*ast.AssignStmt)
	if !ok || len(read.Lhs) != 2 || len(read.Rhs) != 1 {
		return nil
	}
	for _, l := range read.Lhs {
		if id, ok := l.(*ast.Ident); !ok || id.Name == "_" {
			return nil
		}
	}
	switch b.tree().parent(read).(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		return read
	}
	return nil
}

// refuse reads one byte more than is allowed, and makes an error of it.
func (e *edit) refuse(x ast.Expr, read *ast.AssignStmt, io string) {
	errors := e.use(x.Pos(), "errors", "errors")
	data, err := read.Lhs[0].(*ast.Ident).Name, read.Lhs[1].(*ast.Ident).Name
	tabs := strings.Repeat("\t", e.b.fset.Position(read.Pos()).Column-1)
	e.wrap(x, io+".LimitReader(", ", 1<<20+1)")
	file := e.b.fset.File(read.End())
	end := read.End()
	if line := file.Line(end); line < file.LineCount() {
		end = file.LineStart(line+1) - 1 // behind a comment
	}
	e.insert(end, fmt.Sprintf("\n%[1]sif %[2]s == nil && len(%[3]s) > 1<<20 {\n%[1]s\t%[2]s = %[4]s.New(\"more than 1 MiB\")\n%[1]s}", tabs, err, data, errors))
}

func (b *Builder) isBounded(x ast.Expr) bool {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	return ok && (b.calls(call, "io", "LimitReader") || b.calls(call, "net/http", "MaxBytesReader"))
}

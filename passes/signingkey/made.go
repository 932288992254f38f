package signingkey

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
)

// A valuer says what expressions of a function are made by, as far as all that goes into them is known.
type valuer struct {
	p    *predictables
	fd   *ast.FuncDecl
	seen map[types.Object]bool
}

// all is what several expressions together are made by.
func (v *valuer) all(list ...ast.Expr) (by string, ok bool) {
	for _, e := range list {
		b, ok := v.of(e)
		if !ok {
			return "", false
		}
		if by == "" {
			by = b
		}
	}
	return by, true
}

func (v *valuer) of(e ast.Expr) (by string, ok bool) {
	info := v.p.pass.TypesInfo
	if e == nil {
		return "", false
	}
	if tv := info.Types[e]; tv.Value != nil || tv.IsType() {
		return "", true
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return v.of(e.X)
	case *ast.BinaryExpr:
		return v.all(e.X, e.Y)
	case *ast.UnaryExpr:
		return v.of(e.X)
	case *ast.SliceExpr:
		return v.of(e.X)
	case *ast.IndexExpr:
		if v.alphabet(e.X) {
			return v.of(e.Index)
		}
		return v.of(e.X)
	case *ast.CompositeLit:
		return v.all(e.Elts...)
	case *ast.Ident:
		return v.variable(info.ObjectOf(e))
	case *ast.CallExpr:
		return v.call(e)
	}
	return "", false
}

// alphabet reports whether an expression is a constant or a table of the package: what is picked from it tells what picked it.
func (v *valuer) alphabet(e ast.Expr) bool {
	if v.p.pass.TypesInfo.Types[e].Value != nil {
		return true
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	obj, ok := v.p.pass.TypesInfo.ObjectOf(id).(*types.Var)
	return ok && obj.Parent() == v.p.pass.Pkg.Scope()
}

// variable is what a variable is made by. A parameter that is a number is taken to be known, as lengths and ids are.
func (v *valuer) variable(obj types.Object) (by string, ok bool) {
	local, isVar := obj.(*types.Var)
	if !isVar || v.seen[obj] {
		return "", isVar
	}
	v.seen[obj] = true
	defer delete(v.seen, obj)
	if local.Parent() == v.p.pass.Pkg.Scope() {
		if isNumber(local.Type()) && v.p.counts(local) {
			return byCounter, true
		}
		return "", false
	}
	values := append(syntax.Assigned(v.p.pass.TypesInfo, v.fd, obj), v.written(obj)...)
	if len(values) == 0 {
		return "", isNumber(local.Type())
	}
	return v.all(values...)
}

// written lists what is written into a variable: its elements, and the content of a hash, a buffer or a builder. Nil stands for
// what is not known.
func (v *valuer) written(obj types.Object) (values []ast.Expr) {
	is := func(e ast.Expr) bool {
		if u, ok := e.(*ast.UnaryExpr); ok {
			e = u.X
		}
		if s, ok := e.(*ast.SliceExpr); ok {
			e = s.X
		}
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && v.p.pass.TypesInfo.ObjectOf(id) == obj
	}
	ast.Inspect(v.fd.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if ix, ok := ast.Unparen(l).(*ast.IndexExpr); ok && is(ix.X) {
					values = append(values, n.Rhs[min(i, len(n.Rhs)-1)])
				}
			}
		case *ast.CallExpr:
			sel, _ := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			switch {
			case sel != nil && is(sel.X) && strings.HasPrefix(sel.Sel.Name, "Write"):
				values = append(values, n.Args...)
			case slices.ContainsFunc(n.Args, is):
				values = append(values, v.handed(n)...)
			}
		}
		return true
	})
	return values
}

// handed lists what a call may write into a variable that it is handed.
func (v *valuer) handed(call *ast.CallExpr) []ast.Expr {
	info := v.p.pass.TypesInfo
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if _, ok := info.ObjectOf(id).(*types.Builtin); ok {
			if id.Name == "copy" {
				return call.Args[1:]
			}
			return nil
		}
	}
	fn := syntax.Callee(info, call)
	switch path := syntax.Path(fn); {
	case info.Types[call.Fun].IsType() || fn != nil && slices.Contains(through[path], fn.Name()):
		return nil
	case v.p.by(fn) != "":
		return []ast.Expr{call}
	case path == "io" && fn.Name() == "WriteString" || path == "fmt" && strings.HasPrefix(fn.Name(), "Fprint"):
		return call.Args[1:]
	}
	return []ast.Expr{nil}
}

// through are the functions, by import path, whose results are made of their arguments alone.
var through = map[string][]string{
	"fmt":             {"Sprint", "Sprintf", "Sprintln", "Append", "Appendf"},
	"strconv":         {"Itoa", "FormatInt", "FormatUint", "Quote", "AppendInt"},
	"strings":         {"ToLower", "ToUpper", "Repeat", "TrimPrefix", "TrimSpace", "ReplaceAll", "Join"},
	"crypto/md5":      {"Sum", "New"},
	"crypto/sha1":     {"Sum", "New"},
	"crypto/sha256":   {"Sum256", "Sum224", "New"},
	"crypto/sha512":   {"Sum512", "New"},
	"hash/crc32":      {"ChecksumIEEE", "NewIEEE"},
	"hash/fnv":        {"New32", "New32a", "New64", "New64a"},
	"encoding/hex":    {"EncodeToString"},
	"encoding/base64": {"EncodeToString"},
	"encoding/base32": {"EncodeToString"},
	"os":              {"Getpid"},
}

// call is what a call's result is made by.
func (v *valuer) call(call *ast.CallExpr) (by string, ok bool) {
	info := v.p.pass.TypesInfo
	if tv := info.Types[call.Fun]; tv.IsType() {
		return v.all(call.Args...)
	}
	if id, isIdent := ast.Unparen(call.Fun).(*ast.Ident); isIdent {
		if _, isBuiltin := info.ObjectOf(id).(*types.Builtin); isBuiltin {
			return v.all(call.Args...)
		}
	}
	fn := syntax.Callee(info, call)
	if fn == nil {
		return "", false
	}
	switch path := syntax.Path(fn); {
	case v.p.by(fn) != "":
		return v.p.by(fn), true
	case path == "time":
		return v.time(fn, call)
	case path == "sync/atomic" && strings.HasPrefix(fn.Name(), "Add"):
		return byCounter, true
	case slices.Contains(through[path], fn.Name()):
		return v.all(call.Args...)
	}
	// The content of a hash, a buffer or a builder, which are variables here.
	if sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr); isSel && fn.Signature().Recv() != nil && slices.Contains([]string{"Sum", "String", "Bytes"}, fn.Name()) {
		if _, isIdent := ast.Unparen(sel.X).(*ast.Ident); isIdent {
			return v.of(sel.X)
		}
	}
	return "", false
}

// time is the clock, or a way to write what the clock says.
func (v *valuer) time(fn *types.Func, call *ast.CallExpr) (by string, ok bool) {
	if fn.Signature().Recv() == nil {
		return byClock, fn.Name() == "Now"
	}
	sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !isSel {
		return "", false
	}
	return v.of(sel.X)
}

// counts reports whether the package counts a variable up.
func (p *predictables) counts(v *types.Var) (found bool) {
	for _, f := range p.pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if inc, ok := n.(*ast.IncDecStmt); ok {
				id, ok := ast.Unparen(inc.X).(*ast.Ident)
				found = found || ok && p.pass.TypesInfo.ObjectOf(id) == v
			}
			return !found
		})
	}
	return found
}

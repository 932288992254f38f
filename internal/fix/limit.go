package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// CheckLength offers to compare a number with a limit before a call at one of the places allocates by it, and to fail where it is larger:
// in a function that returns an error, and in one that answers a request.
func (b *Builder) CheckLength(places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.editable(places) {
		call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool { return standsAt(c, pos) && b.lengthOf(c) != nil })
		if !ok {
			continue
		}
		if callName(call) == "ParseMultipartForm" {
			return b.LimitTo(pos)
		}
		if fixes := b.checkLength(call); fixes != nil {
			return fixes
		}
	}
	return nil
}

// lengthOf returns the argument by which a call allocates: its first number that is no constant.
func (b *Builder) lengthOf(call *ast.CallExpr) ast.Expr {
	if b.isConversion(call) {
		return nil
	}
	for _, arg := range call.Args {
		basic, ok := typeOf(b, arg).Underlying().(*types.Basic)
		if ok && basic.Info()&types.IsInteger != 0 && b.info.Types[arg].Value == nil && !b.info.Types[arg].IsType() {
			return arg
		}
	}
	return nil
}

// foreignField reports whether an expression is a field of another package's type, which that package may change
// between two reads.
func (b *Builder) foreignField(x ast.Expr) bool {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok || b.info.Selections[sel] == nil {
		return false
	}
	return b.info.Selections[sel].Obj().Pkg() != b.pkg
}

func (b *Builder) checkLength(call *ast.CallExpr) []analysis.SuggestedFix {
	stmt, length := b.listed(call), b.lengthOf(call)
	if stmt == nil || b.commentsIn(length) || !oneLine(b.text(length)) {
		return nil
	}
	e := b.newEdit()
	indent := b.indentOf(stmt)
	made := ""
	name := b.text(length)
	if !b.evaluable(length, stmt.Pos(), 0) && !b.isVariable(length) || b.foreignField(length) {
		name = b.freeLocal(call, "n")
		made = fmt.Sprintf("%s := %s\n%s", name, e.keep(length), indent)
		e.replace(length.Pos(), length.End(), name)
	}
	basic := typeOf(b, length).Underlying().(*types.Basic)
	cond := name + " > 1<<20"
	if basic.Info()&types.IsUnsigned == 0 {
		cond = name + " < 0 || " + cond
	}
	leave, ok := b.refusal(e, stmt, indent)
	if !ok {
		return nil
	}
	e.insert(stmt.Pos(), fmt.Sprintf("%[1]sif %[2]s {\n%[3]s\t%[4]s\n%[3]s}\n%[3]s", made, cond, indent, leave))
	return e.finish("refuse a length of more than 1 << 20")
}

// isVariable reports whether an expression is a variable, or a field of one.
func (b *Builder) isVariable(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		_, ok := b.info.Uses[x].(*types.Var)
		return ok
	case *ast.SelectorExpr:
		s := b.info.Selections[x]
		return s != nil && s.Kind() == types.FieldVal && b.isVariable(x.X)
	}
	return false
}

// refusal writes what a function does with input that is too large: it returns an error, or answers the request and returns.
func (b *Builder) refusal(e *edit, stmt ast.Stmt, indent string) (string, bool) {
	if text, ok := b.failWith(e, stmt, "too large"); ok {
		return text, true
	}
	var results *ast.FieldList
	switch fn := b.tree().body(stmt).(type) {
	case *ast.FuncDecl:
		results = fn.Type.Results
	case *ast.FuncLit:
		results = fn.Type.Results
	}
	answer := b.answer(e, stmt, "RequestEntityTooLarge", "too large")
	if results.NumFields() > 0 || answer == "" {
		return "", false
	}
	return answer + "\n" + indent + "\treturn", true
}

// answer writes the call that refuses a request in the function around a node, by its http.ResponseWriter or by a framework's context.
func (b *Builder) answer(e *edit, n ast.Node, status, text string) string {
	var params *ast.FieldList
	switch fn := b.tree().body(n).(type) {
	case *ast.FuncDecl:
		params = fn.Type.Params
	case *ast.FuncLit:
		params = fn.Type.Params
	}
	for _, f := range params.List {
		for _, name := range f.Names {
			obj := b.info.Defs[name]
			if obj == nil || b.visible(n.Pos(), name.Name) != obj {
				continue
			}
			if obj.Type().String() == "net/http.ResponseWriter" {
				http := e.use(n.Pos(), "net/http", "http")
				return fmt.Sprintf("%s.Error(%s, %q, %s.Status%s)", http, name.Name, text, http, status)
			}
			if m, _, _ := types.LookupFieldOrMethod(obj.Type(), true, b.pkg, "AbortWithStatus"); m != nil {
				return fmt.Sprintf("%s.AbortWithStatus(%s.Status%s)", name.Name, e.use(n.Pos(), "net/http", "http"), status)
			}
		}
	}
	return ""
}

// ReadLimit offers to limit the size of messages before they are read at one of the places: of a connection that has a limit to set.
func (b *Builder) ReadLimit(places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.editable(places) {
		call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool { return standsAt(c, pos) })
		if !ok {
			continue
		}
		for _, x := range append([]ast.Expr{receiverOf(call)}, call.Args...) {
			if fixes := b.readLimit(call, x); fixes != nil {
				return fixes
			}
		}
	}
	return nil
}

func (b *Builder) readLimit(call *ast.CallExpr, conn ast.Expr) []analysis.SuggestedFix {
	set := ""
	switch obj, _, _ := types.LookupFieldOrMethod(typeOf(b, conn), true, b.pkg, "SetReadLimit"); obj.(type) {
	case *types.Func:
		set = ".SetReadLimit(1 << 20)"
	default:
		if field, _, _ := types.LookupFieldOrMethod(typeOf(b, conn), true, b.pkg, "MaxPayloadBytes"); field == nil {
			return nil
		}
		set = ".MaxPayloadBytes = 1 << 20"
	}
	stmt := b.beforeLoops(call)
	if stmt == nil || !b.isVariable(conn) || !b.allVisible(conn, stmt.Pos()) {
		return nil
	}
	e := b.newEdit()
	e.insert(stmt.Pos(), e.keep(conn)+set+"\n"+b.indentOf(stmt))
	return e.finish("limit messages to 1 MiB")
}

// beforeLoops returns the statement of a list that a node is in, or the outermost loop of its function around it.
func (b *Builder) beforeLoops(n ast.Node) ast.Stmt {
	stmt := b.listed(n)
	for ; n != nil; n = b.tree().parent(n) {
		switch n := n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return stmt
		case *ast.ForStmt:
			stmt = n
		case *ast.RangeStmt:
			stmt = n
		}
	}
	return stmt
}

// limits are what functions that set a limit are given in place of one that bounds nothing, in MiB.
var limits = map[string]int{"SetReadLimit": 1, "ParseMultipartForm": 32, "MaxRecvMsgSize": 4}

// LimitTo offers a limit that memory can hold in place of the argument of a call at one of the places.
func (b *Builder) LimitTo(places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.editable(places) {
		call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool { return standsAt(c, pos) && len(c.Args) == 1 && limits[callName(c)] > 0 })
		if !ok {
			continue
		}
		n := limits[callName(call)]
		e := b.newEdit()
		e.replace(call.Args[0].Pos(), call.Args[0].End(), fmt.Sprintf("%d << 20", n))
		return e.finish(fmt.Sprintf("set the limit to %d MiB", n))
	}
	return nil
}

func callName(call *ast.CallExpr) string {
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

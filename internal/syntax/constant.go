package syntax

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A Constant is a constant that an expression may be.
type Constant struct {
	Value string       // bytes, as far as they are known
	Known bool         // whether Value is all of it
	Steps []taint.Step // where it is written first, then how it comes to the expression
	// Fallback is true if the expression may be something else: the constant is one way among others.
	Fallback bool
}

// Constants finds constants through variables, fields, struct literals, concatenations, conversions, encodings and the
// functions of the package.
type Constants struct {
	pass   *analysis.Pass
	stores map[types.Object][]ast.Expr // of variables and fields: all that the package assigns to them
	bodies map[*types.Func]*ast.FuncDecl
	calls  map[*types.Func][]*ast.CallExpr
}

// NewConstants reads the assignments of a package.
func NewConstants(pass *analysis.Pass) *Constants {
	c := &Constants{
		pass:   pass,
		stores: map[types.Object][]ast.Expr{},
		bodies: map[*types.Func]*ast.FuncDecl{},
		calls:  map[*types.Func][]*ast.CallExpr{},
	}
	for _, f := range pass.Files {
		if strings.HasSuffix(pass.Fset.Position(f.Package).Filename, "_test.go") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool { c.read(n); return true })
	}
	return c
}

func (c *Constants) read(n ast.Node) {
	info := c.pass.TypesInfo
	store := func(lhs ast.Expr, value ast.Expr) {
		if obj := c.object(lhs); obj != nil {
			c.stores[obj] = append(c.stores[obj], value)
		}
	}
	switch n := n.(type) {
	case *ast.FuncDecl:
		if fn, ok := info.Defs[n.Name].(*types.Func); ok && n.Body != nil {
			c.bodies[fn] = n
		}
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			store(lhs, n.Rhs[min(i, len(n.Rhs)-1)])
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Values) > 0 {
				store(name, n.Values[min(i, len(n.Values)-1)])
			}
		}
	case *ast.CompositeLit:
		c.readLiteral(n, store)
	case *ast.UnaryExpr:
		if n.Op == token.AND { // somebody else may write there
			store(n.X, nil)
		}
	case *ast.CallExpr:
		if fn := Callee(info, n); fn != nil {
			c.calls[fn] = append(c.calls[fn], n)
		}
	}
}

func (c *Constants) readLiteral(lit *ast.CompositeLit, store func(ast.Expr, ast.Expr)) {
	s, ok := c.pass.TypesInfo.TypeOf(lit).Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, el := range lit.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			store(kv.Key, kv.Value)
		} else if i < s.NumFields() {
			c.stores[s.Field(i)] = append(c.stores[s.Field(i)], el)
		}
	}
}

// object is the variable or field that an expression names; nil for anything else.
func (c *Constants) object(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := c.pass.TypesInfo.ObjectOf(e).(*types.Var); ok {
			return v
		}
	case *ast.SelectorExpr:
		if v, ok := c.pass.TypesInfo.ObjectOf(e.Sel).(*types.Var); ok {
			return v
		}
	}
	return nil
}

// maxDepth bounds how many variables, fields and calls lie between an expression and a constant.
const maxDepth = 8

// Of returns the constant that an expression is or may be; nil if none.
func (c *Constants) Of(e ast.Expr) *Constant { return c.of(e, map[any]bool{}) }

func (c *Constants) of(e ast.Expr, seen map[any]bool) *Constant {
	if e == nil || len(seen) > maxDepth {
		return nil
	}
	e = ast.Unparen(e)
	if tv := c.pass.TypesInfo.Types[e]; tv.Value != nil {
		return c.literal(e, tv.Value)
	}
	switch e := e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return c.variable(e, seen)
	case *ast.BinaryExpr:
		x, y := c.of(e.X, seen), c.of(e.Y, seen)
		if e.Op != token.ADD || x == nil || y == nil {
			return nil
		}
		return &Constant{Value: x.Value + y.Value, Known: x.Known && y.Known, Steps: append(x.Steps, y.Steps...), Fallback: x.Fallback || y.Fallback}
	case *ast.SliceExpr:
		if v := c.of(e.X, seen); v != nil {
			v.Known = v.Known && e.Low == nil && e.High == nil
			return v
		}
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return c.of(e.X, seen)
		}
	case *ast.CompositeLit:
		return c.bytes(e)
	case *ast.CallExpr:
		return c.call(e, seen)
	}
	return nil
}

func (c *Constants) literal(e ast.Expr, v constant.Value) *Constant {
	if v.Kind() != constant.String {
		return nil
	}
	at := e
	if obj := c.named(e); obj != nil && obj.Pkg() != c.pass.Pkg {
		return &Constant{Value: constant.StringVal(v), Known: true, Steps: []taint.Step{Step(c.pass, at, "the constant "+obj.Name()+" of "+obj.Pkg().Name())}}
	}
	return &Constant{Value: constant.StringVal(v), Known: true, Steps: []taint.Step{Step(c.pass, at, "a constant")}}
}

func (c *Constants) named(e ast.Expr) types.Object {
	switch e := e.(type) {
	case *ast.Ident:
		return c.pass.TypesInfo.ObjectOf(e)
	case *ast.SelectorExpr:
		return c.pass.TypesInfo.ObjectOf(e.Sel)
	}
	return nil
}

// bytes is a literal of bytes all of which are constants.
func (c *Constants) bytes(lit *ast.CompositeLit) *Constant {
	var elem types.Type
	switch t := c.pass.TypesInfo.TypeOf(lit).Underlying().(type) {
	case *types.Slice:
		elem = t.Elem()
	case *types.Array:
		elem = t.Elem()
	default:
		return nil
	}
	if !types.Identical(elem.Underlying(), types.Typ[types.Byte]) || len(lit.Elts) == 0 {
		return nil
	}
	var value []byte
	for _, el := range lit.Elts {
		n, exact := constant.Int64Val(constant.ToInt(valueOf(c.pass.TypesInfo, el)))
		if !exact {
			return nil
		}
		value = append(value, byte(n))
	}
	return &Constant{Value: string(value), Known: true, Steps: []taint.Step{Step(c.pass, lit, "a constant")}}
}

func valueOf(info *types.Info, e ast.Expr) constant.Value {
	if v := info.Types[e].Value; v != nil {
		return v
	}
	return constant.MakeUnknown()
}

// variable is what the package assigns to a variable or field, if that is a constant at least in one place. Where it is
// something else in another, the constant is a fallback; an empty string there is only the zero value made plain.
func (c *Constants) variable(e ast.Expr, seen map[any]bool) *Constant {
	obj := c.object(e)
	if obj == nil || seen[obj] {
		return nil
	}
	seen[obj] = true
	var found *Constant
	others := c.isParameter(obj)
	for _, value := range c.stores[obj] {
		switch v := c.of(value, seen); {
		case v == nil:
			others = true
		case found == nil || found.Value == "":
			found = v
		}
	}
	if found == nil && others && len(c.stores[obj]) == 0 {
		return nil
	}
	if found == nil || found.Value == "" && others {
		return nil
	}
	found.Fallback = found.Fallback || others
	found.Steps = append(found.Steps, Step(c.pass, e, "read from "+obj.Name()))
	return found
}

func (c *Constants) isParameter(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.Kind() == types.ParamVar
}

// transparent are functions of the standard library that a constant is still a constant behind: encodings, hashes, and
// what trims or joins.
var transparent = map[string]bool{
	"(*encoding/base64.Encoding).DecodeString": true, "(*encoding/base32.Encoding).DecodeString": true, "encoding/hex.DecodeString": true,
	"(*encoding/base64.Encoding).EncodeToString": true, "encoding/hex.EncodeToString": true,
	"crypto/sha256.Sum256": true, "crypto/sha512.Sum512": true, "crypto/md5.Sum": true, "crypto/sha1.Sum": true,
	"strings.TrimSpace": true, "strings.Repeat": true, "bytes.Repeat": true, "bytes.Clone": true, "strings.Clone": true,
	"cmp.Or": true,
}

func (c *Constants) call(call *ast.CallExpr, seen map[any]bool) *Constant {
	info := c.pass.TypesInfo
	if info.Types[call.Fun].IsType() { // a conversion
		if len(call.Args) == 1 {
			return c.of(call.Args[0], seen)
		}
		return nil
	}
	fn, _ := typeutil.Callee(info, call).(*types.Func)
	if fn == nil || seen[fn] {
		return nil
	}
	if name := fn.FullName(); transparent[name] || strings.HasPrefix(name, "cmp.Or[") {
		return c.through(call, fn, seen)
	}
	fd := c.bodies[fn]
	if fd == nil || fn.Signature().Results().Len() == 0 {
		return nil
	}
	seen[fn] = true
	return c.returned(call, fd, seen)
}

// through is a constant among a function's arguments: for cmp.Or a fallback, the last one.
func (c *Constants) through(call *ast.CallExpr, fn *types.Func, seen map[any]bool) *Constant {
	or := fn.Name() == "Or"
	others := false
	for _, arg := range call.Args {
		v := c.of(arg, seen)
		if v == nil {
			others = true
			continue
		}
		if or && v.Value == "" {
			continue
		}
		v.Known = or && v.Known
		v.Fallback = v.Fallback || or && others
		v.Steps = append(v.Steps, Step(c.pass, call, "passed through "+fn.Name()))
		return v
	}
	return nil
}

// returned is a constant that a function of the package returns as its first result: its own, or one that this call hands it.
func (c *Constants) returned(call *ast.CallExpr, fd *ast.FuncDecl, seen map[any]bool) *Constant {
	var found *Constant
	others := false
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || len(ret.Results) == 0 {
			return true
		}
		v := c.of(ret.Results[0], seen)
		if arg := c.argument(call, fd, ret.Results[0]); arg != nil {
			v = c.of(arg, seen)
		}
		switch {
		case v == nil:
			others = true
		case found == nil || found.Value == "":
			found = v
		}
		return true
	})
	if found == nil || found.Value == "" && others {
		return nil // an empty result beside a real one stands for an error
	}
	found.Fallback = found.Fallback || others
	found.Steps = append(found.Steps, Step(c.pass, call, "returned by "+fd.Name.Name))
	return found
}

// argument is the argument of a call that an expression of the callee is the parameter of; nil if it is none.
func (c *Constants) argument(call *ast.CallExpr, fd *ast.FuncDecl, e ast.Expr) ast.Expr {
	obj := c.object(e)
	i := 0
	for _, field := range fd.Type.Params.List {
		for _, name := range field.Names {
			if obj != nil && c.pass.TypesInfo.Defs[name] == obj && i < len(call.Args) && call.Ellipsis == token.NoPos {
				return call.Args[i]
			}
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return nil
}

// AtCalls returns what the callers in the package hand to the parameter that an expression is: the arguments that are
// constants, with the calls. Nil if the expression is no parameter.
func (c *Constants) AtCalls(fd *ast.FuncDecl, e ast.Expr) map[*ast.CallExpr]*Constant {
	fn, ok := c.pass.TypesInfo.Defs[fd.Name].(*types.Func)
	if !ok {
		return nil
	}
	e = ast.Unparen(e)
	if conv, ok := e.(*ast.CallExpr); ok && len(conv.Args) == 1 && c.pass.TypesInfo.Types[conv.Fun].IsType() {
		e = conv.Args[0]
	}
	found := map[*ast.CallExpr]*Constant{}
	for _, call := range c.calls[fn] {
		if arg := c.argument(call, fd, e); arg != nil {
			if v := c.Of(arg); v != nil {
				found[call] = v
			}
		}
	}
	return found
}

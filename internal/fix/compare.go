package fix

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// CompareMAC offers to compare in constant time what is compared at one of the places: a comparison, a part of one, or
// a call that compares.
func (b *Builder) CompareMAC(places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.editable(places) {
		if c := b.comparisonAt(pos); c != nil {
			if fixes := b.compareMAC(c); fixes != nil {
				return fixes
			}
		}
		if fixes := b.compareForm(pos); fixes != nil {
			return fixes
		}
	}
	return nil
}

// A comparison is an expression of type bool that compares two values.
type comparison struct {
	node    ast.Expr
	x, y    ast.Expr
	negated bool
	fold    bool          // without regard to case
	list    bool          // x is a list that is searched for y
	call    *ast.CallExpr // of bytes.Equal, whose arguments can stay; otherwise nil
}

func (b *Builder) comparisonAt(pos token.Pos) *comparison {
	var found *comparison
	_, _ = at(b, pos, pos, func(x ast.Expr) bool {
		if c := b.comparison(x); c != nil {
			found = c
		}
		return true
	})
	return found
}

// comparison recognises x == y, bytes.Equal(x, y), bytes.Compare(x, y) == 0 and their kin.
func (b *Builder) comparison(x ast.Expr) *comparison {
	switch x := x.(type) {
	case *ast.CallExpr:
		switch {
		case len(x.Args) != 2:
		case b.calls(x, "bytes", "Equal"):
			return &comparison{node: x, x: x.Args[0], y: x.Args[1], call: x}
		case b.calls(x, "reflect", "DeepEqual"), b.calls(x, "slices", "Equal"):
			return &comparison{node: x, x: x.Args[0], y: x.Args[1]}
		case b.calls(x, "slices", "Contains"):
			return &comparison{node: x, x: x.Args[0], y: x.Args[1], list: true}
		case b.calls(x, "strings", "EqualFold"), b.calls(x, "bytes", "EqualFold"):
			return &comparison{node: x, x: x.Args[0], y: x.Args[1], fold: true}
		}
	case *ast.BinaryExpr:
		if x.Op != token.EQL && x.Op != token.NEQ {
			return nil
		}
		c := &comparison{node: x, x: x.X, y: x.Y, negated: x.Op == token.NEQ}
		for _, side := range []struct{ call, number ast.Expr }{{x.X, x.Y}, {x.Y, x.X}} {
			call, ok := ast.Unparen(side.call).(*ast.CallExpr)
			if !ok || !b.calls(call, "strings", "Compare") && !b.calls(call, "bytes", "Compare") && !b.calls(call, "cmp", "Compare") {
				continue
			}
			if v := b.info.Types[side.number].Value; v == nil || constant.Sign(constant.ToInt(v)) != 0 {
				return nil
			}
			c.x, c.y = call.Args[0], call.Args[1]
		}
		if b.isFixed(c.x) || b.isFixed(c.y) {
			return nil // compared with nothing: a check whether there is one
		}
		return c
	}
	return nil
}

// isFixed reports whether an expression is a constant or nil.
func (b *Builder) isFixed(x ast.Expr) bool {
	return b.info.Types[x].Value != nil || b.info.Types[x].IsNil()
}

const constantTime = "compare in constant time: hmac.Equal"

func (b *Builder) compareMAC(c *comparison) []analysis.SuggestedFix {
	e := b.newEdit()
	if !e.inConstantTime(c) {
		return nil
	}
	return e.finish(constantTime)
}

// inConstantTime writes a comparison as a call of hmac.Equal. It fails where that cannot be written.
func (e *edit) inConstantTime(c *comparison) bool {
	b := e.b
	hmac := e.use(c.node.Pos(), "crypto/hmac", "hmac")
	if c.call != nil {
		e.replace(c.call.Fun.Pos(), c.call.Fun.End(), hmac+".Equal")
		return true
	}
	if c.list {
		return b.searchMAC(e, hmac, c)
	}
	x, okX := b.operand(e, c.x, c.fold)
	y, okY := b.operand(e, c.y, c.fold)
	if !okX || !okY {
		return false
	}
	before, after := hmac+".Equal(", ")"
	if c.negated {
		before = "!" + before
	}
	if t := b.info.TypeOf(c.node); t != types.Typ[types.Bool] && t != types.Typ[types.UntypedBool] {
		name, ok := b.typeText(e, c.node.Pos(), t)
		if !ok {
			return false
		}
		before, after = name+"("+before, after+")"
	}
	return e.around(c.node, before+x.before, x.inner, x.after+", "+y.before, y.inner, y.after+after)
}

// around writes an expression anew around two of its parts, which stay where they are with their comments and line breaks.
func (e *edit) around(whole ast.Expr, before string, x ast.Expr, between string, y ast.Expr, after string) bool {
	ends := []span{{whole.Pos(), x.Pos()}, {x.End(), y.Pos()}, {y.End(), whole.End()}}
	for i, text := range []string{before, between, after} {
		if ends[i].pos > ends[i].end || e.b.commentsBetween(ends[i].pos, ends[i].end) {
			return false
		}
		e.replace(ends[i].pos, ends[i].end, text)
	}
	e.keep(x)
	e.keep(y)
	return true
}

// searchMAC compares each element of a list of texts in constant time.
func (b *Builder) searchMAC(e *edit, hmac string, c *comparison) bool {
	list, ok := typeOf(b, c.x).Underlying().(*types.Slice)
	y, okY := b.asBytes(e, c.y)
	if !ok || !okY || !isString(list.Elem()) || b.commentsIn(c.node) || !oneLine(y) {
		return false
	}
	elem, named := b.typeText(e, c.node.Pos(), list.Elem())
	name := "s"
	for b.lookup(c.node.Pos(), name) != nil {
		name += "s"
	}
	if !named {
		return false
	}
	slices := e.use(c.node.Pos(), "slices", "slices")
	e.replace(c.node.Pos(), c.node.End(), slices+".ContainsFunc("+e.keep(c.x)+", func("+name+" "+elem+") bool { return "+hmac+".Equal([]byte("+name+"), "+y+") })")
	return true
}

// An operand is an expression that becomes one of type []byte by what is put around a part of it.
type operand struct {
	before, after string
	inner         ast.Expr
}

// operand finds out how to write an expression as one of type []byte, without regard to case if fold is set.
func (b *Builder) operand(e *edit, x ast.Expr, fold bool) (operand, bool) {
	t := b.info.TypeOf(x)
	if t == nil {
		return operand{}, false
	}
	if isBytes(t) {
		if fold {
			return operand{e.use(x.Pos(), "bytes", "bytes") + ".ToLower(", ")", x}, true
		}
		return operand{inner: x}, true
	}
	if array, ok := t.Underlying().(*types.Array); ok && isBytes(types.NewSlice(array.Elem())) && !fold {
		return b.arrayOperand(x, array.Len())
	}
	if !isString(t) {
		return operand{}, false
	}
	call, isCall := ast.Unparen(x).(*ast.CallExpr)
	if fold {
		if isCall && b.calls(call, "encoding/hex", "EncodeToString") { // in lower case already
			return operand{"[]byte(", ")", call}, true
		}
		return operand{"[]byte(" + e.use(x.Pos(), "strings", "strings") + ".ToLower(", "))", ast.Unparen(x)}, true
	}
	// string(x) of bytes: the bytes are at hand.
	if isCall && b.isConversion(call) && isBytes(typeOf(b, call.Args[0])) {
		return operand{inner: call.Args[0]}, true
	}
	return operand{"[]byte(", ")", ast.Unparen(x)}, true
}

// arrayOperand slices an array: a variable, or bytes that are converted to one.
func (b *Builder) arrayOperand(x ast.Expr, n int64) (operand, bool) {
	if b.info.Types[x].Addressable() {
		return operand{after: "[:]", inner: x}, true
	}
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok || !b.isConversion(call) || !isBytes(typeOf(b, call.Args[0])) {
		return operand{}, false
	}
	switch inner := call.Args[0].(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.CallExpr, *ast.IndexExpr, *ast.SliceExpr, *ast.ParenExpr:
		return operand{after: fmt.Sprintf("[:%d]", n), inner: inner}, true
	}
	return operand{}, false
}

// asBytes writes an expression as one of type []byte.
func (b *Builder) asBytes(e *edit, x ast.Expr) (string, bool) {
	o, ok := b.operand(e, x, false)
	if !ok {
		return "", false
	}
	return o.before + e.keep(o.inner) + o.after, true
}

// commentsIn reports whether a comment stands inside a node, which new text would lose.
func (b *Builder) commentsIn(n ast.Node) bool { return b.commentsBetween(n.Pos(), n.End()) }

func (b *Builder) commentsBetween(pos, end token.Pos) bool {
	for _, f := range b.files {
		if f.FileStart > pos || pos > f.FileEnd {
			continue
		}
		return slices.ContainsFunc(f.Comments, func(c *ast.CommentGroup) bool { return pos <= c.Pos() && c.End() <= end })
	}
	return false
}

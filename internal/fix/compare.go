package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// CompareMAC offers to compare in constant time what is compared at one of the places. A place is that of a comparison, of
// a part of it, or of a call that compares.
func (b *Builder) CompareMAC(places ...token.Pos) []analysis.SuggestedFix {
	for _, pos := range places {
		if b.file(pos) == nil {
			continue
		}
		if c := b.comparisonAt(pos); c != nil {
			return b.compareMAC(c)
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
		case b.calls(x, "strings", "EqualFold"):
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

func (b *Builder) compareMAC(c *comparison) []analysis.SuggestedFix {
	e := b.newEdit()
	hmac := e.use(c.node.Pos(), "crypto/hmac", "hmac")
	if c.call != nil {
		e.replace(c.call.Fun.Pos(), c.call.Fun.End(), hmac+".Equal")
		return e.finish("compare in constant time: hmac.Equal")
	}
	if t := b.info.TypeOf(c.node); t != types.Typ[types.Bool] && t != types.Typ[types.UntypedBool] {
		return nil
	}
	if c.list {
		return b.searchMAC(e, hmac, c)
	}
	// A switch on strings or a named type of bool would not take the result of a call.
	x, okX := b.asBytes(e, c.x)
	y, okY := b.asBytes(e, c.y)
	if c.fold {
		lower := e.use(c.node.Pos(), "strings", "strings") + ".ToLower("
		x, y = "[]byte("+lower+e.keep(c.x)+"))", "[]byte("+lower+e.keep(c.y)+"))"
	}
	if !okX || !okY || b.commentsIn(c.node) {
		return nil
	}
	text := hmac + ".Equal(" + x + ", " + y + ")"
	if c.negated {
		text = "!" + text
	}
	if slices.ContainsFunc([]string{x, y}, func(s string) bool { return !oneLine(s) }) {
		return nil
	}
	e.replace(c.node.Pos(), c.node.End(), text)
	return e.finish("compare in constant time: hmac.Equal")
}

// searchMAC compares each element of a list of texts in constant time.
func (b *Builder) searchMAC(e *edit, hmac string, c *comparison) []analysis.SuggestedFix {
	list, ok := typeOf(b, c.x).Underlying().(*types.Slice)
	y, okY := b.asBytes(e, c.y)
	if !ok || !okY || !isString(list.Elem()) || b.commentsIn(c.node) || !oneLine(y) {
		return nil
	}
	elem, named := b.typeText(e, c.node.Pos(), list.Elem())
	name := "s"
	for b.lookup(c.node.Pos(), name) != nil {
		name += "s"
	}
	if !named {
		return nil
	}
	slices := e.use(c.node.Pos(), "slices", "slices")
	e.replace(c.node.Pos(), c.node.End(), slices+".ContainsFunc("+e.keep(c.x)+", func("+name+" "+elem+") bool { return "+hmac+".Equal([]byte("+name+"), "+y+") })")
	return e.finish("compare in constant time: hmac.Equal")
}

// asBytes writes an expression as one of type []byte.
func (b *Builder) asBytes(e *edit, x ast.Expr) (string, bool) {
	t := b.info.TypeOf(x)
	if t == nil {
		return "", false
	}
	if isBytes(t) {
		return e.keep(x), true
	}
	if array, ok := t.Underlying().(*types.Array); ok && isBytes(types.NewSlice(array.Elem())) {
		if !b.info.Types[x].Addressable() {
			return "", false
		}
		return e.keep(x) + "[:]", true
	}
	if !isString(t) {
		return "", false
	}
	// string(x) of bytes: the bytes are at hand.
	if call, ok := ast.Unparen(x).(*ast.CallExpr); ok && b.isConversion(call) && isBytes(typeOf(b, call.Args[0])) {
		return e.keep(call.Args[0]), true
	}
	return "[]byte(" + e.keep(ast.Unparen(x)) + ")", true
}

// commentsIn reports whether a comment stands inside a node, which new text would lose.
func (b *Builder) commentsIn(n ast.Node) bool {
	for _, f := range b.files {
		if f.FileStart > n.Pos() || n.Pos() > f.FileEnd {
			continue
		}
		return slices.ContainsFunc(f.Comments, func(c *ast.CommentGroup) bool { return n.Pos() <= c.Pos() && c.End() <= n.End() })
	}
	return false
}

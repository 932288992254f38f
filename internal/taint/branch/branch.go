// Package branch tells which edges of a function's control flow graph can be taken and in which order its blocks come,
// which loops run at least once, and where a text is one of a set of constants.
//
// It knows blocks, registers and constants. It must not know values that flow, kinds or checks.
package branch

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Branches that constants decide: conditional constant propagation (Wegman and Zadeck) over a function's registers.
// Only the edges of the control flow graph that can be taken are interpreted.

// An Edge is an edge of the control flow graph: the block that it leaves, and the index of the successor.
type Edge struct {
	From *ssa.BasicBlock
	Succ int
}

// A folding finds the edges that can be taken.
type folding struct {
	taken  map[Edge]bool
	blocks []bool
	values map[ssa.Value]folded
	work   []*ssa.BasicBlock
	// literal: somewhere the function has true or false itself for a condition. That is a place for one that somebody will
	// write, so it decides nothing.
	literal bool
}

// A folded is what is known of a register: nothing yet, the constants that it may be, or that it may be anything.
type folded struct {
	is     []constant.Value
	varies bool
}

// maxConstants bounds the constants that a register may be.
const maxConstants = 4

func only(c constant.Value) folded { return folded{is: []constant.Value{c}} }

var varying = folded{varies: true}

// with returns the join of x and y.
func (x folded) with(y folded) folded {
	if x.varies || y.varies {
		return varying
	}
	out := x.is
	for _, c := range y.is {
		if !slices.ContainsFunc(out, func(d constant.Value) bool { return same(c, d) }) {
			out = append(slices.Clip(out), c)
		}
	}
	if len(out) > maxConstants {
		return varying
	}
	return folded{is: out}
}

func same(c, d constant.Value) bool { return c.Kind() == d.Kind() && constant.Compare(c, token.EQL, d) }

// each returns the join of what an operation makes of each constant that x may be.
func (x folded) each(op func(constant.Value) folded) (out folded) {
	if x.varies {
		return x
	}
	for _, c := range x.is {
		out = out.with(op(c))
	}
	return out
}

// Taken returns the edges that can be taken; nil if all can.
func Taken(fn *ssa.Function) map[Edge]bool {
	if !mayFold(fn) {
		return nil
	}
	f := &folding{taken: map[Edge]bool{}, blocks: make([]bool, len(fn.Blocks)), values: map[ssa.Value]folded{}, literal: literalCondition(fn)}
	f.enter(fn.Blocks[0])
	if fn.Recover != nil {
		f.enter(fn.Recover)
	}
	for len(f.work) > 0 {
		b := f.work[len(f.work)-1]
		f.work = f.work[:len(f.work)-1]
		f.block(b)
	}
	return f.taken
}

// mayFold reports whether a function has a branch on something that may be constant.
func mayFold(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		if len(b.Succs) < 2 || len(b.Instrs) == 0 {
			continue
		}
		if br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok && foldable(br.Cond, 4) {
			return true
		}
	}
	return false
}

// literalCondition reports whether a condition of a function is the word true or false.
func literalCondition(fn *ssa.Function) bool {
	found := false
	if fn.Syntax() == nil {
		return false
	}
	word := func(e ast.Expr) {
		if id, ok := e.(*ast.Ident); ok && (id.Name == "true" || id.Name == "false") {
			found = true
		}
	}
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			word(n.Cond)
		case *ast.ForStmt:
			word(n.Cond)
		}
		return !found
	})
	return found
}

func foldable(v ssa.Value, depth int) bool {
	if depth == 0 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Const:
		return v.Value != nil
	case *ssa.BinOp:
		return foldable(v.X, depth-1) && foldable(v.Y, depth-1)
	case *ssa.UnOp:
		return v.Op != token.MUL && v.Op != token.ARROW && foldable(v.X, depth-1)
	case *ssa.Convert:
		return foldable(v.X, depth-1)
	case *ssa.ChangeType:
		return foldable(v.X, depth-1)
	case *ssa.Phi:
		for _, e := range v.Edges {
			if foldable(e, depth-1) {
				return true
			}
		}
	case *ssa.Call:
		b, ok := v.Call.Value.(*ssa.Builtin)
		return ok && b.Name() == "len" && foldable(v.Call.Args[0], depth-1)
	}
	return false
}

func (f *folding) enter(b *ssa.BasicBlock) {
	f.blocks[b.Index] = true
	f.work = append(f.work, b)
}

// block evaluates a block, and marks the edges out of it that can be taken.
func (f *folding) block(b *ssa.BasicBlock) {
	for _, in := range b.Instrs {
		if v, ok := in.(ssa.Value); ok {
			f.set(v, f.eval(v))
		}
	}
	if len(b.Instrs) == 0 {
		return
	}
	if br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
		_, bare := br.Cond.(*ssa.Const)
		if c := f.of(br.Cond); !c.varies && !(bare && f.literal) {
			for _, is := range c.is {
				if constant.BoolVal(is) {
					f.take(b, 0)
				} else {
					f.take(b, 1)
				}
			}
			return
		}
	}
	for i := range b.Succs {
		f.take(b, i)
	}
}

func (f *folding) take(b *ssa.BasicBlock, i int) {
	if e := (Edge{b, i}); !f.taken[e] {
		f.taken[e] = true
		f.enter(b.Succs[i])
	}
}

// set lowers what is known of a register, and visits its users again.
func (f *folding) set(v ssa.Value, x folded) {
	old := f.values[v]
	x = old.with(x)
	if old.varies || !x.varies && len(x.is) == len(old.is) {
		return
	}
	f.values[v] = x
	if v.Referrers() == nil {
		return
	}
	for _, r := range *v.Referrers() {
		if b := r.Block(); b != nil && f.blocks[b.Index] {
			f.work = append(f.work, b)
		}
	}
}

func (f *folding) of(v ssa.Value) folded {
	if c, ok := v.(*ssa.Const); ok {
		if c.Value == nil {
			return varying
		}
		return only(c.Value)
	}
	if _, ok := v.(ssa.Instruction); !ok {
		return varying
	}
	return f.values[v]
}

// eval returns what is known of the value of an instruction.
func (f *folding) eval(v ssa.Value) folded {
	switch v := v.(type) {
	case *ssa.Phi:
		return f.phi(v)
	case *ssa.BinOp:
		x, y := f.of(v.X), f.of(v.Y)
		if x.varies || y.varies {
			return varying
		}
		return x.each(func(a constant.Value) folded {
			return y.each(func(b constant.Value) folded { return binOp(v, a, b) })
		})
	case *ssa.UnOp:
		if v.Op == token.NOT || v.Op == token.SUB {
			return f.of(v.X).each(func(c constant.Value) folded {
				if v.Op == token.NOT && c.Kind() == constant.Bool || c.Kind() == constant.Int {
					return only(constant.UnaryOp(v.Op, c, 0))
				}
				return varying
			})
		}
	case *ssa.ChangeType:
		return f.of(v.X)
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			return f.of(v.Call.Args[0]).each(func(c constant.Value) folded {
				if c.Kind() == constant.String {
					return only(constant.MakeInt64(int64(len(constant.StringVal(c)))))
				}
				return varying
			})
		}
	}
	return varying
}

func (f *folding) phi(v *ssa.Phi) (out folded) {
	for i, e := range v.Edges {
		if f.reaches(v.Block().Preds[i], v.Block()) {
			out = out.with(f.of(e))
		}
	}
	return out
}

func (f *folding) reaches(from, to *ssa.BasicBlock) bool {
	for i, s := range from.Succs {
		if s == to && f.taken[Edge{from, i}] {
			return true
		}
	}
	return false
}

func binOp(v *ssa.BinOp, x, y constant.Value) folded {
	if x.Kind() != y.Kind() || x.Kind() == constant.Float || x.Kind() == constant.Complex {
		return varying
	}
	switch v.Op {
	case token.EQL, token.NEQ:
		return only(constant.MakeBool(constant.Compare(x, v.Op, y)))
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		if x.Kind() != constant.Bool {
			return only(constant.MakeBool(constant.Compare(x, v.Op, y)))
		}
	case token.ADD, token.SUB, token.MUL, token.AND, token.OR:
		if small(v.Type()) && x.Kind() == constant.Int {
			return only(constant.BinaryOp(x, v.Op, y))
		}
	}
	return varying
}

// small reports whether a type is int. Overflow is ignored.
func small(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Int
}

// Order returns the blocks that can be reached, each before its successors as far as there is such an order, and the
// block that recovers.
func Order(fn *ssa.Function) []*ssa.BasicBlock {
	seen := make([]bool, len(fn.Blocks))
	var post []*ssa.BasicBlock
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		seen[b.Index] = true
		for i := len(b.Succs) - 1; i >= 0; i-- {
			if s := b.Succs[i]; !seen[s.Index] {
				visit(s)
			}
		}
		post = append(post, b)
	}
	visit(fn.Blocks[0])
	if fn.Recover != nil && !seen[fn.Recover.Index] {
		visit(fn.Recover)
	}
	slices.Reverse(post)
	return post
}

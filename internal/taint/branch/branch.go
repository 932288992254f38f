// Package branch tells which edges of a function's control flow graph can be taken, and in which order its blocks come.
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

// Branches that constants decide: conditional constant propagation (Wegman and Zadeck) over a function's registers. Only the edges of the
// control flow graph that can be taken are interpreted.

// An Edge is one of the control flow graph: the end of a block, and which of its successors comes next.
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
	// literal: somewhere the function has true or false itself for a condition. That is a place for one that somebody will write, so it
	// decides nothing.
	literal bool
}

// A folded is what is known of a register: nothing yet, one constant, or that it varies.
type folded struct {
	is     constant.Value
	varies bool
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
			if c.is != nil && constant.BoolVal(c.is) {
				f.take(b, 0)
			} else if c.is != nil {
				f.take(b, 1)
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
	if old.varies || x == (folded{}) || !x.varies && old.is != nil && constant.Compare(old.is, token.EQL, x.is) {
		return
	}
	if old.is != nil {
		x = folded{varies: true}
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
			return folded{varies: true}
		}
		return folded{is: c.Value}
	}
	if _, ok := v.(ssa.Instruction); !ok {
		return folded{varies: true}
	}
	return f.values[v]
}

// eval is the value of an instruction, as far as it is known.
func (f *folding) eval(v ssa.Value) folded {
	switch v := v.(type) {
	case *ssa.Phi:
		return f.phi(v)
	case *ssa.BinOp:
		return f.binOp(v)
	case *ssa.UnOp:
		if v.Op == token.NOT || v.Op == token.SUB {
			if x := f.of(v.X); x.varies || x.is == nil {
				return x
			} else if v.Op == token.NOT && x.is.Kind() == constant.Bool || x.is.Kind() == constant.Int {
				return folded{is: constant.UnaryOp(v.Op, x.is, 0)}
			}
		}
	case *ssa.ChangeType:
		return f.of(v.X)
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			if x := f.of(v.Call.Args[0]); x.is != nil && x.is.Kind() == constant.String {
				return folded{is: constant.MakeInt64(int64(len(constant.StringVal(x.is))))}
			}
		}
	}
	return folded{varies: true}
}

func (f *folding) phi(v *ssa.Phi) folded {
	var out folded
	for i, e := range v.Edges {
		if !f.reaches(v.Block().Preds[i], v.Block()) {
			continue
		}
		x := f.of(e)
		switch {
		case x.varies:
			return x
		case x.is == nil:
		case out.is == nil:
			out = x
		case out.is.Kind() != x.is.Kind() || !constant.Compare(out.is, token.EQL, x.is):
			return folded{varies: true}
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

func (f *folding) binOp(v *ssa.BinOp) folded {
	x, y := f.of(v.X), f.of(v.Y)
	if x.varies || y.varies {
		return folded{varies: true}
	}
	if x.is == nil || y.is == nil {
		return folded{}
	}
	if x.is.Kind() != y.is.Kind() || x.is.Kind() == constant.Float || x.is.Kind() == constant.Complex {
		return folded{varies: true}
	}
	switch v.Op {
	case token.EQL, token.NEQ:
		return folded{is: constant.MakeBool(constant.Compare(x.is, v.Op, y.is))}
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		if x.is.Kind() != constant.Bool {
			return folded{is: constant.MakeBool(constant.Compare(x.is, v.Op, y.is))}
		}
	case token.ADD, token.SUB, token.MUL, token.AND, token.OR:
		if small(v.Type()) && x.is.Kind() == constant.Int {
			return folded{is: constant.BinaryOp(x.is, v.Op, y.is)}
		}
	}
	return folded{varies: true}
}

// small reports whether a type is int, whose overflow no program that is looked at here comes near.
func small(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Int
}

// Order returns the blocks that can be reached, each before its successors as far as there is such an order, and the block that recovers.
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

package branch

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A CertainLoop is a loop whose body runs at least once: its condition holds at the entry.
type CertainLoop struct {
	Head *ssa.BasicBlock
	// Exit is the index of the successor of the head that is not in the loop.
	Exit int
}

// Latch reports whether the edge into the head from a block comes from the body.
func (l *CertainLoop) Latch(from *ssa.BasicBlock) bool { return l.Head.Dominates(from) }

// Behind reports whether all paths to a block go through the loop's exit.
func (l *CertainLoop) Behind(b *ssa.BasicBlock) bool {
	exit := l.Head.Succs[l.Exit]
	return len(exit.Preds) == 1 && exit.Dominates(b)
}

// CertainLoops returns the certain loops of a function, by the index of their heads; nil if there are none.
func CertainLoops(fn *ssa.Function) map[int]*CertainLoop {
	var out map[int]*CertainLoop
	for _, b := range fn.Blocks {
		if l := certainLoop(b); l != nil {
			if out == nil {
				out = map[int]*CertainLoop{}
			}
			out[b.Index] = l
		}
	}
	return out
}

func certainLoop(b *ssa.BasicBlock) *CertainLoop {
	if len(b.Preds) < 2 || len(b.Succs) != 2 {
		return nil
	}
	entry := -1
	for i, p := range b.Preds {
		if b.Dominates(p) {
			continue
		}
		if entry >= 0 {
			return nil
		}
		entry = i
	}
	if entry < 0 {
		return nil
	}
	for _, in := range b.Instrs {
		switch in := in.(type) {
		case *ssa.Phi, *ssa.BinOp, *ssa.Next, *ssa.Extract, *ssa.DebugRef, *ssa.If:
		case *ssa.Call:
			if _, ok := in.Call.Value.(*ssa.Builtin); !ok {
				return nil
			}
		default:
			return nil
		}
	}
	stays, ok := (&entering{b, entry}).condition(b.Instrs[len(b.Instrs)-1].(*ssa.If).Cond)
	if !ok {
		return nil
	}
	l := &CertainLoop{Head: b}
	if stays {
		l.Exit = 1
	}
	for i, s := range b.Succs {
		if inLoop := loopsBack(s, b); inLoop == (i == l.Exit) {
			return nil // the condition leaves the loop at once, or both edges stay in it
		}
	}
	return l
}

// loopsBack reports whether a block is in the loop of a head.
func loopsBack(b, head *ssa.BasicBlock) bool {
	seen, work := map[*ssa.BasicBlock]bool{}, []*ssa.BasicBlock{b}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == head {
			return true
		}
		if seen[b] || !head.Dominates(b) {
			continue
		}
		seen[b] = true
		work = append(work, b.Succs...)
	}
	return false
}

// entering evaluates registers of a loop's head where the loop is entered.
type entering struct {
	head *ssa.BasicBlock
	edge int
}

func (e *entering) condition(v ssa.Value) (is, ok bool) {
	switch v := v.(type) {
	case *ssa.BinOp:
		x, y := e.number(v.X), e.number(v.Y)
		switch v.Op {
		case token.LSS, token.LEQ, token.GTR, token.GEQ, token.NEQ:
			if x != nil && y != nil {
				return constant.Compare(x, v.Op, y), true
			}
		}
	case *ssa.Extract:
		if next, ok := v.Tuple.(*ssa.Next); ok && v.Index == 0 {
			if r, ok := next.Iter.(*ssa.Range); ok && holdsSome(r.X) {
				return true, true
			}
		}
	}
	return false, false
}

// number returns the value of a register of type int; nil if it is not known.
func (e *entering) number(v ssa.Value) constant.Value {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.Int {
			return v.Value
		}
	case *ssa.Phi:
		if c, ok := v.Edges[e.edge].(*ssa.Const); ok && v.Block() == e.head {
			return e.number(c)
		}
	case *ssa.BinOp:
		if x, y := e.number(v.X), e.number(v.Y); x != nil && y != nil && v.Op == token.ADD && v.Block() == e.head {
			return constant.BinaryOp(x, v.Op, y)
		}
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			return length(v.Call.Args[0])
		}
	}
	return nil
}

// length returns the length of a whole array or literal; nil if it is not known.
func length(v ssa.Value) constant.Value {
	if s, ok := v.(*ssa.Slice); ok && s.Low == nil && s.High == nil {
		v = s.X
	}
	t := v.Type().Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if a, ok := t.(*types.Array); ok {
		return constant.MakeInt64(a.Len())
	}
	if c, ok := v.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
		return constant.MakeInt64(int64(len(constant.StringVal(c.Value))))
	}
	return nil
}

// holdsSome reports whether a string or map certainly has an element: a constant, or a map that gets one where it is
// made and does not leave the function.
func holdsSome(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return v.Value != nil && v.Value.Kind() == constant.String && constant.StringVal(v.Value) != ""
	case *ssa.MakeMap:
		filled := false
		for _, r := range *v.Referrers() {
			switch r := r.(type) {
			case *ssa.MapUpdate:
				filled = filled || r.Map == v && r.Block() == v.Block()
			case *ssa.Range, *ssa.Lookup, *ssa.DebugRef:
			default:
				return false
			}
		}
		return filled
	}
	return false
}

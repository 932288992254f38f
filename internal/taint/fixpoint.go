package taint

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/branch"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// The fixpoint: a block is interpreted again when the state at its start, the value of a register that it uses, or the
// set of predecessors that reach it has grown. States, registers, events and the attributes of objects only grow, so
// the order of visits does not matter and the iteration ends.

const (
	// maxVisits bounds how often a block is interpreted; a cap that is met leaves what was found so far.
	maxVisits = 48
	// maxInstructions bounds the instructions that are interpreted in a function, all visits together.
	maxInstructions = 400_000
)

// interpret runs to the fixpoint.
func (f *function) interpret() {
	if len(f.fn.Blocks) == 0 {
		return
	}
	f.runsDefers = runsDefers(f.fn)
	f.taken = branch.Taken(f.fn)
	f.loops = branch.CertainLoops(f.fn)
	f.chosen = branch.FindChosen(f.fn, f.member)
	order := branch.Order(f.fn)
	visits := make([]int, len(f.fn.Blocks))
	f.dirty[f.fn.Blocks[0].Index] = true
	if f.fn.Recover != nil {
		f.dirty[f.fn.Recover.Index] = true
	}
	instructions := 0
	for slices.Contains(f.dirty, true) {
		for _, b := range order {
			if !f.dirty[b.Index] {
				continue
			}
			f.dirty[b.Index] = false
			if visits[b.Index]++; visits[b.Index] > maxVisits || instructions > maxInstructions {
				f.caps.Meet(summary.BoundVisits)
				continue
			}
			if visits[b.Index] > 1 && f.work > maxWork {
				f.caps.Meet(summary.BoundWork)
				continue
			}
			instructions += len(b.Instrs)
			f.block(b)
		}
	}
	if strict && f.caps.Met == 0 {
		f.proveFixpoint(order)
	}
	f.cur = nil
}

// proveFixpoint interprets each block that was reached once more: nothing may change. Only tests pay for it.
func (f *function) proveFixpoint(order []*ssa.BasicBlock) {
	for _, b := range order {
		if !f.left[b.Index] {
			continue
		}
		f.block(b)
		if i := slices.Index(f.dirty, true); i >= 0 {
			panic(fmt.Sprintf("%s: no fixpoint: visiting block %d again marks block %d: what a block reads besides its state changed, and did not mark it", f.fn, b.Index, i))
		}
	}
}

func runsDefers(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		if b == fn.Recover {
			continue
		}
		for _, in := range b.Instrs {
			if _, ok := in.(*ssa.RunDefers); ok {
				return true
			}
		}
	}
	return false
}

// block interprets one block and marks the blocks that see something new.
func (f *function) block(b *ssa.BasicBlock) {
	st := &state{}
	if in := f.in[b.Index]; in != nil {
		st = in.clone()
	}
	f.st, f.ends[b.Index], f.changed = st, false, f.changed[:0]
	if b.Index == 0 {
		for _, p := range f.passed {
			f.intoMemory(p.v, p.is, p.o)
		}
	}
	for i, in := range b.Instrs {
		f.cur, f.index = in, i
		f.instruction(st, in)
		if f.ends[b.Index] {
			f.unwinds(st)
			break
		}
	}
	if !f.ends[b.Index] {
		f.leave(b, st)
	}
	for _, v := range f.changed {
		f.dirtyUsers(v)
		if a, ok := v.(*ssa.TypeAssert); ok && slices.Contains(f.asserts[a.X], a) {
			f.dirtyUsers(a.X) // see asserted
		}
	}
}

// leave hands the state at the end of a block to its successors. One that is reached from here for the first time is
// visited even if its state is the same: its phis take other values.
func (f *function) leave(b *ssa.BasicBlock, st *state) {
	first := !f.left[b.Index]
	f.left[b.Index] = true
	for i, s := range b.Succs {
		if !f.canTake(b, i) {
			continue
		}
		st := f.afterRound(b, i, st)
		if st == nil {
			continue
		}
		f.work += st.differs(f.in[s.Index])
		next := mergeStates(f.in[s.Index], st)
		if first || f.in[s.Index] == nil || !next.equal(f.in[s.Index]) {
			f.in[s.Index] = next
			f.dirty[s.Index] = true
		}
	}
}

// afterRound is the state that goes along an edge: out of a loop that certainly runs, the state after a round; nil if
// none has ended yet.
func (f *function) afterRound(b *ssa.BasicBlock, i int, st *state) *state {
	if l := f.loops[b.Succs[i].Index]; l != nil && l.Latch(b) {
		if next := mergeStates(f.rounds[l], st); f.rounds[l] == nil || !next.equal(f.rounds[l]) {
			if f.rounds == nil {
				f.rounds = map[*branch.CertainLoop]*state{}
			}
			f.rounds[l] = next
			f.dirty[l.Head.Index] = true
		}
	}
	if l := f.loops[b.Index]; l != nil && l.Exit == i {
		return f.rounds[l]
	}
	return st
}

// canTake reports whether an edge out of a block can be taken.
func (f *function) canTake(b *ssa.BasicBlock, i int) bool {
	return f.taken == nil || f.taken[branch.Edge{From: b, Succ: i}]
}

// entersFrom reports whether a block can be entered from another, whose end was reached.
func (f *function) entersFrom(from, to *ssa.BasicBlock) bool {
	if !f.left[from.Index] {
		return false
	}
	for i, s := range from.Succs {
		if s == to && f.canTake(from, i) {
			return true
		}
	}
	return false
}

// unwinds runs the deferred calls where a callee does not return: it may panic.
func (f *function) unwinds(st *state) {
	if !f.runsDefers && f.fn.Recover == nil {
		return
	}
	f.runDefers(st)
	f.recovers(st)
}

// recovers hands the state after the deferred calls to the block that returns after a panic.
func (f *function) recovers(st *state) {
	b := f.fn.Recover
	if b == nil {
		return
	}
	if next := mergeStates(f.in[b.Index], st); f.in[b.Index] == nil || !next.equal(f.in[b.Index]) {
		f.in[b.Index] = next
		f.dirty[b.Index] = true
	}
}

// dirtyUsers marks the blocks that use a register: its value is not in the state.
func (f *function) dirtyUsers(v ssa.Value) {
	if v.Referrers() == nil {
		return
	}
	for _, r := range *v.Referrers() {
		b := r.Block()
		if b == nil {
			continue
		}
		if _, ok := r.(*ssa.Defer); ok && f.runsDefers {
			f.dirtyDefers()
		}
		if _, phi := r.(*ssa.Phi); b == f.cur.Block() && !phi {
			continue // it comes later in the block, and has seen the value in this visit
		}
		if f.reached(b) {
			f.dirty[b.Index] = true
		}
	}
}

// dirtyAround marks the blocks that define or use a register, the current one included.
func (f *function) dirtyAround(v ssa.Value) {
	f.dirtyUsers(v)
	if in, ok := v.(ssa.Instruction); ok {
		f.dirty[in.Block().Index] = true
	}
	f.dirty[f.cur.Block().Index] = true
}

func (f *function) reached(b *ssa.BasicBlock) bool {
	return f.in[b.Index] != nil || b.Index == 0 || b == f.fn.Recover
}

// dirtyDefers marks the blocks in which deferred calls run.
func (f *function) dirtyDefers() {
	for _, b := range f.fn.Blocks {
		if !f.reached(b) || len(b.Instrs) == 0 {
			continue
		}
		for _, in := range b.Instrs {
			switch in.(type) {
			case *ssa.RunDefers, *ssa.Panic:
				f.dirty[b.Index] = true
			}
		}
	}
}

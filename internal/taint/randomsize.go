package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// The number of random bytes that were drawn is the length of the buffer that was filled. It says whether all values
// can be tried out.

// drawn returns the events that reach a buffer which a call fills, where random sources have the buffer's length.
func (r *roleCall) drawn(ev evset, p *model.Propagator) evset {
	op := r.operand(p.To)
	if !r.f.lazyIn(ev) || op == nil || p.To.Root != model.Arg {
		return ev
	}
	n := lengthHeld(op)
	if n == 0 {
		return ev
	}
	i := slices.IndexFunc(ev, func(e eventID) bool { return r.f.randomSource(e) != nil })
	if i < 0 {
		return ev
	}
	id := r.f.ownSource(r.slot+"drawn", kind.Of(kind.Random), r.f.randomSource(ev[i]).Label)
	r.f.g.events[id].source.Size, r.f.g.events[id].lazy = n, true
	return evset{id}
}

// randomSource returns the source of random bytes that an event is, or reads; nil if there is none.
func (f *function) randomSource(e eventID) *summary.Source {
	ev := &f.g.events[e]
	if ev.source == nil && len(ev.preds) == 1 {
		ev = &f.g.events[ev.preds[0].from] // where it is read
	}
	if ev.source == nil || ev.source.Kind != kind.Of(kind.Random) {
		return nil
	}
	return ev.source
}

// lengthHeld is the number of bytes of a slice that was made with a constant length; 0 if that is not known.
func lengthHeld(v ssa.Value) int {
	switch v := v.(type) {
	case *ssa.MakeSlice:
		if c, ok := v.Len.(*ssa.Const); ok {
			return int(c.Int64())
		}
	case *ssa.Slice:
		if high, ok := v.High.(*ssa.Const); ok && v.Low == nil { // make with a constant length is a slice of an array
			return int(high.Int64())
		}
		if v.Low != nil || v.High != nil {
			return 0
		}
		if a, ok := shape.Pointee(v.X.Type()).Underlying().(*types.Array); ok {
			return int(a.Len())
		}
		return lengthHeld(v.X)
	case *ssa.ChangeType:
		return lengthHeld(v.X)
	}
	return 0
}

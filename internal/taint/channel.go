package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

func (f *function) selects(st *state, in *ssa.Select) *val {
	out := &val{}
	received := 2
	for _, s := range in.States {
		if s.Dir == types.SendOnly {
			f.send(st, s.Chan, s.Send)
			continue
		}
		out = out.with(access.Tuple(received), f.receive(st, s.Chan))
		received++
	}
	return out
}

func (f *function) send(st *state, ch, x ssa.Value) {
	for _, r := range f.memory(st, ch) {
		f.write(st, r, access.Any, f.value(x), false)
	}
}

// receive reads an element of a channel. One whose senders cannot be seen may carry what its element type is modelled
// as.
func (f *function) receive(st *state, ch ssa.Value) *val {
	out := f.at(st, f.value(ch), access.PathOf(access.Any))
	t, ok := shape.Core(ch.Type()).(*types.Chan)
	if !ok {
		return out
	}
	p := access.Place{Root: access.Cell, Cell: "receive " + ch.Name()}
	if roles := f.p.models.Chan(t.Elem()); roles != nil {
		out = merge(out, &val{ev: f.received(f.markAll(nil, typed{p, t.Elem()}, roles, nil))})
	}
	if name := shape.NameOf(t.Elem()); name != nil && !f.says(out.events()) && !f.madeHere(ch) {
		if roles := f.p.sourceType(name); roles != nil {
			out = merge(out, &val{ev: f.received(f.markAll(nil, typed{p, t.Elem()}, roles, []string{}))})
		}
	}
	return out
}

// received says that a source comes in here, and not where the value is read later.
func (f *function) received(ev evset) evset {
	for _, e := range ev {
		f.g.events[e].source.Held = false
	}
	return ev
}

// madeHere reports whether every object that a value may be was made in this function.
func (f *function) madeHere(v ssa.Value) bool {
	refs := f.value(v).addrs()
	for _, r := range refs {
		if r.obj.lazy || r.obj.opaque {
			return false
		}
	}
	return len(refs) > 0
}

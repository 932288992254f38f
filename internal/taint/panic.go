package taint

import (
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// The value of a panic reaches the deferred function that recovers, in this function or in a caller.

// carries records the value of a panic. It is not exported, so it matters only if a function of this package recovers.
func (f *function) carries(st *state, v *val, slot string) {
	if !f.p.recovers {
		return
	}
	if !f.thrown.covers(v) {
		f.thrown = merge(f.thrown, v)
		f.dirtyDefers()
	}
	w := &walker{f: f, st: st, slot: slot}
	w.walk(access.Place{Root: access.Panic}, v, true)
}

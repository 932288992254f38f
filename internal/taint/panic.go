package taint

import (
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// Panics: what one carries reaches the deferred function that recovers, in this function or in a caller.

// carries notes what a panic carries. Other packages are not told, so it is of use only where a function of this one
// recovers.
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

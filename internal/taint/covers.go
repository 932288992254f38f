package taint

import (
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// proves computes what a check is a proof of: what went as a whole into the values that it was given, and all that is made of
// nothing but that. found says whether the source is among their origins that the check needs; if it is not and cannot be, there is no
// proof.
func (f *function) proves(c *check) (covers []bool, found bool) {
	in := make([]bool, len(f.g.events))
	found, outside := !c.needy, false
	var back func(e eventID, whole bool)
	seen := make([]uint8, len(f.g.events)) // 1 seen as a part, 2 seen as a whole
	back = func(e eventID, whole bool) {
		mark := uint8(1)
		if whole {
			mark = 2
		}
		if seen[e] >= mark {
			return
		}
		seen[e] = mark
		ev := &f.g.events[e]
		if ev.source != nil && c.needy && ev.source.Kind == c.needs {
			found = true
		}
		outside = outside || ev.place.Root == access.Param
		in[e] = in[e] || whole
		for _, p := range ev.preds {
			back(p.from, whole && !p.label.Part && !p.choice)
		}
	}
	for _, e := range c.ev {
		back(e, true)
	}
	if c.narrow {
		clear(in)
		for _, e := range c.ev {
			in[e] = true
		}
	}
	if !found && !outside {
		return nil, false
	}
	return f.forward(in), found
}

// forward adds all events that are made of nothing but the given ones.
func (f *function) forward(in []bool) []bool {
	out := slices.Clone(in)
	for e := range out { // optimistic: all that has predecessors
		out[e] = in[e] || len(f.g.events[e].preds) > 0
	}
	for changed := true; changed; {
		changed = false
		for e := range out {
			if !out[e] || in[e] {
				continue
			}
			for _, p := range f.g.events[e].preds {
				if !out[p.from] {
					out[e], changed = false, true
					break
				}
			}
		}
	}
	return f.grounded(in, out)
}

// grounded removes cycles of events that come from none of the given ones.
func (f *function) grounded(in, out []bool) []bool {
	reached := slices.Clone(in)
	for changed := true; changed; {
		changed = false
		for e := range out {
			if !out[e] || reached[e] {
				continue
			}
			for _, p := range f.g.events[e].preds {
				if reached[p.from] {
					reached[e], changed = true, true
					break
				}
			}
		}
	}
	for e := range out {
		out[e] = out[e] && reached[e]
	}
	return out
}

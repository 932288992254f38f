package taint

import (
	"slices"
	"strconv"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// covered computes the events that a check covers: those that went as a whole into the values that it was given, and
// all that is made of nothing else. found reports whether the source that the check needs is among their origins; if it
// cannot be, the check covers nothing.
func (f *function) covered(c *check) (covers []bool, found bool) {
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
	for _, d := range f.divided() {
		if f.allParts(d, in) {
			for _, p := range f.g.events[d].preds {
				back(p.from, true)
			}
		}
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
	if c.deep {
		f.coverBelow(in)
	}
	return f.forward(in), found
}

// divided are the events of lists that a function has cut a value into, as strings.Split does.
func (f *function) divided() []eventID {
	var out []eventID
	for key := range f.g.byKey {
		if d := key.of - 1; key.slot == string(access.Const("1")) && d >= 0 && f.cut(d) {
			out = append(out, d)
		}
	}
	slices.Sort(out)
	return out
}

// cut reports whether an event is parts of a value that a function without a body here has handed out.
func (f *function) cut(d eventID) bool {
	preds := f.g.events[d].preds
	return len(preds) > 0 && !slices.ContainsFunc(preds, func(p edge) bool { return !p.label.Part || p.label.Why == "" })
}

// allParts reports whether all elements of a list that the function looks at are covered, from the first on: what a
// helper verifies of "header.payload.signature" is the whole token.
func (f *function) allParts(d eventID, in []bool) bool {
	if any, ok := f.g.byKey[eventKey{slot: string(access.Any), of: d + 1}]; ok && !in[any] {
		return false
	}
	n, elems := 0, 0
	for ; ; n++ {
		if e, ok := f.g.byKey[eventKey{slot: string(access.Const(strconv.Itoa(n))), of: d + 1}]; !ok || !in[e] {
			break
		}
	}
	for key := range f.g.byKey {
		if key.of == d+1 && access.Elem(key.slot).IsConst() {
			elems++
		}
	}
	return n > 1 && n == elems
}

// coverBelow adds what was below a covered place at entry: a map that is checked with all that is in it.
func (f *function) coverBelow(in []bool) {
	var above []access.Place
	for e := range in {
		if p := f.g.events[e].place; in[e] && p.Root == access.Param && p.Path != "" {
			above = append(above, p)
		}
	}
	for e := range in {
		p := f.g.events[e].place
		in[e] = in[e] || p.Root == access.Param && slices.ContainsFunc(above, func(a access.Place) bool {
			return a.Index == p.Index && len(p.Path.Elems()) > len(a.Path.Elems()) && a.Path.Overlaps(p.Path)
		})
	}
}

// forward adds all events that are made of nothing but the given ones, and of what the language itself yields:
// constants, the clock.
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
				if f.adds(eventID(e), p.from, out) {
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

// adds reports whether a predecessor of an event may bring in something that no given event covers. A constant, and
// what else the program makes by itself, does not; nor does a source that only says what the result of a call is, if
// that result is covered.
func (f *function) adds(e, from eventID, covered []bool) bool {
	ev := &f.g.events[from]
	switch {
	case covered[from]:
		return false
	case ev.source == nil:
		return true
	case kind.Lazy.Has(ev.source.Kind):
		return false
	}
	return !slices.ContainsFunc(f.g.events[e].preds, func(p edge) bool {
		return covered[p.from] && ev.at != nil && f.g.events[p.from].at == ev.at && f.g.events[p.from].source == nil
	})
}

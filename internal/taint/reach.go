package taint

import (
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// maxReach bounds how many nodes of a value carry and deep look at.
const maxReach = 200

// carry collects the events that go along when a value is passed to unknown code: the events of the value, of what it
// points to, and of elements, but not of fields.
func (f *function) carry(st *state, v *val) evset { return f.collect(st, v, false) }

// deep collects the events of all that can be reached from a value.
func (f *function) deep(st *state, v *val) evset { return f.collect(st, v, true) }

func (f *function) collect(st *state, v *val, fields bool) evset {
	c := collector{f: f, st: st, fields: fields}
	c.add(v)
	return c.out
}

type collector struct {
	f      *function
	st     *state
	fields bool
	out    evset
	seen   map[ref]bool
	count  int
}

func (c *collector) add(v *val) {
	if v == nil {
		return
	}
	if c.count++; c.count > maxReach {
		c.f.caps.Meet(summary.BoundReach)
		return
	}
	c.f.work++
	c.out = c.out.union(v.ev)
	for _, s := range v.sub {
		if c.fields || s.elem[0] != '.' {
			c.add(s.v)
		}
	}
	for _, t := range v.fns {
		for _, b := range t.bindings {
			c.add(b)
		}
	}
	for _, r := range v.refs {
		if c.seen[r] {
			continue
		}
		if c.seen == nil {
			c.seen = map[ref]bool{}
		}
		c.seen[r] = true
		if r.obj.lazy && r.path == "" && len(v.ev) > 0 {
			c.add(c.st.content[r.obj]) // the pointer's own origin stands for what was there at entry
			if !c.fields || !c.f.p.holds(r.obj.typ) {
				continue
			}
		}
		c.add(c.f.load(c.st, r, nil))
		for _, e := range c.f.heldElements(r) {
			c.add(c.f.load(c.st, ref{r.obj, r.path + access.PathOf(e)}, nil))
		}
	}
}

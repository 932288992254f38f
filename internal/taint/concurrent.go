package taint

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// Code that runs later than the instruction that starts it: goroutines, and functions that are passed to code which may
// keep them. Such a function sees later writes to the memory that it shares with this one, and this one sees the writes
// of that function.

// A sharing is what happens to an object after a function that shares it was started.
type sharing struct {
	later     *val // what this function writes to it
	elsewhere *val // what the functions that were started write to it
}

// maxShared bounds the objects that are shared with what was started.
const maxShared = 64

// concurrently interprets the start of a function that shares memory by some values: as if it ran here, and once more
// with all that is written after.
func (f *function) concurrently(st *state, roots []*val, run func(st *state)) {
	run(st)
	f.spawned()
	f.share(st, roots)
	seeded := st.clone()
	found := false
	for _, o := range f.sharedObjects() {
		s := f.shared[o]
		if add := merge(s.later, s.elsewhere); !add.empty() {
			seeded.set(o, weakly(seeded.content[o], add))
			found = true
		}
	}
	if !found {
		return
	}
	before := maps.Clone(seeded.content)
	saved := f.st
	f.st = seeded
	run(seeded)
	f.st = saved
	for _, o := range f.sharedObjects() {
		if v := seeded.content[o]; v != before[o] {
			f.writtenElsewhere(o, v.withoutKills())
		}
	}
}

// goes interprets a go statement.
func (f *function) goes(st *state, in *ssa.Go) {
	c := in.Common()
	roots := []*val{f.value(c.Value)}
	for _, a := range c.Args {
		roots = append(roots, f.value(a))
	}
	f.concurrently(st, roots, func(st *state) { f.call(st, in, c) })
}

// spawned notes that the current instruction starts something, and the blocks that come after.
func (f *function) spawned() {
	if slices.Contains(f.spawns, f.cur) {
		return
	}
	f.spawns = append(f.spawns, f.cur)
	if f.after == nil {
		f.after = make([]bool, len(f.fn.Blocks))
	}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		for _, s := range b.Succs {
			if !f.after[s.Index] {
				f.after[s.Index] = true
				visit(s)
			}
		}
	}
	visit(f.cur.Block())
}

// afterSpawn reports whether something may have been started before the current instruction.
func (f *function) afterSpawn() bool {
	if f.cur == nil {
		return true
	}
	b := f.cur.Block()
	return f.after[b.Index] || slices.ContainsFunc(f.spawns, func(s ssa.Instruction) bool {
		return s.Block() == b && s != f.cur && slices.Index(b.Instrs, s) < f.index
	})
}

// share notes the objects that can be reached from some values.
func (f *function) share(st *state, roots []*val) {
	seen, added := map[*object]bool{}, false
	var visit func(v *val, depth int)
	visit = func(v *val, depth int) {
		if v == nil || depth > maxHeight {
			return
		}
		for _, s := range v.sub {
			visit(s.v, depth+1)
		}
		for _, t := range v.fns {
			for _, b := range t.bindings {
				visit(b, depth+1)
			}
		}
		for _, r := range v.refs {
			if seen[r.obj] {
				continue
			}
			seen[r.obj] = true
			if f.shared[r.obj] == nil && len(f.shared) < maxShared {
				if f.shared == nil {
					f.shared = map[*object]*sharing{}
				}
				f.shared[r.obj] = &sharing{}
				added = true
			}
			visit(st.content[r.obj], depth+1)
		}
	}
	for _, v := range roots {
		visit(v, 0)
	}
	if added && f.afterSpawn() {
		f.dirtyAfterSpawns()
	}
}

// dirtyAfterSpawns marks the blocks that come after a spawn. They were interpreted when fewer objects were shared, so
// storedLater ignored what they write to the others.
func (f *function) dirtyAfterSpawns() {
	for _, in := range f.spawns {
		f.dirty[in.Block().Index] = true
	}
	for i, after := range f.after {
		if after && f.reached(f.fn.Blocks[i]) {
			f.dirty[i] = true
		}
	}
}

// sharedObjects lists them in the order in which they were made.
func (f *function) sharedObjects() []*object {
	return slices.SortedFunc(maps.Keys(f.shared), func(a, b *object) int { return a.id - b.id })
}

// sharingOf is what is known of an object that was shared, itself or by what it lies below; nil for others.
func (f *function) sharingOf(o *object) *sharing {
	if len(f.shared) == 0 {
		return nil
	}
	if s := f.shared[o]; s != nil || !o.lazy {
		return s
	}
	for above := range f.shared {
		p, q := above.place, o.place
		if above.lazy && p.Root == q.Root && p.Index == q.Index && p.Cell == q.Cell && q.Path.Within(p.Path) && len(f.shared) < maxShared {
			f.shared[o] = &sharing{}
			return f.shared[o]
		}
	}
	return nil
}

// storedLater notes a store to a shared object: what was started before sees it.
func (f *function) storedLater(st *state, o *object, path []access.Elem, v *val) {
	s := f.sharingOf(o)
	if s == nil || v.empty() || !f.afterSpawn() {
		return
	}
	next := merge(s.later, f.storeAt(s.later, path, v, false)).bounded()
	f.share(st, []*val{v})
	if !s.later.covers(next) {
		s.later = next
		for _, in := range f.spawns {
			f.dirty[in.Block().Index] = true
		}
	}
}

// writtenElsewhere notes what a function that was started writes to an object.
func (f *function) writtenElsewhere(o *object, v *val) {
	s := f.shared[o]
	next := merge(s.elsewhere, v).bounded()
	if s.elsewhere.covers(next) {
		return
	}
	s.elsewhere = next
	for _, b := range f.fn.Blocks {
		if f.reached(b) {
			f.dirty[b.Index] = true
		}
	}
}

// content is what an object holds, with what others may have written to it.
func (f *function) content(st *state, o *object) *val {
	node := st.content[o]
	if s := f.sharingOf(o); s != nil && !s.elsewhere.empty() && f.afterSpawn() {
		f.work += s.elsewhere.size()
		return weakly(node, s.elsewhere)
	}
	return node
}

package taint

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// besides are the sources that constants beside what a sink gets say that it is.
func (r *roleCall) besides(i int, s *model.Sink) (ev evset) {
	slot := r.slot + "beside" + strconv.Itoa(i)
	if s.Named != nil {
		return r.beside(slot, r.operand(*s.Named), r.operand(s.At))
	}
	if !s.Pairs || len(r.ops) == 0 {
		return nil
	}
	given := r.f.variadic(r.ops[len(r.ops)-1])
	first := s.At.Index - (r.sig.Params().Len() - 1)
	for j := max(first, 0); j+1 < len(given); j += 2 {
		ev = ev.union(r.beside(slot+"#"+strconv.Itoa(j), given[j], given[j+1]))
	}
	return ev
}

func (r *roleCall) beside(slot string, name, stored ssa.Value) evset {
	text, ok := constantString(name)
	if !ok || stored == nil || !r.f.p.scope.Own {
		return nil
	}
	src := r.f.sourceHere("entry", text, "", staticType(stored))
	return r.f.storedAs(r.f.value(stored), stored, slot, src).events()
}

// variadic lists the arguments of a slice that a call makes for its variadic parameter; nil for a slice from elsewhere.
func (f *function) variadic(v ssa.Value) []ssa.Value {
	s, ok := v.(*ssa.Slice)
	if !ok {
		return nil
	}
	alloc, ok := s.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var out []ssa.Value
	for _, r := range *alloc.Referrers() {
		at, ok := r.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		index, ok := at.Index.(*ssa.Const)
		if !ok {
			return nil
		}
		n := int(index.Int64())
		for len(out) <= n {
			out = append(out, nil)
		}
		for _, r := range *at.Referrers() {
			if store, ok := r.(*ssa.Store); ok {
				out[n] = store.Val
			}
		}
	}
	return out
}

// reply marks bytes that came from a server and that a decoder fills a struct with a secret from: they have the secret, whatever becomes of
// them before and after.
func (r *roleCall) reply(s *model.Sink, target types.Type) {
	if s.Target == nil || target == nil || s.At.Root != model.Arg || !r.f.p.scope.Own {
		return
	}
	data, _ := r.operand(s.At).(ssa.Instruction)
	reg, ok := data.(ssa.Value)
	if !ok || r.f.env[reg] == nil || !r.f.fromServer(r.f.carry(r.st, r.f.env[reg])) {
		return
	}
	for _, w := range r.f.p.models.Written(target) {
		if !w.Lasting() {
			continue
		}
		var ev evset
		for _, k := range w.Kinds {
			id := r.f.ownSource(r.slot+"reply "+k, kind.Of(k), w.Label+" in a reply")
			r.f.g.events[id].source.Mark = true
			ev = ev.union(evset{id})
		}
		if v := r.f.env[reg]; !v.events().includes(ev) {
			r.f.env[reg] = merge(v, &val{ev: ev})
			r.f.dirtyAround(reg)
		}
		return
	}
}

// fromServer reports whether a value was made of what a server replied.
func (f *function) fromServer(ev evset) bool {
	work, seen := slices.Clone(ev), map[eventID]bool{}
	for len(work) > 0 && len(seen) < maxEncoded {
		e := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[e] {
			continue
		}
		seen[e] = true
		if src := f.g.events[e].source; src != nil && f.p.models.FromServer(src.Kind.String()) {
			return true
		}
		for _, p := range f.g.events[e].preds {
			work = append(work, p.from)
		}
	}
	return false
}

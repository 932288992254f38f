package taint

import (
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// keyValues returns the sources that a sink's argument is for the constant keys beside it, such as the fields of a hash
// in a store.
func (r *roleCall) keyValues(i int, s *model.Sink) (ev evset) {
	slot := r.slot + "beside" + strconv.Itoa(i)
	if s.Named != nil {
		return r.keyValue(slot, r.operand(*s.Named), r.operand(s.At))
	}
	if !s.Pairs || len(r.ops) == 0 {
		return nil
	}
	given := r.f.variadic(r.ops[len(r.ops)-1])
	first := s.At.Index - (r.sig.Params().Len() - 1)
	for j := max(first, 0); j+1 < len(given); j += 2 {
		ev = ev.union(r.keyValue(slot+"#"+strconv.Itoa(j), given[j], given[j+1]))
	}
	return ev
}

// keyValue returns the source that a value is for its constant key; nil if the key says nothing.
func (r *roleCall) keyValue(slot string, name, stored ssa.Value) evset {
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

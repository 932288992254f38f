package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// reply marks bytes that came from a server and that a decoder fills a struct with a secret from: they hold the secret,
// before and after the call.
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

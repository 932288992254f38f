package taint

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// foreignGlobal are the sources that another package puts into one of its variables.
func (f *function) foreignGlobal(g *ssa.Global) evset {
	var out evset
	if v, ok := g.Object().(*types.Var); ok {
		if roles := f.p.models.Var(v); roles != nil {
			out = f.markAll(out, typed{place{kind: rootCell, cell: globalName(g)}, v.Type()}, roles, nil)
		}
	}
	sum := f.p.functionFacts(g.Pkg.Pkg).of("var " + g.Name())
	if sum == nil {
		return out
	}
	for i, fl := range sum.flows {
		if fl.src == nil || fl.lazy() && !f.p.lazy {
			continue
		}
		src := &source{kind: fl.src.kind, label: fl.src.label, text: fl.src.text, pos: f.here(), steps: fl.steps, held: true}
		id := f.g.get(eventKey{slot: "global " + globalName(g) + strconv.Itoa(i)}, func() event {
			return event{at: f.cur, source: src, note: "read from " + fl.src.label, lazy: lazyKinds.has(src.kind)}
		})
		if fl.to.path != "" {
			f.noteForeign(globalName(g), foreignSource{fl.to.path, id})
			continue
		}
		out = out.union(evset{id})
	}
	return out
}

// A foreignSource is what another package puts into a part of one of its variables.
type foreignSource struct {
	path string
	ev   eventID
}

func (f *function) noteForeign(cell string, s foreignSource) {
	if f.foreign == nil {
		f.foreign = map[string][]foreignSource{}
	}
	if !slices.Contains(f.foreign[cell], s) {
		f.foreign[cell] = append(f.foreign[cell], s)
	}
}

// foreignAt are the sources that another package puts into a place of its variable. What it puts into a field is not in the others: a struct
// has it in the field alone.
func (f *function) foreignAt(p place, typ types.Type) (out evset) {
	if p.kind != rootCell || len(f.foreign[p.cell]) == 0 {
		return nil
	}
	isStruct := false
	if typ != nil {
		_, isStruct = coreOf(pointee(typ)).(*types.Struct)
	}
	for _, s := range f.foreign[p.cell] {
		deeper := len(elements(s.path)) > len(elements(p.path))
		if overlap(s.path, p.path) && !(deeper && isStruct) {
			out = out.union(evset{s.ev})
		}
	}
	return out
}

// exportGlobals adds what the package puts into its exported variables to the summaries of its functions, under a name that no function
// has.
func (p *pkg) exportGlobals(h *heap, funcs map[string]*summary) {
	for _, m := range p.ssa.Members {
		g, ok := m.(*ssa.Global)
		if !ok || g.Object() == nil || !g.Object().Exported() {
			continue
		}
		var sum summary
		for _, fl := range h.filled[globalName(g)] {
			fl.to = place{kind: rootResult, path: fl.to.path}
			sum.keep(&fl)
		}
		if len(sum.flows) > 0 {
			funcs["var "+g.Name()] = &sum
		}
	}
}

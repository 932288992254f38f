package taint

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// foreignGlobal are the sources that another package puts into one of its variables.
func (f *function) foreignGlobal(g *ssa.Global) evset {
	var out evset
	if v, ok := g.Object().(*types.Var); ok {
		if roles := f.p.models.Var(v); roles != nil {
			out = f.markAll(out, typed{access.Place{Root: access.Cell, Cell: globalName(g)}, v.Type()}, roles, nil)
		}
	}
	sum := f.p.imports.Package(g.Pkg.Pkg).Of("var " + g.Name())
	if sum == nil {
		return out
	}
	for i, fl := range sum.Flows {
		if fl.Src == nil || fl.Lazy() && !f.p.scope.Lazy {
			continue
		}
		src := &summary.Source{Kind: fl.Src.Kind, Label: fl.Src.Label, Text: fl.Src.Text, Pos: f.here(), Steps: fl.Steps, Held: true}
		id := f.g.get(eventKey{slot: "global " + globalName(g) + strconv.Itoa(i)}, func() event {
			return event{at: f.cur, source: src, note: "read from " + fl.Src.Label, lazy: kind.Lazy.Has(src.Kind)}
		})
		if fl.To.Path != "" {
			f.noteForeign(globalName(g), foreignSource{fl.To.Path, id})
			continue
		}
		out = out.union(evset{id})
	}
	return out
}

// A foreignSource is what another package puts into a part of one of its variables.
type foreignSource struct {
	path access.Path
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

// foreignAt are the sources that another package puts into a place of its variable. What it puts into a field is not in
// the others: a struct has it in the field alone.
func (f *function) foreignAt(p access.Place, typ types.Type) (out evset) {
	if p.Root != access.Cell || len(f.foreign[p.Cell]) == 0 {
		return nil
	}
	isStruct := false
	if typ != nil {
		_, isStruct = shape.Core(shape.Pointee(typ)).(*types.Struct)
	}
	for _, s := range f.foreign[p.Cell] {
		deeper := len(s.path.Elems()) > len(p.Path.Elems())
		if s.path.Overlaps(p.Path) && !(deeper && isStruct) {
			out = out.union(evset{s.ev})
		}
	}
	return out
}

// exportGlobals adds what the package puts into its exported variables to the summaries of its functions, under a name
// that no function has.
func (p *pkg) exportGlobals(h *heap, funcs map[string]*summary.Summary) {
	for _, m := range p.ssa.Members {
		g, ok := m.(*ssa.Global)
		if !ok || g.Object() == nil || !g.Object().Exported() {
			continue
		}
		var sum summary.Summary
		for _, fl := range h.filled[globalName(g)] {
			fl.To = access.Place{Root: access.Result, Path: fl.To.Path}
			sum.Keep(&fl)
		}
		if len(sum.Flows) > 0 {
			funcs["var "+g.Name()] = &sum
		}
	}
}

package taint

import (
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/position"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/facts"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// export gives the summaries that say more than what holds for an unknown function to the packages that import this
// one.
func (p *pkg) export(h *heap) {
	funcs := map[string]*summary.Summary{}
	methods := map[*types.TypeName]map[string]*summary.Summary{}
	h.open = p.openCellsOf(h)
	for _, fn := range p.funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || fn.Synthetic != "" || p.sums[fn] == nil {
			continue
		}
		sum := p.exported(p.sums[fn], h, 0)
		if obj.Exported() {
			sum.Funcs = p.exportedFuncs(p.sums[fn], fn.Signature, h, 0)
			sum.Types = p.exportedTypes(p.sums[fn], fn.Signature, h, 0)
		}
		if p.guards != nil {
			sum.Guards = p.guards.exported(fn)
		}
		if !saysMore(sum, fn.Signature) {
			continue
		}
		recv := obj.Signature().Recv()
		if recv == nil {
			if obj.Exported() {
				funcs[obj.Name()] = sum
			}
			continue
		}
		if tn := shape.NameOf(recv.Type()); tn != nil {
			if methods[tn] == nil {
				methods[tn] = map[string]*summary.Summary{}
			}
			methods[tn][obj.Name()] = sum
		}
	}
	p.exportGlobals(h, funcs)
	if len(funcs)+len(methods) > 0 {
		p.pass.ExportPackageFact(&facts.Package{Data: summary.Encode(funcs, p.position)})
	}
	for tn, sums := range methods {
		if tn.Parent() == p.pass.Pkg.Scope() {
			p.pass.ExportObjectFact(tn, &facts.Type{Data: summary.Encode(sums, p.position)})
		}
	}
}

// saysMore reports whether a summary is worth exporting: an unknown function lets its arguments flow to its results and
// does nothing else.
func saysMore(s *summary.Summary, sig *types.Signature) bool {
	if len(s.Funcs) > 0 || len(s.Types) > 0 || len(s.Postconditions) > 0 || len(s.Kills) > 0 || len(s.Calls) > 0 || len(s.Guards) > 0 || s.NoReturn {
		return true
	}
	if s.Lazy && slices.ContainsFunc(s.Flows, func(fl summary.Flow) bool { return fl.To.Root == access.Result }) {
		return true // of an unknown function it is not known what else goes into its results
	}
	flows := map[[2]int]bool{}
	for _, fl := range s.Flows {
		if fl.Src != nil || fl.Sink != nil || fl.Label.Clears|fl.Label.Restores != 0 || fl.To.Root != access.Result || fl.To.Path != "" || fl.From.Root != access.Param || fl.From.Path != "" {
			return true
		}
		flows[[2]int{fl.From.Index, fl.To.Index}] = true
	}
	off := 0
	if sig.Recv() != nil {
		off = 1
	}
	for i := range sig.Params().Len() {
		for j := range sig.Results().Len() {
			if shape.CarriesData(sig.Params().At(i).Type()) && shape.CarriesData(sig.Results().At(j).Type()) && !flows[[2]int{i + off, j}] {
				return true
			}
		}
	}
	return false
}

// position is a step's position as another package sees it: the file's name below its import path.
func (p *pkg) position(s *summary.Step) token.Position {
	if s.Position.IsValid() {
		return s.Position
	}
	if !s.Pos.IsValid() {
		return token.Position{}
	}
	pos := position.Of(p.pass.Fset, p.callStart(s.Pos))
	pos.Filename = path.Join(p.pass.Pkg.Path(), filepath.Base(pos.Filename))
	return pos
}

// Position returns the position of a step as another package sees it.
func (r *Result) Position(s summary.Step) summary.Step {
	r.mu.Lock()
	defer r.mu.Unlock()
	s.Position = r.p.position(&s)
	return s
}

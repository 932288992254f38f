package taint

import (
	"go/token"
	"slices"
)

// Leads returns where calls from other packages lead to sinks of some kinds, in order: what a parameter of an exported function reaches in
// this package. What comes in there is reported at the call, in the caller's package.
func (r *Result) Leads(sinks []string) []token.Pos {
	kinds := kindlistOf(sinks)
	var out []token.Pos
	for _, fn := range r.p.funcs {
		sum := r.p.sums[fn]
		if sum == nil || fn.Object() == nil || !fn.Object().Exported() {
			continue
		}
		for i := range sum.flows {
			fl := &sum.flows[i]
			if fl.sink == nil || fl.from.kind != rootParam || !kinds.has(fl.sink.kind) || len(fl.steps) == 0 {
				continue
			}
			if last := fl.steps[len(fl.steps)-1]; !last.Position.IsValid() && last.Pos.IsValid() {
				out = append(out, last.Pos)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

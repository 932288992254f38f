package taint

import (
	"go/token"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// Leads returns where calls from other packages lead to sinks of some kinds, in order: what a parameter of an exported
// function reaches in this package. What comes in there is reported at the call, in the caller's package.
func (r *Result) Leads(sinks []string) []token.Pos {
	r.mu.Lock()
	defer r.mu.Unlock()
	kinds := kind.ListOf(sinks)
	var out []token.Pos
	for _, fn := range r.p.funcs {
		sum := r.p.sums[fn]
		if sum == nil || fn.Object() == nil || !fn.Object().Exported() {
			continue
		}
		for i := range sum.Flows {
			fl := &sum.Flows[i]
			if fl.Sink == nil || fl.From.Root != access.Param || !kinds.Has(fl.Sink.Kind) || len(fl.Steps) == 0 {
				continue
			}
			if last := fl.Steps[len(fl.Steps)-1]; !last.Position.IsValid() && last.Pos.IsValid() {
				out = append(out, last.Pos)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

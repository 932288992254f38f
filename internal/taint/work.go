package taint

import (
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Work is counted and not timed, so that its bounds are met at the same place on every machine. A unit is a node of a
// value that is read, written or merged, or a flow that is applied; a hop of a search is workPerHop of them.

const (
	// workPerInstruction and minWork bound the work on a package. Ordinary code takes 10 to 500 units for an instruction;
	// generated codecs, hundreds of alike functions that call each other through interfaces, take thousands.
	workPerInstruction = 200
	minWork            = 8_000_000
	// maxWork bounds the work on one function.
	maxWork = 16_000_000
	// workPerHop is what a hop of a search costs, compared with a node of a value.
	workPerHop = 8
)

// spent reports whether the work on the package has met its bound. From then on functions are searched only for what
// reaches sinks and results, and only such flows of their callees are applied.
func (p *pkg) spent() bool {
	limit := max(minWork, workPerInstruction*p.instructions)
	if workLimit != 0 {
		limit = workLimit
	}
	return p.work > limit
}

// spent is the same for the work on a function, or on its package before it.
func (f *function) spent() bool { return f.work > maxWork || f.p.spent() }

// briefly is which flows of the summary are applied; nil is all.
func (a *application) briefly() []bool {
	if !a.f.spent() || len(a.ce.sum.Flows) == 0 {
		return nil
	}
	brief := a.ce.sum.Prepare().Brief
	if slices.Contains(brief, false) {
		a.f.caps.Meet(summary.BoundWork)
	}
	return brief
}

// workLimit, which only tests set, takes the place of the bound on a package.
var workLimit int

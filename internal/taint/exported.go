package taint

import (
	"go/token"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// What summaries export of this package's heap. Cells of objects that a caller has are left out: the caller sees in its
// own memory what the object holds. Only this package sees what its variables hold, so an exported summary says what
// goes into their cells and what comes out, if both can happen.

// foreignCell begins the name of a field's cell that belongs to another package.
const foreignCell = "in "

// owns reports whether a cell is one of this package.
func (p *pkg) owns(cell string) bool {
	if name, ok := strings.CutPrefix(cell, "var "); ok {
		return name[:max(strings.LastIndexByte(name, '.'), 0)] == p.pass.Pkg.Path()
	}
	return !strings.HasPrefix(cell, foreignCell)
}

// settable reports whether other packages can write to a cell by its name.
func (p *pkg) settable(cell string) bool {
	return !p.owns(cell) || strings.HasPrefix(cell, "var ") && token.IsExported(cell[strings.LastIndexByte(cell, '.')+1:])
}

// qualified is a place as other packages name it.
func (p *pkg) qualified(at access.Place) access.Place {
	if p.owns(at.Cell) && !strings.HasPrefix(at.Cell, "var ") {
		at.Cell = foreignCell + p.pass.Pkg.Path() + " " + at.Cell
	}
	return at
}

// calledFrom is the place of a call as other packages name it.
func (p *pkg) calledFrom(at access.Place) access.Place {
	if at.CalledInHeap() {
		return p.qualified(at)
	}
	return at
}

// calledElsewhere is a flow into a call, or out of one, as other packages name it.
func (p *pkg) calledElsewhere(fl *summary.Flow) *summary.Flow {
	if !fl.From.CalledInHeap() && !fl.To.CalledInHeap() {
		return fl
	}
	out := *fl
	out.From, out.To = p.calledFrom(fl.From), p.calledFrom(fl.To)
	return &out
}

// maxCellsBehind bounds the cells that are followed from a cell that callers write to, itself included.
const maxCellsBehind = 32

// A cellStep says that what is in one cell goes on into another: from the cell of an earlier step or, in the first,
// from the start.
type cellStep struct {
	from int // number of the earlier step, from 1 on; 0 is the start
	by   *summary.Flow
}

// behind lists a flow into a cell, and those that go on from there into other cells.
func (h *heap) behind(fl *summary.Flow) []summary.Flow {
	out := []summary.Flow{*fl}
	for _, w := range h.stepsFrom(fl.To) {
		out = append(out, summary.Through(&out[w.from], w.by))
	}
	return out
}

// stepsFrom lists the steps from a place in a cell, less than maxCellsBehind.
func (h *heap) stepsFrom(to access.Place) []cellStep {
	start := access.Place{Cell: to.Cell, Path: to.Path}
	if out, ok := h.steps[start]; ok {
		return out
	}
	var out []cellStep
	at := []access.Place{start}
	for i := 0; i < len(at) && len(at) < maxCellsBehind; i++ {
		for _, next := range h.out[at[i].Cell] {
			to := access.Place{Cell: next.To.Cell, Path: next.To.Path}
			if next.To.Root != access.Cell || next.Sink != nil || !next.Takes(at[i].Path) || slices.Contains(at, to) {
				continue
			}
			at, out = append(at, to), append(out, cellStep{i, next})
		}
	}
	h.steps[start] = out
	return out
}

// openCellsOf lists the cells of the package that callers of its functions can write to.
func (p *pkg) openCellsOf(h *heap) map[string]bool {
	out := map[string]bool{}
	for _, fn := range p.funcs {
		sum := p.sums[fn]
		if sum == nil || fn.Object() == nil {
			continue
		}
		for i := range sum.Flows {
			if sum.Flows[i].Incoming() {
				out[sum.Flows[i].To.Cell] = true
				for _, w := range h.stepsFrom(sum.Flows[i].To) {
					out[w.by.To.Cell] = true
				}
			}
		}
	}
	return out
}

// exported is a summary as another package sees it.
func (p *pkg) exported(sum *summary.Summary, h *heap, nesting int) *summary.Summary {
	out := &summary.Summary{Complete: true, Lazy: sum.Lazy, Postconditions: amountsAside(sum.Postconditions), NoReturn: sum.NoReturn, Kills: sum.Kills}
	for _, at := range sum.Calls {
		out.Calls = append(out.Calls, p.calledFrom(at))
	}
	for i := range sum.Flows {
		fl := p.calledElsewhere(&sum.Flows[i])
		switch {
		case fl.To.Root == access.Panic && fl.Sink == nil, fl.From.Root == access.Panic:
		case fl.Incoming():
			p.exportIncoming(out, fl, h)
		case fl.From.Root == access.Cell && fl.From.Method == belowParameter:
		case fl.From.Root == access.Cell:
			p.exportOutgoing(out, fl, h)
		case fl.To.Root == access.Cell && fl.Sink == nil:
			// Not followed to the sinks that the cell reaches: a caller has the object that was filled, and sees by it what is
			// done with it; the heap would tell him of all objects of the type. But a field that a key is kept in is one in all
			// objects.
			for _, next := range h.out[fl.To.Cell] {
				if fl.Src == nil && next.Sink != nil && kind.Joined(next.Sink.Kind) && next.Takes(fl.To.Path) {
					out.Keep(fl.Into(next))
				}
			}
		case fl.Sink == nil && p.refused(fl):
		case fl.Sink == nil || fl.Sink.Modelled:
			out.Keep(fl)
		}
	}
	if nesting > 0 {
		out.Funcs = p.exportedFuncs(sum, nil, h, nesting)
	}
	return out
}

// exportIncoming exports where a value goes that a caller puts into a variable: the cells from which it can be taken,
// and the sinks that it reaches from there.
func (p *pkg) exportIncoming(out *summary.Summary, fl *summary.Flow, h *heap) {
	for _, in := range h.behind(fl) {
		told := !p.owns(in.To.Cell) || h.called[in.To.Cell]
		for _, next := range h.out[in.To.Cell] {
			if !next.Outgoing() || !next.Takes(in.To.Path) {
				continue
			}
			if next.Sink == nil {
				told = true
			} else if next.Sink.Modelled {
				joined := summary.Through(&in, next)
				s := *next.Sink
				s.Site, s.TargetAt = nil, access.Place{}
				joined.Sink = &s
				out.Keep(&joined)
			}
		}
		if told || p.settable(in.To.Cell) {
			in.Exact = in.Exact && (h.called[in.To.Cell] || in.To.IsKey()) // of other values the events are enough
			in.To = p.qualified(in.To)
			out.Keep(&in)
		}
	}
}

// exportOutgoing exports where a value from a variable comes from: the sources that the package itself puts there, and
// the cell if callers can write to it.
func (p *pkg) exportOutgoing(out *summary.Summary, fl *summary.Flow, h *heap) {
	if fl.To.Root == access.Cell {
		return
	}
	if fl.Sink == nil {
		for _, in := range h.stores(fl) {
			joined := summary.Through(&in, fl)
			out.Keep(&joined)
		}
	}
	if fl.Outgoing() && (p.settable(fl.From.Cell) || fl.Sink == nil && h.open[fl.From.Cell]) && (fl.Sink == nil || fl.Sink.Modelled) {
		told := *fl
		told.From, told.Exact = p.qualified(fl.From), fl.Exact && fl.From.IsKey()
		if fl.Sink != nil {
			s := *fl.Sink
			s.Site, s.TargetAt = nil, access.Place{}
			told.Sink = &s
		}
		out.Keep(&told)
	}
}

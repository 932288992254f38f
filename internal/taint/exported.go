package taint

import (
	"go/token"
	"slices"
	"strings"
)

// What other packages are told of this package's heap. A cell of an object that a caller has is left out: he sees in his own memory what the
// object holds. What lies behind the package's variables only the package sees, so a summary tells what goes into those cells and what
// comes out of them, as far as both can happen.

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
func (p *pkg) qualified(at place) place {
	if p.owns(at.cell) && !strings.HasPrefix(at.cell, "var ") {
		at.cell = foreignCell + p.pass.Pkg.Path() + " " + at.cell
	}
	return at
}

// calledFrom is the place of a call as other packages name it.
func (p *pkg) calledFrom(at place) place {
	if at.calledInHeap() {
		return p.qualified(at)
	}
	return at
}

// calledElsewhere is a flow into a call, or out of one, as other packages name it.
func (p *pkg) calledElsewhere(fl *flow) *flow {
	if !fl.from.calledInHeap() && !fl.to.calledInHeap() {
		return fl
	}
	out := *fl
	out.from, out.to = p.calledFrom(fl.from), p.calledFrom(fl.to)
	return &out
}

// maxCellsBehind bounds the cells that are followed from one that callers write to.
const maxCellsBehind = 32

// A way says that what is in one cell goes on into another: from the cell of an earlier way, or, before the first, of the flow at its start.
type way struct {
	from int // number of the earlier way, from 1 on; 0 is the start
	by   *flow
}

// behind lists a flow into a cell, and those that go on from there into other cells.
func (h *heap) behind(fl *flow) []flow {
	out := []flow{*fl}
	for _, w := range h.waysFrom(fl.to) {
		out = append(out, through(&out[w.from], w.by))
	}
	return out
}

// waysFrom lists the ways on from a place in a cell, at most maxCellsBehind with the start.
func (h *heap) waysFrom(to place) []way {
	start := place{cell: to.cell, path: to.path}
	if out, ok := h.ways[start]; ok {
		return out
	}
	var out []way
	at := []place{start}
	for i := 0; i < len(at) && len(at) < maxCellsBehind; i++ {
		for _, next := range h.out[at[i].cell] {
			to := place{cell: next.to.cell, path: next.to.path}
			if next.to.kind != rootCell || next.sink != nil || !next.takes(at[i].path) || slices.Contains(at, to) {
				continue
			}
			at, out = append(at, to), append(out, way{i, next})
		}
	}
	if h.ways == nil {
		h.ways = map[place][]way{}
	}
	h.ways[start] = out
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
		for i := range sum.flows {
			if sum.flows[i].incoming() {
				out[sum.flows[i].to.cell] = true
				for _, w := range h.waysFrom(sum.flows[i].to) {
					out[w.by.to.cell] = true
				}
			}
		}
	}
	return out
}

// exported is a summary as another package sees it.
func (p *pkg) exported(sum *summary, h *heap, nesting int) *summary {
	out := &summary{complete: true, lazy: sum.lazy, proofs: amountsAside(sum.proofs), noReturn: sum.noReturn, overs: sum.overs}
	for _, at := range sum.calls {
		out.calls = append(out.calls, p.calledFrom(at))
	}
	for i := range sum.flows {
		fl := p.calledElsewhere(&sum.flows[i])
		switch {
		case fl.to.kind == rootPanic && fl.sink == nil, fl.from.kind == rootPanic:
		case fl.incoming():
			p.exportIncoming(out, fl, h)
		case fl.from.kind == rootCell && fl.from.method == belowParameter:
		case fl.from.kind == rootCell:
			p.exportOutgoing(out, fl, h)
		case fl.to.kind == rootCell && fl.sink == nil:
			// Not followed to the sinks that the cell reaches: a caller has the object that was filled, and sees by it what is done with
			// it; the heap would tell him of all objects of the type. But a field that a key is kept in is one in all objects.
			for _, next := range h.out[fl.to.cell] {
				if fl.src == nil && next.sink != nil && isJoined(next.sink.kind) && next.takes(fl.to.path) {
					out.keep(fl.into(next))
				}
			}
		case fl.sink == nil && p.refused(fl):
		case fl.sink == nil || fl.sink.modelled:
			out.keep(fl)
		}
	}
	if nesting > 0 {
		out.funcs = p.exportedFuncs(sum, nil, h, nesting)
	}
	return out
}

// exportIncoming tells of what a caller puts behind a variable: the cells from which it can be taken, and the sinks that it reaches there.
func (p *pkg) exportIncoming(out *summary, fl *flow, h *heap) {
	for _, in := range h.behind(fl) {
		told := !p.owns(in.to.cell) || h.called[in.to.cell]
		for _, next := range h.out[in.to.cell] {
			if !next.outgoing() || !next.takes(in.to.path) {
				continue
			}
			if next.sink == nil {
				told = true
			} else if next.sink.modelled {
				joined := through(&in, next)
				s := *next.sink
				s.site, s.targetAt = nil, place{}
				joined.sink = &s
				out.keep(&joined)
			}
		}
		if told || p.settable(in.to.cell) {
			in.exact = in.exact && (h.called[in.to.cell] || in.to.isKey()) // of other values the events are enough
			in.to = p.qualified(in.to)
			out.keep(&in)
		}
	}
}

// exportOutgoing tells of what comes from behind a variable: the sources that the package itself puts there, and the cell if callers can
// write to it.
func (p *pkg) exportOutgoing(out *summary, fl *flow, h *heap) {
	if fl.to.kind == rootCell {
		return
	}
	if fl.sink == nil {
		for _, in := range h.filled[fl.from.cell] {
			if fl.takes(in.to.path) {
				joined := through(&in, fl)
				out.keep(&joined)
			}
		}
	}
	if fl.outgoing() && (p.settable(fl.from.cell) || fl.sink == nil && h.open[fl.from.cell]) && (fl.sink == nil || fl.sink.modelled) {
		told := *fl
		told.from, told.exact = p.qualified(fl.from), fl.exact && fl.from.isKey()
		if fl.sink != nil {
			s := *fl.sink
			s.site, s.targetAt = nil, place{}
			told.sink = &s
		}
		out.keep(&told)
	}
}

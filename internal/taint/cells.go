package taint

import (
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// maxPerCell bounds the sources that are told apart in one heap cell.
const maxPerCell = 8

// A heap joins what the functions of a package put into its cells with what they take out: it is field-based and knows no order, so
// it holds for objects that one method fills and another reads.
type heap struct {
	filled map[string][]summary.Flow  // from a source to the cell
	out    map[string][]*summary.Flow // from the cell to a sink, a result, a parameter, another cell
	// others are the kinds of what is stored in a cell, Outside for what does not start at a source.
	others map[string]kind.Set
	open   map[string]bool // other packages can write to the cell, by calls
	called map[string]bool // function values in the cell are called
	// dropped counts the sources that found their cell full.
	dropped int
	ways    map[access.Place][]way // memo of waysFrom
}

func (p *pkg) joinHeap() *heap {
	h := &heap{filled: map[string][]summary.Flow{}, out: map[string][]*summary.Flow{}, others: map[string]kind.Set{}, called: map[string]bool{}}
	var work []summary.Flow
	for _, fn := range p.funcs {
		sum := p.sums[fn]
		if sum == nil {
			continue
		}
		for _, at := range sum.Calls {
			if at.CalledInHeap() {
				h.called[at.Cell] = true
			}
		}
		for i := range sum.Flows {
			fl := &sum.Flows[i]
			if fl.From.Root == access.Cell {
				h.out[fl.From.Cell] = append(h.out[fl.From.Cell], fl)
			}
			if fl.Sink == nil && fl.To.Root == access.Cell {
				h.others[fl.To.Cell] |= fl.Origin()
			}
			if fl.Src != nil && fl.To.Root == access.Cell && fl.Sink == nil {
				work = append(work, *fl)
			}
		}
	}
	for len(work) > 0 {
		fl := work[0]
		work = work[1:]
		cell := fl.To.Cell
		if p.refused(&fl) {
			continue
		}
		fl.Refuses = summary.Union(fl.Refuses, p.refusals[fieldIn(fl.To)])
		if !h.fill(cell, fl) {
			continue
		}
		for _, next := range h.out[cell] {
			if next.To.Root == access.Cell && next.Sink == nil && next.Takes(fl.To.Path) {
				work = append(work, summary.Through(&fl, next))
			}
		}
	}
	h.spread()
	p.caps[summary.BoundCell] += h.dropped
	return h
}

// spread adds what is beside a cell's sources to the cells that it is copied to.
func (h *heap) spread() {
	for changed := true; changed; {
		changed = false
		for cell, out := range h.out {
			for _, fl := range out {
				if fl.Sink == nil && fl.To.Root == access.Cell && h.others[cell]&^h.others[fl.To.Cell] != 0 {
					h.others[fl.To.Cell] |= h.others[cell]
					changed = true
				}
			}
		}
	}
}

// fill adds a source to a cell unless it is there.
func (h *heap) fill(cell string, fl summary.Flow) bool {
	have := h.filled[cell]
	if slices.ContainsFunc(have, func(o summary.Flow) bool {
		return o.Src.Kind == fl.Src.Kind && o.Src.Label == fl.Src.Label && o.Src.Text == fl.Src.Text && o.To.Path == fl.To.Path && o.Label.Weaker(fl.Label)
	}) {
		return false
	}
	if n := len(slices.DeleteFunc(slices.Clone(have), func(o summary.Flow) bool { return o.Lazy() != fl.Lazy() })); n >= maxPerCell {
		h.dropped++
		return false
	}
	h.filled[cell] = append(have, fl)
	return true
}

// findings are the flows from a source to a sink: those in a function, and those by way of the heap.
func (p *pkg) findings(h *heap) []summary.Flow {
	var out []summary.Flow
	seen := map[findingKey]bool{}
	for _, fn := range p.funcs {
		if sum := p.sums[fn]; sum != nil {
			for _, fl := range sum.Found {
				out = append(out, fl)
				seen[keyOf(fl)] = true
			}
		}
	}
	for _, fn := range p.funcs {
		sum := p.sums[fn]
		if sum == nil {
			continue
		}
		for _, fl := range sum.Flows {
			if fl.From.Root != access.Cell || fl.Sink == nil || fl.Sink.Site == nil { // of a wrapper: its callers have it
				continue
			}
			for _, in := range h.filled[fl.From.Cell] {
				if !fl.Takes(in.To.Path) {
					continue
				}
				joined := summary.Through(&in, &fl)
				joined.Beside |= h.others[fl.From.Cell] &^ in.Origin()
				if !seen[keyOf(joined)] {
					out = append(out, joined)
				}
			}
		}
	}
	return out
}

type findingKey struct {
	site  *summary.Site
	kind  kind.Kind
	label string
	side  uint8
}

func keyOf(fl summary.Flow) findingKey {
	return findingKey{fl.Sink.Site, fl.Src.Kind, fl.Sink.Label, fl.Sink.Side}
}

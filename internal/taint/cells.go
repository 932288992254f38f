package taint

import (
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

const (
	// maxPerCell bounds the sources that are distinguished in one heap cell,
	maxPerCell = 8
	// and maxStores the stores of one of them.
	maxStores = 4
)

// A heap joins what the functions of a package put into its cells with what they take out: it is field-based and knows
// no order, so it holds for objects that one method fills and another reads.
type heap struct {
	filled map[string][]summary.Flow  // from a source to the cell
	out    map[string][]*summary.Flow // from the cell to a sink, a result, a parameter, another cell
	// others are the kinds of what is stored in a cell, Outside for what does not start at a source.
	others map[string]kind.Set
	open   map[string]bool // other packages can write to the cell, by calls
	called map[string]bool // function values in the cell are called
	// dropped counts the sources that found their cell full.
	dropped int
	steps   map[access.Place][]cellStep // memo of stepsFrom
	owners  *owners
}

func (p *pkg) joinHeap() *heap {
	h := &heap{
		filled: map[string][]summary.Flow{}, out: map[string][]*summary.Flow{}, others: map[string]kind.Set{}, called: map[string]bool{},
		steps: map[access.Place][]cellStep{}, owners: p.newOwners(),
	}
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
			if next.To.Root == access.Cell && next.Sink == nil && next.Takes(fl.To.Path) && h.owners.relate(&fl, next) < apart {
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

// fill adds a source to a cell unless it is there. That it is stored elsewhere as well is worth knowing as long as
// these are few: the object may be another.
func (h *heap) fill(cell string, fl summary.Flow) bool {
	have := h.filled[cell]
	again, n := 0, 0
	for i := range have {
		o := &have[i]
		switch {
		case sameOrigin(o, &fl) && o.Label.Weaker(fl.Label):
			if o.At == fl.At || isVariable(cell) {
				return false
			}
			again++
		case o.Lazy() == fl.Lazy() && !slices.ContainsFunc(have[:i], func(p summary.Flow) bool { return sameOrigin(&p, o) && p.Label.Weaker(o.Label) }):
			n++
		}
	}
	if again >= maxStores {
		return false
	}
	if again == 0 && n >= maxPerCell {
		h.dropped++
		return false
	}
	h.filled[cell] = append(have, fl)
	return true
}

// sameOrigin reports whether flows into a cell come from sources that no finding tells apart, and end at the same
// place.
func sameOrigin(a, b *summary.Flow) bool {
	return a.Src.Kind == b.Src.Kind && a.Src.Label == b.Src.Label && a.Src.Text == b.Src.Text && a.To.Path == b.To.Path
}

// stores are the flows into a cell that one out of it takes along: of alike ones, the first whose object is most likely
// the reader's.
func (h *heap) stores(fl *summary.Flow) (out []summary.Flow) {
	var rels []relation
	filled := h.filled[fl.From.Cell]
	several := slices.ContainsFunc(filled, func(in summary.Flow) bool { return begins(&in) != begins(&filled[0]) })
	for i := range filled {
		in := &filled[i]
		if !fl.Takes(in.To.Path) {
			continue
		}
		rel := h.owners.relate(in, fl)
		j := slices.IndexFunc(out, func(o summary.Flow) bool { return sameOrigin(&o, in) && o.Label.Weaker(in.Label) })
		switch {
		case rel == apart:
		case j < 0:
			out, rels = append(out, *in), append(rels, rel)
		case rel < rels[j]:
			out[j], rels[j] = *in, rel
		}
	}
	for i := range out {
		if several && rels[i] == byType {
			sayField(&out[i])
		}
	}
	return out
}

// findings are the flows from a source to a sink: those in a function, and those by way of the heap.
func (p *pkg) findings(h *heap) []summary.Flow {
	var out []summary.Flow
	seen := map[findingKey]bool{}
	for _, fn := range p.funcs {
		if sum := p.sums[fn]; sum != nil {
			for _, fl := range sum.Found {
				if fl.Pending {
					continue
				}
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
			for _, in := range h.stores(&fl) {
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

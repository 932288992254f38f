package taint

import (
	"slices"
)

// maxPerCell bounds the sources that are told apart in one heap cell.
const maxPerCell = 8

// A heap joins what the functions of a package put into its cells with what they take out: it is field-based and knows no order, so
// it holds for objects that one method fills and another reads.
type heap struct {
	filled map[string][]flow  // from a source to the cell
	out    map[string][]*flow // from the cell to a sink, a result, a parameter, another cell
	// others are the kinds of what is stored in a cell, Outside for what does not start at a source.
	others map[string]kindset
	open   map[string]bool // other packages can write to the cell, by calls
	called map[string]bool // function values in the cell are called
	// dropped counts the sources that found their cell full.
	dropped int
	ways    map[place][]way // memo of waysFrom
}

func (p *pkg) joinHeap() *heap {
	h := &heap{filled: map[string][]flow{}, out: map[string][]*flow{}, others: map[string]kindset{}, called: map[string]bool{}}
	var work []flow
	for _, fn := range p.funcs {
		sum := p.sums[fn]
		if sum == nil {
			continue
		}
		for _, at := range sum.calls {
			if at.calledInHeap() {
				h.called[at.cell] = true
			}
		}
		for i := range sum.flows {
			fl := &sum.flows[i]
			if fl.from.kind == rootCell {
				h.out[fl.from.cell] = append(h.out[fl.from.cell], fl)
			}
			if fl.sink == nil && fl.to.kind == rootCell {
				h.others[fl.to.cell] |= fl.origin()
			}
			if fl.src != nil && fl.to.kind == rootCell && fl.sink == nil {
				work = append(work, *fl)
			}
		}
	}
	for len(work) > 0 {
		fl := work[0]
		work = work[1:]
		cell := fl.to.cell
		if p.refused(&fl) {
			continue
		}
		fl.refuses = union(fl.refuses, p.refusals[fieldIn(fl.to)])
		if !h.fill(cell, fl) {
			continue
		}
		for _, next := range h.out[cell] {
			if next.to.kind == rootCell && next.sink == nil && next.takes(fl.to.path) {
				work = append(work, through(&fl, next))
			}
		}
	}
	h.spread()
	p.caps[boundCell] += h.dropped
	return h
}

// spread adds what is beside a cell's sources to the cells that it is copied to.
func (h *heap) spread() {
	for changed := true; changed; {
		changed = false
		for cell, out := range h.out {
			for _, fl := range out {
				if fl.sink == nil && fl.to.kind == rootCell && h.others[cell]&^h.others[fl.to.cell] != 0 {
					h.others[fl.to.cell] |= h.others[cell]
					changed = true
				}
			}
		}
	}
}

// fill adds a source to a cell unless it is there.
func (h *heap) fill(cell string, fl flow) bool {
	have := h.filled[cell]
	if slices.ContainsFunc(have, func(o flow) bool {
		return o.src.kind == fl.src.kind && o.src.label == fl.src.label && o.src.text == fl.src.text && o.to.path == fl.to.path && o.label.weaker(fl.label)
	}) {
		return false
	}
	if n := len(slices.DeleteFunc(slices.Clone(have), func(o flow) bool { return o.lazy() != fl.lazy() })); n >= maxPerCell {
		h.dropped++
		return false
	}
	h.filled[cell] = append(have, fl)
	return true
}

// findings are the flows from a source to a sink: those in a function, and those by way of the heap.
func (p *pkg) findings(h *heap) []flow {
	var out []flow
	seen := map[findingKey]bool{}
	for _, fn := range p.funcs {
		if sum := p.sums[fn]; sum != nil {
			for _, fl := range sum.found {
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
		for _, fl := range sum.flows {
			if fl.from.kind != rootCell || fl.sink == nil || fl.sink.site == nil { // of a wrapper: its callers have it
				continue
			}
			for _, in := range h.filled[fl.from.cell] {
				if !fl.takes(in.to.path) {
					continue
				}
				joined := through(&in, &fl)
				joined.beside |= h.others[fl.from.cell] &^ in.origin()
				if !seen[keyOf(joined)] {
					out = append(out, joined)
				}
			}
		}
	}
	return out
}

type findingKey struct {
	site  *site
	kind  kind
	label string
	side  uint8
}

func keyOf(fl flow) findingKey {
	return findingKey{fl.sink.site, fl.src.kind, fl.sink.label, fl.sink.side}
}

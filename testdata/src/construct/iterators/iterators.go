// Package iterators passes iterators to functions of libraries, which run them.
package iterators

import (
	"iter"
	"maps"
	"slices"

	"construct/iterators/lib"
	"example.com/kinds"
)

type node struct {
	val, note string
	next      *node
}

func (n *node) vals() iter.Seq[string] {
	return func(yield func(string) bool) {
		for ; n != nil && yield(n.val); n = n.next {
		}
	}
}

// each is an iterator itself.
func (n *node) each(yield func(string) bool) {
	for ; n != nil && yield(n.val); n = n.next {
	}
}

func field() {
	n := &node{val: kinds.Source()}                     // @source(field)
	kinds.Sink(slices.Collect(n.vals())[0])             // @sink(field) @trace(field) passed through slices.Collect
	kinds.Sink(slices.AppendSeq([]string(nil), n.each)) // @sink(field)
	kinds.Sink(slices.Sorted(n.vals())[0])              // @sink(field)
	other := &node{val: "clean", note: kinds.Source()}
	kinds.Sink(slices.Collect(other.vals())[0]) // only val is yielded
}

func element() {
	n := &node{val: "clean", next: &node{val: kinds.Source()}} // @source(element)
	kinds.Sink(slices.Collect(n.vals())[1])                    // @sink(element)
}

func literal() {
	got := slices.Collect(func(yield func(string) bool) {
		yield(kinds.Source()) // @source(literal)
	})
	kinds.Sink(got[0]) // @sink(literal)
	got = slices.Collect(func(yield func(string) bool) {
		if s := kinds.Source(); s != "" {
			yield("clean")
		}
	})
	kinds.Sink(got[0])
}

func pulled() {
	next, stop := iter.Pull(func(yield func(string) bool) {
		yield(kinds.Source()) // @source(pulled)
	})
	defer stop()
	s, _ := next()
	kinds.Sink(s) // @sink(pulled)
}

func pairs() {
	n := &node{val: kinds.Source()} // @source(pairs)
	m := maps.Collect(func(yield func(int, string) bool) {
		yield(1, n.val)
	})
	kinds.Sink(m[1]) // @sink(pairs)
}

func imported() {
	t := &lib.Tree{Text: kinds.Source(), Name: "clean"} // @source(imported)
	kinds.Sink(slices.Collect(t.Texts())[0])            // @sink(imported)
	t = &lib.Tree{Text: "clean", Name: kinds.Source()}
	kinds.Sink(slices.Collect(t.Texts())[0])
}

func cleaned() {
	n := &node{val: kinds.Source()}
	got := slices.Collect(func(yield func(string) bool) {
		for s := range n.vals() {
			if !yield(kinds.Sanitize(s)) {
				return
			}
		}
	})
	kinds.Sink(got[0])
}

func gathered(seq iter.Seq[string]) []string { return slices.Collect(seq) }

func helper() {
	n := &node{val: kinds.Source()}   // @source(helper)
	kinds.Sink(gathered(n.vals())[0]) // @sink(helper)
}

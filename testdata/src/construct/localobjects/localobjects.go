// Package localobjects makes objects that never leave the function: others of their type do not hold what they hold.
package localobjects

import "example.com/kinds"

type node struct{ data, name string }

func made() {
	a := &node{data: kinds.Source()}
	_ = a
}

func readHere() {
	a := &node{data: kinds.Source()} // @source(here)
	kinds.Sink(a.data)               // @sink(here)
	kinds.Sink(a.name)
}

func lent() {
	a := &node{data: kinds.Source()} // @source(lent)
	show(a)
}

func show(n *node) { kinds.Sink(n.data) } // @sink(lent)

func use(n *node) { kinds.Sink(n.data) }

func Main() { use(&node{data: "clean"}) }

type kept struct{ data string }

var last *kept

func keep() { last = &kept{data: kinds.Source()} } // @source(kept)

func useKept(k *kept) { kinds.Sink(k.data) } // @sink(kept)

func Kept() { useKept(last) }

type handed struct{ data string }

var all []*handed

func hand() {
	h := &handed{data: kinds.Source()} // @source(handed)
	put(h)
}

func put(h *handed) { all = append(all, h) }

func Handed() {
	for _, h := range all {
		kinds.Sink(h.data) // @sink(handed)
	}
}

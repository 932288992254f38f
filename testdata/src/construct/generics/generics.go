// Package generics has generic functions and types, constraints with methods, and instances of an imported package's.
package generics

import (
	"construct/generics/lib"

	"example.com/kinds"
)

func identity[T any](v T) T { return v }

func zero[T any](T) T {
	var z T
	return z
}

func function() {
	kinds.Sink(identity(kinds.Source())) // @source(identity) @sink(identity)
	kinds.Sink(identity[any]("clean"))
	kinds.Sink(zero(kinds.Source()))
}

type box[T any] struct {
	val  T
	note string
}

func (b *box[T]) set(v T) { b.val = v }
func (b *box[T]) get() T  { return b.val }

func newBox[T any](v T) *box[T] { return &box[T]{val: v} }

func typed() {
	b := newBox(kinds.Source()) // @source(box)
	c := newBox("clean")
	kinds.Sink(b.get()) // @sink(box)
	kinds.Sink(b.note)
	kinds.Sink(c.get())
	c.set(kinds.Source()) // @source(set)
	kinds.Sink(c.get())   // @sink(set)
}

type putter interface{ put(s string) }

type loud struct{}

func (loud) put(s string) { kinds.Sink(s) } // @sink(constraint)

type mute struct{}

func (mute) put(s string) {}

func hand[P putter](p P, s string) { p.put(s) } // @trace(constraint) passed to loud.put

func constraint() {
	hand(loud{}, kinds.Source()) // @source(constraint)
	hand(loud{}, "clean")
	hand(mute{}, kinds.Source())
}

func sinkAll[T any](vs ...T) {
	for _, v := range vs {
		kinds.Sink(v) // @sink(all)
	}
}

func sinking() {
	sinkAll("clean", kinds.Source()) // @source(all)
	sinkAll(1, 2)
}

func mapped[T, U any](in []T, f func(T) U) []U {
	var out []U
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

func higherOrder() {
	bs := mapped([]string{kinds.Source()}, func(s string) []byte { return []byte(s) }) // @source(mapped)
	kinds.SinkBytes(bs[0])                                                             // @sink(mapped)
}

type number interface{ ~int | ~int64 }

func sum[N number](ns ...N) N {
	var t N
	for _, n := range ns {
		t += n
	}
	return t
}

func core() {
	kinds.Sink(sum(1, kinds.SourceInt())) // @source(sum) @sink(sum)
	kinds.Sink(sum(1, 2))
}

func imported() {
	kinds.Sink(lib.Identity(kinds.Source())) // @source(libid) @sink(libid)
	kinds.Sink(lib.Identity("clean"))
	lib.Store(kinds.Source()) // @source(libstore) @sink(libstore)
	lib.Store(1)
	var l lib.List[string]
	l.Push(kinds.Source()) // @source(list)
	kinds.Sink(l.Pop())    // @sink(list)
	var n lib.List[string]
	n.Push("clean")
	kinds.Sink(n.Pop())
	p := lib.Pair[string, int]{First: kinds.Source()} // @source(pair)
	kinds.Sink(p.First)                               // @sink(pair)
	kinds.Sink(p.Second)
}

type tree[K comparable, V any] map[K]V

func (t tree[K, V]) put(k K, v V) { t[k] = v }

func genericMap() {
	t := tree[string, string]{}
	t.put("a", kinds.Source()) // @source(tree)
	for k, v := range t {
		kinds.Sink(k)
		kinds.Sink(v) // @sink(tree)
	}
}

func byTypeArgument() {
	var sinks lib.Box[lib.Sinker[int]]
	sinks.Put(kinds.Source()) // @source(typearg) @sink(typearg)
	var drops lib.Box[lib.Dropper[int]]
	drops.Put(kinds.Source())
}

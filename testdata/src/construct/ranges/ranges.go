// Package ranges has range loops over everything that can be ranged over.
package ranges

import (
	"iter"
	"slices"

	"example.com/kinds"
)

func overSlice() {
	for i, s := range []string{"clean", kinds.Source()} { // @source(slice)
		kinds.Sink(i)
		kinds.Sink(s) // @sink(slice)
	}
}

func overMap() {
	for k, v := range map[string]string{"clean": kinds.Source()} { // @source(map)
		kinds.Sink(k)
		kinds.Sink(v) // @sink(map)
	}
}

func overString() {
	for i, c := range kinds.Source() { // @source(string)
		kinds.Sink(i)
		kinds.Sink(c) // @sink(string)
	}
}

func overInt() {
	s := kinds.Source() // @source(int)
	for i := range 3 {
		kinds.Sink(i)
		kinds.Sink(s) // @sink(int)
	}
}

func overArrayPointer() {
	a := &[2]string{kinds.Source()} // @source(array)
	for _, s := range a {
		kinds.Sink(s) // @sink(array)
	}
}

func seq(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield("clean") {
			return
		}
		yield(s)
	}
}

func overSeq() {
	for s := range seq(kinds.Source()) { // @source(seq)
		kinds.Sink(s) // @sink(seq)
	}
	for s := range seq("clean") {
		kinds.Sink(s)
	}
}

func pairs(k, v string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) { yield(k, v) }
}

func overSeq2() {
	for k, v := range pairs("clean", kinds.Source()) { // @source(seq2)
		kinds.Sink(k)
		kinds.Sink(v) // @sink(seq2)
	}
}

func ticks(yield func() bool) {
	for yield() {
	}
}

// The body of a range-over-func loop is a function that writes variables around it.
func writtenInBody() {
	s, t := "clean", "clean" // @trace(body) written by a function literal
	for range ticks {
		s = kinds.Source() // @source(body)
		break
	}
	kinds.Sink(s) // @sink(body)
	kinds.Sink(t)
}

func returnedFromBody() string {
	for s := range seq(kinds.Source()) { // @source(return)
		return s
	}
	return "clean"
}

func fromBody() {
	kinds.Sink(returnedFromBody()) // @sink(return)
}

type list struct {
	val  string
	next *list
}

func (l *list) all(yield func(string) bool) {
	for ; l != nil; l = l.next {
		if !yield(l.val) {
			return
		}
	}
}

func overMethod() {
	l := &list{val: "clean", next: &list{val: kinds.Source()}} // @source(method)
	for s := range l.all {                                     // @trace(method) passed to a function literal
		kinds.Sink(s) // @sink(method)
	}
}

func collected() {
	ss := slices.Collect(seq(kinds.Source()))                // @source(collected)
	kinds.Sink(ss[0])                                        // @sink(collected)
	for _, v := range slices.All([]string{kinds.Source()}) { // @source(all)
		kinds.Sink(v) // @sink(all)
	}
}

func pulled() {
	next, stop := iter.Pull(seq(kinds.Source())) // @source(pulled)
	defer stop()
	s, ok := next() // @trace(pulled) passed through a function value that is not known here
	kinds.Sink(s)   // @sink(pulled)
	kinds.Sink(ok)
}

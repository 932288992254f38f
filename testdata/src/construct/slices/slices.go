// Package slices has slices: append, copy, slicing; elements at constant indexes are apart.
package slices

import "example.com/kinds"

func constantIndex() {
	s := make([]string, 3)
	s[0] = kinds.Source() // @source(const)
	kinds.Sink(s[0])      // @sink(const)
	kinds.Sink(s[1])
}

func literal() {
	s := []string{"clean", kinds.Source()} // @source(literal)
	kinds.Sink(s[0])
	kinds.Sink(s[1]) // @sink(literal)
	kinds.Sink(s)    // @sink(literal)
}

func variableIndex(i int) {
	s := make([]string, 3)
	s[i] = kinds.Source() // @source(var)
	kinds.Sink(s[1])      // @sink(var)
}

func appended() {
	var s, t []string
	s = append(s, kinds.Source()) // @source(append)
	t = append(t, "clean")
	kinds.Sink(s[0]) // @sink(append)
	kinds.Sink(s)    // @sink(append)
	kinds.Sink(t)
	kinds.Sink(t[0])
	kinds.Sink(len(s))
}

func appendedAll() {
	src := []string{kinds.Source()} // @source(all)
	dst := append([]string{"clean"}, src...)
	kinds.Sink(dst) // @sink(all)
}

func appendedString() {
	b := append([]byte("clean"), kinds.Source()...) // @source(string)
	kinds.SinkBytes(b)                              // @sink(string)
}

func appendedTo() {
	s := []string{kinds.Source()} // @source(to)
	s = append(s, "clean")
	kinds.Sink(s) // @sink(to)
}

func copied() {
	src := kinds.SourceBytes() // @source(copy)
	dst := make([]byte, 10)
	other := make([]byte, 10)
	n := copy(dst, src)
	kinds.Sink(n)
	kinds.SinkBytes(dst)     // @sink(copy)
	kinds.SinkBytes(dst[:n]) // @sink(copy)
	kinds.SinkBytes(other)
}

func copiedFromString() {
	dst := make([]byte, 10)
	copy(dst[4:], kinds.Source()) // @source(copystring)
	kinds.SinkBytes(dst)          // @sink(copystring)
}

func copiedTo() {
	src := []byte("clean")
	dst := kinds.SourceBytes() // @source(copyto)
	copy(dst, src)
	kinds.SinkBytes(src)
	kinds.SinkBytes(dst) // @sink(copyto)
}

func sliced() {
	b := kinds.SourceBytes() // @source(sliced)
	kinds.SinkBytes(b[2:])   // @sink(sliced)
	kinds.SinkBytes(b[:2:2]) // @sink(sliced)
}

// A slice of a slice shares its array.
func shared() {
	s := make([]string, 4)
	t := s[:2]
	t[1] = kinds.Source() // @source(shared)
	kinds.Sink(s[1])      // @sink(shared)
}

func nested() {
	s := make([][]string, 2)
	s[0] = []string{kinds.Source()} // @source(nested)
	kinds.Sink(s[0][0])             // @sink(nested)
	kinds.Sink(s[1])
}

func ofStructs(i int) {
	s := make([]struct{ X, Y string }, 3)
	s[i].X = kinds.Source() // @source(structs)
	kinds.Sink(s[i].X)      // @sink(structs)
	kinds.Sink(s[i].Y)
}

func fill(s []string) { s[0] = kinds.Source() } // @source(fill)

func byCallee() {
	s, t := make([]string, 1), make([]string, 1)
	fill(s)          // @trace(fill) written by fill
	kinds.Sink(s[0]) // @sink(fill)
	kinds.Sink(t[0])
}

func replaced() {
	b := kinds.SourceBytes()
	b = []byte("clean")
	kinds.SinkBytes(b)
}

func toArray() {
	b := kinds.SourceBytes() // @source(array)
	a := [2]byte(b)
	kinds.Sink(a[0]) // @sink(array)
	p := (*[2]byte)(b)
	kinds.Sink(p[1]) // @sink(array)
}

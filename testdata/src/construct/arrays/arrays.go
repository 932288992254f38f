// Package arrays has arrays: elements at constant indexes are apart, and arrays are copied by value.
package arrays

import "example.com/kinds"

func constantIndex() {
	var a [3]string
	a[0] = kinds.Source() // @source(const)
	kinds.Sink(a[0])      // @sink(const)
	kinds.Sink(a[1])
	a[0] = "clean"
	kinds.Sink(a[0])
}

func variableIndex(i, j int) {
	var a [3]string
	a[i] = kinds.Source() // @source(var)
	kinds.Sink(a[0])      // @sink(var)
	kinds.Sink(a[j])      // @sink(var)
	a[j] = "clean"
	kinds.Sink(a[i]) // @sink(var)
}

func readAtVariable(i int) {
	a := [2]string{"clean", kinds.Source()} // @source(read)
	kinds.Sink(a[i])                        // @sink(read)
	kinds.Sink(a[0])
	kinds.Sink(a) // @sink(read)
}

func copied() {
	a := [2]string{kinds.Source(), "clean"} // @source(copied)
	b := a
	b[0] = "clean"
	kinds.Sink(b[0])
	kinds.Sink(a[0]) // @sink(copied)
}

func copiedBefore() {
	var a [2]string
	b := a
	a[0] = kinds.Source() // @source(before)
	kinds.Sink(b[0])
	kinds.Sink(a[0]) // @sink(before)
}

func ranged() {
	a := [2]string{kinds.Source(), "clean"} // @source(ranged)
	for i, s := range a {
		kinds.Sink(i)
		kinds.Sink(s) // @sink(ranged)
	}
	kinds.Sink(len(a))
}

func ofStructs() {
	var a [2]struct{ X, Y string }
	a[1].X = kinds.Source() // @source(structs)
	kinds.Sink(a[1].X)      // @sink(structs)
	kinds.Sink(a[1].Y)
	kinds.Sink(a[0].X)
}

func nested() {
	var a [2][2]string
	a[0][1] = kinds.Source() // @source(nested)
	kinds.Sink(a[0][1])      // @sink(nested)
	kinds.Sink(a[1][1])
}

func byPointer(a *[2]string) { a[0] = kinds.Source() } // @source(pointer)

func byValue(a [2]string) { a[0] = kinds.Source() }

func passed() {
	var a, b [2]string
	byPointer(&a) // @trace(pointer) written by byPointer
	byValue(b)
	kinds.Sink(a[0]) // @sink(pointer)
	kinds.Sink(b[0])
}

func sliced() {
	a := [2]string{kinds.Source(), "clean"} // @source(sliced)
	s := a[:]
	kinds.Sink(s[0]) // @sink(sliced)
	s[0] = "clean"
	kinds.Sink(a[0])
}

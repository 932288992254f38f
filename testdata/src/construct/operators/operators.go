// Package operators has unary and binary operators, indexing of strings, and conversions.
package operators

import "example.com/kinds"

type text string

type blob []byte

func concatenated() {
	s := "a" + kinds.Source() + "b" // @source(concat)
	kinds.Sink(s)                   // @sink(concat)
}

func converted() {
	s := kinds.Source()           // @source(conv)
	kinds.SinkBytes([]byte(s))    // @sink(conv)
	kinds.Sink(text(s))           // @sink(conv)
	kinds.SinkBytes(blob(s))      // @sink(conv)
	kinds.Sink([]rune(s))         // @sink(conv)
	kinds.Sink(string([]byte(s))) // @sink(conv)
}

func arithmetic() {
	n := kinds.SourceInt()             // @source(arith)
	kinds.Sink(n + 1)                  // @sink(arith)
	kinds.Sink(-n)                     // @sink(arith)
	kinds.Sink(1 << n)                 // @sink(arith)
	kinds.Sink(n &^ 3)                 // @sink(arith)
	kinds.Sink(^n)                     // @sink(arith)
	kinds.Sink(float64(n))             // @sink(arith)
	kinds.Sink(complex(float64(n), 0)) // @sink(arith)
	kinds.Sink(string(rune(n)))        // @sink(arith)
	n++
	kinds.Sink(n) // @sink(arith)
}

func indexed() {
	s := kinds.Source() // @source(index)
	kinds.Sink(s[0])    // @sink(index)
	kinds.Sink(s[1:3])  // @sink(index)
}

func extremes() {
	s := kinds.Source()     // @source(min)
	kinds.Sink(min(s, "m")) // @sink(min)
	kinds.Sink(max("m", s)) // @sink(min)
}

// The result of a comparison and a length say something about a value; they do not carry it.
func comparisons() {
	s := kinds.Source()
	kinds.Sink(s == "x")
	kinds.Sink(s < "x" || s != "y")
	kinds.Sink(!(s == "x"))
	kinds.Sink(len(s))
	kinds.Sink(cap([]byte(s)))
	b := s == "z"
	kinds.Sink(b)
}

func clean() {
	s := "a" + "b"
	kinds.SinkBytes([]byte(s))
	kinds.Sink(text(s), s[0], s[1:])
}

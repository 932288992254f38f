// Package validated has what is clean once a value was proved: conversions and parts of it, its memory, its readers.
package validated

import (
	"bytes"
	"strings"

	"example.com/kinds"
)

func converted() {
	b := kinds.SourceBytes() // @source(converted)
	if !kinds.Valid(string(b)) {
		return
	}
	kinds.SinkBytes(b)    // @cleared(converted)
	kinds.Sink(string(b)) // @cleared(converted)
}

func convertedBefore() {
	b := kinds.SourceBytes() // @source(convertedbefore)
	s := string(b)
	if kinds.Check(b) != nil {
		return
	}
	kinds.Sink(s) // @cleared(convertedbefore)
}

func derived() {
	s := kinds.Source() // @source(derived)
	if !kinds.Valid(s) {
		return
	}
	kinds.Sink(s + "x")            // @cleared(derived)
	kinds.Sink(strings.ToUpper(s)) // @cleared(derived) @trace(derived) passed through strings.ToUpper
	kinds.Sink(s[2:])              // @cleared(derived)
	head, _, _ := strings.Cut(s, ".")
	kinds.Sink(head) // @cleared(derived)
}

func reader() {
	var v any
	b := kinds.SourceBytes() // @source(reader)
	if kinds.Check(b) != nil {
		return
	}
	kinds.Decode(bytes.NewReader(b), &v) // @cleared(reader) @trace(reader) passed through bytes.NewReader
}

func readerBefore() {
	var v any
	b := kinds.SourceBytes() // @source(readerbefore)
	r := bytes.NewReader(b)  // @trace(readerbefore) passed through bytes.NewReader
	if kinds.Check(b) != nil {
		return
	}
	kinds.Decode(r, &v) // @cleared(readerbefore)
}

type req struct {
	Body string
	Sig  string
}

func field() {
	r := &req{Body: kinds.Source(), Sig: kinds.Source()} // @source(field)
	if !kinds.Valid(r.Body) {
		return
	}
	kinds.Sink(r.Body) // @cleared(field)
	kinds.Sink(r.Sig)  // @sink(field)
}

func fieldReplaced() {
	r := &req{Body: kinds.Source()}
	if !kinds.Valid(r.Body) {
		return
	}
	r.Body = kinds.Source() // @source(fieldreplaced)
	kinds.Sink(r.Body)      // @sink(fieldreplaced)
}

func inMemory() {
	var s string
	p := &s
	*p = kinds.Source() // @source(inmemory)
	if !kinds.Valid(s) {
		return
	}
	kinds.Sink(*p) // @cleared(inmemory)
}

func sinkOf(s string) { kinds.Sink(s) } // @sink(notvalid)

func handedOn() {
	s := kinds.Source()
	if kinds.Valid(s) {
		sinkOf(s)
	}
	sinkOf(kinds.Source()) // @source(notvalid)
}

func captured() {
	s := kinds.Source() // @source(captured)
	if !kinds.Valid(s) {
		return
	}
	func() { kinds.Sink(s) }() // @cleared(captured) @trace(captured) passed to a function literal
	defer kinds.Sink(s)        // @cleared(captured)
}

func capturedBefore() {
	s := kinds.Source()           // @source(capturedbefore)
	f := func() { kinds.Sink(s) } // @cleared(capturedbefore)
	if kinds.Valid(s) {
		f() // @trace(capturedbefore) passed to a function literal
	}
}

func returnedValid() (string, bool) {
	s := kinds.Source() // @source(usereturned)
	if !kinds.Valid(s) {
		return "", false
	}
	return s, true
}

func useReturned() {
	s, _ := returnedValid() // @trace(usereturned) returned by returnedValid
	kinds.Sink(s)           // @cleared(usereturned)
}

// What is joined to a proved value is not proved with it.
func joined() {
	s, t := kinds.Source(), kinds.Source() // @source(joined)
	if !kinds.Valid(s) {
		return
	}
	kinds.Sink(s + t) // @sink(joined)
}

func appended() {
	b := kinds.SourceBytes()
	if kinds.Check(b) != nil {
		return
	}
	b = append(b, kinds.SourceBytes()...) // @source(appended)
	kinds.SinkBytes(b)                    // @sink(appended)
}

// The buffer is filled again after the check.
func refilled() {
	b := make([]byte, 8)
	kinds.ReadInto(b) // @source(refilled2)
	if kinds.Check(b) != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(refilled2)
	kinds.ReadInto(b)  // @source(refilled)
	kinds.SinkBytes(b) // @sink(refilled)
}

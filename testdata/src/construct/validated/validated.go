// Package validated has what is clean once a value was proved: conversions and parts of it, its memory, its readers.
package validated

import (
	"bytes"
	"strings"

	"example.com/kinds"
)

func converted() {
	b := kinds.SourceBytes()
	if !kinds.Valid(string(b)) {
		return
	}
	kinds.SinkBytes(b)
	kinds.Sink(string(b))
}

func convertedBefore() {
	b := kinds.SourceBytes()
	s := string(b)
	if kinds.Check(b) != nil {
		return
	}
	kinds.Sink(s)
}

func derived() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		return
	}
	kinds.Sink(s + "x")
	kinds.Sink(strings.ToUpper(s))
	kinds.Sink(s[2:])
	head, _, _ := strings.Cut(s, ".")
	kinds.Sink(head)
}

func reader() {
	var v any
	b := kinds.SourceBytes()
	if kinds.Check(b) != nil {
		return
	}
	kinds.Decode(bytes.NewReader(b), &v)
}

func readerBefore() {
	var v any
	b := kinds.SourceBytes()
	r := bytes.NewReader(b)
	if kinds.Check(b) != nil {
		return
	}
	kinds.Decode(r, &v)
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
	kinds.Sink(r.Body)
	kinds.Sink(r.Sig) // @sink(field)
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
	*p = kinds.Source()
	if !kinds.Valid(s) {
		return
	}
	kinds.Sink(*p)
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
	s := kinds.Source()
	if !kinds.Valid(s) {
		return
	}
	func() { kinds.Sink(s) }()
	defer kinds.Sink(s)
}

func capturedBefore() {
	s := kinds.Source()
	f := func() { kinds.Sink(s) }
	if kinds.Valid(s) {
		f()
	}
}

func returnedValid() (string, bool) {
	s := kinds.Source()
	if !kinds.Valid(s) {
		return "", false
	}
	return s, true
}

func useReturned() {
	s, _ := returnedValid()
	kinds.Sink(s)
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
	kinds.ReadInto(b)
	if kinds.Check(b) != nil {
		return
	}
	kinds.SinkBytes(b)
	kinds.ReadInto(b)  // @source(refilled)
	kinds.SinkBytes(b) // @sink(refilled)
}

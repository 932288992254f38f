// Package bounded has readers with and without a bound. The marks @unbounded are those of a query for the aspect "size".
package bounded

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"

	"example.com/kinds"
)

var target any

func unbounded() {
	kinds.Decode(kinds.SourceReader(), &target) // @source(plain) @sink(plain) @unbounded(plain)
}

// A bound is no proof.
func modelled() {
	kinds.Decode(kinds.Bound(kinds.SourceReader()), &target) // @source(modelled) @sink(modelled)
}

func restored() {
	r := kinds.Unbound(kinds.Bound(kinds.SourceReader())) // @source(restored)
	kinds.Decode(r, &target)                              // @sink(restored) @unbounded(restored)
}

func boundAgain() {
	r := kinds.Bound(kinds.Unbound(kinds.SourceReader())) // @source(again)
	kinds.Decode(r, &target)                              // @sink(again)
}

func limited() {
	r := bufio.NewReader(io.LimitReader(kinds.SourceReader(), 100)) // @source(limited)
	kinds.Decode(r, &target)                                        // @sink(limited)
}

func decompressed() {
	zr, err := gzip.NewReader(io.LimitReader(kinds.SourceReader(), 100)) // @source(gzip)
	if err != nil {
		return
	}
	kinds.Decode(zr, &target)                    // @sink(gzip) @unbounded(gzip)
	kinds.Decode(io.LimitReader(zr, 5), &target) // @sink(gzip)
}

func onePath(c bool) {
	r := kinds.SourceReader() // @source(onepath)
	if c {
		r = io.LimitReader(r, 100)
	}
	kinds.Decode(r, &target) // @sink(onepath) @unbounded(onepath)
}

func checked() {
	b := kinds.SourceBytes() // @source(checked)
	kinds.SinkBytes(b)       // @sink(checked) @unbounded(checked)
	if !kinds.Short(b) {
		return
	}
	kinds.SinkBytes(b) // @sink(checked)
}

func proved() {
	b := kinds.SourceBytes() // @source(proved)
	if kinds.Check(b) != nil {
		return
	}
	kinds.SinkBytes(b) // @unbounded(proved)
}

func bound(r io.Reader) io.Reader { return io.LimitReader(r, 1<<20) } // @trace(own) passed through io.LimitReader

func own() {
	kinds.Decode(bound(kinds.SourceReader()), &target) // @source(own) @sink(own)
}

func readAll() {
	b, _ := io.ReadAll(io.LimitReader(kinds.SourceReader(), 100)) // @source(all)
	kinds.Decode(bytes.NewReader(b), &target)                     // @sink(all)
}

type conn struct{ r io.Reader }

func (c *conn) open() { c.r = io.LimitReader(kinds.SourceReader(), 10) } // @source(field)

func (c *conn) read() {
	kinds.Decode(c.r, &target) // @sink(field)
}

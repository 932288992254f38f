// Package sourcereaders has an own type whose Read is where the source is.
package sourcereaders

import (
	"io"

	"example.com/kinds"
)

type making struct{}

func (making) Read(p []byte) (int, error) {
	return copy(p, kinds.Source()), io.EOF // @source(making)
}

func readerThatIsASource() {
	b := make([]byte, 8)
	making{}.Read(b)   // @trace(making) written by making.Read
	kinds.SinkBytes(b) // @sink(making)
	var r io.Reader = making{}
	c := make([]byte, 8)
	r.Read(c)
	kinds.SinkBytes(c) // @sink(making)
}

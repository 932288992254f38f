// Package ownreaders has an own type that reads from another reader.
package ownreaders

import (
	"io"
	"os"

	"example.com/kinds"
)

var target any

type counting struct {
	r io.Reader
	n int
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

func own() {
	c := &counting{r: kinds.SourceReader()} // @source(own)
	kinds.Decode(c, &target)                // @sink(own)
	kinds.Sink(c.n)
	kinds.Decode(&counting{r: os.Stdin}, &target)
	b, _ := io.ReadAll(&counting{r: kinds.SourceReader()}) // @source(ownall)
	kinds.SinkBytes(b)                                     // @sink(ownall)
}

// Package sinkwriters has an own type whose Write is where the sink is.
package sinkwriters

import (
	"fmt"
	"io"

	"example.com/kinds"
)

type sinking struct{}

func (sinking) Write(p []byte) (int, error) {
	kinds.SinkBytes(p) // @sink(direct, iface)
	return len(p), nil
}

func writerThatIsASink() {
	sinking{}.Write(kinds.SourceBytes()) // @source(direct)
}

func throughInterface() {
	var w io.Writer = sinking{}
	w.Write(kinds.SourceBytes()) // @source(iface)
	w = dropping{}
	w.Write(kinds.SourceBytes())
}

type dropping struct{}

func (dropping) Write(p []byte) (int, error) { return len(p), nil }

// The library calls Write.
func throughLibrary() {
	fmt.Fprint(dropping{}, kinds.Source())
	fmt.Fprint(sinking{}, "clean")
}

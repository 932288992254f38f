package bounded

import (
	"io"

	"example.com/kinds"
)

func limitBody(r *kinds.Request) { r.Body = io.LimitReader(r.Body, 100) } // @trace(param) passed through io.LimitReader

// The field of a parameter, bounded by a function of its own.
func byParameter(r *kinds.Request) {
	limitBody(r)                  // @source(param)
	kinds.Decode(r.Body, &target) // @sink(param)
}

func limitedReader() {
	r := &io.LimitedReader{R: kinds.SourceReader(), N: 100} // @source(limitedreader)
	kinds.Decode(r, &target)                                // @sink(limitedreader)
}

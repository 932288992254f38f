// Package outputs writes to variables of the standard library: what is written there leaves the program.
package outputs

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"example.com/kinds"
)

func write() {
	fmt.Fprintln(os.Stdout, kinds.Source())
	os.Stderr.WriteString(kinds.Source())
	b, _ := io.ReadAll(os.Stdout)
	kinds.SinkBytes(b)
}

func read() {
	var v any
	kinds.Decode(os.Stdout, &v)
	kinds.Decode(bufio.NewReader(os.Stderr), &v)
}

// A variable of the standard library that is given another value has that value.

func assign() {
	os.Args = []string{kinds.Source()} // @source(args)
}

func arguments() {
	kinds.Sink(os.Args[0]) // @sink(args)
}

// An own variable keeps what is written to it.

var log = new(fileLike)

type fileLike struct{ data []byte }

func (f *fileLike) Write(p []byte) (int, error) {
	f.data = append(f.data, p...)
	return len(p), nil
}

func writeOwn() {
	fmt.Fprintln(log, kinds.Source()) // @source(own)
}

func readOwn() {
	kinds.SinkBytes(log.data) // @sink(own)
}

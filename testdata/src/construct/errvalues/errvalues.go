// Package errvalues has errors: an error carries no taint, whatever went into it.
package errvalues

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"example.com/kinds"
)

func formatted() {
	err := fmt.Errorf("bad %s", kinds.Source())
	kinds.Sink(err)
	kinds.Sink(errors.New(kinds.Source()))
	kinds.Sink(errors.Join(err, errors.New("x")))
}

func text() {
	err := fmt.Errorf("bad %s", kinds.Source())
	kinds.Sink(err.Error())
}

func fromLibrary() {
	s := kinds.Source()       // @source(lib)
	n, err := strconv.Atoi(s) // @trace(lib) passed through strconv.Atoi
	kinds.Sink(err)
	kinds.Sink(n) // @cleared(lib)
	_, err = io.ReadAll(kinds.SourceReader())
	kinds.Sink(err)
}

func fetch() (string, error) {
	s, err := kinds.Fetch() // @source(fetch)
	if err != nil {
		return "", fmt.Errorf("fetch %q: %w", s, err)
	}
	return s, nil
}

func own() {
	s, err := fetch() // @trace(fetch) returned by fetch
	kinds.Sink(s)     // @sink(fetch)
	kinds.Sink(err)
}

// A type of one's own that happens to be an error is a value like others where it is used as itself.
type failure struct {
	input string
	code  int
}

func (f *failure) Error() string { return "failed" }

func concrete() {
	f := &failure{input: kinds.Source(), code: 1} // @source(concrete)
	kinds.Sink(f.input)                           // @sink(concrete)
	kinds.Sink(f.code)
}

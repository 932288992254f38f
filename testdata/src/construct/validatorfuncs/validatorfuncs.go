// Package validatorfuncs has own functions that prove their argument, found and not declared, here and in a library.
package validatorfuncs

import (
	"errors"

	"construct/validatorfuncs/lib"

	"example.com/kinds"
)

func ok(s string) bool { return kinds.Valid(s) }

func notOK(s string) bool { return !kinds.Valid(s) }

func okAndLong(s string) bool {
	if len(s) < 3 {
		return false
	}
	return kinds.Valid(s)
}

func okOrShort(s string) bool { return len(s) < 3 || kinds.Valid(s) }

func check(s string) error {
	if !kinds.Valid(s) {
		return errors.New("forged")
	}
	return nil
}

func checkTwice(s string) error {
	if err := check(s); err != nil {
		return err
	}
	return nil
}

// Says that all is well when nothing was configured.
func optional(s string, on bool) error {
	if !on {
		return nil
	}
	return check(s)
}

func must(s string) {
	if !kinds.Valid(s) {
		panic("forged")
	}
}

func open(s string) (string, error) {
	if !kinds.Valid(s) {
		return "", errors.New("forged")
	}
	return s[3:], nil
}

func openLoose(s string) (string, error) {
	if !kinds.Valid(s) {
		return s, errors.New("forged")
	}
	return s, nil
}

func read() ([]byte, error) {
	b := kinds.SourceBytes() // @source(sourcewithin)
	if err := kinds.Check(b); err != nil {
		return nil, err
	}
	return b, nil
}

func booleans() {
	s := kinds.Source() // @source(booleans)
	if ok(s) {
		kinds.Sink(s) // @cleared(booleans)
	}
	if notOK(s) {
		kinds.Sink(s) // @sink(booleans)
		return
	}
	kinds.Sink(s) // @cleared(booleans)
}

func conditions() {
	s := kinds.Source() // @source(conditions)
	if okOrShort(s) {
		kinds.Sink(s) // @sink(conditions)
	}
	if okAndLong(s) {
		kinds.Sink(s) // @cleared(conditions)
	}
}

func errorResult() {
	s := kinds.Source() // @source(errorresult)
	if err := check(s); err != nil {
		return
	}
	kinds.Sink(s)       // @cleared(errorresult)
	t := kinds.Source() // @source(errorresult2)
	if checkTwice(t) != nil {
		return
	}
	kinds.Sink(t) // @cleared(errorresult2)
}

func errorDropped() {
	s := kinds.Source() // @source(dropped)
	check(s)
	kinds.Sink(s) // @sink(dropped)
}

func optionalCheck(on bool) {
	s := kinds.Source() // @source(optional)
	if err := optional(s, on); err != nil {
		return
	}
	kinds.Sink(s) // @sink(optional)
}

func noResult() {
	s := kinds.Source() // @source(must)
	kinds.Sink(s)       // @sink(must)
	must(s)
	kinds.Sink(s) // @cleared(must)
}

func payload() {
	p, err := open(kinds.Source()) // @source(payload)
	if err != nil {
		return
	}
	kinds.Sink(p) // @cleared(payload)
}

// On the failure path open returns nothing, so that the error need not be looked at.
func payloadUnchecked() {
	p, _ := open(kinds.Source()) // @source(payloadunchecked)
	kinds.Sink(p)                // @cleared(payloadunchecked)
}

func loose() {
	p, err := openLoose(kinds.Source()) // @source(loose)
	if err != nil {
		kinds.Sink(p) // @sink(loose)
		return
	}
	kinds.Sink(p) // @cleared(loose)
}

func looseUnchecked() {
	p, _ := openLoose(kinds.Source()) // @source(looseunchecked)
	kinds.Sink(p)                     // @sink(looseunchecked)
}

func sourceWithin() {
	b, err := read() // @trace(sourcewithin) returned by read
	if err != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(sourcewithin)
}

type codec struct{ key []byte }

func (c *codec) verify(s string) bool { return kinds.Valid(s) }

func (c *codec) decode(s string) (string, error) {
	if !c.verify(s) {
		return "", errors.New("forged")
	}
	return s, nil
}

func methods(c *codec) {
	s := kinds.Source() // @source(methods)
	if !c.verify(s) {
		return
	}
	kinds.Sink(s)                      // @cleared(methods)
	t, err := c.decode(kinds.Source()) // @source(methods2)
	if err != nil {
		return
	}
	kinds.Sink(t) // @cleared(methods2)
}

func literal() {
	s := kinds.Source() // @source(literal)
	fine := func(s string) bool { return kinds.Valid(s) }
	if !fine(s) {
		return
	}
	kinds.Sink(s) // @cleared(literal)
}

func otherArgument(a, b string) bool { return kinds.Valid(b) }

func wrongArgument() {
	s, t := kinds.Source(), kinds.Source() // @source(wrong)
	if !otherArgument(s, t) {
		return
	}
	kinds.Sink(t) // @cleared(wrong)
	kinds.Sink(s) // @sink(wrong)
}

func imported() {
	s := kinds.Source() // @source(lib)
	if !lib.OK(s) {
		kinds.Sink(s) // @sink(lib)
		return
	}
	kinds.Sink(s)            // @cleared(lib)
	b := kinds.SourceBytes() // @source(imported)
	if err := lib.Check(b); err != nil {
		return
	}
	kinds.SinkBytes(b)                 // @cleared(imported)
	p, err := lib.Open(kinds.Source()) // @source(imported2)
	if err != nil {
		return
	}
	kinds.Sink(p)       // @cleared(imported2)
	t := kinds.Source() // @source(never)
	if !lib.Never(t) {
		return
	}
	kinds.Sink(t) // @sink(never)
}

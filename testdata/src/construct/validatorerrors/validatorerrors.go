// Package validatorerrors has checks that return an error: clean is what a nil error dominates.
package validatorerrors

import (
	"errors"
	"fmt"
	"log"

	"example.com/kinds"
)

func earlyReturn() error {
	b := kinds.SourceBytes() // @source(earlyreturn)
	if err := kinds.Check(b); err != nil {
		return err
	}
	kinds.SinkBytes(b) // @cleared(earlyreturn)
	return nil
}

func nilBranch() {
	b := kinds.SourceBytes() // @source(nilbranch)
	err := kinds.Check(b)
	if err == nil {
		kinds.SinkBytes(b) // @cleared(nilbranch)
	} else {
		kinds.SinkBytes(b) // @sink(nilbranch)
	}
}

func inverted() {
	b := kinds.SourceBytes() // @source(inverted)
	if err := kinds.Check(b); err == nil {
		return
	}
	kinds.SinkBytes(b) // @sink(inverted)
}

func dropped() {
	b := kinds.SourceBytes() // @source(dropped)
	_ = kinds.Check(b)
	kinds.SinkBytes(b) // @sink(dropped)
}

func onlyLogged() {
	b := kinds.SourceBytes() // @source(logged)
	if err := kinds.Check(b); err != nil {
		log.Println(err)
	}
	kinds.SinkBytes(b) // @sink(logged)
}

func overwritten(other error) {
	b := kinds.SourceBytes() // @source(overwritten)
	err := kinds.Check(b)
	err = other
	if err != nil {
		return
	}
	kinds.SinkBytes(b) // @sink(overwritten)
}

func wrapped() error {
	b := kinds.SourceBytes() // @source(wrapped)
	err := kinds.Check(b)
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	kinds.SinkBytes(b) // @cleared(wrapped)
	return nil
}

// One known error is let through, and with it what was not proved.
func tolerated(known error) {
	b := kinds.SourceBytes() // @source(tolerated)
	if err := kinds.Check(b); err != nil && !errors.Is(err, known) {
		return
	}
	kinds.SinkBytes(b) // @sink(tolerated)
}

func reused() error {
	b, c := kinds.SourceBytes(), kinds.SourceBytes() // @source(reused)
	err := kinds.Check(b)
	if err != nil {
		return err
	}
	if err = kinds.Check(c); err != nil {
		return err
	}
	kinds.SinkBytes(b) // @cleared(reused)
	kinds.SinkBytes(c) // @cleared(reused)
	return nil
}

func firstForgotten() error {
	b, c := kinds.SourceBytes(), kinds.SourceBytes() // @source(forgotten)
	err := kinds.Check(b)
	err = kinds.Check(c)
	if err != nil {
		return err
	}
	kinds.SinkBytes(c) // @cleared(forgotten)
	kinds.SinkBytes(b) // @sink(forgotten)
	return nil
}

func parsed() {
	b := kinds.SourceBytes() // @source(parsed)
	p, err := kinds.Parse(b) // @trace(parsed) passed through kinds.Parse
	if err != nil {
		kinds.SinkBytes(p) // @sink(parsed)
		return
	}
	kinds.SinkBytes(p) // @cleared(parsed)
	kinds.SinkBytes(b) // @cleared(parsed)
}

func parsedUnchecked() {
	p, _ := kinds.Parse(kinds.SourceBytes()) // @source(unchecked)
	kinds.SinkBytes(p)                       // @sink(unchecked)
}

func switched() {
	b := kinds.SourceBytes() // @source(switched)
	switch err := kinds.Check(b); {
	case err == nil:
		kinds.SinkBytes(b) // @cleared(switched)
	default:
		kinds.SinkBytes(b) // @sink(switched)
	}
}

func namedResult() (err error) {
	b := kinds.SourceBytes() // @source(namedresult)
	if err = kinds.Check(b); err != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(namedresult)
	return
}

// The deferred function makes the named result live in memory.
func namedResultWithDefer() (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("x: %w", err)
		}
	}()
	b := kinds.SourceBytes() // @source(namedresultwithdefer)
	if err = kinds.Check(b); err != nil {
		return err
	}
	kinds.SinkBytes(b) // @cleared(namedresultwithdefer)
	return nil
}

func throughInterface(v kinds.Verifier) {
	b := kinds.SourceBytes() // @source(iface)
	kinds.SinkBytes(b)       // @sink(iface)
	if err := v.Verify(b); err != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(iface)
}

func both(c bool) error {
	b := kinds.SourceBytes() // @source(both)
	var err error
	if c {
		err = kinds.Check(b)
	} else {
		err = errors.New("no")
	}
	if err != nil {
		return err
	}
	kinds.SinkBytes(b) // @cleared(both)
	return nil
}

func notBoth(c bool) error {
	b := kinds.SourceBytes() // @source(notboth)
	var err error
	if c {
		err = kinds.Check(b)
	}
	if err != nil {
		return err
	}
	kinds.SinkBytes(b) // @sink(notboth)
	return nil
}

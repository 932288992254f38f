// Package failures has validators that return an error: which of their results certainly tell failure.
package failures

import (
	"errors"
	"fmt"

	"example.com/kinds"
)

var errBad = errors.New("bad")

// The error of another call, tested, is a failure.
func testedFirst(b []byte, other func() error) error {
	if err := other(); err != nil {
		return err
	}
	if !kinds.Short(b) {
		return fmt.Errorf("too long: %d", len(b))
	}
	return kinds.Check(b)
}

func tested(other func() error) {
	b := kinds.SourceBytes() // @source(tested)
	if err := testedFirst(b, other); err != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(tested)
}

// The error of another call that nobody tested may be nil.
func untestedFirst(b []byte, off bool, other func() error) error {
	if off {
		return other()
	}
	return kinds.Check(b)
}

func untested(other func() error) {
	b := kinds.SourceBytes() // @source(untested)
	if err := untestedFirst(b, true, other); err != nil {
		return
	}
	kinds.SinkBytes(b) // @sink(untested)
}

// Nothing joined is nil.
func joinedList(b []byte, off bool) error {
	var errs []error
	if off {
		return errors.Join(errs...)
	}
	return kinds.Check(b)
}

func joined() {
	b := kinds.SourceBytes() // @source(joined)
	if err := joinedList(b, true); err != nil {
		return
	}
	kinds.SinkBytes(b) // @sink(joined)
}

// One that is joined is an error, so the whole is.
func joinedOne(b []byte, off bool, other error) error {
	if off {
		return errors.Join(errBad, other)
	}
	return kinds.Check(b)
}

func joinedWithOne(other error) {
	b := kinds.SourceBytes() // @source(joinedone)
	if err := joinedOne(b, true, other); err != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(joinedone)
}

func wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("wrapped: %w", err)
}

func forbidden(name string) error { return fmt.Errorf("%s: %w", name, errBad) }

// A wrapper of an error that may be nil gives nil back.
func wrappedMaybe(b []byte, off bool, other func() error) error {
	if off {
		return wrap(other())
	}
	return kinds.Check(b)
}

func maybe(other func() error) {
	b := kinds.SourceBytes() // @source(maybe)
	if err := wrappedMaybe(b, true, other); err != nil {
		return
	}
	kinds.SinkBytes(b) // @sink(maybe)
}

// A constructor of the package is as good as errors.New.
func ownConstructor(b []byte, off bool) error {
	if off {
		return forbidden("off")
	}
	return kinds.Check(b)
}

func constructed() {
	b := kinds.SourceBytes() // @source(constructed)
	if err := ownConstructor(b, true); err != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(constructed)
}

// One check on each branch: together they are on every path that tells success.
func either(b []byte, long bool) error {
	if long {
		if err := kinds.Check(b); err != nil {
			return fmt.Errorf("long: %w", err)
		}
		return nil
	}
	if err := kinds.Check(b); err != nil {
		return errBad
	}
	return nil
}

func byBranch() {
	b := kinds.SourceBytes() // @source(bybranch)
	if err := either(b, true); err != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(bybranch)
}

// One branch has no check.
func oneBranch(b []byte, mode int) error {
	switch mode {
	case 0:
		if err := kinds.Check(b); err != nil {
			return errBad
		}
	case 1:
		if err := kinds.Check(b); err != nil {
			return errBad
		}
	}
	return nil
}

func notByBranch() {
	b := kinds.SourceBytes() // @source(onebranch)
	if err := oneBranch(b, 2); err != nil {
		return
	}
	kinds.SinkBytes(b) // @sink(onebranch)
}

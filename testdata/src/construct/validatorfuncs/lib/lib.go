// Package lib has functions that prove their argument, and one that does not.
package lib

import (
	"errors"

	"example.com/kinds"
)

// ErrForged is returned for a text that is not proved.
var ErrForged = errors.New("forged")

// OK reports whether s is proved.
func OK(s string) bool { return kinds.Valid(s) }

// Never says yes to all.
func Never(s string) bool { return s != "" }

// Check returns nil if b is proved.
func Check(b []byte) error {
	if err := kinds.Check(b); err != nil {
		return errors.Join(ErrForged, err)
	}
	return nil
}

// Open returns what a proved text holds.
func Open(s string) (string, error) {
	if !OK(s) {
		return "", ErrForged
	}
	return s[1:], nil
}

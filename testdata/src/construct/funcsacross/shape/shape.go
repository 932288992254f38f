// Package shape declares an interface that another package implements and a third one calls.
package shape

// A Text has a text.
type Text interface{ Text() string }

// Package lib has generic functions and types that another package instantiates.
package lib

import "example.com/kinds"

// Identity returns v.
func Identity[T any](v T) T { return v }

// Store hands v to a sink.
func Store[T any](v T) { kinds.Sink(v) }

// A List is a stack.
type List[T any] struct{ items []T }

// Push adds v.
func (l *List[T]) Push(v T) { l.items = append(l.items, v) }

// Pop returns the last item.
func (l *List[T]) Pop() T {
	v := l.items[len(l.items)-1]
	l.items = l.items[:len(l.items)-1]
	return v
}

// A Pair has two values.
type Pair[A, B any] struct {
	First  A
	Second B
}

// A Writer is what a type argument must be.
type Writer interface{ Write(s string) }

// Sinker writes to a sink.
type Sinker[T any] struct{}

// Write hands s to a sink.
func (Sinker[T]) Write(s string) { kinds.Sink(s) }

// Dropper writes nowhere.
type Dropper[T any] struct{}

// Write drops s.
func (Dropper[T]) Write(string) {}

// A Box writes by what its type argument says.
type Box[W Writer] struct{ w W }

// Put writes s.
func (b *Box[W]) Put(s string) { b.w.Write(s) }

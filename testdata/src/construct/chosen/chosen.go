// Package chosen compares values with sets of constants.
package chosen

import (
	"slices"

	"example.com/kinds"
)

func equal() {
	s := kinds.Source()
	if s == "a" {
		kinds.Sink(s)
	}
	if s == "a" || s == "b" {
		kinds.Sink(s)
	}
	switch s {
	case "a", "b":
		kinds.Sink(s)
	}
	if s != "a" && s != "b" {
		return
	}
	kinds.Sink(s)
}

var allowed = map[string]bool{"a": true, "b": true}

func table() {
	s := kinds.Source()
	if !allowed[s] {
		return
	}
	kinds.Sink(s)
}

func list() {
	s := kinds.Source()
	if slices.Contains([]string{"a", "b"}, s) {
		kinds.Sink(s)
	}
}

// A set of constants decides a branch.

func branch(c bool) {
	s := kinds.Source() // @source(branch)
	kind := 1
	if c {
		kind = 2
	}
	if kind == 3 {
		kinds.Sink(s)
	}
	if kind == 2 {
		kinds.Sink(s) // @sink(branch)
	}
}

// What is not one of the constants, or no longer, gets through.

func others(c bool) {
	s := kinds.Source() // @source(others)
	if s != "a" {
		kinds.Sink(s) // @sink(others)
	}
	if s == "a" || c {
		kinds.Sink(s) // @sink(others)
	}
	if !allowed[s] {
		kinds.Sink(s) // @sink(others)
	}
	kinds.Sink(s) // @sink(others)
}

var changed = map[string]bool{"a": true}

func change(s string) { changed[s] = true }

func changing() {
	s := kinds.Source() // @source(changing)
	if changed[s] {
		kinds.Sink(s) // @sink(changing)
	}
}

func defaulted() {
	s := kinds.Source() // @source(defaulted)
	if s == "" {
		s = "clean"
	}
	kinds.Sink(s) // @sink(defaulted)
	if s != "a" {
		s = "b"
	}
	kinds.Sink(s)
}

type request struct{ kind, body string }

// A part that is constant says nothing of the other parts.
func parts() {
	r := request{kind: kinds.Source(), body: kinds.Source()} // @source(parts)
	if r.kind == "a" {
		kinds.Sink(r.body) // @sink(parts)
	}
}

func looped() {
	for range 2 {
		s := kinds.Source() // @source(looped)
		if s == "a" {
			continue
		}
		kinds.Sink(s) // @sink(looped)
	}
}

package taint

import "slices"

// A refusal says which constants do not get past a comparison: a placeholder that a program compares its settings with at start, and what is
// too short.
type refusal struct {
	text string // that is refused, if shorter is 0
	min  int    // what is shorter is refused
}

func (r refusal) refuses(text string) bool {
	if r.min > 0 {
		return len(text) < r.min
	}
	return r.text == text
}

// maxRefusals bounds the comparisons of one function that are told apart: they are bits of a label.
const maxRefusals = 32

// A refused is a set of refusals of one function.
type refused uint32

// among reports whether all of some refusals are in a list.
func among(some, list []refusal) bool {
	return !slices.ContainsFunc(some, func(r refusal) bool { return !slices.Contains(list, r) })
}

// union adds refusals to others.
func union(some, more []refusal) []refusal {
	out := slices.Clip(some)
	for _, r := range more {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

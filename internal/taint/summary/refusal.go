package summary

import "slices"

// A Refusal says which constants do not pass a comparison: a placeholder that a program compares its settings with at
// start, or all that are too short.
type Refusal struct {
	Text string // the text that is refused, if Min is 0
	Min  int    // shorter texts are refused
}

// Refuses reports whether r refuses a text.
func (r Refusal) Refuses(text string) bool {
	if r.Min > 0 {
		return len(text) < r.Min
	}
	return r.Text == text
}

// MaxRefusals bounds the comparisons of one function that are told apart: they are bits of a label.
const MaxRefusals = 32

// A Refused is a set of refusals of one function.
type Refused uint32

// among reports whether all of some refusals are in a list.
func among(some, list []Refusal) bool {
	return !slices.ContainsFunc(some, func(r Refusal) bool { return !slices.Contains(list, r) })
}

// Union returns the refusals of both lists, each once.
func Union(some, more []Refusal) []Refusal {
	out := slices.Clip(some)
	for _, r := range more {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

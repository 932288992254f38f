package main

import (
	"slices"
	"testing"
)

func TestChanges(t *testing.T) {
	stays := finding{"a", "x.go", "m", 3}
	gone, moved, added := finding{"a", "x.go", "m", 9}, finding{"a", "x.go", "other", 3}, finding{"b", "a.go", "m", 1}
	want := []string{"+ a.go:1: m (b)", "+ x.go:3: other (a)", "- x.go:9: m (a)"}
	if got := changes([]finding{stays, gone}, []finding{added, stays, moved}); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := changes([]finding{stays}, []finding{stays}); got != nil {
		t.Errorf("got %q for the same findings", got)
	}
}

package taint

import (
	"slices"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A trace says no step twice, and a method value's wrapper has no step where the method itself reads the source.
func TestPlaced(t *testing.T) {
	read := summary.Step{Pos: 1, Func: "(*API).place", Message: "read from body"}
	wrapper := summary.Step{Message: passedTo + "API.place"}
	end := summary.Step{Pos: 2, Func: "(*API).place", Message: "reaches gob"}
	call := summary.Step{Pos: 3, Func: "serve", Message: "read from body"}
	value := summary.Step{Pos: 4, Func: "serve", Message: passedTo + "f"}
	moved := func(at summary.Step) summary.Step { at.Message = wrapper.Message; return at }
	for _, tt := range []struct{ steps, want []summary.Step }{
		{[]summary.Step{read, wrapper, end}, []summary.Step{read, end}},
		{[]summary.Step{call, wrapper, end}, []summary.Step{call, moved(call), end}},
		{[]summary.Step{call, value, wrapper, end}, []summary.Step{call, moved(value), end}},
		{[]summary.Step{read, read, end, end}, []summary.Step{read, end}},
	} {
		if got := placed(slices.Clone(tt.steps)); !slices.Equal(got, tt.want) {
			t.Errorf("%v\ngot  %v\nwant %v", tt.steps, got, tt.want)
		}
	}
}

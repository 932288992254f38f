package taint

import (
	"slices"
	"testing"
)

// A trace says no step twice, and a method value's wrapper has no step where the method itself reads the source.
func TestPlaced(t *testing.T) {
	read := Step{Pos: 1, Func: "(*API).place", Message: "read from body"}
	wrapper := Step{Message: passedTo + "API.place"}
	end := Step{Pos: 2, Func: "(*API).place", Message: "reaches gob"}
	call := Step{Pos: 3, Func: "serve", Message: "read from body"}
	value := Step{Pos: 4, Func: "serve", Message: passedTo + "f"}
	moved := func(at Step) Step { at.Message = wrapper.Message; return at }
	for _, tt := range []struct{ steps, want []Step }{
		{[]Step{read, wrapper, end}, []Step{read, end}},
		{[]Step{call, wrapper, end}, []Step{call, moved(call), end}},
		{[]Step{call, value, wrapper, end}, []Step{call, moved(value), end}},
		{[]Step{read, read, end, end}, []Step{read, end}},
	} {
		if got := placed(slices.Clone(tt.steps)); !slices.Equal(got, tt.want) {
			t.Errorf("%v\ngot  %v\nwant %v", tt.steps, got, tt.want)
		}
	}
}

package rule

import (
	"go/token"
	"slices"
)

// Places returns the positions that a fix may change: the site, then the steps of the trace from the sink back to the
// source. Steps inside dependencies are left out.
func (f Finding) Places() []token.Pos {
	places := []token.Pos{f.Site.Pos}
	if f.Flow == nil {
		return places
	}
	for _, step := range slices.Backward(f.Flow.Trace) {
		if !step.Position.IsValid() && step.Pos.IsValid() {
			places = append(places, step.Pos)
		}
	}
	return places
}

// SinkPlaces returns the positions of the sink: the site and, where a wrapper is called there, the call inside the
// wrapper, if it is in this package.
func (f Finding) SinkPlaces() []token.Pos {
	places := []token.Pos{f.Site.Pos}
	if f.Flow == nil || len(f.Flow.Trace) == 0 {
		return places
	}
	if last := f.Flow.Trace[len(f.Flow.Trace)-1]; !last.Position.IsValid() && last.Pos.IsValid() {
		places = append(places, last.Pos)
	}
	return places
}

package rule

import (
	"go/token"
	"slices"
)

// Places are the positions that a fix may be about: that of the site, then the steps of the trace from the sink back to the
// source. Steps inside of dependencies are left out.
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

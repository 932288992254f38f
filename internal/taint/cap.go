package taint

import (
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A Cap is a bound that the analysis of a package met.
type Cap struct {
	Name  string `json:"name"`
	Count int    `json:"count"` // functions, or whatever else the bound is about
	Cut   int    `json:"cut"`   // where a source had been reached already, so that a finding may be missing
}

// Capped lists the bounds that were met, in a fixed order.
func (r *Result) Capped() []Cap {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []Cap
	for b, name := range summary.BoundNames {
		c := Cap{Name: name, Count: r.p.caps[b]}
		for _, sum := range r.p.sums {
			c.Count += int(sum.Caps.Met >> b & 1)
			c.Cut += int(sum.Caps.Cut >> b & 1)
		}
		if c.Count > 0 {
			all = append(all, c)
		}
	}
	return all
}

package taint

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/taint/facts"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// What the tests see of the engine's inside.

func init() { strict = true } // an unknown instruction and an internal error are failures

// FactData returns the bytes of one of the engine's facts; nil for others.
func FactData(f analysis.Fact) []byte {
	switch f := f.(type) {
	case *facts.Package:
		return f.Data
	case *facts.Type:
		return f.Data
	}
	return nil
}

// Reencode decodes a fact and encodes it again.
func Reencode(data []byte) ([]byte, error) {
	sums, err := summary.Decode(data)
	if err != nil {
		return nil, err
	}
	all := map[string]*summary.Summary{}
	for _, name := range sums.Names() {
		if all[name] = sums.Of(name); all[name] == nil {
			return nil, summary.ErrMalformed
		}
	}
	return summary.Encode(all, ownPosition), nil
}

// LimitWork sets the bound of the work on a package.
func LimitWork(n int) { workLimit = n }

// Instructions returns how many instructions of a package were analysed.
func Instructions(r *Result) int { return r.p.instructions }

// Work returns how much work that was.
func Work(r *Result) int { return r.p.work }

// BoundNames returns the names of the caps.
func BoundNames() []string { return summary.BoundNames[:] }

// ownPosition is the position that a step of a fact has.
func ownPosition(s *summary.Step) token.Position { return s.Position }

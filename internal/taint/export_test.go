package taint

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// What the tests see of the engine's inside.

func init() { strict = true } // an unknown instruction and an internal error are failures

// FactData returns the bytes of one of the engine's facts; nil for others.
func FactData(f analysis.Fact) []byte {
	switch f := f.(type) {
	case *packageFact:
		return f.Data
	case *typeFact:
		return f.Data
	}
	return nil
}

// Reencode decodes a fact and encodes it again.
func Reencode(data []byte) ([]byte, error) {
	sums, err := decodeSummaries(data)
	if err != nil {
		return nil, err
	}
	all := map[string]*summary{}
	for name := range sums.encoded {
		if all[name] = sums.of(name); all[name] == nil {
			return nil, errFact
		}
	}
	return encodeSummaries(all, ownPosition), nil
}

// LimitHops sets the bound of the searches of a package.
func LimitHops(n int) { hopLimit = n }

// BoundNames returns the names of the caps.
func BoundNames() []string { return boundNames[:] }

// ownPosition is the position that a step of a fact has.
func ownPosition(s *Step) token.Position { return s.Position }

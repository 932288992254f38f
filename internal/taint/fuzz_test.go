package taint_test

import (
	"bytes"
	"math/rand/v2"
	"path/filepath"
	"testing"
)

// FuzzPrograms: the engine ends on any program, knows each of its instructions, reaches a fixpoint, keeps to its bound
// of work and says the same twice, whatever the order of the packages.
func FuzzPrograms(f *testing.F) {
	useModels(f, filepath.Join("..", "..", "testdata", "kinds.yml"))
	for seed := range uint64(40) {
		f.Add(drawnBytes(seed, 400))
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		if len(choices) > 2_000 {
			return
		}
		pkgs := grown(t, choices)
		first := analyse(t, pkgs[0], pkgs[1])
		again := analyse(t, pkgs[1], pkgs[0])
		for path, a := range first {
			if a.work > 40_000_000 {
				t.Errorf("%s: %d units of work for %d instructions", path, a.work, a.instructions)
			}
			b := again[path]
			if a.work != b.work || !bytes.Equal(a.facts, b.facts) || len(a.sites) != len(b.sites) {
				t.Errorf("%s: %d units and %d sites, then %d and %d", path, a.work, len(a.sites), b.work, len(b.sites))
			}
		}
	})
}

// drawnBytes are random bytes, the same for the same seed.
func drawnBytes(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 7))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}

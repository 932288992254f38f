// Package lawtest makes random operands for tests of the laws that the engine's operations keep.
package lawtest

import "math/rand/v2"

// Trials is the number of random operands of each law.
const Trials = 3000

// A Drawing draws operands out of small pools, so that they meet often. Tests add what they draw.
type Drawing struct{ *rand.Rand }

// New returns a drawing that is the same on every run.
func New(seed uint64) *Drawing { return &Drawing{rand.New(rand.NewPCG(seed, 21))} }

// Pick draws one of a pool.
func Pick[T any](d *Drawing, pool []T) T { return pool[d.IntN(len(pool))] }

package taint

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/branch"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

func outcomeOf(o model.Outcome) summary.Outcome {
	return [...]summary.Outcome{
		model.WhenTrue: summary.WhenTrue, model.WhenFalse: summary.WhenFalse, model.WhenNilError: summary.WhenNil,
		model.WhenOne: summary.WhenOne, model.WhenZero: summary.WhenZero, model.WhenAlways: summary.WhenAlways,
	}[o]
}

// A check is a call that proves something about values where it succeeds.
type check struct {
	at    ssa.Instruction
	kinds kind.Set
	when  summary.Outcome
	label string
	ev    evset
	needs kind.Kind // of a source that must be among the values' origins for the check to prove anything,
	needy bool      // if this is set
	// narrow: it is about the values themselves, not about what they were made of.
	narrow bool
	// deep: it is about all that the values point to.
	deep bool
	// refuses are the constants that the values are not.
	refuses summary.Refused

	direct bool        // a model says what the call checks; else the summary of the function that is called
	pure   bool        // the call does nothing else: no data comes out of it
	field  *model.Path // of a result, that tells the outcome, too

	covers   []bool             // by event: the check covers it
	tracked  map[ssa.Value]bool // values that tell its outcome: true if true, nil, 1 means success, false if the reverse
	open     []bool             // by block: can be entered without success
	errs     map[ssa.Value]bool // those of tracked that are errors
	branches []branch.Edge      // that are taken on success only
	after    *ssa.BasicBlock    // if not nil: it has been done for each element of a list where this block is entered
	from     int                // if not zero: it holds in its own block from this instruction on
	reason   string             // memo of reason
}

type checkKey struct {
	at   ssa.Instruction
	slot string
}

func (f *function) check(slot string, c check) {
	key := checkKey{f.cur, slot}
	if old := f.checks[key]; old != nil {
		old.ev, old.pure = old.ev.union(c.ev), old.pure || c.pure
		return
	}
	c.at = f.cur
	f.checks[key] = &c
}

// sealed returns the checks that prove something, in order of position, with all that a query needs; and those that
// would if one of the values came from a source that a caller may know of.
func (f *function) sealed() (proved, pending []*check) {
	for _, k := range f.checkKeys() {
		c := f.checks[k]
		var found bool
		if c.covers, found = f.covered(c); c.covers == nil {
			continue
		}
		f.follow(c)
		if found {
			proved = append(proved, c)
		} else {
			pending = append(pending, c)
		}
	}
	return proved, pending
}

// checkKeys are the keys of the checks of some values, in order of position.
func (f *function) checkKeys() []checkKey {
	var keys []checkKey
	for k, c := range f.checks {
		if len(c.ev) > 0 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b checkKey) int {
		ab, bb := a.at.Block(), b.at.Block()
		if ab != bb {
			return ab.Index - bb.Index
		}
		if a.at != b.at {
			return slices.Index(ab.Instrs, a.at) - slices.Index(bb.Instrs, b.at)
		}
		return strings.Compare(a.slot, b.slot)
	})
	return keys
}

const maxPhis = 8

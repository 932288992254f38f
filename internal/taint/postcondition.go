package taint

import (
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// postconditions finds what a caller may conclude from the function's own result.
func (f *function) postconditions(checks, pending []*check) []summary.Postcondition {
	var out []summary.Postcondition
	for _, c := range checks {
		out = f.postconditionsOf(out, c, 0)
	}
	for _, c := range f.joint(checks) {
		out = f.postconditionsOf(out, c, 0)
	}
	for i, c := range pending {
		out = f.postconditionsOf(out, c, i+1)
	}
	return out
}

// joint joins the checks of the same kinds that cover the same parameter into one: each may be on a path of its own,
// and only together they are on every path.
func (f *function) joint(checks []*check) []*check {
	var out []*check
	for e := range f.g.events {
		if f.g.events[e].place.Root != access.Param {
			continue
		}
		var some []*check
		for _, c := range checks {
			if e < len(c.covers) && c.covers[e] && c.refuses == 0 && c.when != summary.WhenAlways && (len(some) == 0 || some[0].kinds == c.kinds || assumes(some[0]) || assumes(c)) {
				some = append(some, c)
			}
		}
		if len(some) > 1 {
			out = append(out, f.together(some, e))
		}
	}
	return out
}

// assumes reports whether only the name of an unknown function says that it checks. Joined with real checks, it weakens
// them.
func assumes(c *check) bool { return c.kinds == kind.Of(aspectAssumed).Set() }

// together returns a check that has succeeded where any of the given ones has, and that covers one event.
func (f *function) together(some []*check, e int) *check {
	c := &check{
		at: some[0].at, kinds: some[0].kinds, when: some[0].when, label: some[0].label, covers: make([]bool, e+1),
		tracked: map[ssa.Value]bool{}, errs: map[ssa.Value]bool{},
	}
	c.covers[e] = true
	for _, one := range some {
		if assumes(one) {
			c.kinds = one.kinds
		}
		maps.Copy(c.tracked, one.tracked)
		maps.Copy(c.errs, one.errs)
		c.branches = append(c.branches, one.branches...)
	}
	c.open = f.openBlocks(c.branches)
	return c
}

// postconditionsOf adds the postconditions that follow from one check. If the check needs a source, its places form a
// group.
func (f *function) postconditionsOf(out []summary.Postcondition, c *check, group int) []summary.Postcondition {
	field := f.tellsBy(c)
	when, ok := f.successOutcome(c)
	if !ok {
		if field.Root == access.None {
			return out
		}
		when = summary.WhenField
	}
	for e, covered := range c.covers {
		p := f.g.events[e].place
		if !covered || p.Root != access.Param && (p.Root != access.Free || group > 0) {
			continue
		}
		pr := summary.Postcondition{At: p, Kinds: c.kinds, When: when, Label: c.label, Field: field}
		if group > 0 {
			pr.Group, pr.Needs = group, c.needs
		}
		for _, r := range f.listed(c.refuses) {
			pr.Refuses = r
			if !slices.Contains(out, pr) {
				out = append(out, pr)
			}
		}
		if c.refuses == 0 && !slices.Contains(out, pr) {
			out = append(out, pr)
		}
	}
	return out
}

// tellsBy returns the place in the function's own results that tells whether a check succeeded: the field that tells it
// in the result of the check's call, if each return returns that object, nil or a failure.
func (f *function) tellsBy(c *check) access.Place {
	call, ok := c.at.(*ssa.Call)
	if c.field == nil || !ok {
		return access.Place{}
	}
	object := component(call, c.field.Index)
	if object == nil {
		return access.Place{}
	}
	for i := range f.fn.Signature.Results().Len() {
		if f.returnsOnly(c, i, object) {
			return access.Place{Root: access.Result, Index: i, Path: access.PathOf(access.Field(c.field.Fields[0]))}
		}
	}
	return access.Place{}
}

// returnsOnly reports whether a result is the given object or nil wherever a check has not succeeded.
func (f *function) returnsOnly(c *check, i int, object ssa.Value) bool {
	found := false
	for _, blk := range f.fn.Blocks {
		if f.ends[blk.Index] || len(blk.Instrs) == 0 || blk == f.fn.Recover {
			continue
		}
		ret, ok := blk.Instrs[len(blk.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		switch v := resolveLoad(ret.Results[i]); {
		case v == object:
			found = true
		case !isNil(v) && !c.holdsAt(blk, len(blk.Instrs)-1) && !f.failing(ret):
			return false
		}
	}
	return found
}

// component is a result of a call; nil if nobody reads it.
func component(call *ssa.Call, i int) ssa.Value {
	if _, ok := call.Type().(*types.Tuple); !ok {
		return call
	}
	for _, r := range *call.Referrers() {
		if e, ok := r.(*ssa.Extract); ok && e.Index == i {
			return e
		}
	}
	return nil
}

// successOutcome returns the outcome of the function that implies that the check succeeded.
func (f *function) successOutcome(c *check) (summary.Outcome, bool) {
	if f.outcomeImplies(c, summary.WhenReturns) {
		return summary.WhenReturns, true
	}
	if c.when == summary.WhenAlways {
		return summary.WhenAlways, f.everywhere(c)
	}
	res := f.fn.Signature.Results()
	if res.Len() == 0 {
		return 0, false
	}
	last := res.At(res.Len() - 1).Type()
	if shape.IsError(last) {
		return summary.WhenNil, f.outcomeImplies(c, summary.WhenNil)
	}
	if b, ok := last.Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
		for _, when := range []summary.Outcome{summary.WhenTrue, summary.WhenFalse} {
			if f.outcomeImplies(c, when) {
				return when, true
			}
		}
	}
	return 0, false
}

// outcomeImplies reports whether an outcome of the function implies that the check succeeded: each return comes after
// the success, does not have the outcome, or has it only if the check succeeded.
func (f *function) outcomeImplies(c *check, when summary.Outcome) bool {
	success := false
	for _, blk := range f.fn.Blocks {
		if f.ends[blk.Index] || len(blk.Instrs) == 0 || f.in[blk.Index] == nil && blk.Index != 0 {
			continue
		}
		ret, ok := blk.Instrs[len(blk.Instrs)-1].(*ssa.Return)
		if !ok || blk == f.fn.Recover {
			continue
		}
		if c.holdsAt(blk, len(blk.Instrs)-1) {
			success = true
			continue
		}
		if when == summary.WhenReturns {
			return false
		}
		v := resolveLoad(ret.Results[len(ret.Results)-1])
		positive, told := c.tracked[v]
		switch {
		case when == summary.WhenNil && f.fails(v, blk), when == summary.WhenTrue && isBool(v, false), when == summary.WhenFalse && isBool(v, true):
		case told && c.errs[v] == (when == summary.WhenNil) && positive == (when != summary.WhenFalse):
			success = true
		default:
			return false
		}
	}
	return success
}

func isBool(v ssa.Value, b bool) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value) == b
}

// resolveLoad is the value that a named result holds when it was stored just before; SSA reloads it if a defer may
// change it.
func resolveLoad(v ssa.Value) ssa.Value {
	u, ok := v.(*ssa.UnOp)
	if !ok || u.Op != token.MUL {
		return v
	}
	b := u.Block()
	for i := slices.Index(b.Instrs, ssa.Instruction(u)) - 1; i >= 0; i-- {
		if s, ok := b.Instrs[i].(*ssa.Store); ok && s.Addr == u.X {
			return s.Val
		}
	}
	return v
}

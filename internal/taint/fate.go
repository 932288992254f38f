package taint

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/branch"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// What happens to the results of a call that has not verified its input: the claims of a token that was only parsed.
// They are harmless while they choose the key or explain an error. They are not where something relies on them and no
// check of the same values has succeeded.

// A fate says what happens to the unverified results of a call.
type fate uint8

const (
	notReliedOn fate = iota // nowhere, or only where a check has succeeded
	returned                // to the caller, who may check
	reliedOn                // something depends on it
)

// fate follows what comes out of a call. by are the checks of the values that the call was given.
func (f *function) fate(at ssa.Instruction, by []*check) fate {
	w := &fateWalk{f: f, at: at, by: by, made: f.madeAt(at)}
	if w.made == nil {
		return notReliedOn
	}
	var cut []branch.Edge
	for _, c := range by {
		cut = append(cut, c.branches...)
	}
	if len(by) > 1 {
		w.open = f.openBlocks(cut)
	}
	return max(w.stored(), w.looked())
}

type fateWalk struct {
	f    *function
	at   ssa.Instruction
	by   []*check
	made []bool // by event: comes out of the call
	open []bool // by block: can be entered although all checks failed
}

// madeAt marks the events that come out of an instruction, and all that is made of them; nil if there are none.
func (f *function) madeAt(at ssa.Instruction) []bool {
	out := make([]bool, len(f.g.events))
	some := false
	for e := range f.g.events {
		if f.g.events[e].cameOut(at) {
			out[e], some = true, true
		}
	}
	if !some {
		return nil
	}
	for changed := true; changed; {
		changed = false
		for e := range f.g.events {
			if !out[e] && slices.ContainsFunc(f.g.events[e].preds, func(p edge) bool { return out[p.from] }) {
				out[e], changed = true, true
			}
		}
	}
	return out
}

// has reports whether one of some events comes out of the call. Events that were added since, as origins of places that
// are looked at for the first time, do not.
func (w *fateWalk) has(ev evset) bool {
	return slices.ContainsFunc(ev, func(e eventID) bool { return int(e) < len(w.made) && w.made[e] })
}

// held reports whether one of the checks has succeeded at a place, or one of them on each path there.
func (w *fateWalk) held(b *ssa.BasicBlock, index int) bool {
	for _, c := range w.by {
		if c.holdsAt(b, index) {
			return true
		}
	}
	return w.open != nil && b != nil && !w.open[b.Index]
}

// stored looks at what gets into results, parameters, the heap and sinks.
func (w *fateWalk) stored() fate {
	out := notReliedOn
	for i := range w.f.uses {
		u := &w.f.uses[i]
		if u.at == w.at || !w.has(u.ev) || w.held(u.block, u.index) {
			continue
		}
		if ret, ok := u.at.(*ssa.Return); ok && w.tellsOutcome(ret) {
			continue
		}
		switch {
		case u.to.Root == access.Cell && intoMadeHere(u.at): // goes where the object goes
		case u.sink != nil: // a comparison is looked at below; a decoder of it is another matter
		case u.to.Root == access.Result, u.to.Root == access.Param, u.to.Root == access.Free:
			out = max(out, returned)
		case w.looksUp(u.at):
		default:
			return reliedOn
		}
	}
	return out
}

// intoMadeHere reports whether an instruction stores into a field of an object that the function makes.
func intoMadeHere(in ssa.Instruction) bool {
	s, ok := in.(*ssa.Store)
	if !ok {
		return false
	}
	at := s.Addr
	for {
		addr, ok := at.(*ssa.FieldAddr)
		if !ok {
			_, made := at.(*ssa.Alloc)
			return made && at != s.Addr
		}
		at = addr.X
	}
}

// looksUp reports whether an instruction is a call before a check: what it is given chooses what the check goes by.
func (w *fateWalk) looksUp(in ssa.Instruction) bool {
	_, call := in.(ssa.CallInstruction)
	return call && w.checkedLater(in)
}

// tellsOutcome reports whether the last result of a return tells whether a check succeeded, or that all failed.
func (w *fateWalk) tellsOutcome(ret *ssa.Return) bool {
	if len(ret.Results) < 2 {
		return false
	}
	last := resolveLoad(ret.Results[len(ret.Results)-1])
	for _, c := range w.by {
		if positive, ok := c.tracked[last]; ok && positive {
			return true
		}
	}
	return w.f.fails(last, ret.Block())
}

// beside finds where text that comes out of a check's call is returned beside the check's own error. A whole object
// there is a habit; what was taken out of it is meant to be used.
func (f *function) beside(c *check) token.Pos {
	w := &fateWalk{f: f, at: c.at, made: f.madeAt(c.at)}
	if w.made == nil || c.when != summary.WhenNil {
		return token.NoPos
	}
	for i := range f.uses {
		u := &f.uses[i]
		ret, ok := u.at.(*ssa.Return)
		if !ok || u.to.Root != access.Result || u.to.Path != "" || u.to.Index >= len(ret.Results)-1 || !w.has(u.ev) || !shape.IsString(ret.Results[u.to.Index].Type()) {
			continue
		}
		last := resolveLoad(ret.Results[len(ret.Results)-1])
		if positive, told := c.tracked[last]; told && positive && w.f.errs().nonNil(last, ret.Block(), maxFailure) {
			return positionOf(ret)
		}
	}
	return token.NoPos
}

// looked looks at the instructions after the call on which something depends: branches, look-ups, calls that keep what
// they are given.
func (w *fateWalk) looked() fate {
	for _, b := range w.f.fn.Blocks {
		start := 0
		if b == w.at.Block() {
			start = slices.Index(b.Instrs, w.at) + 1
		} else if !w.f.reaches(w.at.Block(), b) {
			continue
		}
		if w.f.in[b.Index] == nil && b.Index != 0 {
			continue
		}
		for i, in := range b.Instrs[start:] {
			if w.reliesOn(in) && !w.held(b, start+i) && !w.checkedLater(in) {
				return reliedOn
			}
		}
	}
	return notReliedOn
}

// checkedLater reports whether one of the checks comes after an instruction.
func (w *fateWalk) checkedLater(in ssa.Instruction) bool {
	for _, c := range w.by {
		if c.at == in || c.at.Block() == in.Block() && slices.Index(in.Block().Instrs, in) < slices.Index(in.Block().Instrs, c.at) ||
			c.at.Block() != in.Block() && w.f.reaches(in.Block(), c.at.Block()) {
			return true
		}
	}
	return false
}

// reliesOn reports whether an instruction relies on what came out of the call.
func (w *fateWalk) reliesOn(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.BinOp:
		return compares(in.Op) && !isEmpty(in.X) && !isEmpty(in.Y) && (w.of(in.X) || w.of(in.Y))
	case *ssa.If:
		return w.of(in.Cond)
	case *ssa.Lookup:
		return w.of(in.Index)
	case *ssa.Send:
		return w.of(in.X)
	case ssa.CallInstruction:
		return w.callReliesOn(in)
	}
	return false
}

func (w *fateWalk) of(v ssa.Value) bool { return w.has(w.f.value(v).events()) }

func compares(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// isEmpty reports whether a value is nil, "" or zero: what is compared with it is asked whether it is there at all.
func isEmpty(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	if !ok {
		return false
	}
	if c.Value == nil {
		return true
	}
	switch c.Value.Kind() {
	case constant.String:
		return constant.StringVal(c.Value) == ""
	case constant.Int:
		n, exact := constant.Int64Val(c.Value)
		return exact && n == 0
	}
	return false
}

// callReliesOn reports whether a call takes what came out and returns nothing that could be followed.
func (w *fateWalk) callReliesOn(in ssa.CallInstruction) bool {
	c := in.Common()
	if _, builtin := c.Value.(*ssa.Builtin); builtin || w.f.isLog(c) || w.f.makesText(c) || !slices.ContainsFunc(c.Args, func(v ssa.Value) bool { return w.reaches(in, v) }) {
		return false
	}
	if w.f.makesOnlyErrors(c) || w.f.ofPackage(c, w.f.p.models.TokenLibrary) || w.f.ofPackage(c, w.f.p.models.Observes) {
		return false
	}
	if w.entrusts(c) {
		return true
	}
	if w.result(in) {
		return false
	}
	for _, ce := range w.f.resolve(c) {
		if ce.roles != nil && len(ce.roles.Propagators) > 0 {
			return false
		}
	}
	return true
}

// reaches reports whether an argument of a call, or what it points to, came out.
func (w *fateWalk) reaches(in ssa.Instruction, v ssa.Value) bool {
	if w.of(v) {
		return true
	}
	b := in.Block()
	if b == w.at.Block() && len(b.Succs) > 0 {
		b = b.Succs[0]
	}
	st := w.f.in[b.Index]
	return st != nil && w.has(w.f.deep(st, w.f.value(v)))
}

// result reports whether what the call gives back is followed, or what it writes into if it gives back no more than an
// error.
func (w *fateWalk) result(in ssa.CallInstruction) bool {
	if res := in.Common().Signature().Results(); res.Len() > 1 || res.Len() == 1 && !shape.IsError(res.At(0).Type()) {
		v, ok := in.(ssa.Value)
		return ok && w.reaches(in, v)
	}
	for e := range w.made {
		if w.made[e] && w.f.g.events[e].at == in {
			return true
		}
	}
	return false
}

// ofPackage reports whether a call is of a package of some sort: of a library of tokens, since to look at the dates of
// claims is not to use them, or of one that logs and counts.
func (f *function) ofPackage(c *ssa.CallCommon, sort func(path string) bool) bool {
	if c.IsInvoke() {
		return c.Method.Pkg() != nil && sort(c.Method.Pkg().Path())
	}
	fn := c.StaticCallee()
	return fn != nil && fn.Pkg != nil && sort(fn.Pkg.Pkg.Path())
}

// entrusts reports whether a call hands what came out to an object that nothing is known of, a client or a store: what
// comes back was found by it. A call of a method of what came out is not one.
func (w *fateWalk) entrusts(c *ssa.CallCommon) bool {
	recv := c.Value
	if !c.IsInvoke() {
		fn := c.StaticCallee()
		if fn == nil || fn.Signature.Recv() == nil || len(c.Args) == 0 {
			return false
		}
		recv = c.Args[0]
	}
	for _, ce := range w.f.resolve(c) {
		if ce.sum != nil || ce.roles != nil && len(ce.roles.Propagators) > 0 {
			return false
		}
	}
	return !w.of(recv)
}

func (f *function) makesOnlyErrors(c *ssa.CallCommon) bool {
	res := c.Signature().Results()
	return res.Len() == 1 && types.Identical(res.At(0).Type(), types.Universe.Lookup("error").Type()) && c.StaticCallee() != nil &&
		f.p.models.NamesError(c.StaticCallee().Name())
}

// eventsAt are the events of what comes out of an instruction.
func (f *function) eventsAt(at ssa.Instruction) (ev evset) {
	for e := range f.g.events {
		if f.g.events[e].cameOut(at) {
			ev = append(ev, eventID(e))
		}
	}
	return ev
}

// cameOut reports whether an event is what came out of an instruction: made there, or by a source in a callee.
func (ev *event) cameOut(at ssa.Instruction) bool {
	return ev.at == at && (ev.source == nil || len(ev.source.Steps) > 0)
}

func (c *check) coversAny(ev evset) bool {
	return slices.ContainsFunc(ev, func(e eventID) bool { return int(e) < len(c.covers) && c.covers[e] })
}

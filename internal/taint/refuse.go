package taint

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// refusal is the set of one refusal; empty past the bound.
func (f *function) refusal(r summary.Refusal) summary.Refused {
	i := slices.Index(f.refusals, r)
	if i < 0 {
		if i = len(f.refusals); i == summary.MaxRefusals {
			return 0
		}
		f.refusals = append(f.refusals, r)
	}
	return 1 << i
}

func (f *function) listed(set summary.Refused) []summary.Refusal {
	var out []summary.Refusal
	for i, r := range f.refusals {
		if set&(1<<i) != 0 {
			out = append(out, r)
		}
	}
	return out
}

func (f *function) setOf(list []summary.Refusal) summary.Refused {
	var out summary.Refused
	for _, r := range list {
		out |= f.refusal(r)
	}
	return out
}

// refusing takes a comparison with a constant for a check: where it comes out otherwise, the value is not that
// constant.
func (f *function) refusing(st *state, in *ssa.BinOp) {
	if !f.p.scope.Lazy {
		return
	}
	for i, v := range [...]ssa.Value{in.X, in.Y} {
		other := in.Y
		if i == 1 {
			other = in.X
		}
		c, ok := other.(*ssa.Const)
		if !ok || c.Value == nil {
			continue
		}
		switch c.Value.Kind() {
		case constant.String:
			r := summary.Refusal{Text: constant.StringVal(c.Value)}
			if r.Text == "" {
				r.Min = 1
			}
			if in.Op == token.EQL || in.Op == token.NEQ {
				f.refuse(f.carry(st, f.value(v)), r, in.Op == token.NEQ)
			}
		case constant.Int:
			if arg := lengthOf(v); arg != nil {
				if r, success, ok := tooShort(in.Op, int(c.Int64()), i == 0); ok {
					f.refuse(f.carry(st, f.value(arg)), r, success)
				}
			}
		}
	}
}

func (f *function) refuse(ev evset, r summary.Refusal, success bool) {
	set := f.refusal(r)
	if len(ev) == 0 || set == 0 {
		return
	}
	when := summary.WhenFalse
	if success {
		when = summary.WhenTrue
	}
	f.check("refuses", check{refuses: set, when: when, label: "a comparison", ev: ev, narrow: true})
}

// lengthOf is what a number is the length of; nil if it is none.
func lengthOf(v ssa.Value) ssa.Value {
	call, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	if b, ok := call.Call.Value.(*ssa.Builtin); !ok || b.Name() != "len" {
		return nil
	}
	return call.Call.Args[0]
}

// tooShort says what a comparison of a length with a number refuses, and with which outcome.
func tooShort(op token.Token, n int, left bool) (r summary.Refusal, success, ok bool) {
	if !left { // n < len(v)
		op = map[token.Token]token.Token{
			token.LSS: token.GTR, token.LEQ: token.GEQ, token.GTR: token.LSS, token.GEQ: token.LEQ, token.EQL: token.EQL, token.NEQ: token.NEQ,
		}[op]
	}
	switch {
	case op == token.LSS:
		return summary.Refusal{Min: n}, false, n > 0
	case op == token.LEQ:
		return summary.Refusal{Min: n + 1}, false, n >= 0
	case op == token.GEQ:
		return summary.Refusal{Min: n}, true, n > 0
	case op == token.GTR:
		return summary.Refusal{Min: n + 1}, true, n >= 0
	case op == token.EQL && n == 0:
		return summary.Refusal{Min: 1}, false, true
	case op == token.NEQ && n == 0:
		return summary.Refusal{Min: 1}, true, true
	case op == token.EQL:
		return summary.Refusal{Min: n}, true, n > 0
	case op == token.NEQ:
		return summary.Refusal{Min: n}, false, n > 0
	}
	return summary.Refusal{}, false, false
}

// refuses clears a flow from a constant that a comparison on its way refuses.
func (s *search) refuses(fl *summary.Flow) {
	for _, r := range s.f.listed(fl.Label.Refused) {
		if fl.Src != nil && fl.Src.Kind == kind.Of(kind.Constant) && r.Refuses(fl.Src.Text) {
			fl.Label = summary.Label{Clears: kind.Of(kind.Constant).Set(), Why: "refused by a comparison"}.Then(fl.Label)
		}
	}
	fl.Refuses = s.f.listed(fl.Label.Refused)
	fl.Label.Refused = 0
}

// refusedFields notes the fields whose constants a function refuses, whoever calls it: start-up compares settings in
// one function, and others use them.
func (f *function) refusedFields(checks []*check) {
	for _, c := range checks {
		if c.refuses == 0 {
			continue
		}
		if _, ok := f.successOutcome(c); !ok {
			continue
		}
		for e, covered := range c.covers {
			if name := fieldIn(f.g.events[e].place); covered && name != "" {
				for _, r := range f.listed(c.refuses) {
					if !slices.Contains(f.p.refusals[name], r) {
						f.p.refusals[name] = append(f.p.refusals[name], r)
					}
				}
			}
		}
	}
}

// fieldIn is the name of the field, or of the variable, that a place is.
func fieldIn(p access.Place) string {
	name := p.Cell
	es := p.Path.Elems()
	for i, e := range slices.Backward(es) {
		if e.IsField() {
			return e.Name() + string(access.PathOf(es[i+1:]...))
		}
	}
	if strings.HasPrefix(name, "var ") {
		return name
	}
	return name[strings.LastIndexByte(name, '.')+1:]
}

// refused reports whether a constant that goes to a place is refused there by a function of the package.
func (p *pkg) refused(fl *summary.Flow) bool {
	if fl.Src == nil || fl.Src.Kind != kind.Of(kind.Constant) {
		return false
	}
	name := fieldIn(fl.To)
	return name != "" && slices.ContainsFunc(p.refusals[name], func(r summary.Refusal) bool { return r.Refuses(fl.Src.Text) })
}

// labelOf is the label of a callee's flow as one of this function.
func (f *function) labelOf(fl *summary.Flow) summary.Label {
	l := fl.Label
	l.Refused = f.setOf(fl.Refuses)
	return l
}

package taint

import (
	"go/types"
	"strconv"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Unknown callees: the analysis assumes that arguments flow to results, and that function values are called.

// unknown lets arguments flow to results, not to other arguments.
func (k *calling) unknown(name string) *val {
	k.assumed(name)
	return k.passed(name, summary.Label{})
}

// aspectAssumed is the kind of a check that is assumed only for the name of an unknown function. It clears nothing, but
// a token that was passed to such a function counts as verified where the outcome is used.
const aspectAssumed = "assumed"

// assumed records that a call of an unknown function checks the text and bytes that it is given, if its name says so.
func (k *calling) assumed(name string) {
	res := k.sig.Results()
	if res.Len() == 0 || !k.f.p.models.NamesCheck(k.calledName(name)) {
		return
	}
	when := summary.WhenTrue
	if last := res.At(res.Len() - 1).Type(); shape.IsError(last) {
		when = summary.WhenNil
	} else if b, ok := last.Underlying().(*types.Basic); !ok || b.Info()&types.IsBoolean == 0 {
		return
	}
	var ev evset
	for i, op := range k.ops {
		if op != nil && !(k.call.IsInvoke() && i == 0) && (shape.IsText(staticType(op)) || shape.IsFlat(staticType(op))) {
			ev = ev.union(k.f.carry(k.st, k.args[i]))
		}
	}
	if len(ev) > 0 {
		k.f.check(k.slot+"assumed", check{kinds: kind.Of(aspectAssumed).Set(), when: when, label: k.calledName(name), ev: ev})
	}
}

// passed lets arguments flow to results.
func (k *calling) passed(name string, l summary.Label) *val {
	k.mayOverwrite()
	var ev, text evset
	looksUp := k.f.p.models.LooksUp(k.calledName(name))
	for i, a := range k.args {
		var t types.Type
		if i < len(k.ops) && k.ops[i] != nil {
			t = staticType(k.ops[i])
		}
		switch {
		case looksUp && shape.IsText(t): // what is stored under a key is not the key, nor made of it
		case shape.IsString(t):
			text = text.union(k.f.carry(k.st, a))
		default:
			ev = ev.union(k.f.carry(k.st, a)).union(k.yielded(a, k.slot+"arg"+strconv.Itoa(i)))
		}
	}
	ev = ev.union(k.escape())
	if len(ev)+len(text) == 0 {
		return nil
	}
	return k.passedOn(name, ev, text, l)
}

// calledName is the name of the function that is called, without its package or type.
func (k *calling) calledName(name string) string {
	if k.call.IsInvoke() {
		name = k.call.Method.Name()
	}
	return name[strings.LastIndexByte(name, '.')+1:]
}

func (k *calling) passedOn(name string, ev, text evset, l summary.Label) *val {
	l.Shallow = true
	note := "passed through a function value that is not known here"
	if name != "" {
		note = "passed through " + name + ", an unknown function"
	}
	return k.results(func(i int, t types.Type) *val {
		if !shape.CarriesData(t) {
			return nil
		}
		from := ev
		if !shape.IsObject(t) {
			from = ev.union(text)
		}
		if len(from) == 0 {
			return nil
		}
		return &val{ev: evset{k.f.derivedBeside(k.slot+"unknown"+strconv.Itoa(i), note, from, l)}}
	})
}

// dynamic interprets a call of a function value or interface that is not known here. One that came in by a parameter is
// left to the callers: the summary says what goes into it and what comes out.
func (k *calling) dynamic() *val {
	fv := k.f.value(k.call.Value)
	k.fills(fv)
	if out, left := k.leftToCallers(fv); left {
		k.assumed("")
		out = merge(out, k.passed("", summary.Label{Assumed: true}))
		if !k.call.IsInvoke() {
			for _, at := range k.f.calledPlaces(fv, k.call, "") {
				k.f.comesBackCaptured(k.st, at, k.args)
			}
		}
		return out
	}
	if !k.call.IsInvoke() {
		k.yields(fv)
		k.args, k.ops = append(k.args, fv), append(k.ops, nil) // it may return what it was made of
	}
	return k.unknown("")
}

// yields hands what an opaque function value holds to the function values that it is called with: an iterator yields
// what it was made of.
func (k *calling) yields(fv *val) {
	ev := k.f.carry(k.st, fv)
	if len(ev) == 0 {
		return
	}
	for i, a := range k.args {
		for _, t := range a.functions() {
			id := k.f.derived(k.slot+"yield", "", ev, summary.Label{Part: true})
			args := make([]*val, t.Parameters())
			for j := range args {
				args[j] = &val{ev: evset{id}}
			}
			k.callTarget(t, args, k.slot+"yield"+strconv.Itoa(i))
		}
	}
}

// fills lets a function value of the form of a decoder, func(any) error, write what it was made of to what its argument
// points at: that is how YAML passes its input to the method that decodes a type.
func (k *calling) fills(fv *val) {
	if k.call.IsInvoke() || k.sig.Params().Len() != 1 || k.sig.Variadic() || k.sig.Results().Len() != 1 || !shape.IsError(k.sig.Results().At(0).Type()) {
		return
	}
	if i, ok := k.sig.Params().At(0).Type().Underlying().(*types.Interface); !ok || !i.Empty() {
		return
	}
	if ev := k.f.carry(k.st, fv); len(ev) > 0 {
		id := k.f.derived(k.slot+"fills", "decoded by a function value", ev, summary.Label{})
		k.putBelow(k.args[0], k.ops[0], "", &val{ev: evset{id}})
	}
}

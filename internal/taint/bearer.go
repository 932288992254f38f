package taint

import (
	"go/types"
	"path"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Sinks that models tell by a name: a field, a variable, a map's entry or a function's result that must not be
// predictable.

// bearerSink records that a value gets a name that says that it opens a door. Only what the language's sources are in
// is recorded.
func (f *function) bearerSink(slot string, ev evset, s *model.Sink, target types.Type) {
	if s == nil || !f.lazyIn(ev) {
		return
	}
	out := &summary.Sink{Kind: kind.Of(s.Kind), Label: s.Label, Site: f.siteHere(true), Target: target}
	f.use("bearer"+slot, use{ev: ev, sink: out, steps: []*summary.Step{f.step("used as " + s.Label)}})
}

// names reports whether the names of the package's own things are looked at.
func (p *pkg) names() bool { return p.scope.Lazy && p.scope.Own }

func (f *function) bearerStore(st *state, in *ssa.Store, v *val) {
	if !f.p.names() {
		return
	}
	name, t := "", shape.Pointee(in.Addr.Type())
	switch a := in.Addr.(type) {
	case *ssa.FieldAddr:
		name = shape.FieldName(a.X.Type(), a.Field)
	case *ssa.Global:
		name = a.Name()
	default:
		return
	}
	f.bearerSink("", f.carry(st, v), f.p.models.Bearer(name, t), t)
}

func (f *function) bearerEntry(st *state, in *ssa.MapUpdate) {
	if key, ok := constantString(in.Key); ok && f.p.names() {
		f.bearerSink("", f.carry(st, f.value(in.Value)), f.p.models.Bearer(key, staticType(in.Value)), staticType(in.Value))
	}
}

// bearerResults records what the variables get that a call is assigned to.
func (f *function) bearerResults(v *val, in ssa.Instruction, sig *types.Signature) {
	if !f.p.names() {
		return
	}
	res := sig.Results()
	for i, name := range f.p.assignedTo(in.Pos()) {
		if i >= res.Len() || name == "" {
			continue
		}
		c := v
		if res.Len() > 1 {
			c = v.child(access.Tuple(i))
		}
		f.bearerSink("#"+strconv.Itoa(i), f.carry(f.st, c), f.p.models.Bearer(name, res.At(i).Type()), res.At(i).Type())
	}
}

// bearerReturn records what a function returns whose name says that it makes what opens a door, and returns what its
// callers are told: it is reported here.
func (f *function) bearerReturn(st *state, i int, v *val) *val {
	obj, ok := f.fn.Object().(*types.Func)
	if i > 0 || !ok || !f.p.names() || strings.HasPrefix(obj.Name(), "Test") {
		return v
	}
	s := f.p.models.MakesBearer(obj)
	ev := f.carry(st, v)
	if s == nil || !f.computedIn(ev) {
		return v
	}
	f.bearerSink("", ev, s, f.fn.Signature.Results().At(0).Type())
	return f.withoutLazy(&val{ev: ev}, nil)
}

// computedIn reports whether a source that can be computed is among the origins of some events.
func (f *function) computedIn(ev evset) bool {
	seen := map[eventID]bool{}
	var visit func(e eventID) bool
	visit = func(e eventID) bool {
		if seen[e] || !f.g.events[e].lazy {
			return false
		}
		seen[e] = true
		if src := f.g.events[e].source; src != nil {
			return kind.Computed.Has(src.Kind)
		}
		for _, p := range f.g.events[e].preds {
			if visit(p.from) {
				return true
			}
		}
		return false
	}
	for _, e := range ev {
		if visit(e) {
			return true
		}
	}
	return false
}

// resultSinks are the sinks that the results of a function are for its type, which a library calls: of one that finds a
// key, the key.
func (p *pkg) resultSinks(sig *types.Signature) []model.Sink {
	var out []model.Sink
	for v := range sig.Params().Variables() {
		name := shape.NameOf(v.Type())
		if name == nil || name.Pkg() == nil || !p.models.Covers(name.Pkg().Path()) {
			continue
		}
		for _, t := range p.scope.FunctionTypes(name.Pkg()) {
			if types.Identical(t.Type().Underlying(), types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())) {
				out = append(out, p.models.Type(t).Sinks...)
			}
		}
	}
	return out
}

// failing reports whether a return certainly tells failure, so that what else it returns is not used.
func (f *function) failing(in *ssa.Return) bool {
	n := len(in.Results)
	return n > 1 && shape.IsError(in.Results[n-1].Type()) && f.fails(in.Results[n-1], in.Block())
}

// resultsForLibrary records what a function returns to a library that calls it, unless it certainly fails.
func (f *function) resultsForLibrary(st *state, in *ssa.Return) {
	if !f.p.scope.Lazy || f.failing(in) {
		return
	}
	for i, s := range f.p.resultSinks(f.fn.Signature) {
		if s.At.Index >= len(in.Results) {
			continue
		}
		out := &summary.Sink{Kind: kind.Of(s.Kind), Label: s.Label, Site: f.siteHere(true), Modelled: true}
		ev := f.carry(st, f.value(in.Results[s.At.Index]))
		f.use("result sink"+string(rune('0'+i)), use{ev: ev, sink: out, steps: []*summary.Step{f.step("used as " + s.Label)}})
	}
}

// withoutOwn leaves out the constants that another package has put into a field of its own and uses as a key itself:
// they are reported there.
func (a *application) withoutOwn(fl *summary.Flow, ev evset) evset {
	obj := a.ce.obj
	if !kind.Joined(fl.Sink.Kind) || obj == nil || obj.Pkg() == a.f.p.pass.Pkg || obj.Pkg() == nil || !strings.Contains(string(fl.From.Path), ".") {
		return ev
	}
	var out evset
	for _, e := range ev {
		src := a.f.g.events[e].source
		if src == nil || !kind.Lazy.Has(src.Kind) || len(src.Steps) == 0 || path.Dir(src.Steps[0].Position.Filename) != obj.Pkg().Path() {
			out = append(out, e)
		}
	}
	return out
}

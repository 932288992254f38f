package taint

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// applyRoles interprets a call of a modelled function.
func (k *calling) applyRoles(ce callee) *val {
	r := &roleCall{calling: k, ce: ce, out: map[int]*val{}}
	for i := range ce.roles.Sinks {
		r.sink(i, &ce.roles.Sinks[i])
	}
	for i := range ce.roles.Validators {
		r.validator(i, &ce.roles.Validators[i])
	}
	for i := range ce.roles.Sanitizers {
		s := &ce.roles.Sanitizers[i]
		if !r.holds(s.If) {
			continue
		}
		if s.At.Root != model.Result {
			c := check{kinds: kind.SetOf(s.Kinds), when: summary.WhenReturns, label: ce.name, ev: r.read(s.At)}
			k.f.check(k.slot+"sanitizer"+strconv.Itoa(i), c)
			continue
		}
		r.clears.Clears |= kind.SetOf(s.Kinds)
		r.clears.Why = "cleared by " + ce.name
	}
	if ce.roles.Empties {
		r.empties()
	}
	moves := false
	for i := range ce.roles.Propagators {
		moves = true
		r.propagator(i, &ce.roles.Propagators[i])
	}
	for i := range ce.roles.Sources {
		if s := &ce.roles.Sources[i]; s.At.Root == model.Result || s.Written || !k.call.IsInvoke() {
			moves = moves || s.At.Root == model.Result
			r.source(i, s)
		}
	}
	if !moves && (!ce.roles.Opaque || r.clears.Clears != 0) {
		r.through(r.clears)
	}
	if !r.called {
		k.escape()
	}
	return k.results(func(i int, t types.Type) *val { return r.out[i] })
}

// empties forgets what the receiver held.
func (r *roleCall) empties() {
	if r.receiver() == 0 || len(r.args) == 0 {
		return
	}
	if refs := r.args[0].addrs(); len(refs) == 1 {
		r.f.store(r.st, refs[0], nil, true)
	}
}

// applySinks interprets only the sinks of a model: of a function that was recognised by its shape and whose body is
// known.
func (k *calling) applySinks(ce callee) {
	r := &roleCall{calling: k, ce: ce, out: map[int]*val{}}
	for i := range ce.roles.Sinks {
		r.sink(i, &ce.roles.Sinks[i])
	}
}

// A roleCall is a modelled call being interpreted.
type roleCall struct {
	*calling
	ce     callee
	out    map[int]*val
	called bool          // a model says what function arguments are given
	clears summary.Label // by sanitizers
}

// through lets arguments flow to results, as for an unknown callee, less what a sanitizer clears.
func (r *roleCall) through(l summary.Label) {
	l.Shallow = true
	var ev evset
	for _, a := range r.args {
		ev = ev.union(r.f.carry(r.st, a))
	}
	if len(ev) == 0 {
		return
	}
	res := r.sig.Results()
	for i := range res.Len() {
		if shape.CarriesData(res.At(i).Type()) {
			r.out[i] = &val{ev: evset{r.f.derivedBeside(r.slot+"through", "passed through "+r.ce.name, ev, l)}}
		}
	}
}

func (r *roleCall) receiver() int {
	if r.sig.Recv() != nil {
		return 1
	}
	return 0
}

// base is the value that a model's path starts from.
func (r *roleCall) base(p model.Path) *val {
	switch p.Root {
	case model.Recv, model.Self:
		if r.receiver() == 1 && len(r.args) > 0 {
			return r.args[0]
		}
	case model.Arg:
		return r.argument(p)
	case model.Result:
		return r.out[p.Index]
	}
	return nil
}

// read collects what flows out of the place that a model's path names.
func (r *roleCall) read(p model.Path) evset {
	path, deep := pathOf(p.Fields)
	return r.f.collect(r.st, r.f.at(r.st, r.base(p), path), deep)
}

func (r *roleCall) argument(p model.Path) *val {
	off, n := r.receiver(), r.sig.Params().Len()
	if !r.sig.Variadic() {
		if p.Index+off < len(r.args) && !p.Open {
			return r.args[p.Index+off]
		}
		n++ // every argument is a fixed one
	}
	var out *val
	for i := p.Index; i < n-1 && i+off < len(r.args); i++ {
		out = merge(out, r.args[i+off])
		if !p.Open {
			return out
		}
	}
	if r.sig.Variadic() && n-1+off < len(r.args) {
		elem := access.Any
		if !p.Open {
			elem = access.Const(strconv.Itoa(p.Index - (n - 1)))
		}
		out = merge(out, r.f.at(r.st, r.args[n-1+off], access.PathOf(elem)))
	}
	return out
}

// operand is the operand that a path starts from; nil for one inside a variadic.
func (r *roleCall) operand(p model.Path) ssa.Value {
	i := p.Index + r.receiver()
	if p.Root == model.Recv {
		i = 0
	}
	if p.Root == model.Result || i >= len(r.ops) {
		return nil
	}
	if r.sig.Variadic() && p.Root == model.Arg && p.Index >= r.sig.Params().Len()-1 {
		return nil
	}
	return r.ops[i]
}

// pathOf is the engine's form of a model's fields; deep if it ends in anything below.
func pathOf(fields []string) (path access.Path, deep bool) {
	for _, f := range fields {
		switch {
		case f == model.Any:
			deep = true
		case f[0] == '[':
			path += access.Path(f)
		default:
			path += access.PathOf(access.Field(f))
		}
	}
	return path, deep
}

func (r *roleCall) sink(i int, s *model.Sink) {
	if s.Effect && !r.f.p.scope.BelowHook(r.f.fn) || !r.holds(s.If) {
		return
	}
	out := summary.Sink{Kind: kind.Of(s.Kind), Label: s.Label, Site: r.f.siteHere(true)}
	if s.Target != nil {
		if op := r.operand(*s.Target); op != nil {
			out.Target = staticType(op)
			out.TargetAt = r.f.parameterOf(op)
		} else if res := r.sig.Results(); s.Target.Root == model.Result && s.Target.Index < res.Len() {
			out.Target = res.At(s.Target.Index).Type()
		}
	}
	r.reply(s, out.Target)
	out.Own, out.Side, out.ByUse, out.Marks = s.Own, uint8(s.Side), kind.SetOf(aspect(s.ByUse)), kind.SetOf(s.Marks)
	out.Modelled = r.f.p.tells(&out) && !(s.Own && r.ce.roles.ByShape)
	var ev evset
	if s.Reads != "" {
		id := r.f.ownSource(r.slot+"reads"+strconv.Itoa(i), kind.Of(s.Reads), "input that it reads from the network")
		r.f.g.events[id].source.Start, r.f.g.events[id].source.Fn = r.sanitized(), r.f.fn
		ev = evset{id}
	} else {
		path, _ := pathOf(s.At.Fields)
		ev = r.f.deep(r.st, r.f.at(r.st, r.base(s.At), path)).union(r.keyValues(i, s))
	}
	r.f.p.sinkSite(&out)
	if s.Side > 0 {
		r.f.equality(whenEqual(r.sig), s.Label, ev)
	}
	r.f.use(r.slot+"sink"+strconv.Itoa(i), use{ev: ev, sink: &out, steps: []*summary.Step{r.f.step("reaches " + sinkName(r.ce.name, s.Label))}})
}

// sanitized is what the model's sanitizers clear, whatever they clear it of.
func (r *roleCall) sanitized() summary.Label {
	var l summary.Label
	for i := range r.ce.roles.Sanitizers {
		s := &r.ce.roles.Sanitizers[i]
		l.Clears, l.Why = l.Clears|kind.SetOf(s.Kinds), "cleared by "+s.Label
	}
	return l
}

// tells reports whether a sink is worth telling other packages of.
func (p *pkg) tells(s *summary.Sink) bool {
	return !s.Own || p.scope.Own || s.TargetAt.Root == access.Param
}

func sinkName(fn, label string) string {
	if label == "" {
		return fn
	}
	return label + " (" + fn + ")"
}

func (r *roleCall) validator(i int, v *model.Validator) {
	if !r.holds(v.If) {
		return
	}
	var ev evset
	deep := false
	for _, p := range v.At {
		ev = ev.union(r.read(p))
		_, below := pathOf(p.Fields)
		deep = deep || below
	}
	c := check{kinds: kind.SetOf(v.Kinds), when: outcomeOf(v.When), label: r.ce.name, ev: ev, deep: deep}
	if v.Needs != "" {
		c.needs, c.needy = kind.Of(v.Needs), true
	}
	for _, cond := range v.If {
		if _, at := r.f.constantsOf(r.operand(model.Path{Root: model.Arg, Index: cond.Arg})); at != nil {
			c.after = r.f.afterLoop(at)
		}
	}
	c.direct, c.pure, c.field = true, len(r.ce.roles.Propagators) == 0, v.Field
	r.f.check(r.slot+"validator"+strconv.Itoa(i), c)
}

func (r *roleCall) source(i int, s *model.Source) {
	k := kind.Of(s.Kind)
	if !r.holds(s.If) || kind.Lazy.Has(k) && !r.f.p.scope.Lazy {
		return
	}
	name, label := r.said(s)
	id := r.f.ownSource(r.slot+"model source"+strconv.Itoa(i), kind.Of(name), label)
	src := r.f.g.events[id].source
	src.Start, src.Fn = r.clears.Then(r.f.p.atStart(r.typeAt(s.At), s.Stream)), r.f.fn
	r.f.g.events[id].lazy = kind.Lazy.Has(k)
	if k == kind.Of(kind.Random) && s.At.Root == model.Arg {
		r.f.g.events[id].source.Size = lengthHeld(r.operand(s.At))
	}
	if s.Tag != "" {
		r.tagDefaults(s)
		return
	}
	v := &val{ev: evset{id}}
	if s.At.Root == model.Arg && s.At.Param >= 0 {
		r.feed(s.At, v, r.slot+"feed"+strconv.Itoa(i))
		return
	}
	r.write(s.At, v)
	if s.Method != "" {
		r.callMethod(s, v, r.slot+"method"+strconv.Itoa(i))
	}
}

// callMethod gives a source to a method of what is at its place: of each argument, if these are several.
func (r *roleCall) callMethod(s *model.Source, v *val, slot string) {
	if r.depth >= maxDepthOfCalls {
		return
	}
	for i, op := range r.each(s.At) {
		target := r.f.value(op)
		for _, t := range unionTypes([]types.Type{staticType(op)}, target.dynamicTypes()) {
			ce, ok := r.f.p.methodNamed(t, s.Method)
			if !ok || ce.within != nil {
				continue
			}
			inner := &calling{f: r.f, st: r.st, in: r.in, call: r.call, sig: ce.signature(), slot: slot + "~" + strconv.Itoa(i) + ce.name, depth: r.depth + 1}
			inner.args, inner.ops = []*val{target, v}, make([]ssa.Value, 2)
			inner.apply(ce)
		}
	}
}

// each are the operands at a path: one, or those in a variadic.
func (r *roleCall) each(p model.Path) []ssa.Value {
	if op := r.operand(p); op != nil {
		return []ssa.Value{op}
	}
	last := r.sig.Params().Len() - 1
	if at := r.receiver() + last; r.sig.Variadic() && p.Root == model.Arg && at < len(r.ops) && r.ops[at] != nil {
		if list := r.f.variadic(r.ops[at]); p.Index-last < len(list) {
			return list[p.Index-last:]
		}
	}
	return nil
}

// typeAt is the static type at a model's path; nil where it cannot be told.
func (r *roleCall) typeAt(p model.Path) types.Type {
	var t types.Type
	switch params := r.sig.Params(); {
	case p.Root == model.Result && p.Index < r.sig.Results().Len():
		t = r.sig.Results().At(p.Index).Type()
	case p.Root == model.Arg && p.Index < params.Len():
		t = params.At(p.Index).Type()
		if fn, ok := t.Underlying().(*types.Signature); ok && p.Param >= 0 && p.Param < fn.Params().Len() {
			t = fn.Params().At(p.Param).Type()
		}
	}
	path, _ := pathOf(p.Fields)
	if t == nil || path == "" {
		return t
	}
	return shape.At(t, path).Type
}

// said are a source's kind and label, with the constant that a list of names knows.
func (r *roleCall) said(s *model.Source) (kind, label string) {
	for i := range s.If {
		if c := &s.If[i]; c.Names != "" && !c.Negate {
			if name, ok := constantString(r.operand(model.Path{Root: model.Arg, Index: c.Arg})); ok {
				return r.f.p.models.Sharper(s.Kind, name), s.Label + " " + name
			}
		}
	}
	return s.Kind, s.Label
}

// ownSource is the event of a source that the current instruction is.
func (f *function) ownSource(slot string, k kind.Kind, label string) eventID {
	src := &summary.Source{Kind: k, Label: label, Pos: positionOf(f.cur)}
	f.encodes = f.encodes || f.p.written.Has(k)
	return f.g.get(eventKey{at: f.cur, slot: slot}, func() event {
		return event{at: f.cur, source: src, note: "read from " + label}
	})
}

// write stores at a path that a model names.
func (r *roleCall) write(p model.Path, v *val) {
	path, _ := pathOf(p.Fields)
	switch p.Root {
	case model.Result:
		r.out[p.Index] = putAt(r.out[p.Index], path.Elems(), v)
	case model.Recv, model.Self:
		if r.receiver() == 1 && len(r.args) > 0 {
			r.putBelow(r.args[0], r.ops[0], path, v)
		}
	case model.Arg:
		if op := r.operand(p); op != nil {
			r.putBelow(r.f.value(op), op, path, v)
			return
		}
		r.putBelow(r.argument(p), nil, path, v)
	}
}

// aspect is a list of one aspect, or of none.
func aspect(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

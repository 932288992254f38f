package taint

import (
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// A callee is one function that a call may reach, with what is known of it: a model, a summary, or nothing.
type callee struct {
	name     string // for traces
	fn       *ssa.Function
	obj      *types.Func
	roles    *model.Roles
	sum      *summary
	bindings []*val
}

// A site of a call while it is applied.
type calling struct {
	f    *function
	st   *state
	in   ssa.Instruction
	call *ssa.CallCommon
	args []*val      // the receiver first
	ops  []ssa.Value // the operands behind args; nil where there is none
	slot string      // tells the events of several callees apart
	sig  *types.Signature
	// depth counts the function values that are being called inside each other here.
	depth int
	// unsure: what the callee does to its results is not wholly known.
	unsure bool
	// foreign: nothing at all is known of a callee.
	foreign bool
}

// maxDepthOfCalls bounds how deep function values that call function values are followed at one call.
const maxDepthOfCalls = 2

// call interprets a call and returns its result, a tuple if it has several.
func (f *function) call(st *state, in ssa.Instruction, c *ssa.CallCommon) *val {
	k := &calling{f: f, st: st, in: in, call: c, sig: c.Signature()}
	if b, ok := c.Value.(*ssa.Builtin); ok {
		for _, a := range c.Args {
			k.args, k.ops = append(k.args, f.value(a)), append(k.ops, a)
		}
		return k.builtin(b)
	}
	if c.IsInvoke() {
		k.args, k.ops = append(k.args, f.value(c.Value)), append(k.ops, c.Value)
	}
	for _, a := range c.Args {
		k.args, k.ops = append(k.args, f.value(a)), append(k.ops, a)
	}
	callees := f.resolve(c)
	if len(callees) == 0 {
		k.unsure, k.foreign = true, true
		return f.assigned(k.own(k.dynamic()), in, k.sig, nil)
	}
	var out *val
	ends := true
	for i, ce := range callees {
		k.slot = ""
		if len(callees) > 1 {
			k.slot = "~" + ce.name
		}
		r := k.apply(ce)
		if i == 0 {
			out = r
		} else {
			out = merge(out, r)
		}
		k.foreign = k.foreign || ce.sum == nil && ce.roles == nil
		k.unsure = k.unsure || ce.sum == nil || len(ce.sum.calls) > 0
		ends = ends && (ce.roles != nil && ce.roles.NoReturn || ce.sum != nil && ce.sum.noReturn)
	}
	if _, ok := in.(*ssa.Call); ok && ends {
		f.ends[in.Block().Index] = true
	}
	return f.assigned(k.own(k.hidden(out, callees)), in, k.sig, callees)
}

// apply interprets one callee.
func (k *calling) apply(ce callee) *val {
	switch {
	case ce.roles != nil && (!ce.roles.ByShape || ce.sum == nil):
		return k.applyRoles(ce)
	case ce.sum != nil:
		if ce.roles != nil {
			k.applySinks(ce)
		}
		return k.applySummary(ce)
	}
	return k.unknown(ce.name)
}

// resolve finds what a call may reach. Nothing means a function value or an interface that is not known here.
func (f *function) resolve(c *ssa.CallCommon) []callee {
	if c.IsInvoke() {
		return f.resolveInvoke(c)
	}
	if fn, ok := c.Value.(*ssa.Function); ok {
		return []callee{f.p.calleeOf(fn, nil)}
	}
	var out []callee
	for _, t := range f.value(c.Value).functions() {
		out = append(out, f.p.calleeOf(t.fn, t.bindings))
	}
	return out
}

func (v *val) functions() []target {
	if v == nil {
		return nil
	}
	return v.fns
}

func (v *val) dynamicTypes() []types.Type {
	if v == nil {
		return nil
	}
	return v.typs
}

// resolveInvoke finds the implementations of an interface method: those of the dynamic types if they are known; else what a model says
// of the method; else the implementers in the package and its imports.
func (f *function) resolveInvoke(c *ssa.CallCommon) []callee {
	roles := f.p.models.Func(c.Method)
	var out []callee
	for _, t := range f.value(c.Value).dynamicTypes() {
		if ce, ok := f.p.methodOf(t, c.Method); ok {
			out = append(out, ce)
		}
	}
	if len(out) > 0 && (roles == nil || allKnown(out)) {
		return out
	}
	if roles != nil {
		return []callee{{name: methodName(c.Method), obj: c.Method, roles: roles}}
	}
	return f.p.implementers(c)
}

// allKnown reports whether something is known of each callee.
func allKnown(cs []callee) bool {
	for _, c := range cs {
		if c.roles == nil && c.sum == nil {
			return false
		}
	}
	return true
}

func methodName(m *types.Func) string {
	if sig, ok := m.Type().(*types.Signature); ok && sig.Recv() != nil {
		if n := typeName(sig.Recv().Type()); n != nil {
			return n.Name() + "." + m.Name()
		}
	}
	if m.Pkg() != nil {
		return m.Pkg().Name() + "." + m.Name()
	}
	return m.Name()
}

// own gives each result that is a reference memory of its own, so that what is written through one copy is seen through
// another.
func (k *calling) own(v *val) *val {
	reg, ok := k.in.(*ssa.Call)
	if !ok {
		return v
	}
	res := k.sig.Results()
	if res.Len() == 1 {
		return k.owned(reg, "result", res.At(0).Type(), v)
	}
	for i := range res.Len() {
		e := tupleElem(i)
		if c := k.owned(reg, "result"+e, res.At(i).Type(), v.child(e)); c != nil {
			v = v.with(e, c)
		}
	}
	return v
}

func (k *calling) owned(reg ssa.Value, slot string, typ types.Type, v *val) *val {
	if len(v.addrs()) > 0 && len(v.sub) == 0 || isError(typ) {
		return v
	}
	switch coreOf(typ).(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Interface:
	default:
		if k.foreign {
			v = merge(v, k.f.madeValue(reg, slot, typ))
		}
		return v
	}
	o := k.f.objectAt(reg, slot, pointee(typ))
	o.opaque = k.unsure
	if k.foreign {
		k.f.makes(o, reg.Name()+slot)
	}
	out := val{refs: []ref{{obj: o}}}
	if v != nil {
		out = *v
		content := *v
		content.refs = nil
		k.st.set(o, &content)
		out.refs = unionRefs(v.refs, []ref{{obj: o}})
		out.sub = nil
		out.forget()
	}
	return &out
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// carriesData reports whether a value of the type can carry what went into an unknown function: not an error, a number or a
// truth value.
func carriesData(t types.Type) bool {
	if t == nil || isError(t) {
		return false
	}
	if b, ok := t.Underlying().(*types.Basic); ok {
		return b.Info()&types.IsString != 0 || b.Kind() == types.UnsafePointer || b.Kind() == types.Byte
	}
	return true
}

// unknown lets arguments flow to results, not to other arguments.
func (k *calling) unknown(name string) *val { return k.passed(name, label{}) }

// passed lets arguments flow to results.
func (k *calling) passed(name string, l label) *val {
	var ev, text evset
	looksUp := lookup.MatchString(k.calledName(name))
	for i, a := range k.args {
		if i < len(k.ops) && k.ops[i] != nil && isText(staticType(k.ops[i])) {
			if looksUp {
				continue // what is stored under a key is not the key
			}
			if !isString(staticType(k.ops[i])) {
				ev = ev.union(k.f.carry(k.st, a))
				continue
			}
			text = text.union(k.f.carry(k.st, a))
			continue
		}
		ev = ev.union(k.f.carry(k.st, a))
	}
	k.escape()
	if len(ev)+len(text) == 0 {
		return nil
	}
	return k.passedOn(name, ev, text, l)
}

// lookup matches the names of functions that find something under a key. Of one whose code is not known, what it finds is not made of
// the key.
var lookup = regexp.MustCompile(`^(?:[MHZ]?[Gg]et|[Ll]oad|[Ll]ook[uU]p|[Ff]ind|[Ff]etch|[Rr]etrieve|[Qq]uery|[Ee]xists|[Hh]as|[Ss]earch|[Ll]ist)`)

// calledName is the name of the function that is called, without its package or type.
func (k *calling) calledName(name string) string {
	if k.call.IsInvoke() {
		name = k.call.Method.Name()
	}
	return name[strings.LastIndexByte(name, '.')+1:]
}

// isText reports whether a type is a string, or a slice of them.
func isText(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	return isString(t)
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isObject reports whether a type is one of things that do something, a client, a store, a server: what a text that they were
// configured with is to them is not what comes out of them.
func isObject(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		_, ok := t.Elem().Underlying().(*types.Struct)
		return ok
	case *types.Interface:
		return t.NumMethods() > 0
	}
	return false
}

func (k *calling) passedOn(name string, ev, text evset, l label) *val {
	l.shallow = true
	note := "passed through a function value"
	if name != "" {
		note = "passed through " + name
	}
	return k.results(func(i int, t types.Type) *val {
		if !carriesData(t) {
			return nil
		}
		from := ev
		if !isObject(t) {
			from = ev.union(text)
		}
		if len(from) == 0 {
			return nil
		}
		return &val{ev: evset{k.f.derived(k.slot+"unknown"+tupleElem(i), note, from, l)}}
	})
}

// results builds the value of a call out of its results.
func (k *calling) results(of func(i int, t types.Type) *val) *val {
	res := k.sig.Results()
	if res.Len() == 1 {
		return of(0, res.At(0).Type())
	}
	var out *val
	for i := range res.Len() {
		if v := of(i, res.At(i).Type()); v != nil {
			out = out.with(tupleElem(i), v)
		}
	}
	return out
}

// escape assumes that function values that are handed to unknown code are called there, with arguments that nothing is known of.
func (k *calling) escape() {
	for i, a := range k.args {
		for _, t := range a.functions() {
			k.callTarget(t, nil, k.slot+"escape"+tupleElem(i))
		}
	}
}

// callTarget applies a function value as if it were called here.
func (k *calling) callTarget(t target, args []*val, slot string) *val {
	ce := k.f.p.calleeOf(t.fn, t.bindings)
	if k.depth >= maxDepthOfCalls {
		k.f.capped = true
		return nil
	}
	inner := &calling{f: k.f, st: k.st, in: k.in, call: k.call, sig: t.fn.Signature, slot: slot + "~" + ce.name, depth: k.depth + 1}
	inner.args = make([]*val, t.parameters())
	inner.ops = make([]ssa.Value, t.parameters())
	copy(inner.args, args)
	return inner.apply(ce)
}

// parameters is the number of parameters of a function value, with the receiver of a method that it is.
func (t target) parameters() int {
	n := t.fn.Signature.Params().Len()
	if t.fn.Signature.Recv() != nil {
		n++
	}
	return max(n, len(t.fn.Params))
}

// dynamic interprets a call of a function value or interface that is not known here. One that came in by a parameter is left to the
// callers: the summary says what goes into it and what comes out.
func (k *calling) dynamic() *val {
	fv := k.f.value(k.call.Value)
	var out *val
	method, args := "", k.args
	if k.call.IsInvoke() {
		method, args = "."+k.call.Method.Name(), k.args[1:]
	}
	left := false
	for _, e := range fv.events() {
		p := k.f.g.events[e].place
		if p.kind != rootParam && p.kind != rootFree {
			continue
		}
		left = true
		at := place{index: p.index, path: p.path, method: method}
		if p.kind == rootFree {
			at.cell = "free"
		}
		k.f.calls(at)
		for i, a := range args {
			to := place{kind: rootCallArg, index: p.index, path: p.path, method: method, sub: i}
			if p.kind == rootFree {
				to.cell = "free"
			}
			k.f.use("call"+to.String(), use{ev: k.f.carry(k.st, a), to: to})
		}
		out = merge(out, k.results(func(i int, t types.Type) *val {
			from := place{kind: rootCallRes, index: p.index, path: p.path, method: method, sub: i}
			if p.kind == rootFree {
				from.cell = "free"
			}
			if !carriesData(t) {
				return nil
			}
			return k.f.entryValue(from, t)
		}))
	}
	if left {
		return merge(out, k.passed("", label{assumed: true}))
	}
	if !k.call.IsInvoke() {
		k.yields(fv)
		k.args, k.ops = append(k.args, fv), append(k.ops, nil) // it may return what it was made of
	}
	return k.unknown("")
}

// yields hands what an opaque function value holds to the function values that it is called with: an iterator yields what it was made of.
func (k *calling) yields(fv *val) {
	ev := k.f.carry(k.st, fv)
	if len(ev) == 0 {
		return
	}
	for i, a := range k.args {
		for _, t := range a.functions() {
			id := k.f.derived(k.slot+"yield", "", ev, label{part: true})
			args := make([]*val, t.parameters())
			for j := range args {
				args[j] = &val{ev: evset{id}}
			}
			k.callTarget(t, args, k.slot+"yield"+tupleElem(i))
		}
	}
}

package taint

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Where the argument of a call comes from, and where the result of a call goes. Fixes ask this, for a few values, to
// pair the writers of a store with its readers. It is answered on demand: the functions that the values pass through
// are interpreted once more, with an event for each argument and result of a call, and searched, function by function.

// A Spot is a value at a call in the package: one of its arguments, counted as they are written, its receiver or its
// result.
type Spot struct {
	Call *ast.CallExpr
	Arg  int
}

// Values of Spot.Arg that are not arguments.
const (
	Receiver = -1
	Made     = -2 // what the call makes: its first result and, of an encoder, what it writes
)

// An End is where a search for the origins or the destinations of a value ends: a call that gives or takes it or,
// without a call, what lies outside of the package.
type End struct {
	Call *ast.CallExpr
	Arg  int // that takes the value, of a destination
	// Kind is of the source that a model sees there; empty if it sees none.
	Kind string
	// Through: a model says that the call passes the value on, and the search went on through it.
	Through bool
	// Marked: on the path is a function for which TrailOptions.Marks is true.
	Marked bool
	// Type is of the parameter or result by which the value enters or leaves the package, without a call. It is nil
	// if that is not known.
	Type types.Type
}

// A Trail finds the origins and destinations of values in one package.
type Trail struct {
	mu *sync.Mutex // of the result
	p  *pkg
	TrailOptions
	functions map[*ssa.Function]*function
	calls     map[token.Pos][]callIn                // by the parenthesis
	callers   map[*ssa.Function][]callIn            // that name the function
	address   map[string][]*ssa.Function            // by cell: functions that may read or write it
	passing   map[ssa.CallInstruction]*trailCallees // memo of callees
}

// TrailOptions says which functions are special to a trail.
type TrailOptions struct {
	Encodes func(*types.Func) bool // turns values into bytes, or back: searches do not go through
	Marks   func(*types.Func) bool // see End.Marked
}

// A callIn is a call in a function.
type callIn struct {
	fn *ssa.Function
	in ssa.CallInstruction
}

// Trail returns a trail for the package of r.
func (r *Result) Trail(o TrailOptions) *Trail {
	return &Trail{mu: &r.mu, p: r.p, TrailOptions: o, functions: map[*ssa.Function]*function{}, passing: map[ssa.CallInstruction]*trailCallees{}}
}

// index lists the calls of the package, its functions' callers, and the functions that name the cells of the heap.
func (t *Trail) index() {
	if t.calls != nil {
		return
	}
	t.calls, t.callers, t.address = map[token.Pos][]callIn{}, map[*ssa.Function][]callIn{}, map[string][]*ssa.Function{}
	for _, fn := range t.p.funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				t.note(fn, in)
			}
		}
	}
}

func (t *Trail) note(fn *ssa.Function, in ssa.Instruction) {
	if addr, ok := addressOf(in); ok {
		if cell, ok := t.p.cellOfAddr(addr); ok && !slices.Contains(t.address[cell], fn) {
			t.address[cell] = append(t.address[cell], fn)
		}
	}
	call, ok := in.(ssa.CallInstruction)
	if !ok {
		return
	}
	c := call.Common()
	if _, builtin := c.Value.(*ssa.Builtin); builtin {
		return
	}
	at := callIn{fn, call}
	if pos := c.Pos(); pos.IsValid() {
		t.calls[pos] = append(t.calls[pos], at)
	}
	if c.IsInvoke() {
		for _, ce := range t.p.implementers(c) {
			if ce.fn != nil {
				t.callers[ce.fn] = append(t.callers[ce.fn], at)
			}
		}
	} else if callee := c.StaticCallee(); callee != nil {
		t.callers[callee] = append(t.callers[callee], at)
	}
}

// addressOf is what an instruction names that may be a cell: a field's address, or a variable that it reads or writes.
func addressOf(in ssa.Instruction) (ssa.Value, bool) {
	if store, ok := in.(*ssa.Store); ok {
		g, ok := store.Addr.(*ssa.Global)
		return g, ok
	}
	return addressRead(in)
}

// function interprets a function for the trail; nil past the bound.
func (t *Trail) function(fn *ssa.Function) *function {
	if f, ok := t.functions[fn]; ok {
		return f
	}
	if len(t.functions) >= maxTrailed {
		t.p.caps[summary.BoundTrail]++
		return nil
	}
	t.functions[fn] = t.interpret(fn)
	return t.functions[fn]
}

// interpret is nil where the engine panics: the analysis has not, so what a fix would need to know is all that is
// missing.
func (t *Trail) interpret(fn *ssa.Function) (f *function) {
	defer func() {
		if !strict && recover() != nil {
			f = nil
		}
	}()
	f = newFunction(t.p, fn)
	f.trail = t
	f.interpret()
	return f
}

const (
	// maxTrailed bounds the functions that the questions of a package interpret,
	maxTrailed = 1000
	// and maxLegs how often one question goes from a function to another.
	maxLegs = 200
	// maxInto bounds how deep a question goes into callees, or up to callers.
	maxInto = 8
)

// trailCallees are what a call may reach, as far as a search asks.
type trailCallees struct {
	bodies  []*ssa.Function
	through bool // all that is known of it are models by which it passes values on
	encodes bool
	marks   bool
}

func (t *Trail) callees(f *function, in ssa.CallInstruction) *trailCallees {
	if known := t.passing[in]; known != nil {
		return known
	}
	c := in.Common()
	out := &trailCallees{}
	all := f.resolve(c)
	for _, ce := range all {
		if ce.fn != nil && t.p.known[ce.fn] && (ce.roles == nil || ce.roles.ByShape) {
			out.bodies = append(out.bodies, ce.fn)
		}
		out.encodes = out.encodes || ce.obj != nil && t.Encodes(ce.obj)
		out.marks = out.marks || ce.obj != nil && t.Marks(ce.obj)
	}
	out.through = len(all) > 0 && len(out.bodies) == 0 && !out.encodes && !slices.ContainsFunc(all, func(ce callee) bool { return !passesOn(ce) })
	t.passing[in] = out
	return out
}

// calledBy is the function or method that a call names; nil for a function value.
func calledBy(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	fn := c.StaticCallee()
	if fn == nil {
		return nil
	}
	if o := fn.Origin(); o != nil {
		fn = o
	}
	obj, _ := fn.Object().(*types.Func)
	return obj
}

// passesOn reports whether a model says that a callee passes values on, and that it gives none of its own.
func passesOn(ce callee) bool {
	return ce.roles != nil && len(ce.roles.Propagators) > 0 && len(ce.roles.Sources) == 0
}

// given is the place of what a call takes, in the function that makes it: an argument, the receiver first.
func given(i int) access.Place { return access.Place{Root: access.Given, Index: i} }

// takes records what a call takes. What an encoder takes gets an event of its own, so that what it makes has one.
func (k *calling) takes() {
	in, ok := k.in.(ssa.CallInstruction)
	if k.f.trail == nil || !ok {
		return
	}
	callee := calledBy(in.Common())
	encodes := callee != nil && k.f.trail.Encodes(callee)
	for i, a := range k.args {
		(&walker{f: k.f, st: k.st, slot: "takes" + string(access.Tuple(i))}).walk(given(i), a, false)
		if encodes && (i > 0 || !k.call.IsInvoke() && k.sig.Recv() == nil) {
			at := k.in
			id := k.f.g.get(eventKey{at: at, slot: slotEncoded}, func() event { return event{at: at} })
			k.args[i] = merge(a, &val{ev: evset{id}})
		}
	}
}

const (
	slotEncoded = "encoded"
	slotGives   = "gives"
)

// gives adds an event to each result of a call.
func (k *calling) gives(v *val) *val {
	if _, ok := k.in.(ssa.CallInstruction); k.f.trail == nil || !ok {
		return v
	}
	mark := func(i int, t types.Type, v *val) *val {
		if !shape.CarriesData(t) {
			return v
		}
		at := k.in
		id := k.f.g.get(eventKey{at: at, slot: slotGives + string(access.Tuple(i))}, func() event { return event{at: at} })
		k.f.linkAll(id, k.f.carry(k.st, v), summary.Label{}, nil)
		return v.withEvents(evset{id})
	}
	res := k.sig.Results()
	if res.Len() == 1 {
		return mark(0, res.At(0).Type(), v)
	}
	for i := range res.Len() {
		if c := mark(i, res.At(i).Type(), v.child(access.Tuple(i))); c != nil {
			v = v.with(access.Tuple(i), c)
		}
	}
	return v
}

// captures records what a closure captures, as it takes it.
func (f *function) captures(st *state, in *ssa.MakeClosure, t target) {
	if f.trail == nil {
		return
	}
	for i, b := range t.bindings {
		w := &walker{f: f, st: st, slot: "takes" + string(access.Tuple(i))}
		w.walk(given(i), b, false)
	}
}

// argumentAt is the index, in SSA form, of an argument at a call, with the path to it inside of a variadic's slice.
func argumentAt(c *ssa.CallCommon, arg int, spread bool) (index int, path access.Path) {
	sig := c.Signature()
	off := 0
	if c.IsInvoke() || sig.Recv() != nil {
		off = 1
	}
	if last := sig.Params().Len() - 1; sig.Variadic() && !spread && arg >= last {
		return last + off, access.PathOf(access.Const(strconv.Itoa(arg - last)))
	}
	return arg + off, ""
}

// written is the argument, as it is written, that a place of what a call takes stands for.
func (t *Trail) written(c *ssa.CallCommon, p access.Place) int {
	sig := c.Signature()
	i := p.Index
	if c.IsInvoke() || sig.Recv() != nil {
		i--
	}
	call := t.p.callAt(c.Pos())
	if last := sig.Params().Len() - 1; call != nil && sig.Variadic() && i == last && !call.Ellipsis.IsValid() {
		for k := range len(call.Args) - last {
			if es := p.Path.Elems(); len(es) > 0 && es[0] == access.Const(strconv.Itoa(k)) {
				return last + k
			}
		}
	}
	return i
}

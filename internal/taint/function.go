package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/branch"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A function is the analysis of one function: an abstract interpretation that tells which events reach which values and
// which memory, until nothing changes.
type function struct {
	p       *pkg
	fn      *ssa.Function
	name    string          // as a trace shows it
	wrapper bool            // see isWrapper
	cur     ssa.Instruction // that is being interpreted,
	index   int             // and its index in its block
	g       graph
	env     map[ssa.Value]*val

	asserts map[ssa.Value][]*ssa.TypeAssert // by what is asserted, see asserted
	objects map[objectKey]*object
	entries map[objectKey]*val
	in      []*state    // by block, before its first instruction
	ends    []bool      // by block: a call in it does not return
	left    []bool      // by block: its end was reached
	dirty   []bool      // by block: to be visited
	st      *state      // of the visit of a block that is under way
	changed []ssa.Value // registers that it changed
	// inMemory are the registers whose content lies in an object, since something was written below them, see memory.
	inMemory map[ssa.Value]*object
	staying  map[*ssa.Alloc]bool            // memo of stays
	loads    map[int][]*ssa.UnOp            // memo of loadsOf
	taken    map[branch.Edge]bool           // edges of the control flow graph that can be taken; nil: all
	loops    map[int]*branch.CertainLoop    // by the index of the head: loops that certainly run,
	rounds   map[*branch.CertainLoop]*state // the states after their rounds,
	afterAll map[*ssa.Phi]*val              // and the values of their heads' registers then
	chosen   *branch.Chosen                 // where texts are constants
	thrown   *val                           // what panics carry, here and in callees
	shared   map[*object]*sharing           // objects that functions share which run at another time,
	spawns   []ssa.Instruction              // where those are started,
	after    []bool                         // and by block: it comes after such a start
	passed   []passed                       // those of them that are parameters, which no instruction defines

	foreign map[string][]foreignSource // by the variable of another package: what lies in its parts
	encodes bool                       // a value of the function stands for what an encoder writes

	killed map[*ssa.BasicBlock]map[access.Place]bool // by block of a return: the places that are killed

	called []access.Place       // function values of parameters that are called
	funcs  []summary.FuncResult // function values that callers see
	types  []summary.TypeResult // dynamic types that callers see
	open   []bool               // by result: other types may be there
	uses   []use                // in the order in which they were found
	used   map[useKey]int32
	checks map[checkKey]*check
	equals map[ssa.Instruction]*check // comparisons, as checks that prove nothing
	// ahead remembers what can be reached from blocks without going back in a loop.
	ahead []*blockOrder
	// constants is the number of constants that have an event.
	constants int
	// refusals are what the bits of labels stand for.
	refusals []summary.Refusal
	caps     summary.Caps
	work     int // so far, see work.go
	// runsDefers says that deferred calls are interpreted where the function ends, not where they are deferred.
	runsDefers bool
	trail      *Trail // that the function is interpreted for; nil in the analysis
}

// A passed is a parameter whose content lies in an object.
type passed struct {
	v  ssa.Value
	is *val
	o  *object
}

// A use is a value that reaches a place that matters outside: a result, a parameter's content, a cell, a sink.
type use struct {
	at    ssa.Instruction
	ev    evset
	block *ssa.BasicBlock
	index int
	to    access.Place
	sink  *summary.Sink
	label summary.Label   // of what happens behind the place, in a callee
	steps []*summary.Step // inside the callee, the sink last
	// exact is true if the value itself gets there with all that it points to, not only its events.
	exact bool
	// judges: a callee has read this and returned what it read; a check of what it returned is one of what it read.
	judges bool
}

type useKey struct {
	at   ssa.Instruction
	slot string
}

func newFunction(p *pkg, fn *ssa.Function) *function {
	f := &function{
		p: p, fn: fn, name: functionName(fn), wrapper: isWrapper(fn),
		env:      make(map[ssa.Value]*val),
		objects:  make(map[objectKey]*object),
		entries:  make(map[objectKey]*val),
		in:       make([]*state, len(fn.Blocks)),
		ends:     make([]bool, len(fn.Blocks)),
		left:     make([]bool, len(fn.Blocks)),
		dirty:    make([]bool, len(fn.Blocks)),
		inMemory: make(map[ssa.Value]*object),
		used:     make(map[useKey]int32),
		checks:   make(map[checkKey]*check),
	}
	for i, param := range fn.Params {
		f.env[param] = f.parameter(f.entryValue(access.Place{Root: access.Param, Index: i}, param.Type()), param)
	}
	f.callbackSources()
	for i, free := range fn.FreeVars {
		f.env[free] = f.entryValue(access.Place{Root: access.Free, Index: i}, free.Type())
	}
	return f
}

// entryValue is a parameter: its origin, with all that it points to unknown.
func (f *function) entryValue(p access.Place, typ types.Type) *val {
	holder := &object{typ: typ, lazy: true, place: p}
	return f.entry(holder, "", typ)
}

// value is what is known of an operand.
func (f *function) value(v ssa.Value) *val {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil && shape.IsComposite(v.Type()) {
			return merge(f.madeValue(v, "", v.Type()), f.constant(v)) // a zero value
		}
		return f.constant(v)
	case nil, *ssa.Builtin:
		return nil
	case *ssa.Function:
		return &val{fns: []target{{Callable: summary.Callable{Fn: v}}}}
	case *ssa.Global:
		return f.global(v)
	}
	if phi, ok := v.(*ssa.Phi); ok && len(f.loops) > 0 && f.cur != nil {
		if l := f.loops[phi.Block().Index]; l != nil && l.Behind(f.cur.Block()) {
			return f.afterAll[phi]
		}
	}
	if f.chosen != nil && f.cur != nil && f.chosen.At(v, f.cur.Block()) {
		return nil
	}
	return f.asserted(v)
}

func (f *function) global(g *ssa.Global) *val {
	if v, ok := f.env[g]; ok {
		return v
	}
	elem := g.Type().(*types.Pointer).Elem()
	p := access.Place{Root: access.Cell, Cell: globalName(g)}
	o := f.lazyObject(p, elem)
	o.cell = p.Cell
	v := &val{refs: []ref{{obj: o}}}
	if g.Pkg != nil && g.Pkg.Pkg != f.p.pass.Pkg {
		o.cover = f.foreignGlobal(g)
	}
	f.env[g] = v
	return v
}

func globalName(g *ssa.Global) string {
	if g.Pkg != nil {
		return "var " + g.Pkg.Pkg.Path() + "." + g.Name()
	}
	return "var " + g.Name()
}

// define adds to what is known of a register. What is known never shrinks.
func (f *function) define(v ssa.Value, x *val) {
	if o := f.inMemory[v]; o != nil {
		x = f.intoMemory(v, x, o)
	}
	x = x.bounded()
	old, ok := f.env[v]
	if !ok && x.empty() {
		f.env[v] = nil
	}
	if ok && old.covers(x) || !ok && x.empty() {
		return
	}
	if ok {
		x = merge(old, x).bounded()
	}
	f.env[v] = x
	f.changed = append(f.changed, v)
}

// derived returns the event of an operation at the current instruction, made out of these.
func (f *function) derived(slot, note string, from evset, l summary.Label) eventID {
	at := f.cur
	id := f.g.get(eventKey{at: at, slot: slot}, func() event { return event{at: at, note: note} })
	f.linkAll(id, from, l, nil)
	return id
}

func (f *function) linkAll(to eventID, from evset, l summary.Label, steps []*summary.Step) {
	if len(from) == maxEvents {
		f.caps.Meet(summary.BoundEvents)
	}
	for _, e := range from {
		f.g.link(to, edge{from: e, block: f.cur.Block(), index: f.index, label: l, steps: steps})
	}
}

// calls records that a function value or interface of a parameter is called.
func (f *function) calls(p access.Place) {
	p.Root, p.Sub = access.CallArg, 0
	if !slices.Contains(f.called, p) {
		f.called = append(f.called, p)
	}
}

// use records that events reach a place that matters outside; the last visit of the instruction counts.
func (f *function) use(slot string, u use) {
	if len(u.ev) == 0 {
		return
	}
	if len(u.ev) == maxEvents {
		f.caps.Meet(summary.BoundEvents)
	}
	key := useKey{f.cur, slot}
	u.at, u.block, u.index = f.cur, f.cur.Block(), f.index
	if i, ok := f.used[key]; ok {
		f.uses[i].ev = f.uses[i].ev.union(u.ev)
		return
	}
	f.used[key] = int32(len(f.uses))
	f.uses = append(f.uses, u)
}

// again adds events to a use that an earlier visit of the instruction recorded; it is false if none has.
func (f *function) again(slot string, ev evset) bool {
	_, ok := f.used[useKey{f.cur, slot}]
	if ok {
		f.use(slot, use{ev: ev})
	}
	return ok || len(ev) == 0
}

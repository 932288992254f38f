package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A function is the analysis of one function: an abstract interpretation that tells which events reach which values and
// which memory, until nothing changes.
type function struct {
	p     *pkg
	fn    *ssa.Function
	name  string          // as a trace shows it
	cur   ssa.Instruction // that is being interpreted,
	index int             // and its index in its block
	g     graph
	env   map[ssa.Value]*val

	asserts map[ssa.Value][]*ssa.TypeAssert // by what is asserted, see asserted
	objects map[objectKey]*object
	entries map[objectKey]*val
	in      []*state // by block, before its first instruction
	ends    []bool   // by block: a call in it does not return

	overs map[*ssa.BasicBlock]map[place]bool // by block of a return: what was overwritten

	called []place // function values of parameters that are called
	uses   map[useKey]*use
	order  []useKey
	checks map[checkKey]*check
	caps   capset
	// runsDefers says that deferred calls are interpreted where the function ends, not where they are deferred.
	runsDefers bool
}

// A use is a value that reaches a place that matters outside: a result, a parameter's content, a cell, a sink.
type use struct {
	ev    evset
	block *ssa.BasicBlock
	index int
	to    place
	sink  *sink
	label label   // of what happens behind the place, in a callee
	steps []*Step // inside the callee, the sink last
	// exact is true if the value itself gets there with all that it points to, not only its events.
	exact bool
}

type useKey struct {
	at   ssa.Instruction
	slot string
}

const (
	// maxVisits bounds how often a block is interpreted; a cap that is met leaves what was found so far.
	maxVisits = 24
	// maxWork bounds the instructions that are interpreted in a function, all visits together.
	maxWork = 400_000
)

func newFunction(p *pkg, fn *ssa.Function) *function {
	f := &function{
		p: p, fn: fn, name: functionName(fn),
		env:     make(map[ssa.Value]*val),
		objects: make(map[objectKey]*object),
		entries: make(map[objectKey]*val),
		in:      make([]*state, len(fn.Blocks)),
		ends:    make([]bool, len(fn.Blocks)),
		uses:    make(map[useKey]*use),
		checks:  make(map[checkKey]*check),
	}
	for i, param := range fn.Params {
		f.env[param] = f.parameter(f.entryValue(place{kind: rootParam, index: i}, param.Type()), param)
	}
	f.callbackSources()
	for i, free := range fn.FreeVars {
		f.env[free] = f.entryValue(place{kind: rootFree, index: i}, free.Type())
	}
	return f
}

// entryValue is a parameter: its origin, with all that it points to unknown.
func (f *function) entryValue(p place, typ types.Type) *val {
	holder := &object{typ: typ, lazy: true, place: p}
	return f.entry(holder, "", typ)
}

// interpret runs to the fixpoint.
func (f *function) interpret() {
	if len(f.fn.Blocks) == 0 {
		return
	}
	f.runsDefers = runsDefers(f.fn)
	order := reversePostorder(f.fn)
	visits := make([]int, len(f.fn.Blocks))
	dirty := make([]bool, len(f.fn.Blocks))
	dirty[f.fn.Blocks[0].Index] = true
	if f.fn.Recover != nil {
		dirty[f.fn.Recover.Index] = true
	}
	work := 0
	for again := true; again; {
		again = false
		for _, b := range order {
			if !dirty[b.Index] {
				continue
			}
			dirty[b.Index] = false
			if visits[b.Index]++; visits[b.Index] > maxVisits || work > maxWork {
				f.caps.meet(boundVisits)
				continue
			}
			work += len(b.Instrs)
			if f.block(b, dirty) {
				again = true
			}
		}
	}
	f.cur = nil
}

func runsDefers(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		if b == fn.Recover {
			continue
		}
		for _, in := range b.Instrs {
			if _, ok := in.(*ssa.RunDefers); ok {
				return true
			}
		}
	}
	return false
}

// block interprets one block and marks the successors that see something new.
func (f *function) block(b *ssa.BasicBlock, dirty []bool) bool {
	st := &state{}
	if in := f.in[b.Index]; in != nil {
		st = in.clone()
	}
	f.ends[b.Index] = false
	changed := false
	for i, in := range b.Instrs {
		f.cur, f.index = in, i
		if f.instruction(st, in) {
			changed = true
		}
		if f.ends[b.Index] {
			return changed
		}
	}
	again := false
	for _, s := range b.Succs {
		next := mergeStates(f.in[s.Index], st)
		if f.in[s.Index] == nil || changed || !next.equal(f.in[s.Index]) {
			f.in[s.Index] = next
			dirty[s.Index] = true
			again = true
		}
	}
	if changed {
		again = f.dirtyUsers(b, dirty) || again
	}
	return again
}

// dirtyUsers marks the blocks that use what this block defines: a register's value is not in the state.
func (f *function) dirtyUsers(b *ssa.BasicBlock, dirty []bool) bool {
	again := false
	for _, in := range b.Instrs {
		v, ok := in.(ssa.Value)
		if !ok || v.Referrers() == nil {
			continue
		}
		for _, r := range *v.Referrers() {
			if u := r.Block(); u != nil && u != b && f.in[u.Index] != nil && !dirty[u.Index] {
				dirty[u.Index] = true
				again = true
			}
		}
	}
	return again
}

func reversePostorder(fn *ssa.Function) []*ssa.BasicBlock {
	seen := make([]bool, len(fn.Blocks))
	var post []*ssa.BasicBlock
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		seen[b.Index] = true
		for i := len(b.Succs) - 1; i >= 0; i-- {
			if s := b.Succs[i]; !seen[s.Index] {
				visit(s)
			}
		}
		post = append(post, b)
	}
	visit(fn.Blocks[0])
	if fn.Recover != nil && !seen[fn.Recover.Index] {
		visit(fn.Recover)
	}
	for i, j := 0, len(post)-1; i < j; i, j = i+1, j-1 {
		post[i], post[j] = post[j], post[i]
	}
	return post
}

// value is what is known of an operand.
func (f *function) value(v ssa.Value) *val {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil && isComposite(v.Type()) {
			return f.madeValue(v, "", v.Type()) // a zero value
		}
		return nil
	case nil, *ssa.Builtin:
		return nil
	case *ssa.Function:
		return &val{fns: []target{{fn: v}}}
	case *ssa.Global:
		return f.global(v)
	}
	return f.asserted(v)
}

func (f *function) global(g *ssa.Global) *val {
	if v, ok := f.env[g]; ok {
		return v
	}
	elem := g.Type().(*types.Pointer).Elem()
	p := place{kind: rootCell, cell: globalName(g)}
	o := f.lazyObject(p, elem)
	o.cell = p.cell
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

// define sets what an instruction computes and reports whether that is news.
func (f *function) define(v ssa.Value, x *val) bool {
	x = x.bounded()
	old, ok := f.env[v]
	if ok && old.covers(x) || !ok && x.empty() {
		if !ok {
			f.env[v] = x
		}
		return false
	}
	f.env[v] = merge(old, x)
	return true
}

// derived returns the event of an operation at the current instruction, made out of these.
func (f *function) derived(slot, note string, from evset, l label) eventID {
	at := f.cur
	id := f.g.get(eventKey{at: at, slot: slot}, func() event { return event{at: at, note: note} })
	f.linkAll(id, from, l, nil)
	return id
}

func (f *function) linkAll(to eventID, from evset, l label, steps []*Step) {
	if len(from) == maxEvents {
		f.caps.meet(boundEvents)
	}
	for _, e := range from {
		f.g.link(to, edge{from: e, block: f.cur.Block(), index: f.index, label: l, steps: steps})
	}
}

// calls records that a function value or interface of a parameter is called.
func (f *function) calls(p place) {
	p.kind, p.sub = rootCallArg, 0
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
		f.caps.meet(boundEvents)
	}
	key := useKey{f.cur, slot}
	u.block, u.index = f.cur.Block(), f.index
	if old := f.uses[key]; old != nil {
		old.ev = old.ev.union(u.ev)
		return
	}
	f.uses[key] = &u
	f.order = append(f.order, key)
}

package taint

import (
	"cmp"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Kinds of the sinks that the language itself has; rules ask for them like for those of models.
const (
	sinkCompare = "compare" // an operand of == or !=
	sinkAlloc   = "alloc"   // the length or capacity of make
	sinkPanic   = "panic"   // the value of a panic
)

// resultUses records what a result is: its own events, and below it what it points to, as far as a summary's paths
// reach.
func (f *function) resultUses(st *state, i int, v *val) {
	w := &walker{f: f, st: st}
	w.walk(access.Place{Root: access.Result, Index: i}, v, true)
}

// A walker records a tree of values as uses at places.
type walker struct {
	f    *function
	st   *state
	slot string
	seen map[ref]bool
	// steps are what happens behind the places.
	steps []*summary.Step
	// count bounds the nodes that are looked at: trees may share subtrees.
	count int
}

func (w *walker) walk(p access.Place, v *val, exact bool) {
	if v == nil {
		return
	}
	if w.count++; w.count > maxReach {
		w.f.caps.Meet(summary.BoundReach)
		return
	}
	if len(v.ev) > 0 {
		w.f.use(w.slot+"at"+p.String(), use{ev: v.ev, to: p, exact: exact, steps: w.steps})
	}
	for _, s := range v.sub {
		if q, ok := p.Component(s.elem); ok {
			w.walk(q, s.v, exact)
		}
	}
	for _, t := range v.fns {
		w.bindings(p, t)
	}
	for _, r := range v.refs {
		if w.seen[r] {
			continue
		}
		if w.seen == nil {
			w.seen = map[ref]bool{}
		}
		w.seen[r] = true
		if p.Root == access.Result && exact && w.returnsItself(v, r) {
			continue
		}
		if r.obj.lazy && len(v.ev) > 0 {
			// What was there at entry goes along with the pointer's own origin; only what was written since is news.
			if r.path == "" {
				w.walk(p, w.st.content[r.obj], exact)
			}
			continue
		}
		w.walk(p, w.f.load(w.st, r, nil), exact)
		for _, e := range w.f.heldElements(r) {
			if q, ok := p.Component(e); ok {
				w.walk(q, w.f.load(w.st, ref{r.obj, r.path + access.PathOf(e)}, nil), exact)
			}
		}
	}
}

// returnsItself reports whether a value is what a parameter was at entry: a caller has it, and sees what was written to
// it.
func (w *walker) returnsItself(v *val, r ref) bool {
	if !r.obj.lazy || r.path != "" || r.obj.as != "" || r.obj.place.Root != access.Param || !shape.IsPointer(w.f.typeAt(r.obj.place)) {
		return false
	}
	return v.ev.includes(evset{w.f.origin(r.obj.place)})
}

// typeAt is the type of a parameter; of what lies below one it is not known.
func (f *function) typeAt(p access.Place) types.Type {
	if p.Path != "" || p.Index >= len(f.fn.Params) {
		return types.Typ[types.Invalid]
	}
	return f.fn.Params[p.Index].Type()
}

// bindings records a function value with what it captured.
func (w *walker) bindings(p access.Place, t target) {
	w.f.noteFunc(p, t)
	for i, b := range t.bindings {
		q := p.Below(access.PathOf(t.BindingElem(i)))
		if q == p {
			return
		}
		var content *val
		for _, r := range b.addrs() {
			content = merge(content, w.f.load(w.st, r, nil))
		}
		w.walk(q, content, true)
	}
}

// maxFuncs bounds the function values in a summary.
const maxFuncs = 32

// noteFunc records that a function value is put at a place that callers see: a result or a field of it; by an option,
// which is a function literal, a field of its argument; an argument of a call of what callers hand in, as the body of a
// loop over an iterator.
func (f *function) noteFunc(p access.Place, t target) {
	option := p.Root == access.Param && f.fn.Parent() != nil
	handed := p.Root == access.CallArg && p.Method == "" && p.Rest == "" && len(t.bindings) > 0
	if p.Root != access.Result && !option && !handed || len(f.funcs) >= maxFuncs || len(p.Path.Elems()) > 1 {
		return
	}
	fr := summary.FuncResult{To: p, Fn: t.Callable, Vars: variables(t)}
	if !slices.ContainsFunc(f.funcs, func(o summary.FuncResult) bool { return o.To == fr.To && o.Fn == t.Callable }) {
		f.funcs = append(f.funcs, fr)
	}
}

// variables numbers the objects that a function value captured.
func variables(t target) []int {
	out := make([]int, t.FreeVars())
	for i := range out {
		out[i] = -1 - i
		if i < len(t.bindings) && len(t.bindings[i].addrs()) > 0 {
			out[i] = t.bindings[i].refs[0].obj.id
		}
	}
	return out
}

// parameterUses records what was written into what parameters and captured variables point to.
func (f *function) parameterUses(st *state) {
	var objs []*object
	for o := range st.content {
		if o.lazy && (o.place.Root == access.Param || o.place.Root == access.Free) {
			objs = append(objs, o)
		}
	}
	slices.SortFunc(objs, func(a, b *object) int { return cmp.Compare(a.id, b.id) })
	over := map[access.Place]bool{}
	for _, o := range objs {
		w := &walker{f: f, st: st, seen: map[ref]bool{{obj: o}: true}}
		w.walk(o.place, st.content[o], true)
		collectKilled(over, o.place, st.content[o])
	}
	if f.killed == nil {
		f.killed = map[*ssa.BasicBlock]map[access.Place]bool{}
	}
	f.killed[f.cur.Block()] = over
}

// collectKilled adds to out the places whose content at entry is killed.
func collectKilled(out map[access.Place]bool, p access.Place, v *val) {
	if v == nil {
		return
	}
	if v.killed {
		out[p] = true
		return
	}
	for _, s := range v.sub {
		if path, ok := p.Path.Join(s.elem); ok && (s.elem[0] == '.' || s.elem.IsConst()) {
			q := p
			q.Path = path
			collectKilled(out, q, s.v)
		}
	}
}

// kills lists the places that are killed at every return.
func (f *function) kills() []access.Place {
	var out []access.Place
	first := true
	for _, b := range f.fn.Blocks {
		over, ok := f.killed[b]
		if !ok || f.ends[b.Index] {
			continue
		}
		if first {
			out = slices.SortedFunc(maps.Keys(over), func(a, b access.Place) int { return cmp.Compare(a.String(), b.String()) })
			first = false
			continue
		}
		out = slices.DeleteFunc(out, func(p access.Place) bool { return !over[p] })
	}
	return out
}

// heap records what the package's heap gets: a store to a field of one of its types, or to one of its variables.
func (f *function) heap(st *state, r ref, v *val) {
	if r.obj.private || f.leaves(r.obj) {
		return
	}
	to := access.Place{Root: access.Cell}
	var ok bool
	if to.Cell, ok = f.p.cellOf(shape.At(r.obj.typ, r.path)); !ok {
		if to.Cell = r.obj.cell; to.Cell == "" {
			return
		}
		rest, _ := r.path.SplitSlices()
		to.Path = r.obj.below.JoinAll(rest)
	}
	if k := r.obj.place.Root; k == access.Param || k == access.Free {
		to.Method = belowParameter
	} else if k != access.Cell && !strings.HasPrefix(to.Cell, "var ") {
		to.Method = belowLocal
	}
	if r.obj.lazy || r.obj.registered() {
		f.register(st, v, to)
	}
	t := shape.At(r.obj.typ, r.path).Type
	exact := shape.HoldsFuncs(t) || f.p.foreignStruct(t)
	if shape.HoldsFuncs(t) || f.p.hasFuncs(t) {
		f.noteCellFuncs(st, to, v, 3)
	}
	steps := []*summary.Step{f.step(storedIn + cellName(to.Cell))}
	f.use("heap "+to.String()+" "+strconv.Itoa(r.obj.id), use{ev: f.carry(st, v), to: to, exact: exact, steps: steps})
	if f.p.hasParts(v) || v.hasFields() && (t == nil || f.p.foreignStruct(t)) || f.p.scope.Lazy && strings.HasPrefix(to.Cell, "var ") && t != nil && !shape.IsFlat(t) {
		(&walker{f: f, st: st, steps: steps}).walk(to, v, false) // the fields of an object that lies there
	}
}

// foreignStruct reports whether a type is a struct of another package, or points to one: its fields have no cells of
// their own.
func (p *pkg) foreignStruct(t types.Type) bool {
	name := shape.NameOf(t)
	return name != nil && name.Pkg() != p.pass.Pkg && shape.LeadsToStruct(t)
}

// hasFields reports whether fields of a value are told apart.
func (v *val) hasFields() bool {
	return v != nil && slices.ContainsFunc(v.sub, func(s subval) bool { return s.elem[0] == '.' })
}

// hasParts reports whether a value refers to structs of other packages that the function made.
func (p *pkg) hasParts(v *val) bool {
	return v != nil && slices.ContainsFunc(v.refs, func(r ref) bool { return !r.obj.lazy && p.foreignStruct(r.obj.typ) })
}

// storedIn is what a step says that stores a value in a cell.
const storedIn = "stored in "

// cellName is a cell's name as a trace shows it.
func cellName(cell string) string {
	if name, ok := strings.CutPrefix(cell, "var "); ok {
		return name[strings.LastIndexByte(name, '.')+1:]
	}
	if strings.HasPrefix(cell, foreignCell) {
		return cell[strings.LastIndexByte(cell, ' ')+1:]
	}
	return cell
}

func (f *function) panics(st *state, in *ssa.Panic) {
	if f.p.panics {
		f.languageSink(sinkPanic, "panic", f.deep(st, f.value(in.X)), nil)
	}
	f.carries(st, f.value(in.X), "thrown")
}

type siteKey struct {
	at     ssa.Instruction
	direct bool
}

// functionName is a function's name as a trace shows it, without the path of its own package. A wrapper that the
// compiler makes, as for a method value, is named as what it calls.
func functionName(fn *ssa.Function) string {
	if fn == nil {
		return ""
	}
	var pkg *types.Package
	switch {
	case fn.Pkg != nil:
		pkg = fn.Pkg.Pkg
	case fn.Object() != nil:
		pkg = fn.Object().Pkg()
	}
	return strings.TrimSuffix(strings.TrimSuffix(fn.RelString(pkg), "$bound"), "$thunk")
}

package taint

import (
	"cmp"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Kinds of the sinks that the language itself has; rules ask for them like for those of models.
const (
	sinkCompare = "compare" // an operand of == or !=
	sinkAlloc   = "alloc"   // the length or capacity of make
	sinkPanic   = "panic"   // the value of a panic
)

// resultUses records what a result is: its own events, and below it what it points to, as far as a summary's paths reach.
func (f *function) resultUses(st *state, i int, v *val) {
	w := &walker{f: f, st: st}
	w.walk(place{kind: rootResult, index: i}, v, true)
}

// A walker records a tree of values as uses at places.
type walker struct {
	f    *function
	st   *state
	slot string
	seen map[ref]bool
	// count bounds the nodes that are looked at: trees may share subtrees.
	count int
}

func (w *walker) walk(p place, v *val, exact bool) {
	if v == nil {
		return
	}
	if w.count++; w.count > maxReach {
		w.f.caps.meet(boundReach)
		return
	}
	if len(v.ev) > 0 {
		w.f.use(w.slot+"at"+p.String(), use{ev: v.ev, to: p, exact: exact})
	}
	for _, s := range v.sub {
		if path, ok := joinPath(p.path, s.elem); ok {
			q := p
			q.path = path
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
		if p.kind == rootResult && exact && w.returnsItself(v, r) {
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
			if path, ok := joinPath(p.path, e); ok {
				q := p
				q.path = path
				w.walk(q, w.f.load(w.st, ref{r.obj, r.path + e}, nil), exact)
			}
		}
	}
}

// returnsItself reports whether a value is what a parameter was at entry: a caller has it, and sees what was written to it.
func (w *walker) returnsItself(v *val, r ref) bool {
	if !r.obj.lazy || r.path != "" || r.obj.as != "" || r.obj.place.kind != rootParam || !isPointer(w.f.typeAt(r.obj.place)) {
		return false
	}
	return v.ev.includes(evset{w.f.origin(r.obj.place)})
}

// typeAt is the type of a parameter; of what lies below one it is not known.
func (f *function) typeAt(p place) types.Type {
	if p.path != "" || p.index >= len(f.fn.Params) {
		return types.Typ[types.Invalid]
	}
	return f.fn.Params[p.index].Type()
}

// bindings records what a function value captured.
func (w *walker) bindings(p place, t target) {
	for i, b := range t.bindings {
		q := p.below(bindingElem(t.fn, i))
		if q.path == p.path {
			return
		}
		var content *val
		for _, r := range b.addrs() {
			content = merge(content, w.f.load(w.st, r, nil))
		}
		w.walk(q, content, true)
	}
}

// funcResults lists the function values that results may be.
func (f *function) funcResults() []funcResult {
	var out []funcResult
	for _, b := range f.fn.Blocks {
		if len(b.Instrs) == 0 {
			continue
		}
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		for i, r := range ret.Results {
			for _, t := range f.value(r).functions() {
				fr := funcResult{to: place{kind: rootResult, index: i}, fn: t.fn, vars: variables(t)}
				if !slices.ContainsFunc(out, func(o funcResult) bool { return o.to == fr.to && o.fn == fr.fn }) {
					out = append(out, fr)
				}
			}
		}
	}
	return out
}

// variables numbers the objects that a function value captured.
func variables(t target) []int {
	out := make([]int, len(t.fn.FreeVars))
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
		if o.lazy && (o.place.kind == rootParam || o.place.kind == rootFree) {
			objs = append(objs, o)
		}
	}
	slices.SortFunc(objs, func(a, b *object) int { return cmp.Compare(a.id, b.id) })
	over := map[place]bool{}
	for _, o := range objs {
		w := &walker{f: f, st: st, seen: map[ref]bool{{obj: o}: true}}
		w.walk(o.place, st.content[o], true)
		overwritten(over, o.place, st.content[o])
	}
	if f.overs == nil {
		f.overs = map[*ssa.BasicBlock]map[place]bool{}
	}
	f.overs[f.cur.Block()] = over
}

// overwritten collects the places whose content at entry is gone.
func overwritten(out map[place]bool, p place, v *val) {
	if v == nil {
		return
	}
	if v.over {
		out[p] = true
		return
	}
	for _, s := range v.sub {
		if path, ok := joinPath(p.path, s.elem); ok && (s.elem[0] == '.' || isConstElem(s.elem)) {
			q := p
			q.path = path
			overwritten(out, q, s.v)
		}
	}
}

// certainly lists the places that are overwritten at every return.
func (f *function) certainly() []place {
	var out []place
	first := true
	for _, b := range f.fn.Blocks {
		over, ok := f.overs[b]
		if !ok || f.ends[b.Index] {
			continue
		}
		if first {
			out = slices.SortedFunc(maps.Keys(over), func(a, b place) int { return cmp.Compare(a.String(), b.String()) })
			first = false
			continue
		}
		out = slices.DeleteFunc(out, func(p place) bool { return !over[p] })
	}
	return out
}

// heap records what the package's heap gets: a store to a field of one of its types, or to one of its variables.
func (f *function) heap(st *state, r ref, v *val) {
	if r.obj.private {
		return
	}
	to := place{kind: rootCell}
	var ok bool
	if to.cell, ok = f.p.cellOf(lastField(r.obj.typ, r.path)); !ok {
		if to.cell = r.obj.cell; to.cell == "" {
			return
		}
		rest, _ := splitSlices(r.path)
		to.path = joinPaths(r.obj.below, rest)
	}
	if k := r.obj.place.kind; k == rootParam || k == rootFree {
		to.method = belowParameter
	} else if k != rootCell && !strings.HasPrefix(to.cell, "var ") {
		to.method = belowLocal
	}
	if r.obj.lazy || r.obj.registered() {
		f.register(st, v, to)
	}
	f.use("heap "+to.String()+" "+strconv.Itoa(r.obj.id), use{
		ev: f.carry(st, v), to: to, steps: []*Step{f.step("stored in " + cellName(to.cell))},
	})
	if t := lastField(r.obj.typ, r.path).typ; f.p.lazy && strings.HasPrefix(to.cell, "var ") && t != nil && !isBytes(t) {
		(&walker{f: f, st: st}).walk(to, v, false) // the fields of an object that a variable holds
	}
}

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
	f.languageSink(sinkPanic, "panic", f.deep(st, f.value(in.X)), nil)
	f.carries(st, f.value(in.X), "thrown")
}

func (f *function) languageSink(kindName, label string, ev evset, target types.Type) {
	f.ownSink("", ev, &sink{kind: kindOf(kindName), label: label, target: target})
}

// ownSink records a sink of the language; slot tells those of one instruction apart.
func (f *function) ownSink(slot string, ev evset, to *sink) {
	if len(ev) == 0 || !f.p.languageSinks {
		return
	}
	to.site = f.siteHere(true)
	f.use("sink "+to.kind.String()+slot, use{ev: ev, sink: to, steps: []*Step{f.step("reaches " + to.label)}})
}

// siteHere is the current instruction as a place for a report.
func (f *function) siteHere(direct bool) *site {
	pos := positionOf(f.cur)
	s := &site{at: f.cur, pos: pos, end: pos, fn: f.fn, direct: direct}
	if known, ok := f.p.sites[siteKey{f.cur, direct}]; ok {
		return known
	}
	if f.p.sites == nil {
		f.p.sites = map[siteKey]*site{}
	}
	f.p.sites[siteKey{f.cur, direct}] = s
	return s
}

type siteKey struct {
	at     ssa.Instruction
	direct bool
}

// builtin interprets a call of a predeclared function.
func (k *calling) builtin(b *ssa.Builtin) *val {
	switch b.Name() {
	case "append":
		return k.appends()
	case "copy":
		k.copies()
	case "min":
		return k.least()
	case "max":
		var out *val
		for _, a := range k.args {
			out = merge(out, a)
		}
		return out
	case "ssa:wrapnilchk":
		return k.args[0]
	case "String", "StringData", "Slice", "SliceData", "Add", "real", "imag", "complex":
		var ev evset
		for _, a := range k.args {
			ev = ev.union(k.f.carry(k.st, a))
		}
		return (&val{}).withEvents(ev)
	case "recover":
		return k.f.entryValue(place{kind: rootPanic}, k.sig.Results().At(0).Type())
	case "delete", "clear":
		k.removes()
	case "cap", "close", "len", "panic", "print", "println":
	}
	return nil
}

// appends makes a slice that holds what both hold. Elements keep no constant index: they move.
func (k *calling) appends() *val {
	reg, ok := k.in.(*ssa.Call)
	if !ok || len(k.args) < 2 {
		return nil
	}
	o := k.f.objectAt(reg, "append", reg.Type())
	before, more := moved(k.content(k.args[0])), moved(k.content(k.args[1]))
	k.st.set(o, k.joined("append", reg.Type(), before, more).notOver())
	out := &val{refs: []ref{{obj: o}}}
	// What is written through the old slice may show in the new one.
	return merge(out, &val{refs: k.args[0].addrs()})
}

// removes forgets what a map held under a constant key, or all that it held.
func (k *calling) removes() {
	refs, elem := k.args[0].addrs(), ""
	if len(k.ops) > 1 {
		if elem = k.f.indexElem(k.ops[1]); !isConstElem(elem) {
			return
		}
	}
	if len(refs) != 1 || elem == "" && refs[0].path != "" {
		return
	}
	if p, ok := joinInside(refs[0].path, elem); ok || elem == "" {
		k.f.store(k.st, ref{refs[0].obj, p}, nil, true)
	}
}

// content is what a slice or string holds.
func (k *calling) content(v *val) *val {
	if v == nil {
		return nil
	}
	out := &val{ev: v.ev, sub: v.sub}
	for _, r := range v.refs {
		out = merge(out, k.f.load(k.st, r, nil))
	}
	return out
}

// moved forgets the constant indexes of elements.
func moved(v *val) *val {
	if v == nil {
		return nil
	}
	out := &val{ev: v.ev, refs: v.refs, fns: v.fns, typs: v.typs}
	for _, s := range v.sub {
		elem := s.elem
		if isIndexElem(elem) && !isSliceElem(elem) {
			elem = elemAny
		}
		out = putAt(out, []string{elem}, s.v)
	}
	return out
}

func (k *calling) copies() {
	content := moved(k.content(k.args[1]))
	if content.empty() {
		return
	}
	for _, r := range k.f.memory(k.st, k.ops[0]) {
		content := k.joined("copy", k.ops[0].Type(), k.f.load(k.st, ref{obj: r.obj}, nil), content)
		k.f.forgetLazy(k.st, r)
		k.f.store(k.st, r, content, false)
		k.f.heap(k.st, r, content)
	}
}

// functionName is a function's name as a trace shows it, without the path of its own package. A wrapper that the compiler
// makes, as for a method value, is named as what it calls.
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

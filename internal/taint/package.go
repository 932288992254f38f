package taint

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// A pkg is the analysis of one package.
type pkg struct {
	pass  *analysis.Pass
	files []*ast.File // that are analysed, see sources
	tests bool        // test files, too
	// outside: something that matters is named in the initialiser of a variable.
	outside bool
	models  *model.Set
	prog    *ssa.Program
	ssa     *ssa.Package

	funcs []*ssa.Function // to analyse, callees first as far as there is such an order
	known map[*ssa.Function]bool
	sums  map[*ssa.Function]*summary

	stored    map[string]bool // heap cells that the package writes
	cellFuncs map[string][]target
	cellTypes map[string][]types.Type
	closed    map[*ssa.Function]bool // all calls are visible
	impls     map[implKey][]callee
	imported  map[*types.Package]map[string]*summary // of package-level functions, by name
	ofType    map[*types.TypeName]map[string]*summary
	sites     map[siteKey]*site
	types     []types.Type
	fields    map[*types.Package]map[*types.Var]bool // by package: which are sources
	tagged    bool                                   // a struct tag of the package says that a field is a source
	callbacks map[string][]*types.Func               // interface methods with sources in their arguments, by name
	calls     map[*ast.File]map[token.Pos]*ast.CallExpr
	direct    []*sink // every call of a modelled sink, reached or not

	assigns       map[token.Pos][]string // names of the variables that a call is assigned to, by its parenthesis
	languageSinks bool
	capped        int
	failures      []Failure
}

// collect lists the functions that have a body: those declared, and those that they refer to, closures, bound methods, wrappers and
// instances of generics.
func (p *pkg) collect() []*ssa.Function {
	p.known = map[*ssa.Function]bool{}
	var out []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || p.known[fn] || len(fn.Blocks) == 0 {
			return
		}
		p.known[fn] = true
		out = append(out, fn)
		var rands [10]*ssa.Value
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				for _, op := range in.Operands(rands[:0]) {
					if ref, ok := (*op).(*ssa.Function); ok {
						add(ref)
					}
				}
			}
		}
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, f := range p.files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				if obj, ok := p.pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
					add(p.prog.FuncValue(obj))
				}
			}
		}
	}
	if init := p.ssa.Func("init"); init != nil {
		add(init)
	}
	return out
}

// scan looks at all functions once for what the analysis of each needs to know of the others: who is called from where, and
// what is stored in the heap.
func (p *pkg) scan(funcs []*ssa.Function) {
	p.stored, p.cellFuncs, p.cellTypes = map[string]bool{}, map[string][]target{}, map[string][]types.Type{}
	called, taken := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	for _, fn := range funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				p.scanUses(in, called, taken)
				p.scanStores(in)
			}
		}
	}
	p.closed = map[*ssa.Function]bool{}
	for _, fn := range funcs {
		if obj := fn.Object(); obj != nil && !obj.Exported() && called[fn] && !taken[fn] && fn.Synthetic == "" {
			p.closed[fn] = true
		}
	}
}

func (p *pkg) scanUses(in ssa.Instruction, called, taken map[*ssa.Function]bool) {
	callee := ssa.Value(nil)
	if c, ok := in.(ssa.CallInstruction); ok {
		callee = c.Common().Value
		if fn, ok := callee.(*ssa.Function); ok {
			called[fn] = true
		}
	}
	var rands [10]*ssa.Value
	for i, op := range in.Operands(rands[:0]) {
		fn, ok := (*op).(*ssa.Function)
		if ok && !(i == 0 && *op == callee) {
			taken[fn] = true
		}
	}
}

func (p *pkg) scanStores(in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.Store:
		name, ok := p.cellOfAddr(in.Addr)
		if !ok {
			return
		}
		if c, isConst := in.Val.(*ssa.Const); isConst && c.Value == nil {
			return
		}
		p.stored[name] = true
		p.scanValue(name, in.Val)
	case *ssa.MapUpdate:
		if name, ok := p.cellOfAddr(in.Map); ok {
			p.stored[name] = true
		}
	case *ssa.Send:
		if name, ok := p.cellOfAddr(in.Chan); ok {
			p.stored[name] = true
		}
	case *ssa.Call:
		for _, a := range in.Call.Args { // what is written into a buffer, map or channel that a field holds
			if name, ok := p.cellOfAddr(a); ok && isReference(a.Type()) {
				p.stored[name] = true
			}
		}
	}
}

// scanValue notes the functions and dynamic types that a cell gets: the value itself, or what a table holds that is made just before.
func (p *pkg) scanValue(name string, v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Function:
		p.cellFuncs[name] = unionFns(p.cellFuncs[name], []target{{fn: v}})
	case *ssa.MakeClosure:
		p.cellFuncs[name] = unionFns(p.cellFuncs[name], []target{{fn: v.Fn.(*ssa.Function)}})
	case *ssa.MakeInterface:
		p.cellTypes[name] = unionTypes(p.cellTypes[name], []types.Type{v.X.Type()})
	case *ssa.ChangeType:
		p.scanValue(name, v.X)
	case *ssa.Slice:
		p.scanElements(name, v.X)
	case *ssa.MakeMap, *ssa.Alloc:
		p.scanElements(name, v)
	}
}

func (p *pkg) scanElements(name string, table ssa.Value) {
	if table.Referrers() == nil {
		return
	}
	for _, r := range *table.Referrers() {
		switch r := r.(type) {
		case *ssa.MapUpdate:
			if r.Map == table {
				p.scanValue(name, r.Value)
			}
		case *ssa.IndexAddr:
			for _, u := range *r.Referrers() {
				if s, ok := u.(*ssa.Store); ok && s.Addr == r {
					p.scanValue(name, s.Val)
				}
			}
		}
	}
}

func isReference(t types.Type) bool {
	switch coreOf(t).(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan:
		return true
	}
	return false
}

// cellOfAddr names the heap cell that an address, or a value that was loaded from one, belongs to.
func (p *pkg) cellOfAddr(v ssa.Value) (string, bool) {
	for range 6 {
		switch x := v.(type) {
		case *ssa.FieldAddr:
			t := pointee(x.X.Type())
			s, ok := coreOf(t).(*types.Struct)
			if !ok {
				return "", false
			}
			if name, ok := p.cellOf(fieldOf{owner: typeName(t), field: s.Field(x.Field)}); ok {
				return name, true
			}
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.UnOp:
			v = x.X
		case *ssa.Slice:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.Global:
			return globalName(x), true
		default:
			return "", false
		}
	}
	return "", false
}

// cellOf names the heap cell of a field: one for each field of a named type of this package.
func (p *pkg) cellOf(fo fieldOf) (string, bool) {
	if fo.owner == nil || fo.field == nil || fo.owner.Pkg() != p.pass.Pkg || !carriesData(fo.field.Type()) {
		return "", false
	}
	return fo.owner.Name() + "." + fo.field.Name(), true
}

// analyse computes all summaries, callees first; functions that call each other are repeated until nothing changes.
func (p *pkg) analyse(funcs []*ssa.Function) {
	p.sums = map[*ssa.Function]*summary{}
	for _, component := range p.components(funcs) {
		rounds := maxRounds
		if len(component) > largeComponent {
			rounds = 2
		}
		for round := range rounds {
			changed := false
			for _, fn := range component {
				changed = p.one(fn) || changed
			}
			if !changed || len(component) == 1 && !p.recursive(component[0]) {
				break
			}
			if round == rounds-1 {
				p.capped++
			}
		}
	}
}

const (
	// maxRounds bounds how often functions that call each other are analysed,
	maxRounds = 4
	// and largeComponent is the number of such functions from which on they are analysed only twice.
	largeComponent = 24
)

func (p *pkg) recursive(fn *ssa.Function) bool {
	for _, callee := range p.callees(fn) {
		if callee == fn {
			return true
		}
	}
	return false
}

// one analyses one function and reports whether its summary has grown.
func (p *pkg) one(fn *ssa.Function) (changed bool) {
	defer p.guard(fn)
	f := newFunction(p, fn)
	f.interpret()
	sum := f.solve()
	if dumpHook != nil {
		dumpHook(f, sum)
	}
	if f.capped {
		p.capped++
	}
	old := p.sums[fn]
	p.sums[fn] = sum
	return old == nil || len(old.flows) != len(sum.flows) || len(old.found) != len(sum.found) || len(old.proofs) != len(sum.proofs) || old.noReturn != sum.noReturn
}

// guard turns a panic of the engine into a failure of one function.
func (p *pkg) guard(fn *ssa.Function) {
	if strict {
		return
	}
	if r := recover(); r != nil {
		p.failures = append(p.failures, failureOf(fn, r))
		p.sums[fn] = &summary{complete: true}
	}
}

// callees are the functions of the package that one refers to, called or not.
func (p *pkg) callees(fn *ssa.Function) []*ssa.Function {
	var out []*ssa.Function
	var rands [10]*ssa.Value
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			for _, op := range in.Operands(rands[:0]) {
				if ref, ok := (*op).(*ssa.Function); ok && p.known[ref] {
					out = append(out, ref)
				}
			}
			if c, ok := in.(ssa.CallInstruction); ok && c.Common().IsInvoke() && p.models.Func(c.Common().Method) == nil {
				for _, ce := range p.implementers(c.Common()) {
					if ce.fn != nil && p.known[ce.fn] {
						out = append(out, ce.fn)
					}
				}
			}
			if addr, ok := addressRead(in); ok {
				if name, ok := p.cellOfAddr(addr); ok {
					for _, t := range p.cellFuncs[name] {
						if p.known[t.fn] {
							out = append(out, t.fn)
						}
					}
				}
			}
		}
	}
	return out
}

// addressRead is the address of a field or variable that an instruction names.
func addressRead(in ssa.Instruction) (ssa.Value, bool) {
	switch in := in.(type) {
	case *ssa.FieldAddr:
		return in, true
	case *ssa.UnOp:
		g, ok := in.X.(*ssa.Global)
		return g, ok
	}
	return nil, false
}

// components are the strongly connected components of the call graph, callees first.
func (p *pkg) components(funcs []*ssa.Function) [][]*ssa.Function {
	t := tarjan{p: p, index: map[*ssa.Function]int{}, low: map[*ssa.Function]int{}, on: map[*ssa.Function]bool{}}
	for _, fn := range funcs {
		if t.index[fn] == 0 {
			t.visit(fn)
		}
	}
	return t.out
}

type tarjan struct {
	p          *pkg
	next       int
	index, low map[*ssa.Function]int
	on         map[*ssa.Function]bool
	stack      []*ssa.Function
	out        [][]*ssa.Function
}

func (t *tarjan) visit(fn *ssa.Function) {
	t.next++
	t.index[fn], t.low[fn] = t.next, t.next
	t.stack = append(t.stack, fn)
	t.on[fn] = true
	for _, c := range t.p.callees(fn) {
		if t.index[c] == 0 {
			t.visit(c)
			t.low[fn] = min(t.low[fn], t.low[c])
		} else if t.on[c] {
			t.low[fn] = min(t.low[fn], t.index[c])
		}
	}
	if t.low[fn] != t.index[fn] {
		return
	}
	i := slices.Index(t.stack, fn)
	component := slices.Clone(t.stack[i:])
	t.stack = t.stack[:i]
	for _, c := range component {
		t.on[c] = false
	}
	slices.Reverse(component)
	t.out = append(t.out, component)
}

// sinkSite notes a call of a modelled sink, for an audit.
func (p *pkg) sinkSite(s *sink) {
	if !slices.ContainsFunc(p.direct, func(o *sink) bool { return o.site == s.site && o.kind == s.kind && o.label == s.label }) {
		p.direct = append(p.direct, s)
	}
}

// standard reports whether a package belongs to the standard library: no module and a path that starts like one of its.
func standard(pass *analysis.Pass) bool {
	if pass.Module != nil && pass.Module.Path != "" {
		return false
	}
	first, _, _ := strings.Cut(pass.Pkg.Path(), "/")
	return slices.Contains(stdRoots, first)
}

// stdRoots are the first elements of the standard library's import paths.
var stdRoots = strings.Fields(`archive bufio builtin bytes cmd cmp compress container context crypto database debug embed encoding
	errors expvar flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime
	slices sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak`)

// dumpHook, which only tests set, is shown each function when it is solved.
var dumpHook func(*function, *summary)

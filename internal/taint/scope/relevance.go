package scope

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/facts"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
	"github.com/unsafedecode/unsafedecode/internal/testcode"
)

// A relevance decides, on the syntax tree and before any SSA form is built, which functions can hold or pass on
// anything that matters: those that name a source, a sink or a check, of a model or of a summary from another package;
// their callers; and what all of these call. Building and analysing the rest would cost the most and tell nothing.
type relevance struct {
	sc      *Scope
	imports *facts.Imports
	tests   bool // test files matter
	decls   map[*types.Func]*ast.FuncDecl
	uses    map[*types.Func][]*types.Func // functions and methods of the package that each names
	callers map[*types.Func][]*types.Func
	byName  map[string][]*types.Func // methods, for calls through interfaces
	invoked map[*types.Func][]string // names of interface methods that each calls
	seeds   []*types.Func
	known   map[types.Object]bool
	needed  map[*types.Func]bool
	lazy    bool // a sink that asks for sources of the language is near, or something that may be one
	outside bool // something that matters is named outside of functions
	// effects are the functions that name a sink with an effect; allocates are the functions that allocate by a number.
	effects, allocates map[*types.Func]bool
	fields             map[*types.Package]map[*types.Var]bool // by package: which are sources
	tagged             bool                                   // a struct tag of the package says that a field is a source
	constants          *constants                             // of the package, once a condition asks for one
}

func (sc *Scope) newRelevance(imports *facts.Imports, tests bool) *relevance {
	return &relevance{
		sc: sc, imports: imports, tests: tests,
		decls: map[*types.Func]*ast.FuncDecl{}, uses: map[*types.Func][]*types.Func{}, callers: map[*types.Func][]*types.Func{},
		byName: map[string][]*types.Func{}, invoked: map[*types.Func][]string{}, known: map[types.Object]bool{}, needed: map[*types.Func]bool{},
		effects: map[*types.Func]bool{}, allocates: map[*types.Func]bool{}, fields: map[*types.Package]map[*types.Var]bool{},
	}
}

// relevant computes s and reports whether anything in the package matters.
func (s *relevance) relevant() bool {
	for _, f := range s.sc.pass.Files {
		if !s.tests && testcode.Whole(s.sc.pass, f) {
			continue
		}
		for _, d := range f.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok {
				s.inspect(nil, d)
				continue
			}
			obj, ok := s.sc.pass.TypesInfo.Defs[fd.Name].(*types.Func)
			if !ok || fd.Body == nil {
				continue
			}
			s.decls[obj] = fd
			if fd.Recv != nil {
				s.byName[obj.Name()] = append(s.byName[obj.Name()], obj)
			}
			s.inspect(obj, fd)
		}
	}
	s.seedHooks()
	if len(s.seeds) == 0 && !s.outside && (!s.sc.Own || s.sc.models.Covers(s.sc.pass.Pkg.Path())) {
		return false
	}
	s.close()
	if s.sc.Own {
		for fn := range s.decls {
			s.needed[fn] = true
		}
	}
	return true
}

// inspect records what a declaration names.
func (s *relevance) inspect(fn *types.Func, n ast.Node) {
	seed, own := fn != nil && len(s.sc.Callbacks(fn)) > 0, s.sc.Own
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			if call, ok := n.(*ast.CallExpr); ok {
				s.noteMake(fn, call)
			}
			if f, ok := n.(*ast.Field); ok && f.Tag != nil && strings.Contains(f.Tag.Value, "unsafedecode:") {
				s.tagged, seed = true, true
			}
			return true
		}
		if !seed && own && s.sc.models.MayNameCache(id.Name) {
			seed = true // a map or type may be a sink for its name
		}
		obj := s.sc.pass.TypesInfo.Uses[id]
		if obj == nil {
			return true
		}
		if obj.Pkg() == s.sc.pass.Pkg {
			if callee, ok := obj.(*types.Func); ok && fn != nil {
				s.link(fn, callee.Origin())
			}
		}
		if s.matters(obj) {
			seed = true
		}
		if (!seed || !s.lazy) && s.asks(obj, fn) {
			s.lazy, seed = true, true
		}
		s.noteEffect(fn, obj)
		return true
	})
	switch {
	case seed && fn != nil:
		s.seeds = append(s.seeds, fn)
	case seed:
		s.outside = true
	}
}

func (s *relevance) link(from, to *types.Func) {
	if recv := to.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		s.invoked[from] = append(s.invoked[from], to.Name())
		return
	}
	s.uses[from] = append(s.uses[from], to)
	s.callers[to] = append(s.callers[to], from)
}

// matters reports whether an object is a source, a sink or a check, or leads to one.
func (s *relevance) matters(obj types.Object) bool {
	if m, ok := s.known[obj]; ok {
		return m
	}
	m := false
	switch obj := obj.(type) {
	case *types.Func:
		m = s.functionMatters(obj.Origin())
	case *types.TypeName:
		roles := s.sc.models.Type(obj)
		m = roles != nil && len(roles.Sources) > 0
	case *types.Var:
		m = s.variableMatters(obj)
	}
	s.known[obj] = m
	return m
}

func (s *relevance) functionMatters(fn *types.Func) bool {
	if roles := s.sc.models.Func(fn); roles != nil {
		return roles.NoReturn || slices.ContainsFunc(roles.Sources, s.sourceMatters) || len(roles.Sanitizers)+len(roles.Validators) > 0 || slices.ContainsFunc(roles.Sinks, s.sinkMatters)
	}
	sum := s.imports.Summary(fn)
	if sum == nil {
		return false
	}
	if slices.ContainsFunc(sum.Postconditions, func(p summary.Postcondition) bool { return p.Kinds != 0 }) || sum.NoReturn {
		return true
	}
	for i := range sum.Flows {
		if fl := &sum.Flows[i]; fl.Src != nil && !fl.Lazy() || fl.Sink != nil {
			return true
		}
	}
	return false
}

// sourceMatters reports whether what reads a source is worth looking at for that alone.
func (s *relevance) sourceMatters(src model.Source) bool {
	return !kind.Lazy.Has(kind.Of(src.Kind)) && s.mayHold(src.If)
}

// asks reports whether a function names a sink that asks for sources of the language, or makes text of one.
func (s *relevance) asks(obj types.Object, in *types.Func) bool {
	if v, ok := obj.(*types.Var); ok && in != nil && v.Pkg() == s.sc.pass.Pkg {
		return s.sc.Own && kind.Joined(kind.Of("key-default")) && s.sc.models.Key(v.Name(), v.Type()) != nil
	}
	if t, ok := obj.(*types.TypeName); ok { // what functions of a library's type return may be a key
		return t.Pkg() != nil && t.Pkg() != s.sc.pass.Pkg && s.sc.models.Covers(t.Pkg().Path()) && len(s.sc.FunctionTypes(t.Pkg())) > 0
	}
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	if roles := s.sc.models.Func(fn); roles != nil {
		return slices.ContainsFunc(roles.Sinks, func(sink model.Sink) bool { return kind.Joined(kind.Of(sink.Kind)) }) ||
			s.sc.Own && slices.ContainsFunc(roles.Sources, func(src model.Source) bool {
				return src.Kind == kind.WeakRandom || src.Kind == kind.Seeded || src.Tag != "" || in != nil && returnsText(in) && kind.Lazy.Has(kind.Of(src.Kind))
			})
	}
	if sum := s.imports.Summary(fn.Origin()); sum != nil {
		return slices.ContainsFunc(sum.Flows, func(fl summary.Flow) bool {
			return fl.Sink != nil && kind.Joined(fl.Sink.Kind) || s.sc.Own && fl.Src != nil && kind.Computed.Has(fl.Src.Kind)
		})
	}
	return false
}

func returnsText(fn *types.Func) bool {
	res := fn.Signature().Results()
	return res.Len() > 0 && shape.IsFlat(res.At(0).Type()) && !shape.IsNumber(res.At(0).Type())
}

// sinkMatters reports whether a call of a sink matters here: in a dependency, only if the sink is exported to callers.
func (s *relevance) sinkMatters(sink model.Sink) bool {
	return !sink.Effect && (!sink.Own || sink.Target != nil || s.sc.Own)
}

func (s *relevance) variableMatters(v *types.Var) bool {
	if !v.IsField() {
		if v.Pkg() == nil || v.Pkg() == s.sc.pass.Pkg || v.Parent() != v.Pkg().Scope() {
			return false
		}
		return s.imports.Package(v.Pkg()).Of("var "+v.Name()) != nil
	}
	return s.fieldMatters(v)
}

// close adds the callers of what matters, and what all of these call.
func (s *relevance) close() {
	work := append([]*types.Func(nil), s.seeds...)
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		if s.needed[fn] {
			continue
		}
		s.needed[fn] = true
		work = append(work, s.callers[fn]...)
	}
	work = slices.AppendSeq(work[:0], maps.Keys(s.needed))
	seen := map[*types.Func]bool{}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[fn] {
			continue
		}
		seen[fn] = true
		s.needed[fn] = true
		work = append(work, s.uses[fn]...)
		for _, name := range s.invoked[fn] {
			work = append(work, s.byName[name]...)
		}
	}
}

// files returns the package's files without the bodies of functions that are not needed.
func (s *relevance) files() []*ast.File {
	out := make([]*ast.File, 0, len(s.sc.pass.Files))
	for _, f := range s.sc.pass.Files {
		test := !s.tests && testcode.IsTestFile(s.sc.pass, f)
		c := *f
		c.Decls = make([]ast.Decl, 0, len(f.Decls))
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				obj, _ := s.sc.pass.TypesInfo.Defs[fd.Name].(*types.Func)
				switch {
				case test:
					continue
				case fd.Body != nil && fd.Name.Name != "init" && !s.needed[obj]:
					bare := *fd
					bare.Body = nil
					d = &bare
				}
			}
			c.Decls = append(c.Decls, d)
		}
		out = append(out, &c)
	}
	return out
}

// fieldMatters reports whether a field is a source, by its own model or that of its type.
func (s *relevance) fieldMatters(v *types.Var) bool {
	if v.Pkg() == nil || !s.sc.models.Covers(v.Pkg().Path()) && !(s.tagged && v.Pkg() == s.sc.pass.Pkg) {
		return false
	}
	fields, ok := s.fields[v.Pkg()]
	if !ok {
		fields = s.sourceFields(v.Pkg())
		s.fields[v.Pkg()] = fields
	}
	return fields[v]
}

// sourceFields returns the fields of a package's types that are sources.
func (s *relevance) sourceFields(pkg *types.Package) map[*types.Var]bool {
	out := map[*types.Var]bool{}
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		str, ok := tn.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		ofType := s.sc.models.Type(tn)
		for i := range str.NumFields() {
			f := str.Field(i)
			roles := s.sc.models.Field(tn, f)
			out[f] = roles != nil && len(roles.Sources) > 0 || ofType != nil && slices.ContainsFunc(ofType.Sources, func(s model.Source) bool {
				return len(s.At.Fields) > 0 && s.At.Fields[0] == f.Name()
			})
		}
	}
	return out
}

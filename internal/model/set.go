package model

import (
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// A Set answers what is modelled: the embedded models and the user's own. It is safe for concurrent use.
//
// The answers are shared: they must not be changed.
type Set struct {
	own      map[Symbol]*Roles // the user's, by name; Ptr is false in the keys
	patterns []Entry           // the user's, by pattern
	shapes   map[string][]shapeRoles
	pkgs     map[string]bool                  // import paths that own has roles other than propagators for
	memo     sync.Map                         // Symbol -> *Roles, where the user has a say
	names    map[string]func() *regexp.Regexp // the user's lists of names; nil: the lists as they are

	vocabulary *vocabulary
	written    writtenMemo
	ownFields  bool // there are models of fields in own or patterns
}

type shapeRoles struct {
	shape *shape
	roles *Roles
}

// NewSet returns the embedded models, and the user's added to them.
func NewSet(own ...Entry) *Set {
	s := &Set{own: map[Symbol]*Roles{}, pkgs: map[string]bool{}, shapes: map[string][]shapeRoles{}, vocabulary: plain}
	for _, e := range own {
		roles := e.Roles
		if e.Pattern == nil { // else what it matches is named, see userRoles
			roles.label()
		}
		roles.resolve(defaultPatterns)
		switch {
		case e.Pattern != nil:
			e.Roles = roles
			s.patterns = append(s.patterns, e)
			s.ownFields = s.ownFields || e.Symbol.Kind == FieldSymbol
		case e.Symbol.Kind == ShapeSymbol:
			sh, err := parseShape(e.Symbol.Name)
			if err != nil {
				panic(err) // ParseSymbol has read it before
			}
			roles.ByShape = true
			for _, name := range sh.names {
				s.shapes[name] = append(s.shapes[name], shapeRoles{sh, &roles})
			}
		default:
			s.add(e.Symbol, &roles)
		}
	}
	return s
}

func (s *Set) add(sym Symbol, roles *Roles) {
	sym.Ptr = false
	s.own[sym] = merge(s.own[sym], roles)
	s.ownFields = s.ownFields || sym.Kind == FieldSymbol
	s.pkgs[sym.Pkg] = s.pkgs[sym.Pkg] || roles.covers()
}

// With returns a set that also has what Declared found in the code.
func (s *Set) With(declared []Entry) *Set {
	t := &Set{
		own: maps.Clone(s.own), pkgs: maps.Clone(s.pkgs), patterns: s.patterns, shapes: s.shapes, names: s.names,
		vocabulary: s.vocabulary, ownFields: s.ownFields,
	}
	for _, e := range declared {
		roles := e.Roles
		roles.label()
		t.add(e.Symbol, &roles)
	}
	return t
}

// Func returns what is known of a function, method or interface method; nil if nothing is. An instance of a generic
// is looked up by its origin, a promoted method by the type that declares it.
func (s *Set) Func(fn *types.Func) *Roles {
	fn = fn.Origin()
	sym := Symbol{Kind: FuncSymbol, Pkg: pkgPath(fn.Pkg()), Name: fn.Name()}
	recv := receiver(fn)
	if recv != nil {
		sym.Recv = recv.Name()
	}
	if roles := s.lookup(sym); roles != nil {
		return roles
	}
	return s.byShape(fn, recv)
}

// DeclaredFunc is Func without the embedded models: what the settings and comments say.
func (s *Set) DeclaredFunc(fn *types.Func) *Roles {
	fn = fn.Origin()
	sym := Symbol{Kind: FuncSymbol, Pkg: pkgPath(fn.Pkg()), Name: fn.Name()}
	if recv := receiver(fn); recv != nil {
		sym.Recv = recv.Name()
	}
	return s.userRoles(sym)
}

// Type returns what is known of the values of a named type; nil if nothing is.
func (s *Set) Type(name *types.TypeName) *Roles {
	return s.lookup(Symbol{Kind: TypeSymbol, Pkg: pkgPath(name.Pkg()), Name: name.Name()})
}

// DeclaredType is Type without the embedded models: what the settings and comments say.
func (s *Set) DeclaredType(name *types.TypeName) *Roles {
	return s.userRoles(Symbol{Kind: TypeSymbol, Pkg: pkgPath(name.Pkg()), Name: name.Name()})
}

// Var returns what is known of a package-level variable; nil if nothing is.
func (s *Set) Var(v *types.Var) *Roles {
	return s.lookup(Symbol{Kind: VarSymbol, Pkg: pkgPath(v.Pkg()), Name: v.Name()})
}

// Field returns what is known of a field of a named struct type; nil if nothing is. The struct tag
// `unsafedecode:"source=kind"` says it in the code itself.
func (s *Set) Field(owner *types.TypeName, field *types.Var) *Roles {
	sym := Symbol{Kind: FieldSymbol, Pkg: pkgPath(owner.Pkg()), Recv: owner.Name(), Name: field.Name()}
	return merge(s.lookup(sym), tagRoles(owner, field))
}

// Always returns the sources that a field of a named struct type is whatever is stored in it: those that the user's models, comments in
// the code and struct tags name. It is nil if there are none, as for fields of libraries, which are sources where they come in.
func (s *Set) Always(owner *types.TypeName, field *types.Var) *Roles {
	roles := s.declaredField(owner, field)
	if roles == nil || len(roles.Sources) == 0 {
		return nil
	}
	return roles
}

// Stored returns the sinks that a field of a named struct type is for what is stored in it.
func (s *Set) Stored(owner *types.TypeName, field *types.Var) []Sink {
	if roles := s.declaredField(owner, field); roles != nil {
		return roles.Sinks
	}
	return nil
}

// declaredField returns what the user's models, comments and struct tags say of a field.
func (s *Set) declaredField(owner *types.TypeName, field *types.Var) *Roles {
	if owner == nil {
		return nil
	}
	roles := tagRoles(owner, field)
	if s.ownFields {
		sym := Symbol{Kind: FieldSymbol, Pkg: pkgPath(owner.Pkg()), Recv: owner.Name(), Name: field.Name()}
		roles = merge(s.userRoles(sym), roles)
	}
	return roles
}

// Chan returns what is known of the elements of a channel; nil if nothing is.
func (s *Set) Chan(elem types.Type) *Roles {
	sym, ok := chanSymbol(elem)
	if !ok {
		return nil
	}
	return s.lookup(sym)
}

// Covers reports whether functions, fields or types of the package are modelled with a role other than propagator.
func (s *Set) Covers(importPath string) bool {
	if covered(std.Unvendored(importPath)) || s.pkgs[std.Unvendored(importPath)] {
		return true
	}
	for _, e := range s.patterns {
		prefix, _ := e.Pattern.LiteralPrefix()
		if e.Roles.covers() && (strings.HasPrefix(prefix, importPath) || strings.HasPrefix(importPath, prefix)) {
			return true
		}
	}
	return false
}

// Callbacks returns the interface methods of a package whose arguments are sources: whoever implements the interface
// receives them from outside. They are in the order of the models.
func (s *Set) Callbacks(pkg *types.Package) []*types.Func {
	var funcs []*types.Func
	names := callbacks(std.Path(pkg))
	var own []string
	for sym, roles := range s.own {
		if sym.Kind == FuncSymbol && sym.Pkg == std.Path(pkg) && sym.Recv != "" && roles.givesArguments() {
			own = append(own, sym.Recv+"."+sym.Name)
		}
	}
	slices.Sort(own)
	for _, name := range append(names[:len(names):len(names)], own...) {
		typeName, method, _ := strings.Cut(name, ".")
		obj, ok := pkg.Scope().Lookup(typeName).(*types.TypeName)
		if !ok {
			continue // a version of the library without it
		}
		m, _, _ := types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
		if fn, ok := m.(*types.Func); ok && types.IsInterface(obj.Type()) {
			funcs = append(funcs, fn)
		}
	}
	return append(funcs, services(pkg)...)
}

// services returns the interface methods of a package whose arguments are sources by a shape that matches any method:
// the methods of generated services.
func services(pkg *types.Package) (funcs []*types.Func) {
	for _, sh := range embedded.shapesOf(anyMethod) {
		if !sh.roles.givesArguments() {
			continue
		}
		for _, name := range pkg.Scope().Names() {
			if !sh.shape.recv.MatchString(name) { // before Lookup, which reads what a package exports
				continue
			}
			obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || !types.IsInterface(obj.Type()) {
				continue
			}
			iface, _ := obj.Type().Underlying().(*types.Interface)
			for i := range iface.NumExplicitMethods() {
				if m := iface.ExplicitMethod(i); m.Exported() && sh.shape.matches(m, obj) {
					funcs = append(funcs, m)
				}
			}
		}
	}
	return funcs
}

// givesArguments reports whether some argument is a source.
func (r *Roles) givesArguments() bool {
	return slices.ContainsFunc(r.Sources, func(s Source) bool { return s.At.Root == Arg })
}

func (s *Set) lookup(sym Symbol) *Roles {
	sym.Pkg = std.Unvendored(sym.Pkg)
	if len(s.own) == 0 && len(s.patterns) == 0 && s.names == nil {
		return embedded.pkg(sym.Pkg).roles(sym)
	}
	if found, ok := s.memo.Load(sym); ok {
		return found.(*Roles)
	}
	var roles *Roles
	if s.names == nil {
		roles = embedded.pkg(sym.Pkg).roles(sym)
	} else {
		roles = embedded.pkg(sym.Pkg).decompile(sym, s.names)
	}
	roles = merge(roles, s.userRoles(sym))
	s.memo.Store(sym, roles)
	return roles
}

// userRoles are what the user's models say of a name, exact and by pattern; nil if nothing.
func (s *Set) userRoles(sym Symbol) *Roles {
	roles := s.own[sym]
	for _, e := range s.patterns {
		if e.Symbol.Kind == sym.Kind && e.Pattern.MatchString(sym.plain()) {
			named := e.Roles.apart()
			named.Name = sym.String()
			named.label()
			roles = merge(roles, &named)
		}
	}
	return roles
}

func (s *Set) byShape(fn *types.Func, recv *types.TypeName) *Roles {
	var roles *Roles
	for _, shapes := range [2][]shapeRoles{embedded.shapesOf(fn.Name()), s.shapes[fn.Name()]} {
		for _, sh := range shapes {
			if sh.shape.matches(fn, recv) {
				roles = merge(roles, sh.roles)
			}
		}
	}
	if recv != nil && fn.Exported() && types.IsInterface(recv.Type()) {
		for _, sh := range embedded.shapesOf(anyMethod) {
			if sh.shape.matches(fn, recv) {
				roles = merge(roles, sh.roles)
			}
		}
	}
	return roles
}

// merge returns the roles of both; either may be nil.
func merge(a, b *Roles) *Roles {
	if a == nil || b == nil {
		if a == nil {
			return b
		}
		return a
	}
	m := *a
	m.Sources = append(m.Sources[:len(a.Sources):len(a.Sources)], b.Sources...)
	m.Sinks = append(m.Sinks[:len(a.Sinks):len(a.Sinks)], b.Sinks...)
	m.Sanitizers = append(m.Sanitizers[:len(a.Sanitizers):len(a.Sanitizers)], b.Sanitizers...)
	m.Validators = append(m.Validators[:len(a.Validators):len(a.Validators)], b.Validators...)
	m.Propagators = append(m.Propagators[:len(a.Propagators):len(a.Propagators)], b.Propagators...)
	m.Measures = append(m.Measures[:len(a.Measures):len(a.Measures)], b.Measures...)
	m.Guards = append(m.Guards[:len(a.Guards):len(a.Guards)], b.Guards...)
	m.NoReturn = a.NoReturn || b.NoReturn
	m.Opaque = a.Opaque || b.Opaque
	m.Empties = a.Empties || b.Empties
	return &m
}

// endKinds are the kinds of sinks that functions without any other role have: a comparison, which == is as well, an allocation, as make is,
// a split. An analysis can end there but has begun elsewhere.
var endKinds = []string{"compare", "alloc", "split"}

// covers reports whether there is a role other than propagator and comparison.
func (r *Roles) covers() bool {
	return len(r.Sources)+len(r.Sanitizers)+len(r.Validators)+len(r.Measures) > 0 || slices.ContainsFunc(r.Sinks, func(s Sink) bool { return !s.Effect && !slices.Contains(endKinds, s.Kind) })
}

// apart is a copy whose labels can be filled without those of the other names that the model lists.
func (r Roles) apart() Roles {
	r.Sources, r.Sinks = slices.Clone(r.Sources), slices.Clone(r.Sinks)
	r.Sanitizers, r.Validators = slices.Clone(r.Sanitizers), slices.Clone(r.Validators)
	return r
}

// label fills the labels that a model left out.
func (r *Roles) label() {
	short := r.Name
	if slash := strings.LastIndexByte(short, '/'); slash >= 0 {
		open := short[:len(short)-len(strings.TrimLeft(short, "(*"))]
		short = open + short[slash+1:]
	}
	fill := func(label *string) {
		if *label == "" {
			*label = short
		}
	}
	for i := range r.Sources {
		fill(&r.Sources[i].Label)
	}
	for i := range r.Sinks {
		fill(&r.Sinks[i].Label)
	}
	for i := range r.Sanitizers {
		fill(&r.Sanitizers[i].Label)
	}
	for i := range r.Validators {
		fill(&r.Validators[i].Label)
	}
}

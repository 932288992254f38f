package model

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/unsafedecode/unsafedecode/internal/model/strictyaml"
)

// An Entry is a model as read: a symbol, or a pattern over symbols, and its roles.
type Entry struct {
	Symbol  Symbol
	Pattern *regexp.Regexp // over Symbol.plain, whole; nil: the symbol itself. Symbol has only its kind then
	Roles   Roles
	Since   string // version of the module that first has the name, where the oldest version supported lacks it
	Until   string // last version that has it, where the newest lacks it
}

// A File is a file of models about packages.
type File struct {
	Paths   []string // import paths that the models are about: major versions and forks with the same names
	Module  string   // the module to prove the models against; empty for the standard library
	Oldest  string   // the oldest version that the models hold for; empty: the newest only
	Group   string   // heading in the documentation
	About   string   // what the library is, in a few words
	Public  string   // why the models are made from public source and not proven: the module cannot be fetched
	Entries []Entry
}

// ParseFile reads a file of models about packages. Without `paths:` it is about importPath.
func ParseFile(name, importPath string, data []byte) (*File, error) {
	root, err := strictyaml.Parse(name, data)
	if err != nil {
		return nil, err
	}
	f := &File{}
	var models strictyaml.Node
	text := func(to *string) strictyaml.Reader {
		return func(n strictyaml.Node) (err error) { *to, err = n.Text(); return err }
	}
	err = root.Map(map[string]strictyaml.Reader{
		"paths":  func(n strictyaml.Node) (err error) { f.Paths, err = n.Texts(); return err },
		"module": text(&f.Module), "oldest": text(&f.Oldest), "group": text(&f.Group), "about": text(&f.About),
		"public": text(&f.Public),
		"models": func(n strictyaml.Node) error { models = n; return nil },
	})
	if err != nil {
		return nil, err
	}
	if models == (strictyaml.Node{}) {
		return nil, root.Errorf("models: is missing")
	}
	if f.Paths == nil {
		f.Paths = []string{importPath}
	}
	f.Entries, err = ParseModels(models, f.Paths[0])
	return f, err
}

// ParseModels reads a list of models. With pkg, names are relative to that import path; without, they carry one.
func ParseModels(list strictyaml.Node, pkg string) (entries []Entry, err error) {
	first := map[Symbol]string{}
	err = list.List(func(n strictyaml.Node) error {
		found, err := parseEntry(n, pkg)
		if err != nil {
			return err
		}
		for _, e := range found {
			key := e.Symbol
			key.Ptr = false
			if e.Pattern != nil {
				key.Name = e.Pattern.String()
			}
			if pos, twice := first[key]; twice {
				return n.Errorf("%s is modeled twice; put all its roles at %s", e.Roles.Name, pos)
			}
			first[key] = e.Roles.Pos
		}
		entries = append(entries, found...)
		return nil
	})
	return entries, err
}

// entryParser collects what one element of the list says.
type entryParser struct {
	pkg     string
	kind    SymbolKind
	names   []strictyaml.Node
	pattern bool
	roles   Roles
	since   string
	until   string
	pending []func() error // roles still to read: what they may say depends on what is modelled
}

func parseEntry(n strictyaml.Node, pkg string) ([]Entry, error) {
	p := &entryParser{pkg: pkg}
	flag := func(to *bool) strictyaml.Reader {
		return func(n strictyaml.Node) (err error) { *to, err = n.Bool(); return err }
	}
	readers := map[string]strictyaml.Reader{
		"since": textInto(&p.since), "until": textInto(&p.until), "regexp": flag(&p.pattern), "noreturn": flag(&p.roles.NoReturn), "opaque": flag(&p.roles.Opaque), "empties": flag(&p.roles.Empties),
		"measures": func(n strictyaml.Node) (err error) { p.roles.Measures, err = n.Texts(); return err },
		"source":   p.later(p.source), "sink": p.later(p.sink), "sanitizer": p.later(p.sanitizer),
		"validator": p.later(p.validator), "propagator": p.later(p.propagator), "guard": p.later(p.guard),
	}
	for word, kind := range symbolKinds {
		readers[word] = func(n strictyaml.Node) error { return p.subject(n, kind) }
	}
	if err := n.Map(readers); err != nil {
		return nil, err
	}
	if (p.since != "" || p.until != "") && pkg == "" {
		return nil, n.Errorf("since: and until: are for files about packages")
	}
	if p.kind == 0 {
		return nil, n.Errorf("a model names a func, type, field, var, chan or shape")
	}
	var errs []error
	for _, read := range p.pending {
		errs = append(errs, read())
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	r := &p.roles
	if len(r.Sources)+len(r.Sinks)+len(r.Sanitizers)+len(r.Validators)+len(r.Propagators)+len(r.Measures)+len(r.Guards) == 0 && !r.NoReturn && !r.Opaque && !r.Empties {
		return nil, n.Errorf("a model needs a role: source, sink, sanitizer, validator, propagator, guard, measures, noreturn, opaque or empties")
	}
	r.Opaque = r.Opaque || r.Empties || len(r.Propagators) > 0 || len(r.Sanitizers) > 0 && p.isFunc()
	return p.entries()
}

func (p *entryParser) later(read strictyaml.Reader) strictyaml.Reader {
	return func(n strictyaml.Node) error {
		p.pending = append(p.pending, func() error { return n.OneOrList(read) })
		return nil
	}
}

func each(read strictyaml.Reader) strictyaml.Reader {
	return func(n strictyaml.Node) error { return n.OneOrList(read) }
}

func (p *entryParser) subject(n strictyaml.Node, kind SymbolKind) error {
	if p.kind != 0 {
		return n.Errorf("a model names one of func, type, field, var, chan and shape, not two")
	}
	p.kind = kind
	return n.OneOrList(func(n strictyaml.Node) error { p.names = append(p.names, n); return nil })
}

func (p *entryParser) entries() (entries []Entry, err error) {
	for _, n := range p.names {
		text, err := n.Text()
		if err != nil {
			return nil, err
		}
		e := Entry{Roles: p.roles.apart(), Since: p.since, Until: p.until}
		if p.pattern {
			e.Symbol.Kind = p.kind
			if e.Pattern, err = regexp.Compile("^(?:" + text + ")$"); err != nil {
				return nil, n.Errorf("%v", err)
			}
			e.Roles.Name = text
		} else {
			if e.Symbol, err = ParseSymbol(p.kind, text, p.pkg); err != nil {
				return nil, n.Errorf("%v", err)
			}
			e.Roles.Name = e.Symbol.String()
		}
		e.Roles.Pos = n.Pos()
		if err := e.check(); err != nil {
			return nil, n.Errorf("%s: %v", text, err)
		}
		entries = append(entries, e)
	}
	if len(entries) == 0 {
		return nil, errors.New("no name")
	}
	return entries, nil
}

// check refuses paths that cannot be: a receiver without a method, a call's path on a field.
func (e *Entry) check() error {
	isFunc := e.Symbol.Kind == FuncSymbol || e.Symbol.Kind == ShapeSymbol
	method := e.Pattern != nil || e.Symbol.Recv != "" || e.Symbol.Kind == ShapeSymbol
	var errs []error
	path := func(role string, p Path, roots ...Root) {
		switch {
		case !isFunc && p.Root != Self:
			errs = append(errs, fmt.Errorf("%s at %s: only a function has receiver, arguments and results", role, p))
		case isFunc && p.Root == Self:
			errs = append(errs, fmt.Errorf("%s at %q: start with recv, arg[i] or result", role, p.String()))
		case p.Root == Recv && !method:
			errs = append(errs, fmt.Errorf("%s at %s: a function has no receiver", role, p))
		}
		for _, root := range roots {
			if isFunc && p.Root == root {
				errs = append(errs, fmt.Errorf("%s at %s: not possible there", role, p))
			}
		}
	}
	r := &e.Roles
	for _, s := range r.Sources {
		path("source", s.At)
		if s.UnlessResult != "" && e.Symbol.Kind != TypeSymbol {
			errs = append(errs, errors.New("unless-result is for types"))
		}
	}
	for _, s := range r.Sinks {
		if s.Reads == "" && !(e.Symbol.Kind == TypeSymbol && s.At.Root == Result) {
			path("sink", s.At, Result)
		}
	}
	for _, s := range r.Sanitizers {
		path("sanitizer", s.At)
	}
	for _, g := range r.Guards {
		path("guard", g.At)
	}
	for _, v := range r.Validators {
		for _, at := range v.At {
			path("validator", at)
		}
	}
	for _, m := range r.Propagators {
		path("propagator from", m.From)
		path("propagator to", m.To)
	}
	if !isFunc && (len(r.Validators)+len(r.Propagators) > 0 || r.NoReturn || r.Opaque) {
		errs = append(errs, errors.New("only a function has this role"))
	}
	if len(r.Measures) > 0 && e.Symbol.Kind != FieldSymbol {
		errs = append(errs, errors.New("measures: is for fields"))
	}
	return errors.Join(errs...)
}

package model

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/model/strictyaml"
)

// outcomes are the words for what a validator's success is.
var outcomes = map[string]Outcome{
	"true": WhenTrue, "false": WhenFalse, "nil-error": WhenNilError, "one": WhenOne, "zero": WhenZero, "always": WhenAlways,
}

// A role under construction: what the keys that most roles share have said.
type roleParser struct {
	node  strictyaml.Node
	kinds []string
	at    []Path
	label string
	conds []Cond
}

// read reads a role; more has the readers of the keys that only this role knows.
func (r *roleParser) read(n strictyaml.Node, more map[string]strictyaml.Reader) error {
	r.node = n
	readers := map[string]strictyaml.Reader{
		"kind":  func(n strictyaml.Node) (err error) { r.kinds, err = kindList(n); return err },
		"at":    pathsInto(&r.at),
		"label": textInto(&r.label),
		"if":    each(r.cond),
	}
	for key, read := range more {
		readers[key] = read
	}
	if err := n.Map(readers); err != nil {
		return err
	}
	if r.kinds == nil {
		return n.Errorf("kind: is missing")
	}
	return nil
}

var kindName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

func kindList(n strictyaml.Node) (kinds []string, err error) {
	err = n.OneOrList(func(n strictyaml.Node) error {
		kind, err := n.Text()
		if err == nil && !kindName.MatchString(kind) {
			err = n.Errorf("kind %q: want lower-case letters, digits and hyphens", kind)
		}
		kinds = append(kinds, kind)
		return err
	})
	return kinds, err
}

func textInto(to *string) strictyaml.Reader {
	return func(n strictyaml.Node) (err error) { *to, err = n.Text(); return err }
}

func pathsInto(to *[]Path) strictyaml.Reader {
	return each(func(n strictyaml.Node) error {
		text, err := n.Text()
		if err != nil {
			return err
		}
		path, err := ParsePath(text)
		if err != nil {
			return n.Errorf("%v", err)
		}
		*to = append(*to, path)
		return nil
	})
}

// paths is what `at` said; what is no function may leave it out and means the value itself.
func (r *roleParser) paths(p *entryParser) ([]Path, error) {
	if r.at == nil {
		if p.isFunc() {
			return nil, r.node.Errorf("at: is missing")
		}
		return []Path{{Param: -1}}, nil
	}
	return r.at, nil
}

func (p *entryParser) isFunc() bool { return p.kind == FuncSymbol || p.kind == ShapeSymbol }

func (r *roleParser) cond(n strictyaml.Node) error {
	c := Cond{Arg: -1}
	pattern := func(negate bool) strictyaml.Reader {
		return func(n strictyaml.Node) error {
			text, err := n.Text()
			if err != nil {
				return err
			}
			if c.Match != nil {
				return n.Errorf("a condition has match or not, not both; write two conditions")
			}
			if c.Match, err = regexp.Compile(text); err != nil {
				return n.Errorf("%v", err)
			}
			c.Negate = negate
			return nil
		}
	}
	err := n.Map(map[string]strictyaml.Reader{
		"arg": func(n strictyaml.Node) (err error) { c.Arg, err = n.Int(0, maxIndex); return err },
		"is":  textInto(&c.Is),
		"has": textInto(&c.Has),
		"made-without": func(n strictyaml.Node) error {
			c.Arg = 0
			return textInto(&c.Without)(n)
		},
		"lacks": func(n strictyaml.Node) error {
			c.Negate = true
			return textInto(&c.Has)(n)
		},
		"is-not": func(n strictyaml.Node) error {
			c.Negate = true
			return textInto(&c.Is)(n)
		},
		"named": func(n strictyaml.Node) error {
			text, err := n.Text()
			if err == nil && text != "cache" {
				err = n.Errorf("named %q: want cache", text)
			}
			c.Named, c.Arg = true, 0
			return err
		},
		"names": func(n strictyaml.Node) error {
			text, err := n.Text()
			if err == nil && !slices.Contains(secretLists, text) {
				return n.Errorf("list of names %q; want one of %s", text, strings.Join(secretLists, ", "))
			}
			c.Names = text
			return err
		},
		"match": pattern(false),
		"not":   pattern(true),
		"field": textInto(&c.Field),
		"type": func(n strictyaml.Node) error {
			text, err := n.Text()
			switch {
			case err != nil:
				return err
			case text == "dynamic":
				c.Dynamic = OnlyDynamic
			case text == "declared":
				c.Dynamic = OnlyDeclared
			default:
				return n.Errorf("type %q: want dynamic or declared", text)
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	if c.Field != "" && c.Match == nil {
		return n.Errorf("field: needs match: or not:, for what it is set to")
	}
	if c.Arg < 0 || c.Match == nil && c.Names == "" && c.Dynamic == AnyType && c.Is == "" && c.Has == "" && !c.Named && c.Without == "" {
		return n.Errorf("a condition needs arg: and one of match:, not:, names:, type:, is:, is-not:, has: and lacks:; or named: or made-without: alone")
	}
	r.conds = append(r.conds, c)
	return nil
}

func (p *entryParser) source(n strictyaml.Node) error {
	var r roleParser
	var unless, tag, method string
	var written, stream bool
	err := r.read(n, map[string]strictyaml.Reader{
		"unless-result": textInto(&unless),
		"tag":           textInto(&tag),
		"method":        textInto(&method),
		"written":       func(n strictyaml.Node) (err error) { written, err = n.Bool(); return err },
		"stream":        func(n strictyaml.Node) (err error) { stream, err = n.Bool(); return err },
	})
	if err != nil {
		return err
	}
	paths, err := r.paths(p)
	for _, at := range paths {
		for _, kind := range r.kinds {
			p.roles.Sources = append(p.roles.Sources, Source{Kind: kind, At: at, Label: r.label, If: r.conds, UnlessResult: unless, Written: written, Stream: stream, Tag: tag, Method: method})
		}
	}
	return err
}

func (p *entryParser) sink(n strictyaml.Node) error {
	var r roleParser
	var target, named []Path
	var reads string
	var byUse string
	var pairs, own, sides, effect bool
	var marks []string
	flag := func(to *bool) strictyaml.Reader {
		return func(n strictyaml.Node) (err error) { *to, err = n.Bool(); return err }
	}
	more := map[string]strictyaml.Reader{
		"target": pathsInto(&target), "reads": textInto(&reads), "named": pathsInto(&named), "pairs": flag(&pairs),
		"own": flag(&own), "sides": flag(&sides), "by-use": textInto(&byUse), "effect": flag(&effect),
		"marks": func(n strictyaml.Node) (err error) { marks, err = kindList(n); return err },
	}
	if err := r.read(n, more); err != nil {
		return err
	}
	if len(target) > 1 || len(named) > 1 {
		return n.Errorf("a sink has one target, and one name")
	}
	if reads != "" {
		if r.at != nil {
			return n.Errorf("a sink with reads: takes no at:")
		}
		r.at = []Path{{Param: -1}}
	}
	paths, err := r.paths(p)
	if sides && len(paths) != 2 {
		return n.Errorf("a sink with sides: has two paths in at:")
	}
	for i, at := range paths {
		for _, kind := range r.kinds {
			s := Sink{Kind: kind, At: at, Reads: reads, Label: r.label, If: r.conds, Own: own, ByUse: byUse, Marks: marks, Effect: effect}
			if sides {
				s.Side = i + 1
			}
			if target != nil {
				s.Target = &target[0]
			}
			if named != nil {
				s.Named = &named[0]
			}
			s.Pairs = pairs
			p.roles.Sinks = append(p.roles.Sinks, s)
		}
	}
	return err
}

func (p *entryParser) sanitizer(n strictyaml.Node) error {
	var r roleParser
	if err := r.read(n, nil); err != nil {
		return err
	}
	paths, err := r.paths(p)
	for _, at := range paths {
		p.roles.Sanitizers = append(p.roles.Sanitizers, Sanitizer{Kinds: r.kinds, At: at, Label: r.label, If: r.conds})
	}
	return err
}

func (p *entryParser) guard(n strictyaml.Node) error {
	var r roleParser
	if err := r.read(n, nil); err != nil {
		return err
	}
	paths, err := r.paths(p)
	for _, at := range paths {
		p.roles.Guards = append(p.roles.Guards, Guard{Kinds: r.kinds, At: at})
	}
	return err
}

func (p *entryParser) validator(n strictyaml.Node) error {
	var r roleParser
	var when, needs string
	var field []Path
	err := r.read(n, map[string]strictyaml.Reader{"when": textInto(&when), "needs": textInto(&needs), "field": pathsInto(&field)})
	if err != nil {
		return err
	}
	outcome, ok := outcomes[when]
	if !ok {
		return n.Errorf("when %q: want one of true, false, nil-error, one, zero, always", when)
	}
	paths, err := r.paths(p)
	v := Validator{Kinds: r.kinds, At: paths, When: outcome, Needs: needs, Label: r.label, If: r.conds}
	if len(field) > 1 || len(field) == 1 && (field[0].Root != Result || len(field[0].Fields) != 1) {
		return n.Errorf("field: names one field of a result: result[0].Valid")
	}
	if field != nil {
		v.Field = &field[0]
	}
	p.roles.Validators = append(p.roles.Validators, v)
	return err
}

// propagator reads a map, or the short form "recv, arg[0] -> result".
func (p *entryParser) propagator(n strictyaml.Node) error {
	var from, to []Path
	var m Propagator
	var r roleParser
	var err error
	if n.IsMap() {
		kinds := func(to *[]string) strictyaml.Reader {
			return func(n strictyaml.Node) (err error) { *to, err = kindList(n); return err }
		}
		err = n.Map(map[string]strictyaml.Reader{
			"from": pathsInto(&from), "to": pathsInto(&to), "if": each(r.cond),
			"part":   func(n strictyaml.Node) (err error) { m.Part, err = n.Bool(); return err },
			"choice": func(n strictyaml.Node) (err error) { m.Choice, err = n.Bool(); return err },
			"clears": kinds(&m.Clears), "restores": kinds(&m.Restores),
		})
	} else {
		from, to, err = shortPropagator(n)
	}
	if err != nil {
		return err
	}
	if from == nil || to == nil {
		return n.Errorf("a propagator needs from: and to:")
	}
	m.If = r.conds
	for _, m.From = range from {
		for _, m.To = range to {
			p.roles.Propagators = append(p.roles.Propagators, m)
		}
	}
	return nil
}

func shortPropagator(n strictyaml.Node) (from, to []Path, err error) {
	text, err := n.Text()
	if err != nil {
		return nil, nil, err
	}
	left, right, ok := strings.Cut(text, "->")
	if !ok {
		return nil, nil, n.Errorf(`propagator %q: want {from: ..., to: ...} or "arg[0] -> result"`, text)
	}
	side := func(list string) (paths []Path) {
		for item := range strings.SplitSeq(list, ",") {
			path, perr := ParsePath(strings.TrimSpace(item))
			if perr != nil {
				err = errors.Join(err, n.Errorf("%v", perr))
			}
			paths = append(paths, path)
		}
		return paths
	}
	from, to = side(left), side(right)
	return from, to, err
}

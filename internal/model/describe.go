package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// Paths returns the import paths that have embedded models, sorted.
func Paths() []string { return compiledPaths() }

// Describe says in words what is modelled of a package: a paragraph for each name, sorted. It is empty for a package
// without models.
func Describe(importPath string) string {
	pkg := embedded.pkg(std.Unvendored(importPath))
	if pkg == nil {
		return ""
	}
	var all []string
	for local := range pkg.lines {
		sym := Symbol{Kind: SymbolKind(local[0]), Name: local[1:]}
		if recv, name, ok := strings.Cut(sym.Name, "."); ok && sym.Kind != ChanSymbol {
			sym.Recv, sym.Name = recv, name
		}
		all = append(all, pkg.roles(sym).String())
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

// String says what the roles are: the name, and a line for each role.
func (r *Roles) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.Name)
	line := func(format string, args ...any) { fmt.Fprintf(&b, "\t"+format+"\n", args...) }
	for _, s := range r.Sources {
		line("source of %s at %s: %s%s", s.Kind, orValue(s.At), s.Label, condText(s.If))
	}
	for _, s := range r.Sinks {
		where := "reads what is " + s.Reads
		if s.Reads == "" {
			where = "at " + orValue(s.At)
		}
		line("sink of %s %s: %s%s", s.Kind, where, s.Label, condText(s.If))
	}
	for _, s := range r.Sanitizers {
		line("sanitizer of %s at %s: %s%s", strings.Join(s.Kinds, ", "), orValue(s.At), s.Label, condText(s.If))
	}
	for _, v := range r.Validators {
		at := make([]string, len(v.At))
		for i, p := range v.At {
			at[i] = orValue(p)
		}
		needs := ""
		if v.Needs != "" {
			needs = " when one is a " + v.Needs
		}
		line("validator of %s at %s%s: %s%s", strings.Join(v.Kinds, ", "), strings.Join(at, ", "), needs, v.Label, condText(v.If))
	}
	for _, m := range r.Propagators {
		extra := ""
		if len(m.Clears) > 0 {
			extra += ", clears " + strings.Join(m.Clears, ", ")
		}
		if len(m.Restores) > 0 {
			extra += ", restores " + strings.Join(m.Restores, ", ")
		}
		line("propagates %s to %s%s%s", m.From, m.To, extra, condText(m.If))
	}
	switch {
	case r.NoReturn:
		line("does not return")
	case r.Empties:
		line("empties its receiver")
	case r.Opaque && len(r.Propagators) == 0:
		line("nothing flows through")
	}
	return b.String()
}

func orValue(p Path) string {
	if s := p.String(); s != "" {
		return s
	}
	return "the value"
}

func condText(conds []Cond) string {
	var b strings.Builder
	for _, c := range conds {
		if c.Without != "" {
			fmt.Fprintf(&b, ", if made without %s", c.Without)
			continue
		}
		fmt.Fprintf(&b, ", if arg[%d]", c.Arg)
		if c.Field != "" {
			fmt.Fprintf(&b, ".%s", c.Field)
		}
		switch {
		case c.Names != "":
			fmt.Fprintf(&b, " is a %s", c.Names)
		case c.Match != nil && c.Negate:
			fmt.Fprintf(&b, " does not match %s", c.Match)
		case c.Match != nil:
			fmt.Fprintf(&b, " matches %s", c.Match)
		}
		if c.Has != "" {
			fmt.Fprintf(&b, " has something of kind %s", c.Has)
		}
		if c.Is != "" {
			fmt.Fprintf(&b, " is a %s", c.Is)
		}
		switch c.Dynamic {
		case OnlyDynamic:
			b.WriteString(" is of a dynamic type")
		case OnlyDeclared:
			b.WriteString(" is of a declared type")
		}
	}
	return b.String()
}

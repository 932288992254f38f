// Package needs finds out what a program needs after fixes were applied to it: modules to add, environment variables to set,
// and how long data in the old format is still read.
//
// It compares the syntax of a file before and after. It must not know a rule, nor how a fix is built.
package needs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Needs are what one file needs that it did not need before.
type Needs struct {
	Imports   []string // import paths outside of the standard library, in order
	Variables []string // environment variables that the program does not run without, in order
	Codecs    []Codec  // in the order of the file
}

// A Codec is a declared codec that signs stored data.
type Codec struct {
	Line     int
	Purpose  string // separates its data from the data of other codecs with the same key
	Variable string // environment variable of its key, if it is read from one
	Until    string // the day from which on unsigned data is refused, in the form of time.DateOnly; empty if it is refused now
}

// Of compares a file before and after fixes. Library is the import path of the library whose codecs are meant.
func Of(before, after []byte, library string) (*Needs, error) {
	old, err := read(before, library)
	if err != nil {
		return nil, err
	}
	now, err := read(after, library)
	if err != nil {
		return nil, err
	}
	return &Needs{
		Imports:   without(now.Imports, old.Imports),
		Variables: without(now.Variables, old.Variables),
		Codecs: slices.DeleteFunc(now.Codecs, func(c Codec) bool {
			return slices.ContainsFunc(old.Codecs, func(o Codec) bool { return o.Purpose == c.Purpose })
		}),
	}, nil
}

// without returns the sorted names that are not among others.
func without(names, others []string) []string {
	names = slices.DeleteFunc(names, func(n string) bool { return slices.Contains(others, n) })
	slices.Sort(names)
	return slices.Compact(names)
}

// A reader collects the needs of one file.
type reader struct {
	Needs
	fset    *token.FileSet
	library string
	lib     string // the name that the file imports the library under
}

func read(src []byte, library string) (*Needs, error) {
	r := &reader{fset: token.NewFileSet(), library: library}
	file, err := parser.ParseFile(r.fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, spec := range file.Imports {
		r.imported(spec)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			r.call(call)
		}
		return true
	})
	return &r.Needs, nil
}

func (r *reader) imported(spec *ast.ImportSpec) {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return
	}
	if first, _, _ := strings.Cut(p, "/"); strings.Contains(first, ".") {
		r.Imports = append(r.Imports, p)
	}
	if p == r.library {
		r.lib = path.Base(p)
		if spec.Name != nil {
			r.lib = spec.Name.Name
		}
	}
}

// variableName is the form of the names of environment variables; unset is how fixed code says that one is missing.
var (
	variableName = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)
	unset        = regexp.MustCompile(`^set the environment variable ([A-Z][A-Z0-9_]+)`)
)

// call notes the environment variable that a call requires, and the codec that it makes.
func (r *reader) call(call *ast.CallExpr) {
	name, qualifier := callee(call)
	switch {
	case len(call.Args) == 1 && name == "panic":
		if m := unset.FindStringSubmatch(text(call.Args[0])); m != nil {
			r.Variables = append(r.Variables, m[1])
		}
	case len(call.Args) == 1 && qualifier != "os" && strings.Contains(strings.ToLower(name), "env"):
		if v := text(call.Args[0]); variableName.MatchString(v) {
			r.Variables = append(r.Variables, v)
		}
	case r.lib != "" && qualifier == r.lib && (name == "Must" || name == "New") && len(call.Args) >= 2:
		r.Codecs = append(r.Codecs, Codec{
			Line: r.fset.Position(call.Pos()).Line, Purpose: text(call.Args[1]),
			Variable: variable(call.Args[0]), Until: r.until(call.Args[2:]),
		})
	}
}

// callee names the function that a call calls, and the package or value before the dot.
func callee(call *ast.CallExpr) (name, qualifier string) {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name, ""
	case *ast.SelectorExpr:
		if x, ok := fun.X.(*ast.Ident); ok {
			qualifier = x.Name
		}
		return fun.Sel.Name, qualifier
	}
	return "", ""
}

// variable is the environment variable that an expression reads a key from.
func variable(x ast.Expr) (name string) {
	ast.Inspect(x, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && variableName.MatchString(text(lit)) {
			name = text(lit)
		}
		return name == ""
	})
	return name
}

// until is the date of the option WithLegacy.
func (r *reader) until(options []ast.Expr) string {
	for _, x := range options {
		option, ok := x.(*ast.CallExpr)
		if !ok || len(option.Args) != 2 {
			continue
		}
		if name, _ := callee(option); name != "WithLegacy" {
			continue
		}
		if day, ok := date(option.Args[1]); ok {
			return day.Format(time.DateOnly)
		}
	}
	return ""
}

// date reads a call such as time.Date(2031, time.February, 1, ...).
func date(x ast.Expr) (day time.Time, ok bool) {
	call, ok := x.(*ast.CallExpr)
	if !ok || len(call.Args) < 3 {
		return day, false
	}
	month, ok := call.Args[1].(*ast.SelectorExpr)
	if !ok {
		return day, false
	}
	number := func(x ast.Expr) string {
		if lit, ok := x.(*ast.BasicLit); ok {
			return lit.Value
		}
		return ""
	}
	day, err := time.Parse("2006 January 2", number(call.Args[0])+" "+month.Sel.Name+" "+number(call.Args[2]))
	return day, err == nil
}

// text is the value of a string literal; empty for another expression.
func text(x ast.Expr) string {
	lit, ok := ast.Unparen(x).(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}

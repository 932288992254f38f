package taint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A form is a statement or expression form of the language: it takes the string in and leaves it, or what it must not let through, in out.
type form struct {
	name string
	decl string // declarations that it needs, with NAME for what must be unique
	code string // statements: in is a string variable, out is declared
	lost bool   // the value does not come through
}

// forms go by the chapters of the language specification.
var forms = []form{
	// Variables and constants.
	{name: "assignment", code: `out = in`},
	{name: "shortvar", code: `x := in; out = x`},
	{name: "var", code: `var x string = in; out = x`},
	{name: "tuple", code: `x, y := in, "clean"; out = x; _ = y`},
	{name: "swap", code: `x, y := "clean", in; x, y = y, x; out = x; _ = y`},
	{name: "blank", code: `_ = in; out = "clean"`, lost: true},
	{name: "overwrite", code: `out = in; out = "clean"`, lost: true},
	{name: "constant", code: `const c = "clean"; out = c; _ = in`, lost: true},
	// Types.
	{name: "array", code: `var a [3]string; a[1] = in; out = a[1]`},
	{name: "arrayother", code: `var a [3]string; a[1] = in; out = a[2]`, lost: true},
	{name: "arraycopy", code: `a := [2]string{in}; b := a; out = b[0]`},
	{name: "arraypointer", code: `a := &[2]string{}; a[0] = in; out = a[0]`},
	{name: "slice", code: `s := []string{in}; out = s[0]`},
	{name: "slicevar", code: `s := make([]string, 2); i := len(in) % 2; s[i] = in; out = s[i]`},
	{name: "slicing", code: `s := []string{"a", in}; t := s[1:]; out = t[0]`},
	{name: "fullslice", code: `s := []string{in, "a"}; t := s[0:1:1]; out = t[0]`},
	{name: "slicetoarray", code: `s := []string{in}; a := [1]string(s); out = a[0]`},
	{name: "slicetopointer", code: `s := []string{in}; a := (*[1]string)(s); out = a[0]`},
	{name: "struct", code: `x := struct{ a, b string }{a: in}; out = x.a`},
	{name: "structother", code: `x := struct{ a, b string }{a: in}; out = x.b`, lost: true},
	{name: "named", decl: `type NAMEt struct{ a, b string }`, code: `x := NAMEt{a: in}; out = x.a`},
	{name: "pointer", code: `p := &in; out = *p`},
	{name: "pointerpointer", code: `p := &in; q := &p; out = **q`},
	{name: "throughpointer", code: `p := &out; *p = in`},
	{name: "new", code: `p := new(string); *p = in; out = *p`},
	{name: "embedded", decl: `type NAMEi struct{ a string }; type NAMEo struct{ NAMEi }`, code: `x := NAMEo{NAMEi{in}}; out = x.a`},
	{name: "embeddedpointer", decl: `type NAMEi struct{ a string }; type NAMEo struct{ *NAMEi }`, code: `x := NAMEo{&NAMEi{}}; x.a = in; out = x.NAMEi.a`},
	{name: "map", code: `m := map[string]string{}; m["k"] = in; out = m["k"]`},
	{name: "mapother", code: `m := map[string]string{}; m["k"] = in; out = m["l"]`, lost: true},
	{name: "mapok", code: `m := map[string]string{"k": in}; v, ok := m["k"]; if ok { out = v }`},
	{name: "mapkey", code: `m := map[string]bool{in: true}; for k := range m { out = k }`},
	{name: "mapofmaps", code: `m := map[string]map[string]string{"a": {}}; m["a"]["b"] = in; out = m["a"]["b"]`},
	{name: "mapofslices", code: `m := map[string][]string{}; m["a"] = append(m["a"], in); out = m["a"][0]`},
	{name: "mapofstructs", code: `m := map[string]struct{ a, b string }{}; m["k"] = struct{ a, b string }{a: in}; out = m["k"].a`},
	{name: "channel", code: `c := make(chan string, 1); c <- in; out = <-c`},
	{name: "channelok", code: `c := make(chan string, 1); c <- in; v, ok := <-c; if ok { out = v }`},
	{name: "interface", code: `var i any = in; out = i.(string)`},
	{name: "interfaceok", code: `var i any = in; s, ok := i.(string); if ok { out = s }`},
	{name: "method", decl: `type NAMEt struct{ a string }; func (t *NAMEt) set(s string) { t.a = s }; func (t NAMEt) get() string { return t.a }`, code: `var x NAMEt; x.set(in); out = x.get()`},
	{name: "methodvalue", decl: `type NAMEt struct{ a string }; func (t *NAMEt) set(s string) { t.a = s }; func (t NAMEt) get() string { return t.a }`, code: `var x NAMEt; set := x.set; set(in); get := x.get; out = get()`},
	{name: "methodexpression", decl: `type NAMEt struct{ a string }; func (t *NAMEt) set(s string) { t.a = s }; func (t NAMEt) get() string { return t.a }`, code: `var x NAMEt; (*NAMEt).set(&x, in); out = NAMEt.get(x)`},
	{name: "interfacemethod", decl: `type NAMEt struct{ a string }; func (t *NAMEt) set(s string) { t.a = s }; func (t *NAMEt) get() string { return t.a }; type NAMEi interface { set(string); get() string }`, code: `var x NAMEi = &NAMEt{}; x.set(in); out = x.get()`},
	{name: "promoted", decl: `type NAMEt struct{ a string }; func (t *NAMEt) get() string { return t.a }; type NAMEo struct{ NAMEt }; type NAMEi interface{ get() string }`, code: `var x NAMEi = &NAMEo{NAMEt{in}}; out = x.get()`},
	{name: "functype", code: `f := func(s string) string { return s }; out = f(in)`},
	{name: "funcfield", code: `x := struct{ f func(string) string }{f: func(s string) string { return s }}; out = x.f(in)`},
	{name: "funcmap", code: `m := map[string]func(string) string{"a": func(s string) string { return s }}; out = m["a"](in)`},
	{name: "alias", decl: `type NAMEt = string`, code: `var x NAMEt = in; out = x`},
	{name: "defined", decl: `type NAMEt string`, code: `x := NAMEt(in); out = string(x)`},
	{name: "recursive", decl: `type NAMEt struct { next *NAMEt; s string }`, code: `var l *NAMEt; for range 3 { l = &NAMEt{l, in} }; for n := l; n != nil; n = n.next { out = n.s }`},
	// Generics.
	{name: "genericfunc", decl: `func NAMEid[T any](v T) T { return v }`, code: `out = NAMEid(in)`},
	{name: "generictype", decl: `type NAMEbox[T any] struct{ v T }; func (b *NAMEbox[T]) put(v T) { b.v = v }; func (b *NAMEbox[T]) get() T { return b.v }`, code: `var b NAMEbox[string]; b.put(in); out = b.get()`},
	{name: "genericslice", decl: `func NAMElast[S ~[]E, E any](s S) E { return s[len(s)-1] }`, code: `out = NAMElast([]string{in})`},
	{name: "genericmap", decl: `func NAMEmap[A, B any](a []A, f func(A) B) (b []B) { for _, x := range a { b = append(b, f(x)) }; return b }`, code: `out = NAMEmap([]string{in}, func(s string) string { return s })[0]`},
	{name: "constraint", decl: `type NAMEs interface{ String() string }; type NAMEt struct{ s string }; func (t NAMEt) String() string { return t.s }; func NAMEshow[T NAMEs](v T) string { return v.String() }`, code: `out = NAMEshow(NAMEt{in})`},
	// Expressions.
	{name: "concat", code: `out = "a" + in + "b"`},
	{name: "addassign", code: `out += in`},
	{name: "index", code: `b := []byte(in); out = string(b[0])`},
	{name: "substring", code: `out = in[1:]`},
	{name: "bytes", code: `out = string([]byte(in))`},
	{name: "runes", code: `out = string([]rune(in))`},
	{name: "parenthesis", code: `out = (((in)))`},
	{name: "length", code: `out = string(rune(len(in)))`, lost: true},
	{name: "comparison", code: `if in == "a" { out = "clean" }`, lost: true},
	{name: "variadic", decl: `func NAMEf(a ...string) string { return a[0] }`, code: `out = NAMEf(in, "clean")`},
	{name: "spread", decl: `func NAMEf(a ...string) string { return a[0] }`, code: `out = NAMEf([]string{in}...)`},
	{name: "results", decl: `func NAMEf(s string) (string, string) { return "clean", s }`, code: `_, out = NAMEf(in)`},
	{name: "resultsother", decl: `func NAMEf(s string) (string, string) { return "clean", s }`, code: `out, _ = NAMEf(in)`, lost: true},
	{name: "nestedcall", decl: `func NAMEf(s string) (string, error) { return s, nil }; func NAMEg(s string, err error) string { return s }`, code: `out = NAMEg(NAMEf(in))`},
	{name: "namedresult", decl: `func NAMEf(s string) (r string) { r = s; return }`, code: `out = NAMEf(in)`},
	{name: "recursion", decl: `func NAMEf(n int, s string) string { if n == 0 { return s }; return NAMEf(n-1, s) }`, code: `out = NAMEf(3, in)`},
	{name: "closure", code: `f := func() { out = in }; f()`},
	{name: "closurestate", code: `get := func() func() string { s := in; return func() string { return s } }(); out = get()`},
	{name: "closurepair", code: `var s string; set := func(v string) { s = v }; get := func() string { return s }; set(in); out = get()`},
	{name: "immediate", code: `func(s string) { out = s }(in)`},
	{name: "append", code: `var s []string; s = append(s, in); out = s[0]`},
	{name: "appendspread", code: `var s []string; s = append(s, []string{in}...); out = s[0]`},
	{name: "copy", code: `s := make([]string, 1); copy(s, []string{in}); out = s[0]`},
	{name: "clear", code: `m := map[string]string{"a": in}; clear(m); out = m["a"]`, lost: true},
	{name: "delete", code: `m := map[string]string{"a": in}; delete(m, "a"); out = m["a"]`, lost: true},
	{name: "max", code: `out = max(in, "a")`},
	// Statements.
	{name: "if", code: `if len(in) > 3 { out = in }`},
	{name: "else", code: `if len(in) > 3 { out = "a" } else { out = in }`},
	{name: "ifinit", code: `if x := in; len(x) > 0 { out = x }`},
	{name: "switch", code: `switch len(in) { case 1: out = "a"; default: out = in }`},
	{name: "switchvalue", code: `switch x := in; x { case "a": default: out = x }`},
	{name: "fallthrough", code: `switch len(in) { case 1: fallthrough; case 2: out = in }`},
	{name: "typeswitch", code: `var i any = in; switch x := i.(type) { case string: out = x }`},
	{name: "for", code: `for i := 0; i < 3; i++ { out = in }`},
	{name: "forcond", code: `for len(out) < 3 { out = in }`},
	{name: "fordelayed", code: `prev, cur := "", ""; for i := 0; i < 3; i++ { prev, cur = cur, in }; out = prev`},
	{name: "rangeslice", code: `for _, x := range []string{in} { out = x }`},
	{name: "rangearray", code: `for _, x := range [1]string{in} { out = x }`},
	{name: "rangemap", code: `for _, x := range map[string]string{"a": in} { out = x }`},
	{name: "rangestring", code: `for _, r := range in { out += string(r) }`},
	{name: "rangechannel", code: `c := make(chan string, 1); c <- in; close(c); for x := range c { out = x }`},
	{name: "rangefunc", code: `seq := func(yield func(string) bool) { yield(in) }; for x := range seq { out = x }`},
	{name: "rangefunc2", code: `seq := func(yield func(int, string) bool) { yield(1, in) }; for _, x := range seq { out = x }`},
	{name: "rangeint", code: `for range 3 { out = in }`},
	{name: "break", code: `for { out = in; break }`},
	{name: "continue", code: `for i := 0; i < 2; i++ { if i == 0 { continue }; out = in }`},
	{name: "label", code: "loop:\n for { for { out = in; break loop } }"},
	{name: "goto", code: "i := 0\nagain:\n if i > 0 { out = in }; if i++; i < 2 { goto again }"},
	{name: "select", code: `c := make(chan string, 1); c <- in; select { case out = <-c: default: }`},
	{name: "selectsend", code: `c := make(chan string, 1); select { case c <- in: default: }; out = <-c`},
	{name: "go", code: `done := make(chan bool); go func() { out = in; close(done) }(); <-done`},
	{name: "gochannel", code: `c := make(chan string); go func() { c <- in }(); out = <-c`},
	{name: "defer", code: `func() { defer func() { out = in }() }()`},
	{name: "deferargument", code: `func() { defer func(s string) { out = s }(in) }()`},
	{name: "panic", code: `func() { defer func() { out, _ = recover().(string) }(); panic(in) }()`},
	{name: "inc", code: `n := len(in); n++; out = string(rune(n))`, lost: true},
	{name: "block", code: `{ x := in; { out = x } }`},
	{name: "shadow", code: `_ = in; { in := "clean"; out = in }`, lost: true},
	{name: "unreachable", code: `if len(in) >= 0 { return "clean" }; out = in`},
}

// shapes put a form between a source and a sink: in one function, behind functions and packages.
var shapes = []struct{ name, body string }{
	{"here", "func NAME_here() {\n\tin, out := kinds.Source(), \"\"\n\tCODE\n\tkinds.Sink(out) // MARK\n}\n"},
	{"called", "func NAME_called() {\n\tkinds.Sink(NAME(kinds.Source())) // MARK\n}\n"},
	{"handed", "func NAME_handed() {\n\tNAME_sink(kinds.Source())\n}\n\nfunc NAME_sink(s string) {\n\tkinds.Sink(NAME(s)) // MARK\n}\n"},
	{"generic", "func NAME_generic() {\n\tkinds.Sink(NAMEgen(1, kinds.Source())) // MARK\n}\n\nfunc NAMEgen[T any](v T, in string) string {\n\tout := \"\"\n\tfunc() {\n\t\tout = NAME(in)\n\t}()\n\treturn out\n}\n"},
	{"across", "func NAME_across() {\n\tkinds.Sink(lib.NAMEX(kinds.Source())) // MARK\n}\n"},
}

// generate writes packages with each form in each shape below a directory. It returns the lines with a sink, and whether it is reached.
func generate(t *testing.T, dir string) (want map[string]bool) {
	t.Helper()
	lib, use := &strings.Builder{}, &strings.Builder{}
	lib.WriteString("package lib\n")
	use.WriteString("package generated\n\nimport (\n\t\"example.com/kinds\"\n\t\"generated/lib\"\n)\n")
	for _, f := range forms {
		decl := strings.ReplaceAll(strings.ReplaceAll(f.decl, "; func", "\nfunc"), "; type", "\ntype")
		fn := func(name, prefix string) string {
			code := strings.ReplaceAll(f.code, "NAME", prefix)
			return fmt.Sprintf("\n%s\n\nfunc %s(in string) string {\n\tout := \"\"\n\t%s\n\treturn out\n}\n", strings.ReplaceAll(decl, "NAME", prefix), name, code)
		}
		use.WriteString(fn(f.name+"_form", f.name+"D"))
		lib.WriteString(fn("X"+f.name, f.name+"D"))
		mark := "reached " + f.name
		if f.lost {
			mark = "silent " + f.name
		}
		for _, s := range shapes {
			if s.name == "here" && strings.Contains(f.code, "return \"clean\"") {
				continue
			}
			r := strings.NewReplacer("NAMEX", "X"+f.name, "NAME_", f.name+"_", "NAMEgen", f.name+"_gen", "NAME(", f.name+"_form(",
				"CODE", strings.ReplaceAll(f.code, "NAME", f.name+"D"), "MARK", mark+" "+s.name)
			use.WriteString("\n" + r.Replace(s.body))
		}
	}
	for name, text := range map[string]string{"lib/lib.go": lib.String(), "generated.go": use.String()} {
		path := filepath.Join(dir, "src", "generated", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want = map[string]bool{}
	for i, line := range strings.Split(use.String(), "\n") {
		if _, m, ok := strings.Cut(line, "// reached "); ok {
			want[fmt.Sprint(i+1, " ", m)] = true
		} else if _, m, ok := strings.Cut(line, "// silent "); ok {
			want[fmt.Sprint(i+1, " ", m)] = false
		}
	}
	return want
}

// TestGeneratedForms puts each form of the language between a source and a sink: here, behind functions, in generic functions and in
// another package.
func TestGeneratedForms(t *testing.T) {
	useModels(t, filepath.Join("..", "..", "testdata", "kinds.yml"))
	dir := t.TempDir()
	want := generate(t, dir)
	stub, err := os.ReadFile(filepath.Join("..", "..", "testdata", "src", "example.com", "kinds", "kinds.go"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "src", "example.com", "kinds"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "src", "example.com", "kinds", "kinds.go"), stub, 0o644); err != nil {
		t.Fatal(err)
	}
	probe := &analysis.Analyzer{
		Name: "formprobe", Doc: "hand the engine's result to the test", Requires: []*analysis.Analyzer{taint.Analyzer},
		ResultType: reflect.TypeFor[*taint.Result](),
		Run:        func(pass *analysis.Pass) (any, error) { return pass.ResultOf[taint.Analyzer], nil },
	}
	found := map[int]bool{}
	for _, r := range analysistest.Run(t, dir, probe, "generated") {
		for _, s := range r.Result.(*taint.Result).Sites(taint.Query{Sources: []string{"mine"}, Sinks: []string{"sink"}, Aspect: "trust"}) {
			found[r.Action.Package.Fset.Position(s.Pos).Line] = true
		}
	}
	hits, silent := 0, 0
	for at, reached := range want {
		var line int
		fmt.Sscan(at, &line)
		switch {
		case found[line] != reached && reached:
			t.Errorf("not found: %s", at)
		case found[line] != reached:
			t.Errorf("reported: %s", at)
		case reached:
			hits++
		default:
			silent++
		}
	}
	t.Logf("%d of %d lines: %d found, %d silent", hits+silent, len(want), hits, silent)
}

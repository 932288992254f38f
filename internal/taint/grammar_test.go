package taint_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// A grammar writes programs that type-check, whatever bytes choose among its rules: the fuzzer's bytes, or those of a
// test.
type grammar struct {
	choices []byte
	b       strings.Builder
	vars    map[string][]string // in scope, by type
	n       int                 // of the next variable
	funcs   int                 // functions that can be called
	lib     string              // qualifies the names of another package that can be called; empty if there is none
	depth   int
}

// pick takes one choice among n; the first when there are no bytes left, so that programs end.
func (g *grammar) pick(n int) int {
	if len(g.choices) == 0 {
		return 0
	}
	c := int(g.choices[0]) % n
	g.choices = g.choices[1:]
	return c
}

const grammarTypes = `
type Shape interface {
	Get() string
	Set(string) Shape
}

type Node struct {
	S    string
	Next *Node
	L    []string
	M    map[string]string
	F    func(string) string
	I    Shape
	C    chan string
}

type Other struct {
	Node
	A [2]string
	P *string
}

var Global Node

func Same[T any](v T) T { return v }

func Pair[T any](v, w T) (T, T) { return w, v }
`

// write returns a package: its types, some functions, and methods, which all may call each other.
func (g *grammar) write(name string, imports ...string) string {
	g.funcs = 2 + g.pick(4)
	fmt.Fprintf(&g.b, "package %s\n\nimport (\n", name)
	for _, path := range append(imports, "example.com/kinds") {
		fmt.Fprintf(&g.b, "\t%q\n", path)
	}
	g.b.WriteString(")\n\nvar _ = kinds.Source\n" + grammarTypes)
	for i := range g.funcs {
		g.function(fmt.Sprintf("func F%d(a string, n *Node) (r string)", i))
	}
	for _, t := range []string{"*Node", "*Other"} {
		g.function("func (n " + t + ") Get() (r string)")
		g.function("func (n " + t + ") Set(a string) (r Shape)")
	}
	return g.b.String()
}

func (g *grammar) function(head string) {
	g.b.WriteString("\n" + head + " {\n")
	g.vars = map[string][]string{"string": {`"c"`}, "*Node": {"&Global"}, "[]string": {"Global.L"}, "Shape": {"Global.I"}}
	if strings.Contains(head, "a string") {
		g.vars["string"] = append(g.vars["string"], "a")
	}
	switch {
	case strings.Contains(head, "n *Node"):
		g.vars["*Node"] = append(g.vars["*Node"], "n")
		g.vars["Shape"] = append(g.vars["Shape"], "n")
	case strings.Contains(head, "n *Other"):
		g.vars["*Node"] = append(g.vars["*Node"], "&n.Node")
		g.vars["Shape"] = append(g.vars["Shape"], "n")
	}
	result := "Shape"
	if strings.HasSuffix(head, "(r string)") {
		result = "string"
	}
	g.block(2 + g.pick(6))
	fmt.Fprintf(&g.b, "\treturn %s\n}\n", g.expr(result))
}

func (g *grammar) block(n int) {
	g.depth++
	for range n {
		g.statement()
	}
	g.depth--
}

// inner writes statements in a scope of their own.
func (g *grammar) inner() {
	saved := map[string][]string{}
	for t, names := range g.vars {
		saved[t] = names[:len(names):len(names)]
	}
	g.block(1 + g.pick(3))
	g.vars = saved
}

func (g *grammar) declare(typ string) string {
	name := fmt.Sprintf("v%d", g.n)
	g.n++
	g.vars[typ] = append(g.vars[typ], name)
	return name
}

func (g *grammar) any(typ string) string { return g.vars[typ][g.pick(len(g.vars[typ]))] }

// place is a string variable, field or element that can be assigned to.
func (g *grammar) place() string {
	n := g.any("*Node")
	switch g.pick(6) {
	case 0:
		return "(" + n + ").S"
	case 1:
		return "(" + n + ").L[0]"
	case 2:
		return "(" + n + ").M[" + g.any("string") + "]"
	case 3:
		return "(" + n + ").Next.S"
	case 4:
		return "Global.S"
	default:
		return g.any("[]string") + "[1]"
	}
}

func (g *grammar) statement() {
	w := func(format string, args ...any) { fmt.Fprintf(&g.b, format, args...) }
	if g.depth > 3 {
		w("%s = %s\n", g.place(), g.expr("string"))
		return
	}
	switch g.pick(18) {
	case 0, 1:
		w("%s = %s\n", g.place(), g.expr("string"))
	case 2:
		x := g.expr("string")
		v := g.declare("string")
		w("%s := %s\n_ = %s\n", v, x, v)
	case 3:
		x := g.expr("*Node")
		v := g.declare("*Node")
		w("%s := %s\n_ = %s\n", v, x, v)
	case 4:
		w("kinds.Sink(%s)\n", g.expr("string"))
	case 5:
		w("if len(%s) > %d {\n", g.expr("string"), g.pick(9))
		g.inner()
		w("} else {\n")
		g.inner()
		w("}\n")
	case 6:
		w("for i := 0; i < %d; i++ {\n", g.pick(9))
		g.inner()
		w("if i > 2 { continue }\n}\n")
	case 7:
		x := g.expr("[]string")
		v := fmt.Sprintf("v%d", g.n)
		g.n++
		w("for _, %s := range %s {\n_ = %s\n", v, x, v)
		g.inner()
		w("}\n")
	case 8:
		w("switch %s {\ncase \"a\":\n", g.expr("string"))
		g.inner()
		w("fallthrough\ncase \"b\":\n")
		g.inner()
		w("default:\n")
		g.inner()
		w("}\n")
	case 9:
		w("defer func() {\n_ = recover()\n")
		g.inner()
		w("}()\n")
	case 10:
		w("go func() {\n")
		g.inner()
		w("}()\n")
	case 11:
		w("if err := kinds.Check(%s); err != nil {\n", g.expr("string"))
		g.inner()
		w("}\n")
	case 12:
		w("switch x := any(%s).(type) {\ncase *Node:\n_ = x.S\n", g.expr("Shape"))
		g.inner()
		w("case Shape:\n_ = x.Get()\n}\n")
	case 13:
		w("%s.F = func(s string) string {\n", "("+g.any("*Node")+")")
		g.inner()
		w("return %s + s\n}\n", g.expr("string"))
	case 14:
		w("select {\ncase %s.C <- %s:\ndefault:\n}\n", "("+g.any("*Node")+")", g.expr("string"))
	case 15:
		list, x := g.expr("[]string"), g.expr("string")
		v := g.declare("[]string")
		w("%s := append(%s, %s)\n_ = %s\n", v, list, x, v)
	case 16:
		w("%s.Next = %s\n", "("+g.any("*Node")+")", g.expr("*Node"))
	default:
		w("%s.I = %s\n", "("+g.any("*Node")+")", g.expr("Shape"))
	}
}

func (g *grammar) expr(typ string) string {
	g.depth++
	defer func() { g.depth-- }()
	if g.depth > 6 {
		return g.any(typ)
	}
	n := func() string { return "(" + g.any("*Node") + ")" }
	switch typ {
	case "string":
		switch g.pick(16) {
		case 0:
			return g.any(typ)
		case 1:
			return "kinds.Source()"
		case 2:
			return g.expr(typ) + " + " + g.expr(typ)
		case 3:
			return n() + ".S"
		case 4:
			return g.expr("[]string") + "[0]"
		case 5:
			return n() + ".M[" + g.expr(typ) + "]"
		case 6:
			return fmt.Sprintf("F%d(%s, %s)", g.pick(g.funcs), g.expr(typ), g.expr("*Node"))
		case 7:
			return g.expr("Shape") + ".Get()"
		case 8:
			return n() + ".F(" + g.expr(typ) + ")"
		case 9:
			return "string([]byte(" + g.expr(typ) + ")[1:])"
		case 10:
			return "<-" + n() + ".C"
		case 11:
			return "Same(" + g.expr(typ) + ")"
		case 12:
			return "func() string { a, _ := Pair(" + g.expr(typ) + ", " + g.expr(typ) + "); return a }()"
		case 13:
			return "(&Other{A: [2]string{" + g.expr(typ) + "}}).A[1]"
		case 14:
			if g.lib != "" {
				return fmt.Sprintf("%s.F%d(%s, &%s.Global)", g.lib, g.pick(2), g.expr(typ), g.lib)
			}
			return n() + ".Get()"
		default:
			return "(" + g.expr("Shape") + ".Get)()"
		}
	case "*Node":
		switch g.pick(5) {
		case 0:
			return g.any(typ)
		case 1:
			return "&Node{S: " + g.expr("string") + ", Next: " + g.expr(typ) + "}"
		case 2:
			return n() + ".Next"
		case 3:
			return "Same(" + g.expr(typ) + ")"
		default:
			return "&(&Other{Node: *" + n() + "}).Node"
		}
	case "[]string":
		switch g.pick(4) {
		case 0:
			return g.any(typ)
		case 1:
			return "[]string{" + g.expr("string") + ", " + g.expr("string") + "}"
		case 2:
			return n() + ".L"
		default:
			return g.expr(typ) + "[1:]"
		}
	default:
		switch g.pick(4) {
		case 0:
			return g.any(typ)
		case 1:
			return "Shape(" + n() + ")"
		case 2:
			return g.expr(typ) + ".Set(" + g.expr("string") + ")"
		default:
			return "Shape(&Other{Node: *" + n() + "})"
		}
	}
}

// grown type-checks the two packages that some bytes choose: a library, and one that imports it.
func grown(tb testing.TB, choices []byte) []*packages.Package {
	tb.Helper()
	w := newWorld(tb)
	lib, app := &grammar{choices: choices[:len(choices)/2]}, &grammar{choices: choices[len(choices)/2:], lib: "lib"}
	sources := []program{
		{"example.com/lib", map[string]string{"lib.go": lib.write("lib")}},
		{"example.com/app", map[string]string{"app.go": app.write("app", "example.com/lib") + "\nvar _ = lib.F0\n"}},
	}
	var out []*packages.Package
	for _, prog := range sources {
		pkg, err := w.add(prog)
		if err != nil {
			tb.Fatalf("%v in %v", err, prog.files)
		}
		out = append(out, pkg)
	}
	return out
}

// factsOfPrograms are the facts of the packages that some bytes choose.
func factsOfPrograms(tb testing.TB, choices []byte) [][]byte {
	var out [][]byte
	for _, pkg := range grown(tb, choices) {
		out = append(out, packageFacts(tb, pkg)...)
	}
	return out
}

package taint_test

import (
	"fmt"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// Extreme programs: no panic, no hang, the flow is found, and twice the program is about twice the work. Work is
// counted and not timed, see work.go.

// An extreme is a kind of program that can be made larger.
type extreme struct {
	name string
	size int // of the larger program that is analysed; the other has half
	code func(n int) string
	most int // units of work for an instruction, at most
	// allocs bounds the allocations for an instruction, those of building the SSA form included.
	allocs int
	// knot: all functions call each other, so each learns of what all others do, until the caps of a summary are met.
	knot bool
}

var extremes = []extreme{
	{name: "switch", allocs: 30, size: 10_000, code: manyCases, most: 60},
	{name: "long function", allocs: 22, size: 12_000, code: longFunction, most: 60},
	{name: "generics", allocs: 450, size: 200, code: recursiveGenerics, most: 700, knot: true},
	{name: "deep types", allocs: 50, size: 120, code: deepTypes, most: 400},
	{name: "generated file", allocs: 60, size: 5_000, code: generatedFile, most: 60},
	{name: "codec", allocs: 1700, size: 80, code: codec, most: 4_000, knot: true},
	{name: "calls", allocs: 80, size: 4_000, code: chainOfCalls, most: 60},
}

// program is the program of a size.
func (x *extreme) program(n int) program {
	return program{"example.com/extreme", map[string]string{"a.go": "package extreme\n\nimport \"example.com/kinds\"\n" + x.code(n)}}
}

// TestExtremes analyses each program in two sizes.
func TestExtremes(t *testing.T) {
	useModels(t, filepath.Join("..", "..", "testdata", "kinds.yml"))
	for i := range extremes {
		x := &extremes[i]
		t.Run(x.name, func(t *testing.T) {
			half, whole := measured(t, x, x.size/2), measured(t, x, x.size)
			t.Logf("%d instructions: %d units; %d: %d, %d allocations", half.instructions, half.work, whole.instructions, whole.work, whole.allocs)
			if most := 2.6 * float64(half.work) * float64(whole.instructions) / float64(2*half.instructions); !x.knot && float64(whole.work) > most {
				t.Errorf("%d units of work for %d instructions, but %d for %d: not linear", half.work, half.instructions, whole.work, whole.instructions)
			}
			if each := whole.work / whole.instructions; each > x.most {
				t.Errorf("%d units of work for an instruction, want at most %d", each, x.most)
			}
			if each := whole.allocs / whole.instructions; each > x.allocs {
				t.Errorf("%d allocations for an instruction, want at most %d", each, x.allocs)
			}
		})
	}
}

// measured analyses a program of one size, in which one flow from a source to a sink must be found.
func measured(t *testing.T, x *extreme, n int) answer {
	t.Helper()
	w := newWorld(t)
	pkg, err := w.add(x.program(n))
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	a := analyse(t, pkg)["example.com/extreme"]
	runtime.ReadMemStats(&after)
	a.allocs = int(after.Mallocs - before.Mallocs)
	if len(a.sites) != 1 {
		t.Errorf("size %d: %d sites, want 1", n, len(a.sites))
	}
	return a
}

// BenchmarkExtremes tells what an instruction costs in each program, building its SSA form included.
func BenchmarkExtremes(b *testing.B) {
	useModels(b, filepath.Join("..", "..", "testdata", "kinds.yml"))
	for i := range extremes {
		x := &extremes[i]
		b.Run(strings.ReplaceAll(x.name, " ", "-"), func(b *testing.B) {
			w := newWorld(b)
			pkg, err := w.add(x.program(x.size / 4))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			instructions := 0
			for b.Loop() {
				instructions += analyse(b, pkg)["example.com/extreme"].instructions
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(instructions), "ns/instruction")
		})
	}
}

func manyCases(n int) string {
	var b strings.Builder
	b.WriteString("func f(in string) {\n\tout := kinds.Source()\n\tswitch in {\n")
	for i := range n {
		fmt.Fprintf(&b, "\tcase \"v%d\":\n\t\tout += \"w%d\"\n", i, i)
	}
	b.WriteString("\t}\n\tkinds.Sink(out)\n}\n")
	return b.String()
}

func longFunction(n int) string {
	var b strings.Builder
	b.WriteString("type t struct{ a, b string; next *t }\n\nfunc f(in *t) {\n\tx := &t{next: in}\n\tx.a = kinds.Source()\n")
	for i := range n {
		fmt.Fprintf(&b, "\tx.b = x.a + \"%d\"\n\tx.a = x.b\n", i)
	}
	b.WriteString("\tkinds.Sink(x.a)\n}\n")
	return b.String()
}

func recursiveGenerics(n int) string {
	var b strings.Builder
	for i := range n {
		next := (i + 1) % n
		fmt.Fprintf(&b, "type t%[1]d[A any] struct{ v A; next *t%[2]d[A] }\nfunc f%[1]d[A any](n int, v A) A {\n\tx := t%[1]d[A]{v: v}\n\tif n > 0 {\n\t\treturn f%[2]d(n-1, x.v)\n\t}\n\treturn x.v\n}\n", i, next)
	}
	b.WriteString("func f() { kinds.Sink(f0(3, kinds.Source())) }\n")
	return b.String()
}

func deepTypes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "type t%[1]d struct{ s string; a *t%[2]d; b *t%[1]d; m map[string]t%[3]d; l []*t%[4]d }\n", i, (i+1)%n, (i+1)%n, (i*5+1)%n)
	}
	for i := range n {
		fmt.Fprintf(&b, "func (x *t%[1]d) take(y *t%[2]d) string { x.a = y; x.b = x.b.b; x.l[0].s = y.s; y.m[y.s] = *y.a; return x.a.s + x.a.a.s + x.l[0].s }\n", i, (i+1)%n)
	}
	b.WriteString("func f(x *t0, y *t1) { y.s = kinds.Source(); kinds.Sink(x.take(y)) }\n")
	return b.String()
}

// generatedFile has ten lines for each message, as protocol buffers have.
func generatedFile(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "type M%[1]d struct {\n\tName string\n\tData []byte\n}\n\nfunc (m *M%[1]d) GetName() string {\n\tif m != nil {\n\t\treturn m.Name\n\t}\n\treturn \"\"\n}\n", i)
	}
	b.WriteString("func f() { m := &M0{Name: kinds.Source()}; kinds.Sink(m.GetName()) }\n")
	return b.String()
}

// codec has functions that all call each other through an interface with several implementers, as generated codecs
// have.
func codec(n int) string {
	var b strings.Builder
	b.WriteString("type driver interface { str(e *enc, s string); num(e *enc, n int) }\ntype enc struct { d driver; buf []byte; w *enc; x [8]string }\n")
	for i := range 5 {
		fmt.Fprintf(&b, "type d%[1]d struct { e *enc; b []byte; x [4]string }\nfunc (d *d%[1]d) str(e *enc, s string) { d.x[%[1]d%%4] = s; e.buf = append(e.buf, s...); e.x[%[1]d] = s; d.e = e; f%[1]d(e, s, nil) }\n"+
			"func (d *d%[1]d) num(e *enc, n int) { e.buf = append(e.buf, byte(n)); d.b = e.buf; d.e.w = e }\n", i)
	}
	for i := range n {
		fmt.Fprintf(&b, "func f%[1]d(e *enc, s string, m map[string]string) {\n\te.d.num(e, len(m))\n\tfor k, v := range m {\n\t\te.d.str(e, k)\n\t\te.d.str(e, v)\n\t}\n\tf%[2]d(e, s, m)\n\te.w.d.str(e.w, e.x[%[3]d])\n}\n", i, (i+1)%n, i%8)
	}
	b.WriteString("func f() { kinds.Sink(kinds.Source()) }\n")
	return b.String()
}

func chainOfCalls(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "func f%[1]d(s string) string { return f%[2]d(s + \"a\") }\n", i, i+1)
	}
	fmt.Fprintf(&b, "func f%d(s string) string { return s }\nfunc f() { kinds.Sink(f0(kinds.Source())) }\n", n)
	return b.String()
}

// A program with errors is not analysed: building its SSA form may panic, and need not end.
func TestProgramsWithErrors(t *testing.T) {
	if taint.Analyzer.RunDespiteErrors {
		t.Error("the engine runs on packages that do not type-check")
	}
}

// A function that has no body here, written in assembly or C, is an unknown callee; a line directive that names another
// kind of file changes positions and nothing else.
func TestWithoutBodies(t *testing.T) {
	useModels(t, filepath.Join("..", "..", "testdata", "kinds.yml"))
	w := newWorld(t)
	pkg, err := w.add(program{"example.com/bare", map[string]string{"a.go": `package bare

import "example.com/kinds"

func assembly(s string) string

//line grammar.y:7
func f() { kinds.Sink(assembly(kinds.Source())) }

//line :9000000
func g() { kinds.Sink(kinds.Source()) }
`}})
	if err != nil {
		t.Fatal(err)
	}
	a := analyse(t, pkg)["example.com/bare"]
	if len(a.sites) != 2 {
		t.Fatalf("%d sites, want 2", len(a.sites))
	}
	for i, want := range []string{"f 7", "g 9000000"} {
		step := a.sites[i].Flows[0].Trace[0]
		if got := fmt.Sprint(step.Func, " ", w.fset.Position(step.Pos).Line); got != want {
			t.Errorf("the trace starts at %s, want %s", got, want)
		}
	}
}

// TestTypeCheckersTestData runs the engine on the programs without errors that the type checker is tested with.
func TestTypeCheckersTestData(t *testing.T) {
	useModels(t, filepath.Join("..", "..", "testdata", "kinds.yml"))
	dir, n := filepath.Join(build.Default.GOROOT, "src", "internal", "types", "testdata"), 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		code, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if pkg, err := newWorld(t).add(program{"example.com/checked", map[string]string{"a.go": string(code)}}); err == nil {
			n++
			analyse(t, pkg)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if t.Logf("%d programs", n); n < 50 {
		t.Errorf("%d programs", n)
	}
}

package branch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// functions builds the functions of a file that imports nothing.
func functions(t *testing.T, src string) map[string]*ssa.Function {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", "package p\n"+src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("p", "p"), []*ast.File{f}, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*ssa.Function{}
	for name, m := range pkg.Members {
		if fn, ok := m.(*ssa.Function); ok {
			out[name] = fn
		}
	}
	return out
}

// calls are the numbers that a function hands to mark on edges that can be taken.
func calls(fn *ssa.Function) (marked []string) {
	taken := Taken(fn)
	reached := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if reached[b] {
			return
		}
		reached[b] = true
		for i, s := range b.Succs {
			if taken == nil || taken[Edge{b, i}] {
				visit(s)
			}
		}
	}
	visit(fn.Blocks[0])
	for b := range reached {
		for _, in := range b.Instrs {
			if c, ok := in.(*ssa.Call); ok && c.Call.StaticCallee() != nil {
				marked = append(marked, c.Call.Args[0].(*ssa.Const).Value.String())
			}
		}
	}
	slices.Sort(marked)
	return marked
}

func TestEdgesThatConstantsDecide(t *testing.T) {
	fns := functions(t, `
func mark(int)

const debug = false

func constant() {
	on := debug
	if on {
		mark(1)
	}
	mark(2)
}

func literal() {
	if false { // a place for a condition that somebody will write
		mark(1)
	}
	mark(2)
}

func parameter(on bool) {
	if on {
		mark(1)
	}
	mark(2)
}

func loop(n int) {
	kind := 1
	for i := 0; i < n; i++ {
		if kind == 2 {
			mark(1)
		}
		mark(2)
	}
}

func changed(n int) {
	kind := 1
	for i := 0; i < n; i++ {
		if kind == 2 {
			mark(1)
		}
		kind++
		mark(2)
	}
}

func arithmetic() {
	n := 2
	if n*3-1 == 5 && !(n > 2) && -n < 0 {
		mark(1)
	} else {
		mark(2)
	}
}

func length() {
	s := "text"
	if len(s) == 4 {
		mark(1)
	} else {
		mark(2)
	}
}

func switched() {
	switch mode := "b"; mode {
	case "a":
		mark(1)
	case "b":
		mark(2)
	default:
		mark(3)
	}
}

func joined(on bool) {
	n := 1
	if on {
		n = 1
	}
	if n == 1 {
		mark(1)
	} else {
		mark(2)
	}
}

func small() { // whose overflow is not looked at
	var n uint8 = 255
	n++
	if n == 0 {
		mark(1)
	} else {
		mark(2)
	}
}
`)
	for name, want := range map[string]string{
		"constant": "[2]", "literal": "[1 2]", "parameter": "[1 2]", "loop": "[2]", "changed": "[1 2]", "arithmetic": "[1]", "length": "[1]",
		"switched": "[2]", "joined": "[1]", "small": "[1 2]",
	} {
		if got := fmt.Sprint(calls(fns[name])); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// A block comes after those that lead to it, but for the edges back of loops; what cannot be reached does not come.
func TestOrderOfBlocks(t *testing.T) {
	fns := functions(t, `
func mark(int)

func nested(n int, on bool) {
	for i := 0; i < n; i++ {
		if on {
			for j := 0; j < i; j++ {
				mark(1)
			}
		}
		mark(2)
	}
	mark(3)
}

func recovers() (err string) {
	defer func() { recover() }()
	mark(1)
	return "x"
}
`)
	for _, name := range []string{"nested", "recovers"} {
		fn := fns[name]
		order := Order(fn)
		at := map[*ssa.BasicBlock]int{}
		for i, b := range order {
			at[b] = i
		}
		if len(at) != len(order) || order[0] != fn.Blocks[0] && fn.Recover == nil {
			t.Errorf("%s: %v", name, order)
		}
		for _, b := range order {
			for _, s := range b.Succs {
				if at[s] <= at[b] && !s.Dominates(b) {
					t.Errorf("%s: block %d comes before %d, which leads to it", name, s.Index, b.Index)
				}
			}
		}
		if fn.Recover != nil && !slices.Contains(order, fn.Recover) {
			t.Errorf("%s: the block that recovers does not come", name)
		}
	}
}

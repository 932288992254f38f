// Package alias tells which pointers of a package can point to the same object: Steensgaard's unification, one pass
// over all instructions, without regard to their order. Small functions are analyzed once for each call, so that a
// setter does not make one object of all that it is called with.
//
// It knows SSA values and the objects behind them. It must not know kinds, summaries or models.
package alias

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// A Relation says what two objects have to do with each other.
type Relation int

const (
	// Same objects may be one.
	Same Relation = iota
	// Unsure: one was given to code out of sight, which may return it as the other.
	Unsure
	// Apart objects are never one.
	Apart
)

// An Object is a piece of memory, or several that cannot be told apart. It is nil if nothing is known.
type Object *node

// A node stands for a value, or for a piece of memory. What lies below it is found by an element: "*" behind a pointer,
// ".Name" a field, "[]" an element, "#1" a result of a tuple, and what function values take and return.
type node struct {
	up    *node // set in a node that was unified with another
	below map[string]*node
	// given objects can be reached by code out of sight; taken ones come from there.
	given, taken bool
	any          bool // it may be any object
}

const (
	behind  = "*"
	element = "[]"
	key     = "[key]"
)

// Objects answers for the functions of a package.
type Objects struct {
	values map[ssa.Value]*node
	known  map[*ssa.Function]bool
	// methods are the functions of the package that a call through an interface may reach.
	methods func(*ssa.CallCommon) []*ssa.Function
	access  map[*ssa.Function][]Access
	// entered are the functions that were analyzed for the calls of another, refers those that it refers to otherwise.
	entered, refers map[edge]bool
	frame           *frame
	work            int  // instructions that may still be analyzed for a call
	shut            bool // all is joined
}

// An Access is a field of a struct that a function names, itself or in a function that was analyzed for one of its
// calls.
type Access struct {
	At     ssa.Instruction // in the function: the instruction itself, or the call
	Struct types.Type
	Field  int
	Object Object
}

type edge struct{ from, to *ssa.Function }

// New analyzes functions, which are all that is in sight. methods returns those among them that a call through an
// interface may reach.
func New(funcs []*ssa.Function, methods func(*ssa.CallCommon) []*ssa.Function) *Objects {
	o := &Objects{
		values: map[ssa.Value]*node{}, known: map[*ssa.Function]bool{}, methods: methods,
		access: map[*ssa.Function][]Access{}, entered: map[edge]bool{}, refers: map[edge]bool{},
	}
	for _, fn := range funcs {
		o.known[fn] = true
		o.work += workPerInstr * size(fn)
	}
	named := o.named(funcs)
	for _, fn := range funcs {
		o.function(fn, named[fn])
	}
	o.spread()
	return o
}

// named are the functions that others refer to.
func (o *Objects) named(funcs []*ssa.Function) map[*ssa.Function]bool {
	out := map[*ssa.Function]bool{}
	var rands [10]*ssa.Value
	for _, fn := range funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				call, _ := in.(ssa.CallInstruction)
				for i, op := range in.Operands(rands[:0]) {
					ref, ok := (*op).(*ssa.Function)
					if !ok || ref == fn {
						continue
					}
					out[ref] = true
					if call == nil || i > 0 || call.Common().IsInvoke() {
						o.shared(fn, ref)
					}
				}
				for _, m := range o.throughInterface(in) {
					out[m] = true
				}
			}
		}
	}
	return out
}

// throughInterface are the methods that an instruction calls through an interface, or makes callable so.
func (o *Objects) throughInterface(in ssa.Instruction) []*ssa.Function {
	switch in := in.(type) {
	case ssa.CallInstruction:
		if in.Common().IsInvoke() {
			return o.methods(in.Common())
		}
	case *ssa.MakeInterface:
		return o.behind(in)
	}
	return nil
}

// Any returns an object that may be any.
func (o *Objects) Any() Object { return &node{any: true} }

// Accesses are the fields that a function names, wherever it is called.
func (o *Objects) Accesses(fn *ssa.Function) []Access { return o.access[fn] }

// Entered reports whether the fields that one function names where another calls it are among the other's accesses.
func (o *Objects) Entered(from, to *ssa.Function) bool {
	return o.entered[edge{from, to}] && !o.refers[edge{from, to}]
}

// Relate says whether two objects may be one.
func Relate(a, b Object) Relation {
	x, y := find(a), find(b)
	switch {
	case x == y:
		return Same
	case x.any, y.any, x.given && y.taken, x.taken && y.given, x.taken && y.taken:
		return Unsure
	}
	return Apart
}

func find(n *node) *node {
	root := n
	for root.up != nil {
		root = root.up
	}
	for n != root {
		n.up, n = root, n.up
	}
	return root
}

// below is what lies at an element below a node.
func (o *Objects) below(n *node, elem string) *node {
	n = find(n)
	if c := n.below[elem]; c != nil {
		return find(c)
	}
	c := &node{}
	if o.shut { // asked for after all was joined: it is as its parent
		c.given, c.taken, c.any = n.given || n.taken, n.given || n.taken, n.any
	}
	if n.below == nil {
		n.below = map[string]*node{}
	}
	n.below[elem] = c
	return c
}

// unify makes one of two nodes, and of what lies below them.
func (o *Objects) unify(a, b *node) {
	type pair struct{ a, b *node }
	for work := []pair{{a, b}}; len(work) > 0; {
		x, y := find(work[len(work)-1].a), find(work[len(work)-1].b)
		work = work[:len(work)-1]
		if x == y {
			continue
		}
		if len(x.below) < len(y.below) {
			x, y = y, x
		}
		y.up = x
		x.given, x.taken, x.any = x.given || y.given, x.taken || y.taken, x.any || y.any
		for elem, c := range y.below {
			if d := x.below[elem]; d != nil {
				work = append(work, pair{d, c})
			} else {
				if x.below == nil {
					x.below = map[string]*node{}
				}
				x.below[elem] = c
			}
		}
		y.below = nil
	}
}

// spread marks what lies below objects that code out of sight can reach: it may put there what it likes, and keep what
// it finds.
func (o *Objects) spread() {
	marked := o.all()
	for len(marked) > 0 {
		n := marked[len(marked)-1]
		marked = marked[:len(marked)-1]
		if !n.given && !n.taken {
			continue
		}
		for _, c := range n.below {
			if c = find(c); !c.given || !c.taken || n.any && !c.any {
				c.given, c.taken, c.any = true, true, c.any || n.any
				marked = append(marked, c)
			}
		}
	}
	o.shut = true
}

// all lists the nodes.
func (o *Objects) all() (out []*node) {
	seen := map[*node]bool{}
	add := func(n *node) {
		if n = find(n); !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	for _, n := range o.values {
		add(n)
	}
	for i := 0; i < len(out); i++ {
		for _, c := range out[i].below {
			add(c)
		}
	}
	return out
}

func param(i int) string  { return "param" + strconv.Itoa(i) }
func result(i int) string { return "result" + strconv.Itoa(i) }
func tuple(i int) string  { return "#" + strconv.Itoa(i) }

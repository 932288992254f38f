// Package alias tells which pointers of a package can point to the same object: Steensgaard's unification, one pass
// over all instructions in any order. Small functions are analysed once for each call, so that a setter does not unify
// all objects that it is called with.
//
// It knows SSA values and the objects behind them. It must not know kinds, summaries or models.
package alias

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// A Relation says whether two objects can be the same.
type Relation int

const (
	// Same: they may be one object.
	Same Relation = iota
	// Unsure: one was given to code out of sight, which may return it as the other.
	Unsure
	// Apart: they are never one object.
	Apart
)

// An Object is a piece of memory, or several that cannot be told apart.
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

// Objects are the objects of a package, by the values that point to them.
type Objects struct {
	values map[ssa.Value]*node
	known  map[*ssa.Function]bool
	// methods returns the functions of the package that a call through an interface may reach.
	methods func(*ssa.CallCommon) []*ssa.Function
	access  map[*ssa.Function][]Access
	// entered has the pairs of a function and a callee that was analysed for its calls, refers the pairs of a function
	// and another that it refers to in any other way.
	entered, refers map[edge]bool
	frame           *frame
	work            int  // instructions that may still be analysed for single calls
	shut            bool // unification has ended
}

// An Access is a field of a struct that a function names, itself or in a callee that was analysed for one of its calls.
type Access struct {
	At     ssa.Instruction // in the function: the instruction itself, or the call
	Struct types.Type
	Field  int
	Object Object
}

type edge struct{ from, to *ssa.Function }

// New analyses functions. All other code is out of sight. methods returns those of the functions that a call through an
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

// named returns the functions that others refer to.
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

// throughInterface returns the methods that an instruction calls through an interface, or makes callable that way.
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

// Any returns an object that may be the same as any other.
func (o *Objects) Any() Object { return &node{any: true} }

// Accesses returns the fields that a function names.
func (o *Objects) Accesses(fn *ssa.Function) []Access { return o.access[fn] }

// Entered reports whether the accesses of from include all those of to: whether from only calls it, and to was analysed
// for each of these calls.
func (o *Objects) Entered(from, to *ssa.Function) bool {
	return o.entered[edge{from, to}] && !o.refers[edge{from, to}]
}

// Relate returns the relation of two objects.
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

// below returns the node at an element below n.
func (o *Objects) below(n *node, elem string) *node {
	n = find(n)
	if c := n.below[elem]; c != nil {
		return find(c)
	}
	c := &node{}
	if o.shut { // spread has run: it is as its parent
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

// spread marks all that is below objects which code out of sight can reach: it may replace and keep any of it.
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

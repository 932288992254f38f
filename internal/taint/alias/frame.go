package alias

import (
	"golang.org/x/tools/go/ssa"
)

// A frame is a function while it is analysed for one call.
type frame struct {
	fn      *ssa.Function
	call    ssa.CallInstruction
	up      *frame
	values  map[ssa.Value]*node
	results []*node
}

const (
	// maxDepth bounds the nesting of functions that are analysed for a call.
	maxDepth = 3
	// maxInstrs bounds their size.
	maxInstrs = 60
	// workPerInstr bounds the instructions analysed for single calls, per instruction of the package.
	workPerInstr = 6
)

func size(fn *ssa.Function) (n int) {
	for _, b := range fn.Blocks {
		n += len(b.Instrs)
	}
	return n
}

func (f *frame) value(v ssa.Value) *node {
	n := f.values[v]
	if n == nil {
		n = &node{}
		f.values[v] = n
	}
	return find(n)
}

// enter analyses a function for one call, with registers of its own. It reports false if the function is recursive or
// large or the calls nest too deep.
func (o *Objects) enter(in ssa.CallInstruction, fn *ssa.Function) bool {
	depth, n := 0, size(fn)
	for f := o.frame; f != nil; f = f.up {
		if depth++; f.fn == fn {
			return false
		}
	}
	if depth >= maxDepth || n > maxInstrs || n > o.work || in.Parent() == fn {
		o.shared(in.Parent(), fn)
		return false
	}
	o.work -= n
	f := &frame{fn: fn, call: in, up: o.frame, values: map[ssa.Value]*node{}}
	for i, a := range in.Common().Args {
		if refers(a.Type()) && i < len(fn.Params) {
			f.values[fn.Params[i]] = o.value(a)
		}
	}
	for range fn.Signature.Results().Len() {
		f.results = append(f.results, &node{})
	}
	o.frame = f
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			o.instruction(fn, in)
		}
	}
	o.frame = f.up
	if call := (edge{in.Parent(), fn}); !o.refers[call] {
		o.entered[call] = true
	}
	if v, ok := in.(*ssa.Call); ok {
		o.returned(v, f.results)
	}
	return true
}

// shared records that a function refers to another in a way for which that one is not analysed.
func (o *Objects) shared(from, to *ssa.Function) { o.refers[edge{from, to}] = true }

func (o *Objects) returned(v *ssa.Call, results []*node) {
	for i, r := range results {
		if len(results) == 1 {
			o.same(r, v)
		} else {
			o.unify(r, o.below(o.value(v), tuple(i)))
		}
	}
}

// result returns the node of a result of a function where it returns.
func (o *Objects) result(fn *ssa.Function, i int) *node {
	if o.frame != nil && o.frame.fn == fn {
		return find(o.frame.results[i])
	}
	return o.below(o.value(fn), result(i))
}

// names records an access of a function, and of the callers that it is analysed for.
func (o *Objects) names(fn *ssa.Function, a Access) {
	o.access[fn] = append(o.access[fn], a)
	for f := o.frame; f != nil; f = f.up {
		a.At = f.call
		o.access[f.call.Parent()] = append(o.access[f.call.Parent()], a)
	}
}

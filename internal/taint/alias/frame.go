package alias

import (
	"golang.org/x/tools/go/ssa"
)

// A frame is a function while it is analyzed for one call.
type frame struct {
	fn      *ssa.Function
	call    ssa.CallInstruction
	up      *frame
	values  map[ssa.Value]*node
	results []*node
}

const (
	// maxDepth bounds how deep functions are analyzed inside each other, maxInstrs their size,
	maxDepth  = 3
	maxInstrs = 60
	// and workPerInstr the work of it all, for each instruction of the package.
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

// enter analyzes a function for one call of it, with registers of its own. It is false if the function is large or the
// calls nest too deep.
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
	if way := (edge{in.Parent(), fn}); !o.refers[way] {
		o.entered[way] = true
	}
	if v, ok := in.(*ssa.Call); ok {
		o.returned(v, f.results)
	}
	return true
}

// shared notes that a function refers to another which is not analyzed for that call.
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

// result is a result of a function where it returns.
func (o *Objects) result(fn *ssa.Function, i int) *node {
	if o.frame != nil && o.frame.fn == fn {
		return find(o.frame.results[i])
	}
	return o.below(o.value(fn), result(i))
}

// names notes an access for a function and for those whose call it is analyzed for.
func (o *Objects) names(fn *ssa.Function, a Access) {
	o.access[fn] = append(o.access[fn], a)
	for f := o.frame; f != nil; f = f.up {
		a.At = f.call
		o.access[f.call.Parent()] = append(o.access[f.call.Parent()], a)
	}
}

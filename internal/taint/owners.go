package taint

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/alias"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Which object a field belongs to. A cell of the heap joins a field of all objects of a type. Where a cell joins a
// store with a read, the objects that the two functions handle say whether they can be the same: of several stores the
// likeliest is reported, and a store into an object that the reader never sees is dropped.

// A relation says whether a store and a read can be of the same object; the lower, the likelier.
type relation int

const (
	handled relation = iota // both functions handle the same object
	reached                 // they, or functions that they call, may
	byType                  // only the field's type joins them: code out of sight has seen both
	apart                   // they never are
)

// owners finds which objects functions handle. It is built when a cell joins two functions for the first time.
type owners struct {
	p       *pkg
	objects *alias.Objects
	uses    map[useAt][]fieldUse
	calls   map[*ssa.Function][]*ssa.Function
	below   map[useAt][]fieldUse // memo of deep
	related map[relatedKey]relation
}

type useAt struct {
	fn   *ssa.Function
	cell string
}

// A fieldUse is an object whose field a function names, and where.
type fieldUse struct {
	object alias.Object
	at     ssa.Instruction
}

type relatedKey struct {
	store ssa.Instruction
	read  *ssa.Function
	cell  string
}

func (p *pkg) newOwners() *owners {
	return &owners{p: p, related: map[relatedKey]relation{}}
}

// isVariable reports whether a cell is a package-level variable, which is one object.
func isVariable(cell string) bool { return strings.HasPrefix(cell, "var ") }

// relate returns the relation of a flow into a cell and a flow out of it.
func (o *owners) relate(in, out *summary.Flow) relation {
	cell := out.From.Cell
	if in.At == nil || out.At == nil || in.At.Parent() == out.At.Parent() || isVariable(cell) {
		return handled
	}
	key := relatedKey{in.At, out.At.Parent(), cell}
	rel, ok := o.related[key]
	if !ok {
		o.build()
		store, read := useAt{in.At.Parent(), cell}, useAt{key.read, cell}
		stores, reads := usesAt(o.uses[store], in.At), o.uses[read]
		if rel = closest(stores, reads); rel != handled {
			if rel = closest(slices.Concat(stores, o.deep(store)), slices.Concat(reads, o.deep(read))); rel == handled {
				rel = reached
			}
		}
		o.related[key] = rel
	}
	return rel
}

// usesAt returns the accesses that an instruction stores to; all if it is not known which.
func usesAt(all []fieldUse, at ssa.Instruction) []fieldUse {
	if s, ok := at.(*ssa.Store); ok {
		if addr, ok := s.Addr.(*ssa.FieldAddr); ok {
			at = addr
		}
	}
	out := []fieldUse{}
	for _, a := range all {
		if a.at == at {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// closest returns the closest relation between objects of two functions. A function without known objects may handle
// any.
func closest(a, b []fieldUse) relation {
	if len(a) == 0 || len(b) == 0 {
		return reached
	}
	out := apart
	for _, x := range a {
		for _, y := range b {
			switch alias.Relate(x.object, y.object) {
			case alias.Same:
				return handled
			case alias.Unsure:
				out = byType
			}
		}
	}
	return out
}

func (o *owners) build() {
	if o.objects != nil {
		return
	}
	o.objects = alias.New(o.p.funcs, func(c *ssa.CallCommon) (out []*ssa.Function) {
		for _, ce := range o.p.implementers(c) {
			if ce.fn != nil && o.p.known[ce.fn] {
				out = append(out, ce.fn)
			}
		}
		return out
	})
	o.uses, o.below, o.calls = map[useAt][]fieldUse{}, map[useAt][]fieldUse{}, map[*ssa.Function][]*ssa.Function{}
	for _, fn := range o.p.funcs {
		for _, a := range o.objects.Accesses(fn) {
			if name, ok := o.p.cellOfField(a.Struct, a.Field); ok {
				o.add(useAt{fn, name}, fieldUse{a.Object, a.At})
			}
		}
	}
}

// cellOfField names the heap cell of a field of a struct.
func (p *pkg) cellOfField(t types.Type, i int) (string, bool) {
	s, ok := shape.Core(t).(*types.Struct)
	if !ok {
		return "", false
	}
	return p.cellOf(shape.Field{Owner: shape.NameOf(t), Var: s.Field(i)})
}

func (o *owners) add(key useAt, a fieldUse) {
	if !slices.ContainsFunc(o.uses[key], func(b fieldUse) bool { return a.at == b.at && alias.Relate(a.object, b.object) == alias.Same }) {
		o.uses[key] = append(o.uses[key], a)
	}
}

// maxReached bounds the functions that are searched for what one function may call. Past it, the function may handle
// any object.
const maxReached = 400

// deep returns the accesses in functions that a function may call, without its own accesses.
func (o *owners) deep(key useAt) []fieldUse {
	if out, ok := o.below[key]; ok {
		return out
	}
	var out []fieldUse
	work, seen, own := []*ssa.Function{key.fn}, map[*ssa.Function]bool{key.fn: true}, map[*ssa.Function]bool{key.fn: true}
	for i := 0; i < len(work); i++ {
		if i == maxReached {
			out = append(out, fieldUse{object: o.objects.Any()})
			break
		}
		for _, c := range o.callees(work[i]) {
			if !own[c] && !o.objects.Entered(work[i], c) {
				own[c] = true
				out = append(out, o.uses[useAt{c, key.cell}]...)
			}
			if !seen[c] {
				seen[c] = true
				work = append(work, c)
			}
		}
	}
	o.below[key] = out
	return out
}

func (o *owners) callees(fn *ssa.Function) []*ssa.Function {
	out, ok := o.calls[fn]
	if !ok {
		out = o.p.callees(fn)
		o.calls[fn] = out
	}
	return out
}

// begins is where a flow's trace begins.
func begins(fl *summary.Flow) summary.Step {
	if len(fl.Steps) == 0 {
		return summary.Step{}
	}
	return *fl.Steps[0]
}

// sayField changes the step of a store to say that only the field's type joins it with what follows.
func sayField(fl *summary.Flow) {
	n := len(fl.Steps)
	owner, field, ok := strings.Cut(fl.To.Cell, ".")
	if n == 0 || !ok || fl.Steps[n-1].Message != storedIn+cellName(fl.To.Cell) {
		return
	}
	last := *fl.Steps[n-1]
	last.Message = storedIn + "field " + field + " of " + owner
	fl.Steps = append(slices.Clone(fl.Steps[:n-1]), &last)
}

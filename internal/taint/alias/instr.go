package alias

import (
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// value returns the node of a value.
func (o *Objects) value(v ssa.Value) *node {
	if o.frame != nil && v.Parent() == o.frame.fn {
		return o.frame.value(v)
	}
	if n := o.values[v]; n != nil {
		return find(n)
	}
	n := &node{}
	switch v := v.(type) {
	case *ssa.Const:
		return n // nil points to nothing
	case *ssa.Function:
		o.values[v] = n
		o.signature(n, v)
	case *ssa.Global:
		if obj := v.Object(); obj == nil || obj.Exported() || v.Pkg == nil || !o.known[v.Pkg.Func("init")] {
			n.given, n.taken = true, true
		}
	}
	o.values[v] = n
	return n
}

// signature unifies what lies below a function value with the parameters and results of its function.
func (o *Objects) signature(n *node, fn *ssa.Function) {
	if !o.known[fn] {
		n.given, n.taken = true, true
		return
	}
	for i, p := range fn.Params {
		o.same(o.below(n, param(i)), p)
	}
	for i := range fn.Signature.Results().Len() {
		o.below(n, result(i))
	}
}

// refers reports whether values of a type can point to something.
func refers(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return !ok || b.Kind() == types.UnsafePointer
}

// same unifies a node with a value's.
func (o *Objects) same(n *node, v ssa.Value) {
	if refers(v.Type()) {
		o.unify(n, o.value(v))
	}
}

// function analyses a function. If other packages can call it, its parameters are their objects; if no call of it is in
// sight, they may be any.
func (o *Objects) function(fn *ssa.Function, named bool) {
	o.value(fn)
	if obj := fn.Object(); obj != nil && (obj.Exported() || !named) {
		for _, p := range fn.Params {
			o.value(p).taken, o.value(p).any = true, !named && !obj.Exported()
		}
		for i := range fn.Signature.Results().Len() {
			o.below(o.value(fn), result(i)).given = true
		}
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			o.instruction(fn, in)
		}
	}
}

// instruction unifies the nodes that an instruction makes the same.
func (o *Objects) instruction(fn *ssa.Function, in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.FieldAddr:
		obj := o.below(o.value(in.X), behind)
		o.unify(o.below(o.value(in), behind), o.below(obj, fieldOf(in.X.Type(), in.Field)))
		o.names(fn, Access{in, in.X.Type().Underlying().(*types.Pointer).Elem(), in.Field, obj})
	case *ssa.Field:
		o.names(fn, Access{in, in.X.Type(), in.Field, o.value(in.X)})
		o.same(o.below(o.value(in.X), fieldOf(in.X.Type(), in.Field)), in)
	case *ssa.IndexAddr:
		o.unify(o.below(o.value(in), behind), o.elements(in.X))
	case *ssa.Index:
		o.same(o.elements(in.X), in)
	case *ssa.Lookup:
		o.found(in, in.CommaOk, o.elements(in.X))
	case *ssa.UnOp:
		switch in.Op {
		case token.MUL:
			o.same(o.below(o.value(in.X), behind), in)
		case token.ARROW:
			o.found(in, in.CommaOk, o.elements(in.X))
		}
	case *ssa.Store:
		o.same(o.below(o.value(in.Addr), behind), in.Val)
	case *ssa.MapUpdate:
		o.same(o.elements(in.Map), in.Value)
		o.same(o.below(o.value(in.Map), key), in.Key)
	case *ssa.Send:
		o.same(o.elements(in.Chan), in.X)
	case *ssa.Select:
		o.selects(in)
	case *ssa.Range:
		o.same(o.value(in), in.X)
	case *ssa.Next:
		if !in.IsString {
			o.unify(o.below(o.value(in), tuple(1)), o.below(o.value(in.Iter), key))
			o.unify(o.below(o.value(in), tuple(2)), o.below(o.value(in.Iter), element))
		}
	case *ssa.Phi:
		for _, e := range in.Edges {
			o.same(o.value(in), e)
		}
	case *ssa.ChangeType:
		o.same(o.value(in), in.X)
	case *ssa.ChangeInterface:
		o.same(o.value(in), in.X)
	case *ssa.Convert:
		o.same(o.value(in), in.X)
	case *ssa.MultiConvert:
		o.same(o.value(in), in.X)
	case *ssa.MakeInterface:
		o.same(o.value(in), in.X)
		o.receivers(in)
	case *ssa.TypeAssert:
		o.found(in, in.CommaOk, o.value(in.X))
	case *ssa.SliceToArrayPointer:
		o.unify(o.elements(in), o.elements(in.X))
	case *ssa.Slice:
		o.unify(o.elements(in), o.elements(in.X))
	case *ssa.Extract:
		o.same(o.below(o.value(in.Tuple), tuple(in.Index)), in)
	case *ssa.MakeClosure:
		o.closure(in)
	case *ssa.Return:
		for i, r := range in.Results {
			o.same(o.result(fn, i), r)
		}
	case *ssa.Panic:
		o.value(in.X).given = true
	case ssa.CallInstruction:
		o.call(in)
	}
}

func fieldOf(t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		return "." + s.Field(i).Name()
	}
	return ".?"
}

// elements returns the node of the elements of a slice, array, map or channel, or of the array that a pointer points
// to.
func (o *Objects) elements(v ssa.Value) *node {
	n := o.value(v)
	if _, ok := v.Type().Underlying().(*types.Pointer); ok {
		n = o.below(n, behind)
	}
	return o.below(n, element)
}

// found unifies n with the result of an instruction, or with its first result if it also says "ok".
func (o *Objects) found(in ssa.Value, ok bool, n *node) {
	if ok {
		o.unify(o.below(o.value(in), tuple(0)), n)
	} else {
		o.same(n, in)
	}
}

func (o *Objects) selects(in *ssa.Select) {
	received := 2
	for _, s := range in.States {
		if s.Dir == types.SendOnly {
			o.same(o.elements(s.Chan), s.Send)
			continue
		}
		o.unify(o.below(o.value(in), tuple(received)), o.elements(s.Chan))
		received++
	}
}

func (o *Objects) closure(in *ssa.MakeClosure) {
	fn := in.Fn.(*ssa.Function)
	o.same(o.value(in), fn)
	for i, b := range in.Bindings {
		if i < len(fn.FreeVars) {
			o.same(o.value(fn.FreeVars[i]), b)
			o.same(o.below(o.value(in), "free"+strconv.Itoa(i)), b)
		}
	}
}

// receivers unifies a value that becomes an interface with the receivers of the methods by which it can be called from
// there.
func (o *Objects) receivers(in *ssa.MakeInterface) {
	for _, fn := range o.behind(in) {
		o.same(o.value(fn.Params[0]), in.X)
	}
}

// behind returns the methods by which a value that becomes an interface can be called.
func (o *Objects) behind(in *ssa.MakeInterface) (out []*ssa.Function) {
	iface, ok := in.Type().Underlying().(*types.Interface)
	if !ok || iface.Empty() {
		return nil
	}
	set := in.Parent().Prog.MethodSets.MethodSet(in.X.Type())
	for m := range iface.Methods() {
		sel := set.Lookup(m.Pkg(), m.Name())
		if sel == nil {
			continue
		}
		if fn := in.Parent().Prog.MethodValue(sel); fn != nil && o.known[fn] && len(fn.Params) > 0 {
			out = append(out, fn)
		}
	}
	return out
}

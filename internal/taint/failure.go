package taint

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// A result tells failure only if it certainly is one. What may be nil, such as errors.Join of a list or a wrapper of an
// error that nobody has tested, may as well tell success: a function that returns it on an unchecked path is no
// validator.

// maxFailure bounds how deep constructors of errors that call each other are followed.
const maxFailure = 4

// fails reports whether a value that is used at the end of a block certainly tells failure: false, or an error that is
// not nil.
func (f *function) fails(v ssa.Value, at *ssa.BasicBlock) bool {
	if c, ok := v.(*ssa.Const); ok {
		return c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
	}
	return shape.IsError(v.Type()) && f.errs().nonNil(v, at, maxFailure)
}

// A failing tells which errors are not nil, by what the models say of functions that make errors.
type failing struct{ models *model.Set }

func (f *function) errs() failing { return failing{f.p.models} }

// nonNil reports whether an error is certainly not nil at the end of a block.
func (m failing) nonNil(v ssa.Value, at *ssa.BasicBlock, depth int) bool {
	if depth == 0 {
		return false
	}
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return true
	case *ssa.ChangeInterface:
		return m.nonNil(v.X, at, depth)
	case *ssa.UnOp: // a package's error value
		if _, global := v.X.(*ssa.Global); global && v.Op == token.MUL {
			return true
		}
	case *ssa.Call:
		if m.makesError(v, at, depth) {
			return true
		}
	case *ssa.Phi:
		all := len(v.Edges) > 0
		for i, e := range v.Edges {
			all = all && e != v && m.nonNil(e, v.Block().Preds[i], depth-1)
		}
		if all {
			return true
		}
	}
	return testedNonNil(v, at)
}

// testedNonNil reports whether a comparison with nil has shown that a value is not nil wherever a block is entered.
func testedNonNil(v ssa.Value, at *ssa.BasicBlock) bool {
	if v.Referrers() == nil {
		return false
	}
	for _, r := range *v.Referrers() {
		b, ok := r.(*ssa.BinOp)
		if !ok || b.Op != token.EQL && b.Op != token.NEQ || !isNil(b.X) && !isNil(b.Y) {
			continue
		}
		for _, u := range *b.Referrers() {
			br, ok := u.(*ssa.If)
			if !ok {
				continue
			}
			taken := br.Block().Succs[0]
			if b.Op == token.EQL {
				taken = br.Block().Succs[1]
			}
			if len(taken.Preds) == 1 && taken.Dominates(at) {
				return true
			}
		}
	}
	return false
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value == nil
}

// makesError reports whether a call certainly returns an error: a constructor by its body, or by its name if the body
// is not at hand. One that is given errors wraps them, and may give back nil for nil.
func (m failing) makesError(call *ssa.Call, at *ssa.BasicBlock, depth int) bool {
	fn := call.Common().StaticCallee()
	if fn == nil {
		return false
	}
	if len(fn.Blocks) > 0 && fn.Signature.Results().Len() == 1 {
		return m.returnsError(fn, depth-1)
	}
	if m.models.NewError(fn.Object()) {
		return true
	}
	return m.models.NamesError(fn.Name()) && m.wrapsFailure(call, at, depth)
}

// returnsError reports whether a function never returns nil.
func (m failing) returnsError(fn *ssa.Function, depth int) bool {
	found := false
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || b == fn.Recover {
			continue
		}
		if found = true; !m.nonNil(resolveLoad(ret.Results[0]), b, depth) {
			return false
		}
	}
	return found
}

// wrapsFailure reports whether none of the errors that a call is given may be nil, or one of a list certainly is not.
func (m failing) wrapsFailure(call *ssa.Call, at *ssa.BasicBlock, depth int) bool {
	for _, a := range call.Common().Args {
		if shape.IsError(a.Type()) && !m.nonNil(a, at, depth-1) {
			return false
		}
		if list, ok := a.(*ssa.Slice); ok && isErrors(a) {
			if !m.listsFailure(list, at, depth) {
				return false
			}
		} else if isErrors(a) {
			return false
		}
	}
	return true
}

func isErrors(v ssa.Value) bool {
	elem := shape.ElemOf(v.Type(), access.Any)
	return elem != nil && shape.IsError(elem)
}

// listsFailure reports whether one of the elements of a variadic call is certainly an error.
func (m failing) listsFailure(list *ssa.Slice, at *ssa.BasicBlock, depth int) bool {
	array, ok := list.X.(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, r := range *array.Referrers() {
		addr, ok := r.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, u := range *addr.Referrers() {
			if s, ok := u.(*ssa.Store); ok && s.Addr == addr && m.nonNil(s.Val, at, depth-1) {
				return true
			}
		}
	}
	return false
}

package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// Objects that only the function which made them sees: what is stored in them does not go to the heap, which would join
// it with all objects of the type.

// stays reports whether the address of what an instruction makes never leaves the function, but for callees that do not
// keep it.
func (f *function) stays(in *ssa.Alloc) bool {
	stays, known := f.staying[in]
	if !known {
		if f.staying == nil {
			f.staying = map[*ssa.Alloc]bool{}
		}
		stays = f.addressStays(in)
		f.staying[in] = stays
	}
	return stays
}

func (f *function) addressStays(addr ssa.Value) bool {
	for _, r := range *addr.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if _, ok := shape.Core(r.Type()).(*types.Struct); ok {
				return false // a copy, which holds what it holds
			}
		case *ssa.Store:
			if r.Val == addr {
				return false
			}
		case *ssa.FieldAddr:
			if !f.addressStays(r) {
				return false
			}
		case *ssa.Call:
			if !f.lets(r, addr) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// lets reports whether a call of a function of this package does not keep an argument: its summary is known, and the
// argument itself goes nowhere.
func (f *function) lets(call *ssa.Call, arg ssa.Value) bool {
	fn, ok := call.Call.Value.(*ssa.Function)
	sum := f.p.sums[fn]
	if !ok || sum == nil || !sum.Complete || len(sum.Calls) > 0 {
		return false
	}
	for i, a := range call.Call.Args {
		if a != arg {
			continue
		}
		for j := range sum.Flows {
			if fl := &sum.Flows[j]; fl.Sink == nil && fl.From.Root == access.Param && fl.From.Index == i && fl.From.Path == "" {
				return false
			}
		}
	}
	return true
}

package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// What becomes of what a check tells: a branch depends on it, nobody looks at it, or what happens on failure is that it
// is logged.

// outcome reports what becomes of a check's result.
func (f *function) outcome(c *check) Outcome {
	call, ok := c.at.(*ssa.Call)
	if !ok {
		return Dropped // by go or defer
	}
	result := outcomeValue(call, c.when)
	out := Dropped
	for v := range c.tracked {
		if v != result && f.looksAt(c, v) == Used {
			return Used // a field of the result, or a copy
		}
	}
	if result != nil {
		out = f.looksAt(c, result)
	}
	return out
}

// looksAt reports what the users of a value that tells the outcome make of it.
func (f *function) looksAt(c *check, v ssa.Value) Outcome {
	if v.Referrers() == nil {
		return Dropped
	}
	out := Dropped
	for _, r := range *v.Referrers() {
		var one Outcome
		switch r := r.(type) {
		case *ssa.DebugRef:
			continue
		case *ssa.If:
			one = f.branches(c, v, r)
		case *ssa.BinOp:
			one = f.looksAt(c, r)
		case *ssa.UnOp:
			one = f.looksAt(c, r)
		default:
			one = Used
			if f.onlyLogged(r, v) {
				one = Logged
			}
		}
		if one == Used {
			return Used
		}
		out = max(out, one)
	}
	return out
}

// branches reports whether a branch on the outcome makes a difference.
func (f *function) branches(c *check, v ssa.Value, br *ssa.If) Outcome {
	good, bad := br.Block().Succs[0], br.Block().Succs[1]
	if !c.tracked[v] {
		good, bad = bad, good
	}
	for range maxLogging {
		if bad == good {
			return Logged
		}
		if len(bad.Preds) != 1 || f.ends[bad.Index] || !f.logs(bad) {
			return Used
		}
		next := bad.Succs[0]
		if next == good || slices.Contains(good.Succs, next) && f.logs(good) {
			if chooses(next) {
				return Used
			}
			return Logged
		}
		bad = next
	}
	return Used
}

// maxLogging bounds the blocks in a row that a branch may take to log.
const maxLogging = 4

// chooses reports whether a block makes a difference between the ways into it.
func chooses(b *ssa.BasicBlock) bool {
	for _, in := range b.Instrs {
		phi, ok := in.(*ssa.Phi)
		if !ok {
			break
		}
		for _, e := range phi.Edges {
			if e != phi.Edges[0] {
				return true
			}
		}
	}
	return false
}

// logs reports whether a block does nothing but write to a log, or nothing at all, and goes on.
func (f *function) logs(b *ssa.BasicBlock) bool {
	for _, in := range b.Instrs {
		switch in := in.(type) {
		case *ssa.Call:
			if !f.isLog(in.Common()) && !f.makesText(in.Common()) {
				return false
			}
		case *ssa.Store:
			if !localStore(in) {
				return false
			}
		case *ssa.Alloc, *ssa.IndexAddr, *ssa.Slice, *ssa.MakeInterface, *ssa.ChangeInterface, *ssa.FieldAddr, *ssa.Field, *ssa.UnOp, *ssa.BinOp,
			*ssa.Convert, *ssa.ChangeType, *ssa.Extract, *ssa.Jump, *ssa.DebugRef, *ssa.MakeMap:
		default:
			return false
		}
	}
	_, jump := b.Instrs[len(b.Instrs)-1].(*ssa.Jump)
	return jump
}

// localStore reports whether a store goes into the arguments of a variadic call.
func localStore(s *ssa.Store) bool {
	addr := s.Addr
	if i, ok := addr.(*ssa.IndexAddr); ok {
		addr = i.X
	}
	a, ok := addr.(*ssa.Alloc)
	return ok && a.Comment == "varargs"
}

// onlyLogged reports whether what an instruction makes of a value goes into a log and nowhere else.
func (f *function) onlyLogged(in ssa.Instruction, v ssa.Value) bool {
	switch in := in.(type) {
	case *ssa.Call:
		if f.isLog(in.Common()) {
			return true
		}
		return f.makesText(in.Common()) && f.allLogged(in)
	case *ssa.MakeInterface:
		return f.allLogged(in)
	case *ssa.ChangeInterface:
		return f.allLogged(in)
	case *ssa.Store:
		if addr, ok := in.Addr.(*ssa.IndexAddr); ok && in.Val == v && localStore(in) {
			return f.listLogged(addr.X)
		}
	}
	return false
}

func (f *function) allLogged(v ssa.Value) bool {
	for _, r := range *v.Referrers() {
		if _, debug := r.(*ssa.DebugRef); !debug && !f.onlyLogged(r, v) {
			return false
		}
	}
	return len(*v.Referrers()) > 0
}

// listLogged reports whether the arguments of a variadic call, in an array, are given to a log.
func (f *function) listLogged(array ssa.Value) bool {
	for _, r := range *array.Referrers() {
		if s, ok := r.(*ssa.Slice); ok {
			return f.allLogged(s)
		}
	}
	return false
}

// isLog reports whether a call writes to a log, a terminal or a reply, and lets the caller go on.
func (f *function) isLog(c *ssa.CallCommon) bool {
	if c.IsInvoke() {
		return f.p.models.Logs(c.Method)
	}
	fn := c.StaticCallee()
	if fn == nil {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	return ok && f.p.models.Logs(obj)
}

// makesText reports whether a call makes the text of an error or a message.
func (f *function) makesText(c *ssa.CallCommon) bool {
	if c.IsInvoke() {
		return c.Method.Name() == "Error" && len(c.Args) == 0
	}
	fn := c.StaticCallee()
	return fn != nil && fn.Pkg != nil && fn.Pkg.Pkg.Path() == "fmt"
}

package taint

import (
	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// maxMaking bounds the values that are looked at to see what an object was made with.
const maxMaking = 40

// madeWithout reports whether the receiver is seen to be made by calls that got nothing from the named function. It
// is false where not all of its making is seen: an object of a field or parameter may have been made with anything.
func (r *roleCall) madeWithout(name string) bool {
	if r.receiver() == 0 || len(r.ops) == 0 || r.ops[0] == nil {
		return false
	}
	m := &making{f: r.f, option: name, seen: make(map[ssa.Value]bool)}
	m.visit(r.ops[0])
	return m.calls > 0 && !m.found && !m.unknown
}

// A making is a search through the calls that made an object.
type making struct {
	f       *function
	option  string
	seen    map[ssa.Value]bool
	calls   int
	found   bool // something comes from a call of the option
	unknown bool // something is not seen
}

func (m *making) visit(v ssa.Value) {
	if v == nil || m.found || m.unknown || m.seen[v] {
		return
	}
	m.seen[v] = true
	if len(m.seen) > maxMaking {
		m.unknown = true
		return
	}
	switch v := v.(type) {
	case *ssa.Const, *ssa.Function, *ssa.Builtin:
	case *ssa.Call:
		m.call(v)
	case *ssa.MakeInterface:
		m.visit(v.X)
	case *ssa.ChangeInterface:
		m.visit(v.X)
	case *ssa.ChangeType:
		m.visit(v.X)
	case *ssa.Convert:
		m.visit(v.X)
	case *ssa.Extract:
		m.visit(v.Tuple)
	case *ssa.Slice:
		elems := m.f.variadic(v)
		m.unknown = m.unknown || elems == nil
		for _, elem := range elems {
			m.visit(elem)
		}
	case *ssa.BinOp:
		m.visit(v.X)
		m.visit(v.Y)
	case *ssa.UnOp:
		g, ok := v.X.(*ssa.Global)
		if !ok {
			m.unknown = true
			return
		}
		m.global(g)
	default:
		m.unknown = true
	}
}

func (m *making) call(c *ssa.Call) {
	fn := c.Call.StaticCallee()
	if fn == nil {
		m.unknown = true
		return
	}
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	if fn.Pkg != nil && fn.Signature.Recv() == nil && std.Path(fn.Pkg.Pkg)+"."+fn.Name() == m.option {
		m.found = true
		return
	}
	m.calls++
	args := c.Call.Args
	if fn.Signature.Recv() != nil {
		args = args[:1]
	}
	for _, arg := range args {
		m.visit(arg)
	}
}

// global visits what a package-level variable of this package is initialised with, if nothing else sets it.
func (m *making) global(g *ssa.Global) {
	if g.Pkg != m.f.fn.Pkg && (m.f.fn.Origin() == nil || g.Pkg != m.f.fn.Origin().Pkg) {
		m.unknown = true
		return
	}
	stores := 0
	for _, member := range g.Pkg.Members {
		fn, ok := member.(*ssa.Function)
		if !ok {
			continue
		}
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				if s, ok := in.(*ssa.Store); ok && s.Addr == g {
					stores++
					m.visit(s.Val)
				}
			}
		}
	}
	m.unknown = m.unknown || stores != 1
}

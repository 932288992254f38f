package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Membership in a set of constants: what is found there is one of them.

// member returns what a lookup or a call finds among constants when it says true; nil if it does not.
func (f *function) member(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.Lookup:
		if f.p.isTable(v) {
			return v.Index
		}
	case *ssa.Call:
		return f.among(v)
	}
	return nil
}

// among is the argument that a call compares with each element of a list of constants.
func (f *function) among(call *ssa.Call) ssa.Value {
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Object() == nil || len(call.Call.Args) != 2 || whenEqual(call.Call.Signature()) != summary.WhenTrue {
		return nil
	}
	roles := f.p.models.Func(fn.Object().(*types.Func))
	if roles == nil {
		return nil
	}
	for _, s := range roles.Sinks {
		if s.Kind != sinkCompare || !slices.Equal(s.At.Fields, []string{model.Elem}) || s.At.Index > 1 {
			continue
		}
		list := f.literalList(call.Call.Args[s.At.Index])
		if len(list) > 0 && !slices.ContainsFunc(list, func(e ssa.Value) bool { _, ok := e.(*ssa.Const); return !ok }) {
			return call.Call.Args[1-s.At.Index]
		}
	}
	return nil
}

// isTable reports whether a lookup goes into a package-level map of constants that only its initialiser fills, and
// finds true only for keys that are in it.
func (p *pkg) isTable(l *ssa.Lookup) bool {
	load, ok := l.X.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	if !ok || g.Pkg != p.ssa || g.Object() == nil || g.Object().Exported() {
		return false
	}
	is, known := p.tables[g]
	if !known {
		is = p.searchTable(g)
		p.tables[g] = is
	}
	return is
}

func (p *pkg) searchTable(g *ssa.Global) bool {
	filled := false
	for _, fn := range p.funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case *ssa.Store:
					if in.Addr != g {
						continue
					}
					if filled || fn != p.ssa.Func("init") || !constantKeys(in.Val) {
						return false
					}
					filled = true
				case *ssa.UnOp:
					if in.X == g && !onlyRead(in) {
						return false
					}
				}
			}
		}
	}
	return filled
}

// constantKeys reports whether a map is made here, with constant keys.
func constantKeys(v ssa.Value) bool {
	m, ok := v.(*ssa.MakeMap)
	if !ok {
		return false
	}
	for _, r := range *m.Referrers() {
		switch r := r.(type) {
		case *ssa.MapUpdate:
			if _, ok := r.Key.(*ssa.Const); !ok || r.Map != m {
				return false
			}
		case *ssa.Store, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// onlyRead reports whether nothing is done with a map but to look into it.
func onlyRead(v ssa.Value) bool {
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.Lookup, *ssa.Range, *ssa.DebugRef:
		case *ssa.Call:
			if b, ok := r.Call.Value.(*ssa.Builtin); !ok || b.Name() != "len" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

package scope

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// noteEffect records that a function names a function whose call is a sink with an effect. A function of another
// package that leads to one is relevant by its summary.
func (s *relevance) noteEffect(fn *types.Func, obj types.Object) {
	callee, ok := obj.(*types.Func)
	if !ok || fn == nil || s.effects[fn] {
		return
	}
	if roles := s.sc.models.Func(callee.Origin()); roles != nil {
		s.effects[fn] = slices.ContainsFunc(roles.Sinks, func(sink model.Sink) bool { return sink.Effect })
	}
}

// noteMake records that a function allocates by a number that is not a constant or the length of an existing value.
func (s *relevance) noteMake(fn *types.Func, call *ast.CallExpr) {
	id, ok := call.Fun.(*ast.Ident)
	if !ok || fn == nil || len(call.Args) < 2 {
		return
	}
	if b, ok := s.sc.pass.TypesInfo.Uses[id].(*types.Builtin); !ok || b.Name() != "make" {
		return
	}
	length := call.Args[1]
	if inner, ok := length.(*ast.CallExpr); ok {
		if id, ok := inner.Fun.(*ast.Ident); ok && id.Name == "len" {
			return
		}
	}
	if s.sc.pass.TypesInfo.Types[length].Value == nil {
		s.allocates[fn] = true
	}
}

// seedHooks makes the decoding methods of types relevant if they lead to an effect, or decode a binary form and
// allocate by a number, and records what they lead to.
func (s *relevance) seedHooks() {
	for fn := range s.decls {
		families := wire.HookOf(fn)
		if len(families) == 0 {
			continue
		}
		binary := slices.ContainsFunc(families, func(f *wire.Family) bool { return f.Binary })
		below := s.below(fn)
		if !slices.ContainsFunc(below, func(fn *types.Func) bool { return s.effects[fn] || binary && s.allocates[fn] }) {
			continue
		}
		s.seeds = append(s.seeds, fn)
		for _, fn := range below {
			s.sc.belowHooks[fn] = true
		}
	}
}

// below returns a function and the functions of the package that it names, directly or not.
func (s *relevance) below(fn *types.Func) []*types.Func {
	out, seen := []*types.Func{fn}, map[*types.Func]bool{fn: true}
	for i := 0; i < len(out); i++ {
		for _, callee := range s.uses[out[i]] {
			if !seen[callee] {
				seen[callee] = true
				out = append(out, callee)
			}
		}
	}
	return out
}

package hook

import (
	"fmt"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// A Reached is a hook that decoding a target calls, with one of its effects.
type Reached struct {
	Hook   *types.Func
	Effect Effect // the zero value for a hook that has none
	Path   []*wire.Node

	r *Result
}

// Reach returns the hooks with effects that a family's decoder calls for a target, those nearest to the target first.
func (r *Result) Reach(target types.Type, family *wire.Family) []Reached {
	var out []Reached
	r.Each(target, family, func(n *wire.Node) {
		for _, e := range r.Effects(n.Hook) {
			out = append(out, Reached{Hook: n.Hook, Effect: e, Path: n.Path(), r: r})
		}
	})
	return out
}

// Each visits the hooks that a family's decoder calls for a target, each once.
func (r *Result) Each(target types.Type, family *wire.Family, visit func(*wire.Node)) {
	seen := map[*types.Func]bool{}
	w := wire.Walk{Family: family, Implementers: r.Implementers(family)}
	w.Visit = func(n *wire.Node) {
		if n.Hook != nil && !seen[n.Hook.Origin()] {
			seen[n.Hook.Origin()] = true
			visit(n)
		}
	}
	w.From(target)
}

// Rank orders reached effects: the worst kind first, of one kind those that the input has a say in.
func (x *Reached) Rank() int {
	n := 2 * rank(x.Effect.Kind)
	if !x.Effect.Input {
		n++
	}
	return n
}

// Name is the hook as a message names it: "(*Job).UnmarshalJSON", with its package if that is another.
func (x *Reached) Name() string { return x.r.name(x.Hook) }

func (r *Result) name(fn *types.Func) string {
	recv := types.TypeString(fn.Signature().Recv().Type(), func(p *types.Package) string {
		if p == r.pass.Pkg {
			return ""
		}
		return p.Name()
	})
	if strings.HasPrefix(recv, "*") {
		recv = "(" + recv + ")"
	}
	return recv + "." + fn.Name()
}

// Steps are those of a trace from the decode, which stands at a position in a function, through the types to the hook.
func (x *Reached) Steps(at token.Pos, in string) []taint.Step {
	var out []taint.Step
	for _, n := range x.Path {
		message := ""
		switch {
		case n.From == nil:
			message = "decoded into " + x.r.typeName(n.Type)
		case n.Field != nil:
			message = fmt.Sprintf("its field %s is %s", n.Field.Name(), x.r.typeName(n.Type))
		case n.Implements != nil:
			message = fmt.Sprintf("%s may be %s, which is registered", x.r.typeName(n.Implements), x.r.typeName(n.Type))
		case n.Key:
			message = "its keys are " + x.r.typeName(n.Type)
		default:
			continue // an element, or what a pointer points to
		}
		step := taint.Step{Pos: at, Func: in, Message: message}
		if n.Field != nil {
			step.Func = ""
			x.r.locate(&step, n.Field)
		}
		out = append(out, step)
	}
	called := taint.Step{Pos: at, Func: "", Message: "which is decoded by " + x.Name()}
	x.r.locate(&called, x.Hook)
	return append(out, called)
}

// locate gives a step the position of an object.
func (r *Result) locate(step *taint.Step, obj types.Object) {
	if obj.Pkg() == r.pass.Pkg {
		step.Pos = obj.Pos()
		return
	}
	at := r.pass.Fset.Position(obj.Pos())
	if !at.IsValid() || obj.Pkg() == nil {
		return
	}
	step.Func = obj.Pkg().Name()
	step.Position = token.Position{Filename: path.Join(obj.Pkg().Path(), filepath.Base(at.Filename)), Line: at.Line, Column: max(1, at.Column)}
}

func (r *Result) typeName(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == r.pass.Pkg {
			return ""
		}
		return p.Name()
	})
}

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
	Name   string // of the hook: "(*Job).UnmarshalJSON", with its package if that is another
	Effect Effect
	// Steps lead from the target through the types to the hook. Those that stand at the decode itself have no position.
	Steps []taint.Step
}

// Reach returns the hooks with effects that a family's decoder calls for a target, those nearest to the target first.
func (r *Result) Reach(target types.Type, family *wire.Family) []Reached {
	var out []Reached
	r.Each(target, family, func(n *wire.Node) {
		effects := r.Effects(n.Hook)
		if len(effects) == 0 {
			return
		}
		steps := r.steps(n)
		for _, e := range effects {
			out = append(out, Reached{Name: r.name(n.Hook), Effect: e, Steps: steps})
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

func (r *Result) name(fn *types.Func) string {
	recv := r.typeName(fn.Signature().Recv().Type())
	if strings.HasPrefix(recv, "*") {
		recv = "(" + recv + ")"
	}
	return recv + "." + fn.Name()
}

// steps are those from the target of a walk to the hook of a node.
func (r *Result) steps(to *wire.Node) []taint.Step {
	var out []taint.Step
	for _, n := range to.Path() {
		message := ""
		switch {
		case n.From == nil:
			message = "decoded into " + r.typeName(pointedTo(n.Type))
		case n.Field != nil:
			message = fmt.Sprintf("its field %s is %s", n.Field.Name(), r.typeName(n.Type))
		case n.Implements != nil:
			message = fmt.Sprintf("%s may be %s, which is registered", r.typeName(n.Implements), r.typeName(n.Type))
		case n.Key:
			message = "its keys are " + r.typeName(n.Type)
		default:
			continue // an element, or what a pointer points to
		}
		step := taint.Step{Message: message}
		if n.Field != nil {
			r.locate(&step, n.Field)
		}
		out = append(out, step)
	}
	called := taint.Step{Message: "which is decoded by " + r.name(to.Hook)}
	r.locate(&called, to.Hook)
	return append(out, called)
}

// locate gives a step the position of an object. Of one in a dependency, the column is lost, unless it is a hook with a fact.
func (r *Result) locate(step *taint.Step, obj types.Object) {
	if obj.Pkg() == r.pass.Pkg {
		step.Pos = obj.Pos()
		return
	}
	if fn, ok := obj.(*types.Func); ok {
		if coded := r.imported(fn.Origin()); coded != nil {
			step.Position, step.Func = coded.At.decode().Position, obj.Pkg().Name()
			return
		}
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

func pointedTo(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

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
	r.each(target, family, func(h *found) {
		effects := h.effects()
		if len(effects) == 0 {
			return
		}
		steps := append(r.typeSteps(h.node), h.called())
		for _, e := range effects {
			out = append(out, Reached{Name: h.name(), Effect: e, Steps: steps})
		}
	})
	return out
}

// A found is a hook where a walk has found it: a method of the node's type, or a function that is registered for the
// type.
type found struct {
	r      *Result
	node   *wire.Node
	custom *codedHook // nil for a method
}

// each visits the hooks that a family's decoder calls for a target, each once.
func (r *Result) each(target types.Type, family *wire.Family, visit func(*found)) {
	methods, customs := map[*types.Func]bool{}, map[*codedHook]bool{}
	w := wire.Walk{Family: family, Implementers: r.Implementers(family)}
	w.Visit = func(n *wire.Node) {
		if custom := r.customOf(family, n.Type); custom != nil {
			if !customs[custom] {
				customs[custom] = true
				visit(&found{r, n, custom})
			}
			return
		}
		if n.Hook != nil && !methods[n.Hook.Origin()] {
			methods[n.Hook.Origin()] = true
			visit(&found{r, n, nil})
		}
	}
	w.From(target)
}

func (h *found) effects() []Effect {
	if h.custom != nil {
		return h.custom.decode()
	}
	return h.r.Effects(h.node.Hook)
}

func (h *found) name() string {
	if h.custom != nil {
		return h.custom.Method
	}
	return h.r.name(h.node.Hook)
}

// called is the step at the hook.
func (h *found) called() taint.Step {
	step := taint.Step{Message: "which is decoded by " + h.name()}
	if h.custom != nil {
		at := h.custom.At.decode()
		step.Position, step.Func = at.Position, at.Func
		return step
	}
	h.r.locate(&step, h.node.Hook)
	return step
}

// Rank orders reached effects: the worst kind first and, within a kind, those that the input decides.
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

// typeSteps are those from the target of a walk to a node.
func (r *Result) typeSteps(to *wire.Node) []taint.Step {
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
	return out
}

// locate gives a step the position of an object. Of one in a dependency, the column is lost, unless it is a hook with a
// fact.
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

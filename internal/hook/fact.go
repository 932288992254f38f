package hook

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A typeFact holds the hooks of a type that have effects. It goes wherever the type goes.
type typeFact struct{ Hooks []codedHook }

// A callFact holds the functions of a package that run commands or load code for any arguments.
type callFact struct{ Funcs []codedHook }

// A registry holds the types of a package's program that decoders may put behind an interface.
type registry struct{ Types []registered }

type registered struct{ Family, Path, Name string }

func (*typeFact) AFact() {}
func (*callFact) AFact() {}
func (*registry) AFact() {}

func (f *typeFact) String() string { return "hooks " + names(f.Hooks) }
func (f *callFact) String() string { return "runs " + names(f.Funcs) }
func (f *registry) String() string { return fmt.Sprint("registers ", f.Types) }

func names(hooks []codedHook) string {
	var out []string
	for _, h := range hooks {
		for _, e := range h.Effects {
			out = append(out, h.Method+":"+e.Kind)
		}
	}
	return strings.Join(out, " ")
}

// A codedHook is a method, or a function, with its effects, as a fact has them.
type codedHook struct {
	Method  string
	At      codedStep // where it is declared
	Effects []codedEffect
}

type codedEffect struct {
	Kind, Label string
	Input       bool
	Trace       []codedStep
}

type codedStep struct {
	File          string
	Line, Column  int
	Func, Message string
}

// maxTrace bounds the steps of an effect in a fact: of a longer trace the middle is left out.
const maxTrace = 8

func (r *Result) encode(fn *types.Func, effects []Effect) codedHook {
	return codedHook{Method: fn.Name(), At: r.codeStep(taint.Step{Pos: fn.Pos()}), Effects: r.encodeEffects(effects)}
}

func (r *Result) encodeEffects(effects []Effect) (out []codedEffect) {
	for _, e := range effects {
		coded := codedEffect{Kind: e.Kind, Label: e.Label, Input: e.Input}
		trace := e.Trace
		if len(trace) > maxTrace {
			trace = slices.Concat(trace[:maxTrace/2], trace[len(trace)-maxTrace/2:])
		}
		for _, s := range trace {
			coded.Trace = append(coded.Trace, r.codeStep(s))
		}
		out = append(out, coded)
	}
	return out
}

func (r *Result) codeStep(s taint.Step) codedStep {
	s = r.taint.Position(s)
	return codedStep{s.Position.Filename, s.Position.Line, s.Position.Column, s.Func, s.Message}
}

func (s codedStep) decode() taint.Step {
	return taint.Step{Position: token.Position{Filename: s.File, Line: s.Line, Column: s.Column}, Func: s.Func, Message: s.Message}
}

func (e codedEffect) decode() Effect {
	out := Effect{Kind: e.Kind, Label: e.Label, Input: e.Input}
	for _, s := range e.Trace {
		out.Trace = append(out.Trace, s.decode())
	}
	return out
}

func (h codedHook) decode() []Effect {
	out := make([]Effect, len(h.Effects))
	for i, e := range h.Effects {
		out[i] = e.decode()
	}
	return out
}

func (f *callFact) sort() {
	slices.SortFunc(f.Funcs, func(a, b codedHook) int { return cmp.Compare(a.Method, b.Method) })
}

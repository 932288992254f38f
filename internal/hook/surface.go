package hook

import (
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/testcode"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// SurfaceName is the name of the analyzer Surface.
const SurfaceName = "unsafedecodesurface"

// Surface reports, where the settings ask for it, every decode with the hooks that it reaches, and every hook that has
// effects. Its diagnostics are for the command's -hooks, which reads their details; other drivers leave it silent.
var Surface = &analysis.Analyzer{
	Name:       SurfaceName,
	Doc:        "list what decoding runs (for unsafedecode -hooks; reports nothing otherwise)",
	URL:        "https://github.com/unsafedecode/unsafedecode/blob/main/docs/rules.md#decodehook",
	Run:        surface,
	Requires:   []*analysis.Analyzer{config.Analyzer, taint.Analyzer, Analyzer},
	ResultType: reflect.TypeFor[*surfaceResult](),
}

// A Detail is what one diagnostic of Surface is about: a decode, or the declaration of a hook.
type Detail struct {
	Decoder  string `json:"decoder,omitempty"`  // "gob"; empty for a declaration
	Target   string `json:"target,omitempty"`   // the type that is decoded into; empty if unknown
	Source   string `json:"source,omitempty"`   // of the input; empty if unknown
	Kind     string `json:"kind,omitempty"`     // of the source
	Verified string `json:"verified,omitempty"` // why the input is the program's own
	Func     string `json:"func,omitempty"`     // the function of the decode
	Hooks    []Hook `json:"hooks"`
}

// A Hook is a method that decoding runs.
type Hook struct {
	Name    string       `json:"name"`
	Posn    string       `json:"posn"`
	Foreign bool         `json:"foreign,omitempty"` // Posn is of another package: its file's name below the import path
	Path    []string     `json:"path,omitempty"`    // from the target to the type: "field Body"
	Effects []HookEffect `json:"effects,omitempty"`
}

// A HookEffect is what a hook does.
type HookEffect struct {
	Kind  string      `json:"kind"`
	Label string      `json:"label"`
	Input bool        `json:"input"` // the input says what is done
	Trace []TraceStep `json:"trace"`
}

// A TraceStep is a step from the hook to the effect.
type TraceStep struct {
	Posn    string `json:"posn"`
	Foreign bool   `json:"foreign,omitempty"`
	Func    string `json:"func"`
	Message string `json:"message"`
}

type surfaceResult struct{ details []any }

// Details returns the details of the diagnostics, in their order.
func (r *surfaceResult) Details() []any { return r.details }

func surface(pass *analysis.Pass) (any, error) {
	out := new(surfaceResult)
	if !pass.ResultOf[config.Analyzer].(*config.Config).Hooks {
		return out, nil
	}
	s := &surveyor{pass: pass, hooks: pass.ResultOf[Analyzer].(*Result), out: out}
	s.decodes()
	s.declarations()
	return out, nil
}

type surveyor struct {
	pass  *analysis.Pass
	hooks *Result
	out   *surfaceResult
}

func (s *surveyor) report(pos, end token.Pos, d *Detail) {
	s.out.details = append(s.out.details, d)
	s.pass.Report(analysis.Diagnostic{Pos: pos, End: end, Message: "surface"})
}

func (s *surveyor) decodes() {
	for _, site := range slices.Concat(s.pass.ResultOf[taint.Analyzer].(*taint.Result).Sites(Decodes), Rows(s.pass), Flags(s.pass)) {
		if testcode.At(s.pass, site.Pos) {
			continue
		}
		d := &Detail{Decoder: site.Sink, Func: site.Func, Hooks: []Hook{}}
		if len(site.Flows) > 0 {
			flow := site.Flows[0]
			d.Source, d.Kind, d.Verified = flow.Source, flow.Kind, flow.Cleared
		}
		if site.Target == nil {
			d.Hooks = append(d.Hooks, s.inside(&site)...)
		} else {
			d.Target = s.hooks.typeName(pointedTo(site.Target))
			if family := s.family(&site); family != nil {
				for _, target := range targets(&site) {
					s.hooks.each(target, family, func(h *found) { d.Hooks = append(d.Hooks, s.found(h)) })
				}
			}
		}
		s.report(site.Pos, site.End, d)
	}
}

// targets are the types that a site decodes into.
func targets(site *taint.Site) []types.Type {
	if site.Targets != nil {
		return site.Targets
	}
	return []types.Type{site.Target}
}

// inside are the hooks that a decode inside of another package's function reaches.
func (s *surveyor) inside(site *taint.Site) (out []Hook) {
	call := syntax.CallAt(s.pass, site.Pos, site.End)
	if call == nil {
		return nil
	}
	for _, x := range s.hooks.Inside(syntax.Callee(s.pass.TypesInfo, call), site.Sink) {
		h := Hook{Name: x.Name, Effects: []HookEffect{s.effect(x.Effect)}}
		h.Posn, h.Foreign = s.posn(x.Steps[len(x.Steps)-1])
		for _, step := range x.Steps[:len(x.Steps)-1] {
			h.Path = append(h.Path, step.Message)
		}
		out = append(out, h)
	}
	return out
}

func (s *surveyor) family(site *taint.Site) *wire.Family {
	switch {
	case site.Kind == rowKind:
		return wire.SQL
	case len(site.Flows) > 0 && site.Flows[0].Source == flagLabel:
		return wire.Flag
	}
	return syntax.Family(s.pass, site)
}

// declarations are the hooks of the package that have effects, whoever decodes them.
func (s *surveyor) declarations() {
	for _, fn := range s.hooks.methods() {
		if len(s.hooks.effects[fn]) > 0 {
			s.report(fn.Pos(), fn.Pos()+token.Pos(len(fn.Name())), &Detail{Hooks: []Hook{s.hook(fn)}})
		}
	}
}

// hook is a method that the package declares.
func (s *surveyor) hook(fn *types.Func) Hook {
	return s.found(&found{r: s.hooks, node: &wire.Node{Hook: fn}})
}

func (s *surveyor) found(h *found) Hook {
	out := Hook{Name: h.name()}
	out.Posn, out.Foreign = s.posn(h.called())
	if h.node.Type != nil {
		for _, at := range h.node.Path() {
			if word := s.edge(at); word != "" {
				out.Path = append(out.Path, word)
			}
		}
	}
	for _, e := range h.effects() {
		out.Effects = append(out.Effects, s.effect(e))
	}
	return out
}

func (s *surveyor) effect(e Effect) HookEffect {
	out := HookEffect{Kind: e.Kind, Label: e.Label, Input: e.Input, Trace: []TraceStep{}}
	for _, step := range e.Trace {
		posn, foreign := s.posn(step)
		out.Trace = append(out.Trace, TraceStep{posn, foreign, step.Func, step.Message})
	}
	return out
}

// edge names one step of the path from a target.
func (s *surveyor) edge(n *wire.Node) string {
	switch {
	case n.Field != nil:
		return "field " + n.Field.Name()
	case n.Implements != nil:
		return "registered " + s.hooks.typeName(n.Type)
	case n.Key:
		return "key"
	case n.From != nil:
		switch n.From.Type.Underlying().(type) {
		case *types.Slice, *types.Array, *types.Map:
			return "element"
		}
	}
	return ""
}

func (s *surveyor) posn(step taint.Step) (posn string, foreign bool) {
	if step.Position.IsValid() {
		return step.Position.String(), true
	}
	if !step.Pos.IsValid() {
		return "", true
	}
	at := s.pass.Fset.PositionFor(step.Pos, false)
	if abs, err := filepath.Abs(at.Filename); err == nil {
		at.Filename = abs
	}
	return fmt.Sprintf("%s:%d:%d", strings.TrimSpace(at.Filename), at.Line, at.Column), false
}

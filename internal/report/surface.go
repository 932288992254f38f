package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/hook"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/unit"
)

// A Decode is a call that decodes, with the hooks that it reaches: the methods by which types below its target decode themselves.
type Decode struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Function string `json:"function"`
	Package  string `json:"package"`
	Decoder  string `json:"decoder"`
	Target   string `json:"target"`           // empty if it is not known
	Source   string `json:"source,omitempty"` // of the input, if one is known
	Kind     string `json:"kind,omitempty"`   // of the source: "remote"
	Verified string `json:"verified,omitempty"`
	Hooks    []Hook `json:"hooks"`
}

// A Hook is a method that decoding runs, with what it does beside decoding.
type Hook struct {
	Name    string   `json:"name"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Column  int      `json:"column"`
	Path    []string `json:"path"` // from the target to the type: "field Body", "element"
	Effects []Effect `json:"effects"`
}

// An Effect is what a hook does.
type Effect struct {
	Kind  string `json:"kind"`
	Label string `json:"label"`
	Input bool   `json:"input"` // the input says what is done
	Trace []Step `json:"trace"`
}

// A Surface is what decoding can run in the packages of a run.
type Surface struct {
	Decodes []Decode `json:"decodes"`
	Hooks   []Hook   `json:"hooks"` // that the packages declare and that have effects
}

// addSurface records what the analyzer hook.Surface says.
func (c *Collector) addSurface(id string, d unit.Diagnostic) {
	var detail hook.Detail
	if err := json.Unmarshal(d.Detail, &detail); err != nil {
		c.Fail(id, hook.SurfaceName, err.Error())
		return
	}
	s := &c.Report.Surface
	hooks := make([]Hook, len(detail.Hooks))
	for i, h := range detail.Hooks {
		hooks[i] = c.hook(h)
	}
	if detail.Decoder == "" {
		s.Hooks = append(s.Hooks, hooks...)
		return
	}
	at := c.step(d.Posn, false)
	s.Decodes = append(s.Decodes, Decode{
		File: at.File, Line: at.Line, Column: at.Column, Function: detail.Func, Package: packageOf(id),
		Decoder: detail.Decoder, Target: detail.Target, Source: detail.Source, Kind: detail.Kind, Verified: detail.Verified, Hooks: hooks,
	})
}

func (c *Collector) hook(h hook.Hook) Hook {
	at := c.step(h.Posn, h.Foreign)
	out := Hook{Name: h.Name, File: at.File, Line: at.Line, Column: at.Column, Path: append([]string{}, h.Path...), Effects: []Effect{}}
	for _, e := range h.Effects {
		effect := Effect{Kind: e.Kind, Label: e.Label, Input: e.Input, Trace: []Step{}}
		for _, s := range e.Trace {
			step := c.step(s.Posn, s.Foreign)
			step.Function, step.Message = s.Func, s.Message
			effect.Trace = append(effect.Trace, step)
		}
		out.Effects = append(out.Effects, effect)
	}
	return out
}

// step places a step of the surface, whose file may be one of another package of the program.
func (c *Collector) step(posn string, foreign bool) Step {
	pos, ok := rule.ParsePosition(posn)
	if !ok {
		return Step{Foreign: true}
	}
	if foreign && c.Local != nil {
		if file := c.Local(pos.Filename); file != "" {
			pos.Filename, foreign = file, false
		}
	}
	if !foreign {
		pos.Filename = c.Report.relative(pos.Filename)
	}
	return Step{File: pos.Filename, Line: pos.Line, Column: pos.Column, Foreign: foreign}
}

// finish orders the surface, and drops what a package's variant with tests says again.
func (s *Surface) finish() {
	slices.SortStableFunc(s.Decodes, func(a, b Decode) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Target, b.Target))
	})
	s.Decodes = slices.CompactFunc(s.Decodes, func(a, b Decode) bool {
		return a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Target == b.Target && a.Decoder == b.Decoder
	})
	slices.SortStableFunc(s.Hooks, func(a, b Hook) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	s.Hooks = slices.CompactFunc(s.Hooks, func(a, b Hook) bool { return a.File == b.File && a.Line == b.Line && a.Column == b.Column })
}

// WriteSurfaceJSON writes the surface as one object.
func (r *Report) WriteSurfaceJSON(w io.Writer) error {
	s := r.Surface
	if s.Decodes == nil {
		s.Decodes = []Decode{}
	}
	if s.Hooks == nil {
		s.Hooks = []Hook{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(s)
}

// WriteSurfaceText writes each decode with the hooks that it reaches. Decodes that reach hooks with effects come first. The
// effects of a hook are written once; hooks without effects are named only.
func (r *Report) WriteSurfaceText(w io.Writer, color bool) error {
	p := surfacePrinter{color: color, shown: map[string]bool{}}
	var quiet []*Decode
	for i := range r.Surface.Decodes {
		if d := &r.Surface.Decodes[i]; slices.ContainsFunc(d.Hooks, func(h Hook) bool { return len(h.Effects) > 0 }) {
			p.decode(d)
		} else {
			quiet = append(quiet, d)
		}
	}
	p.unreached(r.Surface.Hooks)
	p.quiet(quiet)
	decodes, reached, with := r.Surface.counts()
	fmt.Fprintf(&p.b, "\n%s, %s reached, %d of them with effects\n", plural(decodes, "decode"), plural(reached, "hook"), with)
	_, err := io.WriteString(w, p.b.String())
	return err
}

// counts returns the number of decodes, of hooks that they reach, and of hooks with effects among these.
func (s *Surface) counts() (decodes, reached, with int) {
	seen := map[string]bool{}
	for _, d := range s.Decodes {
		for _, h := range d.Hooks {
			if seen[h.Name+h.File] {
				continue
			}
			seen[h.Name+h.File] = true
			reached++
			if len(h.Effects) > 0 {
				with++
			}
		}
	}
	return len(s.Decodes), reached, with
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

type surfacePrinter struct {
	b     strings.Builder
	color bool
	shown map[string]bool // the places of hooks whose effects were written
}

// head writes a heading, after an empty line unless it comes first.
func (p *surfacePrinter) head(text string) {
	if p.b.Len() > 0 {
		p.b.WriteString("\n")
	}
	p.b.WriteString(text + "\n")
}

// unreached writes the hooks with effects that no decode reaches.
func (p *surfacePrinter) unreached(hooks []Hook) {
	first := true
	for _, h := range hooks {
		at := place(h.File, h.Line, h.Column)
		if p.shown[at] {
			continue
		}
		if first {
			p.head("methods that do more than decode, and that none of these decodes reaches:")
		}
		first = false
		fmt.Fprintf(&p.b, "%s: %s\n", p.paint(bold, Visible(at)), h.Name)
		p.effects(h.Effects, "    ")
	}
}

// quiet writes the decodes that reach no hook with effects.
func (p *surfacePrinter) quiet(decodes []*Decode) {
	if len(decodes) > 0 {
		p.head("decodes that do no more:")
	}
	for _, d := range decodes {
		p.decode(d)
	}
}

func (p *surfacePrinter) paint(style, text string) string {
	if !p.color || text == "" {
		return text
	}
	return style + text + reset
}

func (p *surfacePrinter) decode(d *Decode) {
	fmt.Fprintf(&p.b, "%s: %s\n", p.paint(bold, Visible(place(d.File, d.Line, d.Column))), d.says())
	var quiet []string
	for _, h := range d.Hooks {
		if len(h.Effects) == 0 {
			quiet = append(quiet, h.Name)
			continue
		}
		at := place(h.File, h.Line, h.Column)
		fmt.Fprintf(&p.b, "    %s: %s%s", Visible(at), p.paint(yellow, h.Name), h.by())
		if p.shown[at] {
			p.b.WriteString(", as above\n")
			continue
		}
		p.shown[at] = true
		p.b.WriteString("\n")
		p.effects(h.Effects, "        ")
	}
	if quiet != nil {
		p.b.WriteString(p.paint(faint, "    decode only: "+strings.Join(quiet, ", ")) + "\n")
	}
}

// says describes a decode in a line.
func (d *Decode) says() string {
	text := d.Decoder + " decodes "
	switch {
	case d.Source == "":
		text += "input of no known source"
	case d.Verified != "":
		text += "the " + d.Source + ", " + d.Verified + ","
	default:
		text += "the " + d.Source
	}
	if d.Target == "" {
		return text + " into a type that is not known"
	}
	return text + " into " + d.Target
}

// by says how a hook is reached.
func (h *Hook) by() string {
	if len(h.Path) == 0 {
		return ""
	}
	return ", by " + strings.Join(h.Path, ", ")
}

// says describes an effect.
func (e *Effect) says() string {
	if e.Input {
		return e.Label + ", as the input says"
	}
	return e.Label
}

func (p *surfacePrinter) effects(effects []Effect, indent string) {
	for _, e := range effects {
		fmt.Fprintf(&p.b, "%s%s\n", indent, p.paint(red, e.says()))
		for _, s := range e.Trace {
			fmt.Fprintf(&p.b, "%s    %s: %s\n", indent, Visible(place(s.File, s.Line, s.Column)), s.Message)
		}
	}
}

package report

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
)

//go:embed report.html
var page string

// Lines of code shown around a step, and the most lines between two steps that are shown as one piece of code.
const (
	contextLines = 2
	joinLines    = 12
)

// An htmlPage is what the template renders.
type htmlPage struct {
	Facts    []fact
	Problems []string
	Counts   []htmlCount
	Rules    []string // that groups are of
	Groups   []htmlGroup
	Audit    bool
	Total    int
	Open     bool // findings are shown unfolded
}

type htmlCount struct {
	Severity string
	N        int
}

// An htmlGroup is the findings of one rule and severity, or the sites that an audit finds nothing at.
type htmlGroup struct {
	Severity, Rule, Title, URL string
	CWE                        []string
	N                          int // of findings; several may be shown as one
	Findings                   []htmlFinding
}

// passed stands for a severity where an audit has a verdict instead of a finding.
const passed = "passed"

// unfolded is the most findings that a page shows without a click for each.
const unfolded = 8

type htmlFinding struct {
	Finding
	Anchor string
	Title  string // the message, with the number of paths if several lead to the sink
	Todo   string // what the message says to do
	Place  string
	Pieces []htmlPiece
	Others []htmlPath
}

// An htmlPath is another path to the same sink.
type htmlPath struct {
	Source, Place string
	Pieces        []htmlPiece
}

// An htmlPiece is code around consecutive steps of a trace.
type htmlPiece struct {
	File    string
	Func    string
	Foreign bool
	Lines   []htmlLine
	Steps   []htmlStep // of a piece whose code is not at hand
}

type htmlLine struct {
	N     int
	Parts []htmlPart
	Steps []htmlStep
}

type htmlStep struct {
	N             int
	Place         string
	Message, Func string
	Last          bool
}

// WriteHTML writes one file that needs no script, no network and no other file.
func (r *Report) WriteHTML(w io.Writer, version string) error {
	t, err := template.New("report").Funcs(template.FuncMap{"visible": Visible, "visibleLines": VisibleLines, "of": plural}).Parse(page)
	if err != nil {
		return fmt.Errorf("the page's template: %w", err)
	}
	p := htmlPage{Facts: r.facts(version), Problems: r.Problems, Audit: r.Audit, Total: len(r.Findings), Open: len(r.Findings) <= unfolded}
	var src sources
	for _, severity := range []string{"high", "medium", "low", passed} {
		n := 0
		for _, shared := range r.groups() {
			f := *shared.first()
			if f.level() != severity {
				continue
			}
			n += len(shared.findings)
			i := slices.IndexFunc(p.Groups, func(g htmlGroup) bool { return g.Severity == severity && g.Rule == f.Rule })
			if i < 0 {
				i = len(p.Groups)
				p.Groups = append(p.Groups, r.htmlGroup(f))
			}
			g := &p.Groups[i]
			anchor := fmt.Sprintf("f%d-%s", len(g.Findings)+1, f.Fingerprint)
			g.N += len(shared.findings)
			g.Findings = append(g.Findings, r.htmlFinding(&src, shared, anchor))
			if !slices.Contains(p.Rules, f.Rule) {
				p.Rules = append(p.Rules, f.Rule)
			}
		}
		if severity != passed || r.Audit {
			p.Counts = append(p.Counts, htmlCount{severity, n})
		}
	}
	slices.Sort(p.Rules)
	return t.Execute(w, p)
}

// htmlFinding shows the findings of a root as one.
func (r *Report) htmlFinding(src *sources, g *group, anchor string) htmlFinding {
	first := *g.first()
	file, line, _ := g.place()
	out := htmlFinding{Finding: first, Anchor: anchor, Title: g.message(), Place: fmt.Sprintf("%s:%d", file, line), Pieces: r.htmlPieces(src, first)}
	if what, todo, ok := strings.Cut(first.Message, ": "); ok && first.Verdict == "" {
		out.Todo = todo
		out.Title = strings.Replace(out.Title, first.Message, what, 1)
	}
	for _, f := range g.others() {
		from := f.source()
		out.Others = append(out.Others, htmlPath{from.Message, place(from.File, from.Line, from.Column), r.htmlPieces(src, f)})
	}
	return out
}

// level is what a finding is grouped by.
func (f *Finding) level() string {
	if f.Verdict != "" {
		return passed
	}
	return f.Severity
}

func (r *Report) htmlGroup(f Finding) htmlGroup {
	g := htmlGroup{Severity: f.level(), Rule: f.Rule, URL: f.URL, CWE: f.CWE}
	if rule := r.rule(f.Rule); rule != nil {
		g.Title = rule.Title
	}
	return g
}

// htmlPieces puts the steps of a trace into pieces of code. A finding without a trace shows its own line.
func (r *Report) htmlPieces(src *sources, f Finding) (pieces []htmlPiece) {
	steps := f.Trace
	if len(steps) == 0 {
		steps = []Step{{File: f.File, Line: f.Line, Column: f.Column, Function: f.Function, Message: cmp.Or(f.Verdict, f.Message)}}
	}
	for from := 0; from < len(steps); {
		to := from + 1
		first, last := steps[from].Line, steps[from].Line
		for to < len(steps) && steps[to].File == steps[from].File && steps[to].Function == steps[from].Function && !steps[from].Foreign {
			low, high := min(first, steps[to].Line), max(last, steps[to].Line)
			if high-low > joinLines {
				break
			}
			first, last, to = low, high, to+1
		}
		pieces = append(pieces, r.htmlPiece(src, f, steps, from, to))
		from = to
	}
	return pieces
}

func (r *Report) htmlPiece(src *sources, f Finding, steps []Step, from, to int) htmlPiece {
	p := htmlPiece{File: steps[from].File, Func: steps[from].Function, Foreign: steps[from].Foreign}
	first, last := steps[from].Line, steps[from].Line
	at := make(map[int][]htmlStep)
	marks := make(map[int][]markAt)
	for i := from; i < to; i++ {
		s := steps[i]
		first, last = min(first, s.Line), max(last, s.Line)
		step := htmlStep{N: i + 1, Place: place(s.File, s.Line, s.Column), Message: s.Message, Func: s.Function, Last: i == len(steps)-1}
		at[s.Line] = append(at[s.Line], step)
		marks[s.Line] = append(marks[s.Line], markAt{s.Column, step.Last || s.File == f.File && s.Line == f.Line && s.Column == f.Column})
		p.Steps = append(p.Steps, step)
	}
	if p.Foreign {
		return p
	}
	for n := max(1, first-contextLines); n <= last+contextLines; n++ {
		text := src.line(r.path(p.File), n)
		if text == nil {
			continue
		}
		p.Lines = append(p.Lines, htmlLine{N: n, Parts: mark(string(text), marks[n]), Steps: at[n]})
	}
	return p
}

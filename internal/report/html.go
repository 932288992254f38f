package report

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
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
	Version  string
	Problems []string
	Counts   []htmlCount
	Groups   []htmlGroup
	Audit    bool
	Total    int
}

type htmlCount struct {
	Severity string
	N        int
}

// An htmlGroup is the findings of one rule and severity, or the sites that an audit finds nothing at.
type htmlGroup struct {
	Severity, Rule, Title, URL string
	CWE                        []string
	Findings                   []htmlFinding
}

// passed stands for a severity where an audit has a verdict instead of a finding.
const passed = "passed"

type htmlFinding struct {
	Finding
	Anchor string
	Title  string // the message, with the number of paths if several lead to the sink
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

// An htmlPart is a part of a line: what a step names, or what lies between.
type htmlPart struct {
	Text   string
	Marked bool
}

type htmlStep struct {
	N             int
	Place         string
	Message, Func string
	Last          bool
}

// WriteHTML writes one file that needs no script, no network and no other file.
func (r *Report) WriteHTML(w io.Writer, version string) error {
	t, err := template.New("report").Funcs(template.FuncMap{"visible": Visible}).Parse(page)
	if err != nil {
		return fmt.Errorf("the page's template: %w", err)
	}
	p := htmlPage{Version: version, Problems: r.Problems, Audit: r.Audit, Total: len(r.Findings)}
	if r.Audit {
		p.Total = r.places()
	}
	var src sources
	for _, severity := range []string{"high", "medium", "low", passed} {
		n := 0
		for _, shared := range r.groups() {
			f := *shared.first()
			if f.level() != severity {
				continue
			}
			n++
			i := slices.IndexFunc(p.Groups, func(g htmlGroup) bool { return g.Severity == severity && g.Rule == f.Rule })
			if i < 0 {
				i = len(p.Groups)
				p.Groups = append(p.Groups, r.htmlGroup(f))
			}
			g := &p.Groups[i]
			anchor := fmt.Sprintf("f%d-%s", len(g.Findings)+1, f.Fingerprint)
			g.Findings = append(g.Findings, r.htmlFinding(&src, shared, anchor))
		}
		if severity != passed || r.Audit {
			p.Counts = append(p.Counts, htmlCount{severity, n})
		}
	}
	return t.Execute(w, p)
}

// htmlFinding shows the findings of a root as one.
func (r *Report) htmlFinding(src *sources, g *group, anchor string) htmlFinding {
	first := *g.first()
	file, line, _ := g.place()
	out := htmlFinding{Finding: first, Anchor: anchor, Title: g.message(), Place: fmt.Sprintf("%s:%d", file, line), Pieces: r.htmlPieces(src, first)}
	for _, f := range g.others() {
		from := f.source()
		out.Others = append(out.Others, htmlPath{from.Message, place(from.File, from.Line, from.Column), r.htmlPieces(src, f)})
	}
	return out
}

// places counts where findings are: an audit lists a place once for each rule that looks at it.
func (r *Report) places() int {
	seen := make(map[string]bool)
	for _, f := range r.Findings {
		seen[place(f.File, f.Line, f.Column)] = true
	}
	return len(seen)
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
		pieces = append(pieces, r.htmlPiece(src, steps, from, to))
		from = to
	}
	return pieces
}

func (r *Report) htmlPiece(src *sources, steps []Step, from, to int) htmlPiece {
	p := htmlPiece{File: steps[from].File, Func: steps[from].Function, Foreign: steps[from].Foreign}
	first, last := steps[from].Line, steps[from].Line
	at := make(map[int][]htmlStep)
	columns := make(map[int][]int)
	for i := from; i < to; i++ {
		s := steps[i]
		first, last = min(first, s.Line), max(last, s.Line)
		step := htmlStep{N: i + 1, Place: place(s.File, s.Line, s.Column), Message: s.Message, Func: s.Function, Last: i == len(steps)-1}
		at[s.Line] = append(at[s.Line], step)
		columns[s.Line] = append(columns[s.Line], s.Column)
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
		p.Lines = append(p.Lines, htmlLine{N: n, Parts: mark(string(text), columns[n]), Steps: at[n]})
	}
	return p
}

// mark splits a line around the expressions that begin at some columns.
func mark(text string, columns []int) (parts []htmlPart) {
	slices.Sort(columns)
	done := 0
	for _, column := range columns {
		from := column - 1
		to := from + named(text, from)
		if from < done || from == to {
			continue // marked before, or no column of this line
		}
		if from > done {
			parts = append(parts, htmlPart{Text: VisibleLines(text[done:from])})
		}
		parts = append(parts, htmlPart{Text: VisibleLines(text[from:to]), Marked: true})
		done = to
	}
	return append(parts, htmlPart{Text: VisibleLines(text[done:])})
}

// named is the length of the names and selectors at an offset of a line, or of the sign there.
func named(text string, from int) int {
	if from < 0 || from >= len(text) || !utf8.RuneStart(text[from]) {
		return 0
	}
	n := strings.IndexFunc(text[from:], func(c rune) bool {
		return !(c == '.' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf)
	})
	switch {
	case n < 0:
		return len(text) - from
	case n == 0:
		_, n = utf8.DecodeRuneInString(text[from:])
	}
	return n
}

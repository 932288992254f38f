package report

import (
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

// An htmlGroup is the findings of one rule and severity.
type htmlGroup struct {
	Severity, Rule, Title, URL string
	CWE                        []string
	Findings                   []htmlFinding
}

type htmlFinding struct {
	Finding
	Anchor string
	Pieces []htmlPiece
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
	N                     int
	Before, Marked, After string
	Steps                 []htmlStep
}

type htmlStep struct {
	N             int
	Place         string
	Message, Func string
	Last          bool
}

// WriteHTML writes one file that needs no script, no network and no other file.
func (r *Report) WriteHTML(w io.Writer, version string) error {
	t, err := template.New("report").Parse(page)
	if err != nil {
		return fmt.Errorf("the page's template: %w", err)
	}
	p := htmlPage{Version: version, Problems: r.Problems, Audit: r.Audit, Total: len(r.Findings)}
	var src sources
	for _, severity := range []string{"high", "medium", "low"} {
		n := 0
		for _, f := range r.Findings {
			if f.Severity != severity {
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
			g.Findings = append(g.Findings, htmlFinding{Finding: f, Anchor: anchor, Pieces: r.htmlPieces(&src, f)})
		}
		p.Counts = append(p.Counts, htmlCount{severity, n})
	}
	return t.Execute(w, p)
}

func (r *Report) htmlGroup(f Finding) htmlGroup {
	g := htmlGroup{Severity: f.Severity, Rule: f.Rule, URL: f.URL, CWE: f.CWE}
	if rule := r.rule(f.Rule); rule != nil {
		g.Title = rule.Title
	}
	return g
}

// htmlPieces puts the steps of a trace into pieces of code. A finding without a trace shows its own line.
func (r *Report) htmlPieces(src *sources, f Finding) (pieces []htmlPiece) {
	steps := f.Trace
	if len(steps) == 0 {
		steps = []Step{{File: f.File, Line: f.Line, Column: f.Column, Function: f.Function, Message: f.Message}}
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
	columns := make(map[int]int)
	for i := from; i < to; i++ {
		s := steps[i]
		first, last = min(first, s.Line), max(last, s.Line)
		step := htmlStep{N: i + 1, Place: place(s.File, s.Line, s.Column), Message: s.Message, Func: s.Function, Last: i == len(steps)-1}
		at[s.Line] = append(at[s.Line], step)
		columns[s.Line] = s.Column
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
		line := htmlLine{N: n, Before: string(text), Steps: at[n]}
		if at[n] != nil {
			line.Before, line.Marked, line.After = mark(string(text), columns[n])
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

// mark splits a line around the expression that begins at a column: up to the end of the names and selectors there.
func mark(text string, column int) (before, marked, after string) {
	if column < 1 || column > len(text) || !utf8.RuneStart(text[column-1]) {
		return text, "", ""
	}
	rest := text[column-1:]
	end := strings.IndexFunc(rest, func(c rune) bool {
		return !(c == '.' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf)
	})
	switch {
	case end < 0:
		end = len(rest)
	case end == 0:
		_, end = utf8.DecodeRuneInString(rest)
	}
	return text[:column-1], rest[:end], rest[end:]
}

package report

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Escape sequences of a terminal.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	faint  = "\x1b[2m"
	reset  = "\x1b[0m"
)

// A Style is how text looks. On a terminal, the line of code is shown with a mark below, and a rule's name is a link.
type Style struct{ Color, Terminal bool }

// WriteText writes findings as file:line:column: message (rule), and the trace indented below.
func (r *Report) WriteText(w io.Writer, look Style) error {
	var b strings.Builder
	var src sources
	paint := func(style, text string) string {
		if !look.Color || text == "" {
			return text
		}
		return style + text + reset
	}
	for _, g := range r.groups() {
		f := g.first()
		style := bold + red
		if f.Severity != "high" {
			style = bold + yellow
		}
		message, name := g.message(), f.Rule
		if f.Verdict != "" {
			style, message = faint, f.Message+": "+f.Verdict
		}
		if look.Terminal && look.Color && f.URL != "" {
			name = "\x1b]8;;" + f.URL + "\x1b\\" + name + "\x1b]8;;\x1b\\"
		}
		if rule := r.rule(f.Rule); rule != nil && f.Verdict == "" && rule.Severity.String() != f.Severity {
			name += ", " + f.Severity
		}
		fmt.Fprintf(&b, "%s: %s (%s)%s\n", paint(bold, place(g.place())), paint(style, message), name, claimed(f.Claimed))
		if look.Terminal {
			b.WriteString(r.excerpt(&src, *f))
		}
		step := func(s Step) {
			fmt.Fprintf(&b, "    %s: %s%s", place(s.File, s.Line, s.Column), s.Message, claimed(s.Claimed))
			if s.Function != "" {
				b.WriteString(paint(faint, " in "+s.Function))
			}
			b.WriteByte('\n')
		}
		for _, s := range f.Trace {
			step(s)
		}
		for i, other := range g.others() {
			if i == 0 {
				b.WriteString("  other paths to it begin at\n")
			}
			step(other.source())
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// excerpt is the line of a finding with a mark below what it is about.
func (r *Report) excerpt(src *sources, f Finding) string {
	line := string(src.line(r.path(f.File), f.Line))
	from, to := f.Column-1, f.EndColumn-1
	if f.EndLine != f.Line || to > len(line) {
		to = len(line)
	}
	if from < 0 || from >= to || strings.TrimSpace(line) == "" {
		return ""
	}
	text := strings.TrimLeft(line, " \t")
	from, to = from-(len(line)-len(text)), to-(len(line)-len(text))
	if from < 0 {
		return ""
	}
	shown := func(s string) string { return strings.ReplaceAll(VisibleLines(s), "\t", " ") }
	indent, mark := utf8.RuneCountInString(shown(text[:from])), utf8.RuneCountInString(shown(text[from:to]))
	return "        " + shown(text) + "\n        " + strings.Repeat(" ", indent) + "^" + strings.Repeat("~", max(0, mark-1)) + "\n"
}

// inRepository is the name of a file relative to the root of its repository, where it lies in one: services know no other.
func (r *Report) inRepository(file string) string {
	path := r.path(file)
	if rel, err := filepath.Rel(repository(r.Dir), path); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return file
}

// claimed shows the place that a //line comment claims.
func claimed(place string) string {
	if place == "" {
		return ""
	}
	return " [//line " + place + "]"
}

func place(file string, line, column int) string {
	file = placeName(file)
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d:%d", file, line, column)
}

// WriteJSON writes findings as one array.
func (r *Report) WriteJSON(w io.Writer) error {
	findings := r.Findings
	if findings == nil {
		findings = []Finding{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(findings)
}

// placed is a problem that begins with its place.
var placed = regexp.MustCompile(`^([^:]+):(\d+):(\d+): (.*)$`)

// WriteGitHub writes workflow commands for the findings, which GitHub shows beside the changed lines, and for the
// reasons why the run is incomplete.
func (r *Report) WriteGitHub(w io.Writer) error {
	levels := map[string]string{"high": "error", "medium": "warning", "low": "notice"}
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	for _, f := range r.Findings {
		level, message := levels[f.Severity], f.Message
		if f.Verdict != "" {
			level, message = "notice", f.Message+": "+f.Verdict
		}
		message += claimed(f.Claimed)
		for _, s := range f.Trace {
			message += fmt.Sprintf("\n%s: %s in %s", place(s.File, s.Line, s.Column), s.Message, s.Function)
		}
		end := f.EndColumn
		if f.EndLine != f.Line {
			end = f.Column // columns make sense to GitHub within one line only
		}
		_, err := fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s::%s\n", level, property.Replace(r.inRepository(f.File)),
			f.Line, f.EndLine, f.Column, end, property.Replace(f.Rule), text.Replace(message))
		if err != nil {
			return err
		}
	}
	for _, p := range r.Problems {
		at, message := "", Visible(p)
		if m := placed.FindStringSubmatch(p); m != nil {
			at, message = fmt.Sprintf("file=%s,line=%s,col=%s,", property.Replace(r.inRepository(m[1])), m[2], m[3]), Visible(m[4])
		}
		if _, err := fmt.Fprintf(w, "::error %stitle=unsafedecode::the run is incomplete: %s\n", at, text.Replace(message)); err != nil {
			return err
		}
	}
	return nil
}

package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Escape sequences of a terminal.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	faint  = "\x1b[2m"
	reset  = "\x1b[0m"
)

// WriteText writes findings as file:line:column: message (rule), and the trace indented below.
func (r *Report) WriteText(w io.Writer, color bool) error {
	var b strings.Builder
	paint := func(style, text string) string {
		if !color || text == "" {
			return text
		}
		return style + text + reset
	}
	for _, f := range r.Findings {
		style := bold + red
		if f.Severity != "high" {
			style = bold + yellow
		}
		message, name := f.Message, f.Rule
		if f.Verdict != "" {
			style, message = faint, f.Message+": "+f.Verdict
		}
		if rule := r.rule(f.Rule); rule != nil && f.Verdict == "" && rule.Severity.String() != f.Severity {
			name += ", " + f.Severity
		}
		fmt.Fprintf(&b, "%s: %s (%s)\n", paint(bold, place(f.File, f.Line, f.Column)), paint(style, message), name)
		for _, s := range f.Trace {
			fmt.Fprintf(&b, "    %s: %s", place(s.File, s.Line, s.Column), s.Message)
			if s.Function != "" {
				b.WriteString(paint(faint, " in "+s.Function))
			}
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func place(file string, line, column int) string {
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

// WriteGitHub writes findings as workflow commands, which GitHub shows beside the changed lines.
func (r *Report) WriteGitHub(w io.Writer) error {
	levels := map[string]string{"high": "error", "medium": "warning", "low": "notice"}
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	for _, f := range r.Findings {
		level, message := levels[f.Severity], f.Message
		if f.Verdict != "" {
			level, message = "notice", f.Message+": "+f.Verdict
		}
		for _, s := range f.Trace {
			message += fmt.Sprintf("\n%s: %s in %s", place(s.File, s.Line, s.Column), s.Message, s.Function)
		}
		end := f.EndColumn
		if f.EndLine != f.Line {
			end = f.Column // columns make sense to GitHub within one line only
		}
		_, err := fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s::%s\n", level, property.Replace(f.File),
			f.Line, f.EndLine, f.Column, end, property.Replace(f.Rule), text.Replace(message))
		if err != nil {
			return err
		}
	}
	return nil
}

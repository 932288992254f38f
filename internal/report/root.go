package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// A Root is the sink at which the trace of a finding ends. Findings with the same root are one defect, which several
// paths lead to.
type Root struct {
	// ID is the same for the findings of a rule, variant and severity that share the sink. It does not depend on line numbers.
	ID       string `json:"id"`
	File     string `json:"file"` // of a step inside a dependency, below its module
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Function string `json:"function"`

	foreign bool
}

// addRoot places the root that a finding's detail names.
func (c *Collector) addRoot(f *Finding, root *rule.Root) {
	if root == nil || f.Verdict != "" {
		return
	}
	f.Root = &Root{File: root.File, Line: root.Line, Column: root.Column, Function: Visible(root.Function), foreign: root.Foreign}
	if root.Foreign && c.Local != nil {
		if file := c.Local(root.File); file != "" {
			f.Root.File, f.Root.foreign = c.Report.relative(file), false
		}
	} else if !root.Foreign {
		f.Root.File = c.Report.relative(root.File)
	}
	text := bytes.Join(bytes.Fields(c.sources.line(c.Report.path(f.Root.File), root.Line)), []byte(" "))
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %q %q %q", f.Rule, f.Variant, f.Severity, f.Root.File, root.Function, root.Sink, text))
	f.Root.ID = hex.EncodeToString(sum[:16])
}

// A group is the findings that share a root, in the order of the report.
type group struct{ findings []Finding }

// first stands for the group: the finding whose path is shown whole, the shortest.
func (g *group) first() *Finding {
	best := &g.findings[0]
	for i := range g.findings {
		if f := &g.findings[i]; len(f.Trace) < len(best.Trace) {
			best = f
		}
	}
	return best
}

// place is where a group is shown: at its root if several paths lead there and its file is at hand, else where the finding is.
func (g *group) place() (file string, line, column int) {
	f := g.first()
	if len(g.findings) > 1 && !f.Root.foreign {
		return f.Root.File, f.Root.Line, f.Root.Column
	}
	return f.File, f.Line, f.Column
}

// message is the message of a group, with the number of its paths if there are several.
func (g *group) message() string {
	f := g.first()
	if len(g.findings) == 1 {
		return f.Message
	}
	return fmt.Sprintf("%s (%d paths)", f.Message, len(g.findings))
}

// others are the findings of a group but the first.
func (g *group) others() (out []Finding) {
	first := g.first()
	for i := range g.findings {
		if f := &g.findings[i]; f != first {
			out = append(out, *f)
		}
	}
	return out
}

// source is where a path begins.
func (f *Finding) source() Step {
	if len(f.Trace) == 0 {
		return Step{File: f.File, Line: f.Line, Column: f.Column, Function: f.Function, Message: f.Message}
	}
	return f.Trace[0]
}

// groups joins the findings of a report by their roots, in the order of the first of each. The sites of an audit stand alone.
func (r *Report) groups() []*group {
	var out []*group
	byRoot := make(map[string]*group)
	for _, f := range r.Findings {
		if f.Root == nil {
			out = append(out, &group{[]Finding{f}})
			continue
		}
		key := fmt.Sprint(f.Root.ID, " ", f.Root.File, ":", f.Root.Line, ":", f.Root.Column)
		if g := byRoot[key]; g != nil {
			g.findings = append(g.findings, f)
			continue
		}
		g := &group{[]Finding{f}}
		byRoot[key] = g
		out = append(out, g)
	}
	return out
}

// sharedRoot is the ID of a finding's root if the sink lies elsewhere than the finding, so that other findings can share it; else empty.
func (f *Finding) sharedRoot() string {
	if f.Root == nil || f.Root.File == f.File && f.Root.Line == f.Line {
		return ""
	}
	return f.Root.ID
}

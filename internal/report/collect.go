package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/hook"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/unit"
)

// A Collector makes findings of what vet tools print.
type Collector struct {
	Report *Report
	Now    time.Time // against which suppressions with a date are held
	// Wanted, if set, are the packages that were asked for, with their directories; what others print is dropped.
	Wanted map[string]string
	// Local, if set, finds the file of a step that another package's facts name, "example.com/shop/api/order.go", if it
	// belongs to the program at hand; empty if not.
	Local func(file string) string

	sources sources
	offers  map[string]Fix // by rule and place
}

// Stream reads the JSON objects of a run of go vet -json up to the end. Seen, if set, is called for each unit that is wanted.
func (c *Collector) Stream(r io.Reader, seen func()) error {
	dec := json.NewDecoder(r)
	for {
		var tree map[string]map[string]json.RawMessage
		err := dec.Decode(&tree)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("go vet -json printed something else than JSON: %v", err)
		}
		for _, id := range slices.Sorted(maps.Keys(tree)) {
			if !c.hear(id) {
				continue
			}
			if seen != nil {
				seen()
			}
			for _, analyzer := range slices.Sorted(maps.Keys(tree[id])) {
				if err := c.add(id, analyzer, tree[id][analyzer]); err != nil {
					return err
				}
			}
		}
	}
}

// Heard notes that a package was analyzed.
func (c *Collector) Heard(path, dir string) {
	if c.Report.Analyzed == nil {
		c.Report.Analyzed = make(map[string]string)
	}
	c.Report.Analyzed[path] = cmp.Or(dir, c.Report.Analyzed[path], path)
}

// hear notes that a unit has printed, and reports whether its package is wanted.
func (c *Collector) hear(id string) bool {
	path := packageOf(id)
	dir, wanted := c.Wanted[path]
	if c.Wanted != nil && !wanted {
		return false
	}
	c.Heard(path, dir)
	return true
}

func (c *Collector) add(id, analyzer string, data json.RawMessage) error {
	if analyzer == unit.NotesKey {
		var n rule.Notes
		if err := json.Unmarshal(data, &n); err != nil {
			return fmt.Errorf("go vet -json: the notes on %s: %v", id, err)
		}
		c.AddNotes(&n)
		return nil
	}
	var list []unit.Diagnostic
	if err := json.Unmarshal(data, &list); err == nil {
		for _, d := range list {
			c.Add(id, analyzer, d)
		}
		return nil
	}
	var failure unit.Failure
	if err := json.Unmarshal(data, &failure); err != nil {
		return fmt.Errorf("go vet -json: neither diagnostics nor an error of %s in %s: %v", analyzer, id, err)
	}
	c.Fail(id, analyzer, failure.Error)
	return nil
}

// AddNotes records the notes of a unit: what an analyzer says besides diagnostics.
func (c *Collector) AddNotes(n *rule.Notes) {
	c.addOffers(n.Offers)
	c.Report.Suppressed += n.Suppressed
	c.Report.Generated += n.Generated
	for _, b := range n.Bounds {
		i := slices.IndexFunc(c.Report.Bounds, func(o Bound) bool { return o.Name == b.Name })
		if i < 0 {
			i = len(c.Report.Bounds)
			c.Report.Bounds = append(c.Report.Bounds, Bound{Name: b.Name})
		}
		c.Report.Bounds[i].Count += b.Count
		c.Report.Bounds[i].Cut += b.Cut
	}
}

// Fail records that an analyzer did not finish. An error in the settings is recorded without the package, because it
// is the same for all packages that use them.
func (c *Collector) Fail(id, analyzer, reason string) {
	path := packageOf(id)
	delete(c.Report.Analyzed, path)
	c.Report.Left = append(c.Report.Left, path)
	if analyzer == config.Analyzer.Name {
		reason = strings.TrimPrefix(reason, c.Report.Dir+string(filepath.Separator))
		c.Report.Problems = append(c.Report.Problems, "settings: "+reason)
		return
	}
	c.Report.Problems = append(c.Report.Problems, fmt.Sprintf("%s: %s: %s", id, analyzer, reason))
}

// Add records a diagnostic of a unit.
func (c *Collector) Add(id, analyzer string, d unit.Diagnostic) {
	if analyzer == hook.SurfaceName {
		c.addSurface(id, d)
		return
	}
	start, ok := rule.ParsePosition(d.Posn)
	if !ok {
		c.Fail(id, analyzer, d.Message)
		return
	}
	if text, ok := strings.CutPrefix(d.Message, config.Mistaken); ok && analyzer == config.Analyzer.Name {
		c.Report.Warnings = append(c.Report.Warnings, "settings: "+strings.TrimPrefix(text, c.Report.Dir+string(filepath.Separator)))
		return
	}
	detail, err := detailOf(analyzer, d)
	if err != nil {
		c.Fail(id, analyzer, err.Error())
		return
	}
	if detail.Holds(c.Now) {
		c.Report.Suppressed++
		return
	}
	if analyzer == rule.Watch && strings.HasPrefix(detail.Text, rule.InternalError) {
		c.Report.Problems = append(c.Report.Problems, fmt.Sprintf("%s: %s", c.position(d.Posn), detail.Text))
		return
	}
	f := Finding{
		Rule:      detail.Rule,
		Variant:   detail.Variant,
		Severity:  cmp.Or(detail.Severity, rule.Low.String()),
		CWE:       append([]string{}, detail.CWE...),
		Message:   Visible(detail.Text),
		Verdict:   Visible(detail.Verdict),
		File:      c.Report.relative(start.Filename),
		Line:      start.Line,
		Column:    start.Column,
		EndLine:   start.Line,
		EndColumn: start.Column,
		Claimed:   c.claimed(d.Claimed),
		Package:   packagePath(id),
		URL:       rule.DocURL + "#suppression",
		Trace:     []Step{},
		Fixes:     []Fix{},
		Next:      detail.Next,
		expired:   detail.Day(),
	}
	if end, ok := rule.ParsePosition(d.End); ok {
		f.EndLine, f.EndColumn = end.Line, end.Column
	}
	if detail.Advice != "" {
		f.Message += ": " + Visible(detail.Advice)
	}
	if r := c.Report.rule(detail.Rule); r != nil {
		f.URL = r.URL()
		if f.Verdict != "" {
			f.Severity, f.CWE = r.Severity.String(), r.CWENames()
		}
	}
	f.Function = c.sources.function(start)
	c.addTrace(&f, d.Related)
	c.addRoot(&f, detail.Root)
	c.addFixes(&f, d.Fixes)
	c.Report.Findings = append(c.Report.Findings, f)
}

// detailOf returns the detail of a diagnostic. That of an analyzer without details is its message.
func detailOf(analyzer string, d unit.Diagnostic) (*rule.Detail, error) {
	detail := &rule.Detail{Rule: analyzer, Text: strings.TrimPrefix(d.Message, analyzer+": ")}
	if d.Detail == nil {
		return detail, nil
	}
	if err := json.Unmarshal(d.Detail, detail); err != nil {
		return nil, fmt.Errorf("the detail of %s is not understood: %v", d.Posn, err)
	}
	return detail, nil
}

func (c *Collector) addTrace(f *Finding, related []unit.Related) {
	for _, r := range related {
		parsed := rule.ParseStep(r.Message)
		step := Step{Function: Visible(parsed.Func), Message: Visible(parsed.Message), Claimed: c.claimed(r.Claimed)}
		pos, here := parsed.Position, false
		if !pos.IsValid() {
			pos, here = mustPosition(r.Posn), true
		}
		step.File, step.Line, step.Column = pos.Filename, pos.Line, pos.Column
		if !here && c.Local != nil {
			if file := c.Local(pos.Filename); file != "" {
				pos.Filename, here = file, true
			}
		}
		step.Foreign = !here
		if here {
			step.File = c.Report.relative(pos.Filename)
		}
		f.Trace = append(f.Trace, step)
	}
}

func (c *Collector) addFixes(f *Finding, fixes []unit.Fix) {
	end := c.Now.UTC().Add(config.Migration).Truncate(24 * time.Hour)
	dated := strings.NewReplacer(config.NoDay.Format(time.DateOnly), end.Format(time.DateOnly),
		dateArguments(config.NoDay), dateArguments(end))
	for _, fix := range fixes {
		out := Fix{Message: dated.Replace(fix.Message), Edits: []Edit{}}
		for _, e := range fix.Edits {
			out.Edits = append(out.Edits, Edit{File: c.Report.relative(e.Filename), Start: e.Start, End: e.End, New: dated.Replace(e.New)})
		}
		f.Fixes = append(f.Fixes, out)
	}
}

// dateArguments is a day as a fix writes it, in a call of time.Date: "2031, time.February, 1".
func dateArguments(day time.Time) string {
	return fmt.Sprintf("%d, time.%s, %d", day.Year(), day.Month(), day.Day())
}

// Finish orders the findings and computes what depends on all of them.
func (c *Collector) Finish() {
	c.takeOffers()
	c.Report.Sort()
	c.Report.reconcile()
	slices.Sort(c.Report.Left)
	c.Report.Left = slices.Compact(c.Report.Left)
	slices.SortFunc(c.Report.Bounds, func(a, b Bound) int { return strings.Compare(a.Name, b.Name) })
	c.Report.Surface.finish()
	c.fingerprint()
	for i := range c.Report.Findings {
		if f := &c.Report.Findings[i]; !f.expired.IsZero() {
			f.Message += fmt.Sprintf("; its suppression expired on %s", f.expired.Format(time.DateOnly))
		}
	}
}

// claimed is the place that a //line comment claims, as text.
func (c *Collector) claimed(place string) string {
	return Visible(strings.TrimPrefix(place, c.Report.Dir+string(filepath.Separator)))
}

func (c *Collector) position(posn string) string {
	pos := mustPosition(posn)
	pos.Filename = c.Report.relative(pos.Filename)
	return pos.String()
}

// packageOf is the import path of the package that a unit with some ID belongs to: of "fmt_test [fmt.test]", fmt.
func packageOf(id string) string {
	path, variant, ok := strings.Cut(id, " [")
	if ok {
		return strings.TrimSuffix(variant, ".test]")
	}
	return path
}

// packagePath is the import path in a unit's ID, "fmt [fmt.test]".
func packagePath(id string) string {
	path, _, _ := strings.Cut(id, " ")
	return path
}

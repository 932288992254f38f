package unit

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/position"
)

// The types of this file are the JSON that a vet tool prints, the same as unitchecker's.

// A Report is what one unit has to say: package ID -> analyzer -> a list of Diagnostic, or a Failure.
type Report map[string]map[string]any

// NotesKey takes the place of an analyzer name for the notes on a package: what the method Notes of a result returns.
// Only the command gets them; plain go vet would report them as an error.
const NotesKey = "unsafedecode.notes"

// A Failure is an analyzer that did not finish.
type Failure struct {
	Error string `json:"error"`
}

// A Diagnostic has positions as file:line:column.
type Diagnostic struct {
	Category string    `json:"category,omitempty"`
	Posn     string    `json:"posn"`
	End      string    `json:"end"`
	Claimed  string    `json:"claimed,omitempty"` // the place that a //line comment claims
	Message  string    `json:"message"`
	Fixes    []Fix     `json:"suggested_fixes,omitempty"`
	Related  []Related `json:"related,omitempty"`
	// Detail is what the analyzer says of the diagnostic beside: see Detailed. It is not part of unitchecker's output.
	Detail json.RawMessage `json:"detail,omitempty"`
}

// A Detailed result says more of its analyzer's diagnostics than analysis.Diagnostic has fields for. Details returns one
// value for each diagnostic, in the order of reporting; it is encoded as JSON.
type Detailed interface{ Details() []any }

// AddDetails adds the details of an analyzer's result, if it has any, to its diagnostics.
func AddDetails(list []Diagnostic, result any) error {
	d, ok := result.(Detailed)
	if !ok {
		return nil
	}
	details := d.Details()
	if len(details) != len(list) {
		return fmt.Errorf("internal error: %d details for %d diagnostics", len(details), len(list))
	}
	for i, detail := range details {
		data, err := json.Marshal(detail)
		if err != nil {
			return err
		}
		list[i].Detail = data
	}
	return nil
}

// A Related position belongs to a diagnostic: a step of its trace.
type Related struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Claimed string `json:"claimed,omitempty"`
	Message string `json:"message"`
}

// A Fix is applied as a whole or not at all.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// An Edit replaces the bytes [Start, End) of a file.
type Edit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	New      string `json:"new"`
}

// NewDiagnostic converts a diagnostic to its JSON form. A fix that does not fit its file is left out.
func NewDiagnostic(fset *token.FileSet, d analysis.Diagnostic) Diagnostic {
	out := Diagnostic{
		Category: d.Category,
		Posn:     position.Of(fset, d.Pos).String(),
		End:      position.Of(fset, cmp.Or(d.End, d.Pos)).String(),
		Claimed:  position.Claimed(fset, d.Pos),
		Message:  d.Message,
	}
	for _, r := range d.Related {
		out.Related = append(out.Related, Related{
			Posn:    position.Of(fset, r.Pos).String(),
			End:     position.Of(fset, cmp.Or(r.End, r.Pos)).String(),
			Claimed: position.Claimed(fset, r.Pos),
			Message: r.Message,
		})
	}
	for _, f := range d.SuggestedFixes {
		if fix, ok := newFix(fset, f); ok {
			out.Fixes = append(out.Fixes, fix)
		}
	}
	return out
}

func newFix(fset *token.FileSet, f analysis.SuggestedFix) (Fix, bool) {
	fix := Fix{Message: f.Message}
	for _, e := range f.TextEdits {
		file := fset.File(e.Pos)
		end := cmp.Or(e.End, e.Pos)
		// A file that cgo generated is gone when the fix is applied.
		if file == nil || end < e.Pos || int(end) > file.Base()+file.Size() || position.Of(fset, e.Pos).Filename != file.Name() {
			return Fix{}, false
		}
		fix.Edits = append(fix.Edits, Edit{
			Filename: file.Name(),
			Start:    file.Offset(e.Pos),
			End:      file.Offset(end),
			New:      string(e.NewText),
		})
	}
	// In a fixed order: some drivers sort the edits of a fix, and some do not.
	slices.SortStableFunc(fix.Edits, func(a, b Edit) int {
		return cmp.Or(strings.Compare(a.Filename, b.Filename), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return fix, true
}

// newReport is what a unit has to say. A unit without a diagnostic is named, too: the command counts on it to know what was analyzed.
func newReport(u *loaded, analyzers []*analysis.Analyzer, actions map[*analysis.Analyzer]*action) Report {
	units := make(map[string]any)
	for _, a := range analyzers {
		act := actions[a]
		if act.err != nil {
			failed, err := origin(a, act.err)
			units[failed.Name] = Failure{err.Error()}
			continue
		}
		var list []Diagnostic
		for _, d := range act.diagnostics {
			list = append(list, NewDiagnostic(u.fset, d))
		}
		if err := AddDetails(list, act.result); err != nil {
			units[a.Name] = Failure{err.Error()}
			continue
		}
		if list != nil {
			units[a.Name] = list
		}
	}
	if u.notes {
		for _, a := range analyzers {
			if n, ok := actions[a].result.(interface{ Notes() any }); ok && actions[a].err == nil {
				units[NotesKey] = n.Notes()
			}
		}
	}
	return Report{u.ID: units}
}

// printText prints diagnostics as file:line:column: message, and reports whether there was anything to print.
func printText(w io.Writer, u *loaded, analyzers []*analysis.Analyzer, actions map[*analysis.Analyzer]*action) (found bool) {
	if err := failuresOf(u, analyzers, actions); err != nil {
		fmt.Fprintln(w, err)
		found = true
	}
	for _, a := range analyzers {
		for _, d := range actions[a].diagnostics {
			fmt.Fprintf(w, "%s: %s\n", position.Of(u.fset, d.Pos), d.Message)
			for _, r := range d.Related {
				fmt.Fprintf(w, "%s: \t%s\n", position.Of(u.fset, r.Pos), r.Message)
			}
			found = true
		}
	}
	return found
}

package unit

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// An action is an analyzer applied to the unit.
type action struct {
	result      any
	err         error
	diagnostics []analysis.Diagnostic
}

// A runner applies analyzers to a loaded unit, each once, in the order of their requirements.
type runner struct {
	unit    *loaded
	facts   *facts
	actions map[*analysis.Analyzer]*action
}

func (r *runner) run(a *analysis.Analyzer) *action {
	if act, ok := r.actions[a]; ok {
		return act
	}
	act := new(action)
	r.actions[a] = act
	results := make(map[*analysis.Analyzer]any)
	for _, required := range a.Requires {
		done := r.run(required)
		if done.err != nil && act.err == nil {
			act.err = cause(required, done.err)
		}
		results[required] = done.result
	}
	if act.err != nil {
		return act
	}
	r.apply(a, act, results)
	return act
}

// A blocked error is that of an analyzer which was not run, since one that it requires, directly or not, has failed.
type blocked struct {
	by  *analysis.Analyzer
	err error
}

func (b *blocked) Error() string { return fmt.Sprintf("not run, because of %s: %v", b.by, b.err) }

// cause says why an analyzer is not run: the first failure, however many analyzers lie between.
func cause(required *analysis.Analyzer, err error) error {
	if first := new(blocked); errors.As(err, &first) {
		return first
	}
	return &blocked{required, err}
}

// origin is the analyzer whose failure kept another from running, or that one itself, with its error.
func origin(a *analysis.Analyzer, err error) (*analysis.Analyzer, error) {
	if first := new(blocked); errors.As(err, &first) {
		return first.by, first.err
	}
	return a, err
}

// failuresOf are the errors of analyzers that failed by themselves, a line each; nil if none did.
func failuresOf(u *loaded, analyzers []*analysis.Analyzer, actions map[*analysis.Analyzer]*action) error {
	var all []error
	seen := make(map[*analysis.Analyzer]bool)
	for _, a := range analyzers {
		if err := actions[a].err; err != nil {
			if failed, err := origin(a, err); !seen[failed] {
				seen[failed] = true
				all = append(all, fmt.Errorf("%s: %s: %w", u.ID, failed.Name, err))
			}
		}
	}
	return errors.Join(all...)
}

// apply runs an analyzer. Its panic is an error of its own, and does not keep the others from running.
func (r *runner) apply(a *analysis.Analyzer, act *action, results map[*analysis.Analyzer]any) {
	defer func() {
		if p := recover(); p != nil {
			act.err = fmt.Errorf("internal error: %v\n%s", p, debug.Stack())
		}
	}()
	u := r.unit
	pass := &analysis.Pass{
		Analyzer:     a,
		Fset:         u.fset,
		Files:        u.files,
		OtherFiles:   u.NonGoFiles,
		IgnoredFiles: u.IgnoredFiles,
		Pkg:          u.pkg,
		TypesInfo:    u.info,
		TypesSizes:   u.sizes,
		ResultOf:     results,
		Report:       func(d analysis.Diagnostic) { act.diagnostics = append(act.diagnostics, d) },
		ReadFile:     u.readFile,
		Module:       u.module(),
	}
	r.facts.bind(pass)
	act.result, act.err = a.Run(pass)
}

// readFile gives analyzers the files of the unit, and no others.
func (u *loaded) readFile(name string) ([]byte, error) {
	for _, files := range [][]string{u.GoFiles, u.NonGoFiles, u.IgnoredFiles} {
		if slices.Contains(files, name) {
			return os.ReadFile(name)
		}
	}
	return nil, fmt.Errorf("%s is no file of package %s", name, u.ImportPath)
}

// needed returns the analyzers that have work in the unit: for a dependency those that have facts or need one that has.
func needed(analyzers []*analysis.Analyzer, factsOnly bool) []*analysis.Analyzer {
	if !factsOnly {
		return analyzers
	}
	var kept []*analysis.Analyzer
	for a := range withRequired(analyzers) {
		if len(a.FactTypes) > 0 {
			kept = append(kept, a)
		}
	}
	return kept
}

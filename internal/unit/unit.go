package unit

import (
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// A Tool is a vet tool.
type Tool struct {
	Suite []*analysis.Analyzer
	// Covers reports whether a package of this path can be what an analysis starts from. A dependency that imports none
	// such, directly or not, is not analyzed.
	Covers func(importPath string) bool
	// ConfigHash identifies the settings that no flag holds: the content of the configuration file. It is part of
	// the go command's cache key.
	ConfigHash func() (string, error)
}

// Invoked reports whether the arguments are those that the go command gives a vet tool.
func Invoked(args []string) bool {
	if len(args) == 0 {
		return false
	}
	return args[0] == "-flags" || strings.HasPrefix(args[0], "-V") || strings.HasSuffix(args[len(args)-1], ".cfg")
}

// Main does what the arguments ask for and returns the exit status.
func (t *Tool) Main(args []string) int {
	flags := newFlags(t.Suite)
	err := flags.parse(args)
	switch {
	case err != nil:
	case flags.version != "":
		err = printVersion(os.Stdout, flags.version, t.ConfigHash)
	case flags.describe:
		err = flags.print(os.Stdout)
	default:
		return t.analyze(flags)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "unsafedecode: %v\n", err)
		return 1
	}
	return 0
}

func (t *Tool) analyze(flags *flags) int {
	d, err := readDescription(flags.unit)
	if err == nil && (flags.fix || !d.hasExportData()) {
		if err = handOver(d, flags); err == nil {
			unitchecker.Main(t.Suite...) // does not return
		}
	}
	found := false
	if err == nil {
		found, err = t.unit(d, flags)
	}
	switch {
	case err != nil && (d == nil || d.reports(flags.scope)):
		// The go command prints this below the package's name; the lines of a compile error stand for themselves.
		fmt.Fprintln(os.Stderr, err)
		return 1
	case err != nil || found:
		return 1
	}
	return 0
}

// unit analyzes a unit, writes its facts and prints its diagnostics. Found reports whether any were printed as text.
func (t *Tool) unit(d *description, flags *flags) (found bool, err error) {
	reports := d.reports(flags.scope)
	analyzers := needed(flags.selected(t.Suite), !reports)
	if len(analyzers) == 0 || d.idle(t.Covers) {
		if reports && flags.json {
			// Silence would mean that the unit was never asked.
			if err := d.print(Report{d.ID: {}}); err != nil {
				return false, err
			}
		}
		return false, os.WriteFile(d.VetxOutput, nil, 0o666)
	}
	u, err := load(d)
	if err != nil {
		return false, err
	}
	collectEarlier()
	fs, err := readFacts(u.pkg, d, u.packages, factTypes(t.Suite))
	if err != nil {
		return false, err
	}
	r := &runner{unit: u, facts: fs, actions: make(map[*analysis.Analyzer]*action)}
	for _, a := range analyzers {
		r.run(a)
	}
	if d.VetxOutput != "" {
		data, err := fs.encode()
		if err != nil {
			return false, fmt.Errorf("facts of %s: %v", d.ID, err)
		}
		if err := os.WriteFile(d.VetxOutput, data, 0o666); err != nil {
			return false, err
		}
	}
	if !reports {
		return false, nil
	}
	return flags.report(u, analyzers, r.actions)
}

// report prints what was found where the go command wants it.
func (f *flags) report(u *loaded, analyzers []*analysis.Analyzer, actions map[*analysis.Analyzer]*action) (found bool, err error) {
	// Go vet without the command keeps facts, but not what it prints, of a unit that prints a failure as JSON: next time there is no
	// failure. A unit that fails by its status leaves nothing.
	if f.json && f.scope == scopeVet {
		if failures := failuresOf(u, analyzers, actions); failures != nil {
			return false, failures
		}
	}
	if !f.json {
		return printText(os.Stderr, u, analyzers, actions), nil
	}
	u.notes = f.scope != scopeVet
	return false, u.print(newReport(u, analyzers, actions))
}

// print writes a report where the go command wants it.
func (d *description) print(r Report) error {
	data, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return err
	}
	data = append(data, '\n')
	if d.Stdout != "" {
		return os.WriteFile(d.Stdout, data, 0o666)
	}
	_, err = os.Stdout.Write(data)
	return err
}

// factTypes are the types of fact of all analyzers, the required ones included, by the name that a file has them under.
func factTypes(analyzers []*analysis.Analyzer) map[string]reflect.Type {
	kinds := make(map[string]reflect.Type)
	for a := range withRequired(analyzers) {
		for _, f := range a.FactTypes {
			t := reflect.TypeOf(f)
			kinds[t.String()] = t
		}
	}
	return kinds
}

// withRequired yields analyzers and all that they require, each once.
func withRequired(analyzers []*analysis.Analyzer) iter.Seq[*analysis.Analyzer] {
	return func(yield func(*analysis.Analyzer) bool) {
		seen := make(map[*analysis.Analyzer]bool)
		var visit func(a *analysis.Analyzer) bool
		visit = func(a *analysis.Analyzer) bool {
			if seen[a] {
				return true
			}
			seen[a] = true
			if !yield(a) {
				return false
			}
			for _, required := range a.Requires {
				if !visit(required) {
					return false
				}
			}
			return true
		}
		for _, a := range analyzers {
			if !visit(a) {
				return
			}
		}
	}
}

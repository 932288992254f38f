package unit

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"

	"golang.org/x/tools/go/analysis"
)

// flags are those of the protocol and of the analyzers: -NAME switches one on, -NAME.FLAG sets a flag of its own.
type flags struct {
	set      *flag.FlagSet
	enabled  map[string]*choice
	version  string
	describe bool
	json     bool
	fix      bool
	scope    scope
	unit     string // the file that describes the unit
}

// A choice is a boolean flag that knows whether it was given.
type choice struct{ given, value bool }

func (c *choice) String() string   { return "true" }
func (c *choice) IsBoolFlag() bool { return true }

func (c *choice) Set(text string) (err error) {
	c.given = true
	c.value, err = strconv.ParseBool(text)
	return err
}

func newFlags(suite []*analysis.Analyzer) *flags {
	f := &flags{set: flag.NewFlagSet("unsafedecode", flag.ContinueOnError), enabled: make(map[string]*choice)}
	f.set.SetOutput(io.Discard)
	f.set.StringVar(&f.version, "V", "", "print version and exit")
	f.set.BoolVar(&f.describe, "flags", false, "print the flags as JSON and exit")
	f.set.BoolVar(&f.json, "json", false, "print diagnostics as JSON")
	f.set.BoolVar(&f.fix, "fix", false, "apply the first fix of each diagnostic")
	f.set.Bool("diff", false, "with -fix, print a diff instead")
	f.set.Var(&f.scope, scopeFlag, "module or all: print the diagnostics of dependencies, too, in the modules worked on or in all")
	f.set.Int("c", -1, "lines of context to print")
	f.set.String("tags", "", "no effect: a flag of the go command")
	for _, a := range suite {
		f.enabled[a.Name] = new(choice)
		f.set.Var(f.enabled[a.Name], a.Name, "run "+a.Name+" and no other analyzer that is not named, too")
		a.Flags.VisitAll(func(own *flag.Flag) { f.set.Var(own.Value, a.Name+"."+own.Name, own.Usage) })
	}
	return f
}

func (f *flags) parse(args []string) error {
	if err := f.set.Parse(args); err != nil {
		return err
	}
	if f.version == "" && !f.describe {
		if f.set.NArg() != 1 {
			return fmt.Errorf("want one file that describes a package, got %d: run this through go vet -vettool", f.set.NArg())
		}
		f.unit = f.set.Arg(0)
	}
	return nil
}

// print describes the flags that go vet may pass on.
func (f *flags) print(w io.Writer) error {
	type description struct {
		Name  string
		Bool  bool
		Usage string
	}
	var all []description
	f.set.VisitAll(func(own *flag.Flag) {
		if own.Name == "fix" {
			return // go vet has it, and would take it for the tool's
		}
		b, ok := own.Value.(interface{ IsBoolFlag() bool })
		all = append(all, description{own.Name, ok && b.IsBoolFlag(), own.Usage})
	})
	data, err := json.MarshalIndent(all, "", "\t")
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

// selected are the analyzers to run: those named with true if there are any, else all but those named with false.
func (f *flags) selected(suite []*analysis.Analyzer) []*analysis.Analyzer {
	var named, rest []*analysis.Analyzer
	for _, a := range suite {
		switch c := f.enabled[a.Name]; {
		case c.given && c.value:
			named = append(named, a)
		case !c.given:
			rest = append(rest, a)
		}
	}
	if named != nil {
		return named
	}
	return rest
}

// Configure sets the flags of the analyzers as the go command would, and returns the analyzers to run.
func Configure(suite []*analysis.Analyzer, settings []string) ([]*analysis.Analyzer, error) {
	f := newFlags(suite)
	if err := f.set.Parse(settings); err != nil {
		return nil, err
	}
	return f.selected(suite), nil
}

// printVersion prints the line that the go command puts into its cache key. It changes with the executable and with the
// configuration.
func printVersion(w io.Writer, mode string, configHash func() (string, error)) error {
	if mode != "full" {
		return fmt.Errorf("unsupported -V=%s: write -V=full", mode)
	}
	config, err := configHash()
	if err != nil {
		return err
	}
	name, err := os.Executable()
	if err != nil {
		return err
	}
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	h := sha256.New()
	fmt.Fprintln(h, config)
	if _, err := io.Copy(h, file); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s version devel buildID=%x\n", name, h.Sum(nil))
	return err
}

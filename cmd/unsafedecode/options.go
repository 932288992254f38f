package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/report"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

const usage = `usage: unsafedecode [flags] [packages]
       unsafedecode gopls [flags]
       unsafedecode golangci-lint [flags]

Finds unsafe deserialization in the packages (default ./...), with the way from source to sink.
The other two forms build a gopls or a golangci-lint with the rules linked in: see their -help.

  -format F            text (default), json, sarif, html or github
  -o FILE              write there instead of to standard output
  -rules a,b           run these rules only, strict ones included
  -strict              run the strict rules, too
  -tests               report in test files, too
  -config FILE         settings (default: .unsafedecode.yml in this folder or above, up to the module's root)
  -tags LIST           build tags, as of go build
  -fix                 apply the first fix of each finding
  -diff                print what -fix would change
  -baseline FILE       report only what this file does not hold
  -write-baseline FILE write the findings there, and report none
  -audit               report every decode and cache write with the verdict and its reason
  -inprocess           do not run through go vet: slower, no cache
  -debug               tell what is run, and how long it takes
  -list                list the rules
  -explain RULE        print a rule's documentation
  -models              list the import paths that are modelled, or print the models of those that follow
  -version             print the version

Exit status: 0 nothing found, 1 findings, 2 the call is wrong or the run is incomplete.
`

var formats = []string{"text", "json", "sarif", "html", "github"}

// options are what the command line says.
type options struct {
	format, output          string
	rules                   []string
	strict, tests           bool
	config, tags            string
	fix, diff               bool
	baseline, writeBaseline string
	audit, inProcess, debug bool
	list, version, models   bool
	explain                 string
	packages                []string
}

func parseOptions(args []string) (*options, error) {
	o := new(options)
	var rules string
	set := flag.NewFlagSet("unsafedecode", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	for name, p := range map[string]*string{
		"format": &o.format, "o": &o.output, "rules": &rules, "config": &o.config, "tags": &o.tags,
		"baseline": &o.baseline, "write-baseline": &o.writeBaseline, "explain": &o.explain,
	} {
		set.StringVar(p, name, "", "")
	}
	for name, p := range map[string]*bool{
		"strict": &o.strict, "tests": &o.tests, "fix": &o.fix, "diff": &o.diff, "audit": &o.audit,
		"inprocess": &o.inProcess, "debug": &o.debug, "list": &o.list, "version": &o.version, "models": &o.models,
	} {
		set.BoolVar(p, name, false, "")
	}
	if err := set.Parse(args); err != nil {
		if err == flag.ErrHelp {
			return nil, err
		}
		return nil, fmt.Errorf("%v: see unsafedecode -help", err)
	}
	o.packages = set.Args()
	if rules != "" {
		o.rules = strings.Split(rules, ",")
	}
	if o.format == "" {
		o.format = "text"
	}
	return o, o.check()
}

// check finds what is wrong with the flags by themselves.
func (o *options) check() error {
	if !slices.Contains(formats, o.format) {
		return fmt.Errorf("unknown format %q: write one of %s", o.format, strings.Join(formats, ", "))
	}
	if i := slices.IndexFunc(o.packages, func(p string) bool { return strings.HasPrefix(p, "-") }); i >= 0 {
		return fmt.Errorf("the flag %s comes after a package: flags come first", o.packages[i])
	}
	if o.fix && o.diff {
		return fmt.Errorf("-fix and -diff exclude each other: -diff prints what -fix would change")
	}
	if len(o.packages) == 0 && !o.models {
		o.packages = []string{"./..."}
	}
	return nil
}

// find returns the rule of a name, built in or of the settings.
func find(rules []*rule.Rule, name string) (*rule.Rule, error) {
	var names []string
	for _, r := range rules {
		if r.Name == name {
			return r, nil
		}
		names = append(names, r.Name)
	}
	return nil, fmt.Errorf("unknown rule %q: the rules are %s", name, strings.Join(names, ", "))
}

// prepare checks what the flags name before a long run: the files to read and to write.
func (o *options) prepare(rules []*rule.Rule) (known *report.Baseline, err error) {
	for _, name := range o.rules {
		if _, err := find(rules, name); err != nil {
			return nil, err
		}
	}
	if o.baseline != "" {
		if known, err = report.ReadBaseline(o.baseline); err != nil {
			return nil, err
		}
	}
	for _, name := range []string{o.output, o.writeBaseline} {
		if err := writable(name); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// writable finds out whether a file can be written at the end, without touching it.
func writable(name string) error {
	if name == "" {
		return nil
	}
	info, err := os.Stat(filepath.Dir(name))
	switch {
	case err != nil:
		return fmt.Errorf("cannot write %s: %w", name, err)
	case !info.IsDir():
		return fmt.Errorf("cannot write %s: %s is no folder", name, filepath.Dir(name))
	}
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() {
			return fmt.Errorf("cannot write %s: it is a folder", name)
		}
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return fmt.Errorf("cannot write: %w", err)
		}
		return f.Close()
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".unsafedecode-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	f.Close()
	return os.Remove(f.Name())
}

// write writes to the file of -o, which is replaced as a whole, or to w.
func (o *options) write(w io.Writer, write func(io.Writer) error) error {
	if o.output == "" {
		return write(w)
	}
	return report.WriteFile(o.output, write)
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/report"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

const usage = `usage: unsafedecode [flags] [packages]
       unsafedecode gopls [flags]
       unsafedecode golangci-lint [flags]
       unsafedecode completion bash|zsh|fish
       unsafedecode help | version

Finds unsafe deserialization in the packages (default ./...), with the path from source to sink.
The second and third form build a gopls or a golangci-lint with the rules linked in: see their -help.

What is reported
  -rules a,b            run these rules only, strict ones included
  -strict               also run the strict rules
  -tests                also report in test files
  -generated            also report in generated files
  -severity LEVEL       report findings of at least low (default), medium or high
  -new-from REV         report only findings on lines changed since the Git revision, or whose trace touches them
  -baseline FILE        report only findings that are not in this file
  -write-baseline FILE  write the findings to this file and report none; entries of packages that were not analyzed stay
  -prune-baseline       with -baseline: remove entries that are no longer found
  -audit                report every decode and cache write with the verdict and its reason
  -hooks                report what decoding runs: each decode, the methods of its target's types, and their effects

How
  -format F             text (default), json, report (one JSON object with status and counts), sarif, html, github, gitlab,
                        junit or sonar
  -o FILE               write to this file instead of standard output
  -q                    no summary after the text
  -fail-on LEVEL        exit with status 1 for findings of at least low (default), medium or high; or never
  -fix                  apply the first fix of each finding, and say what to do next
  -diff                 print what -fix would change

Settings
  -all-modules          analyze the packages of every module in this directory and below, each by its own go.mod
  -config FILE          settings for all packages (default: the closest .unsafedecode.yml, up to the root of the module or go.work)
  -tags LIST            build tags, as for go build
  -inprocess            do not run through go vet: slower, no cache
  -debug                print the commands that are run, their times, and the engine bounds that were met
  -cpuprofile FILE      write a CPU profile of an -inprocess run
  -memprofile FILE      write a memory profile of an -inprocess run

Documentation
  -list                 list the rules
  -explain RULE         print the documentation of a rule, or of a variant as RULE/VARIANT
  -explain RULE FILE.go:LINE
                        print what the rule finds there and what to do about it
  -models               list the modeled import paths, or print the models of those that follow
  -version              print the versions of unsafedecode, of its models and of the Go that built it

Exit status: 0 no findings, 1 findings, 2 the command line is wrong or the run is incomplete.
`

var formats = []string{"text", "json", "report", "sarif", "html", "github", "gitlab", "junit", "sonar"}

// options are what the command line says.
type options struct {
	format, output          string
	rules                   []string
	strict, tests           bool
	generated               bool
	severity, failOn        rule.Severity
	newFrom                 string
	config, tags            string
	fix, diff               bool
	baseline, writeBaseline string
	pruneBaseline, quiet    bool
	audit, inProcess, debug bool
	list, version, models   bool
	cpuProfile, memProfile  string
	hooks                   bool
	explain                 string
	at                      *place // that explain is asked about; nil for the rule itself
	packages                []string
	allModules              bool
	// dir is where the go command is run; empty for the working directory. See inModule.
	dir, workingDir  string
	withoutWorkspace bool
}

// never is a severity that no finding has.
const never = rule.High + 1

// flagSet defines the flags. Help is the usage above: it is one text, so that it can be read as one.
func (o *options) flagSet() *flag.FlagSet {
	set := flag.NewFlagSet("unsafedecode", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	for name, p := range map[string]*string{
		"format": &o.format, "o": &o.output, "config": &o.config, "tags": &o.tags, "new-from": &o.newFrom,
		"baseline": &o.baseline, "write-baseline": &o.writeBaseline, "explain": &o.explain,
		"cpuprofile": &o.cpuProfile, "memprofile": &o.memProfile,
	} {
		set.StringVar(p, name, *p, "")
	}
	for name, p := range map[string]*bool{
		"strict": &o.strict, "tests": &o.tests, "generated": &o.generated, "fix": &o.fix, "diff": &o.diff, "audit": &o.audit, "q": &o.quiet,
		"inprocess": &o.inProcess, "debug": &o.debug, "list": &o.list, "version": &o.version, "models": &o.models,
		"prune-baseline": &o.pruneBaseline, "all-modules": &o.allModules, "hooks": &o.hooks,
	} {
		set.BoolVar(p, name, false, "")
	}
	set.Func("rules", "", func(text string) error {
		o.rules = strings.Split(text, ",")
		return nil
	})
	set.Func("severity", "", func(text string) error { return readSeverity(text, &o.severity) })
	set.Func("fail-on", "", func(text string) error {
		if text == "never" {
			o.failOn = never
			return nil
		}
		return readSeverity(text, &o.failOn)
	})
	return set
}

func readSeverity(text string, to *rule.Severity) error {
	s, ok := rule.ParseSeverity(text)
	if !ok {
		return errors.New("want low, medium or high")
	}
	*to = s
	return nil
}

func parseOptions(args []string) (*options, error) {
	o := &options{format: "text", severity: rule.Low, failOn: rule.Low}
	set := o.flagSet()
	if err := set.Parse(args); err != nil {
		if err == flag.ErrHelp {
			return nil, err
		}
		return nil, fmt.Errorf("%v: see unsafedecode -help", err)
	}
	o.packages = set.Args()
	if err := o.takePlace(set.Args()); err != nil {
		return nil, err
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
	switch {
	case o.fix && o.diff:
		return errors.New("-fix and -diff exclude each other: -diff prints what -fix would change")
	case o.allModules && len(o.packages) > 0:
		return errors.New("-all-modules takes no packages: it analyzes all packages of every module in this directory and below")
	case o.pruneBaseline && o.baseline == "":
		return errors.New("-prune-baseline needs -baseline FILE")
	case o.pruneBaseline && (o.rules != nil || o.severity > rule.Low):
		return errors.New("-prune-baseline needs a run of all rules and severities: without -rules and -severity")
	case o.writeBaseline != "" && o.newFrom != "":
		return errors.New("-write-baseline and -new-from exclude each other: a baseline holds all findings")
	case !o.inProcess && o.cpuProfile+o.memProfile != "":
		return errors.New("-cpuprofile and -memprofile need -inprocess: otherwise the work is done by processes of go vet")
	}
	if len(o.packages) == 0 && !o.models {
		o.packages = []string{"./..."}
	}
	return o.checkHooks()
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
		return fmt.Errorf("cannot write %s: %s is not a directory", name, filepath.Dir(name))
	}
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() {
			return fmt.Errorf("cannot write %s: it is a directory", name)
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

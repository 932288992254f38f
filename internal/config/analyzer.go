package config

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/position"
)

// Analyzer provides the configuration to the other analyzers; its flags are the flags of the suite.
var Analyzer = &analysis.Analyzer{
	Name:       "unsafedecodeconfig",
	Doc:        "read the configuration of unsafedecode (reports models of names that do not exist)",
	URL:        "https://github.com/unsafedecode/unsafedecode/blob/main/docs/configuration.md",
	Run:        run,
	ResultType: reflect.TypeFor[*Config](),
	FactTypes:  []analysis.Fact{new(declared)},
}

// declared is the fact about a package whose comments give its declarations roles (//unsafedecode:source kind).
type declared struct{ Models []byte }

func (*declared) AFact() {}

func (*declared) String() string { return "declared" }

// NoDay stands in a fix for the day on which a migration ends, where the driver caches results and applies them later.
var NoDay = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)

// Migration is how long a fix accepts data in the old format.
const Migration = 30 * 24 * time.Hour

// flags are the settings by flag. A flag wins over the file; lists of the two are joined where both exclude.
var flags struct {
	config, rules, threats, exclude, signedCodec  string
	generated                                     bool
	strict, tests, audit, hooks, undated, checked bool
}

func init() {
	f := &Analyzer.Flags
	f.StringVar(&flags.config, "config", "", "settings file for all packages (default: the closest "+FileName+" in the package's directory or above, up to the module's root or that of go.work)")
	f.StringVar(&flags.rules, "rules", "", "comma-separated list of rules to run, and no other")
	f.BoolVar(&flags.checked, "checked", false, "the names of -rules are right: one that these settings do not define is that of other ones")
	f.StringVar(&flags.threats, "threat-model", "", "comma-separated list of the kinds of source to distrust")
	f.StringVar(&flags.exclude, "exclude", "", "comma-separated list of patterns of files to leave out")
	f.StringVar(&flags.signedCodec, "signedcodec-path", "", "import path that fixes write for the bundled library")
	f.BoolVar(&flags.strict, "strict", false, "also run strict rules")
	f.BoolVar(&flags.generated, "generated", false, "also report in generated files")
	f.BoolVar(&flags.tests, "tests", false, "also report in test files")
	f.BoolVar(&flags.undated, "undated", false, "let fixes write "+NoDay.Format(time.DateOnly)+" for the day on which a migration ends; the driver that set this puts in the day")
	f.BoolVar(&flags.audit, "audit", false, "report every decode and cache write with its verdict")
	f.BoolVar(&flags.hooks, "hooks", false, "report every decode with the methods of its target's types that it runs, for the command's -hooks")
}

func run(pass *analysis.Pass) (any, error) {
	c, err := at(dirOf(pass))
	if err != nil {
		return nil, err
	}
	c.verifyModels(pass)
	return c.withDeclared(pass)
}

// dirOf is the directory whose settings go for a package; empty if none do.
func dirOf(pass *analysis.Pass) string {
	if pass.Module != nil && pass.Module.Version != "" {
		return "" // a dependency, also one that is replaced by a directory
	}
	for _, f := range pass.Files {
		// What cgo adds lies elsewhere.
		if name := position.Of(pass.Fset, f.Package).Filename; !strings.HasPrefix(filepath.Base(name), "_cgo_") {
			return filepath.Dir(name)
		}
	}
	return "."
}

// withDeclared adds what the comments of this package and of those that it imports say of their declarations.
func (c *Config) withDeclared(pass *analysis.Pass) (*Config, error) {
	entries := model.Declared(pass.Pkg.Path(), pass.Fset, pass.Files)
	if len(entries) > 0 {
		data, err := model.MarshalDeclared(entries)
		if err != nil {
			return nil, err
		}
		pass.ExportPackageFact(&declared{data})
	}
	facts := pass.AllPackageFacts() // in an order of chance in some drivers
	slices.SortFunc(facts, func(a, b analysis.PackageFact) int { return strings.Compare(a.Package.Path(), b.Package.Path()) })
	for _, f := range facts {
		fact, ok := f.Fact.(*declared)
		if !ok || f.Package == pass.Pkg {
			continue
		}
		imported, err := model.UnmarshalDeclared(fact.Models)
		if err != nil {
			return nil, fmt.Errorf("the facts of %s: %w", f.Package.Path(), err)
		}
		entries = append(entries, imported...)
	}
	if len(entries) == 0 {
		return c, nil
	}
	own := *c
	own.Models = c.Models.With(entries)
	return &own, nil
}

// Current returns the configuration for the working directory.
func Current() (*Config, error) { return at(".") }

// Hash identifies the settings that no flag holds: the contents of all settings files of the modules worked on from the working
// directory, or the empty string without such files. Hash returns errors in the file for the working directory only; those in a file below
// are reported for the packages that it applies to.
func Hash() (string, error) {
	if _, err := Current(); err != nil {
		return "", err
	}
	all := Files()
	if len(all) == 0 {
		return "", nil
	}
	h := sha256.New()
	for _, name := range all {
		data, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%q %q\n", shortName(name), data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Files returns the settings files for the packages of the modules worked on from the working directory.
func Files() []string {
	if name := named(); name != "" {
		return []string{name}
	}
	return files(".")
}

// In returns the configuration that a settings file is for.
func In(file string) (*Config, error) { return at(filepath.Dir(file)) }

// Check returns an error if the settings for the packages of a directory are invalid.
func Check(dir string) error {
	_, err := at(dir)
	return err
}

// File returns the settings file for a directory, or the empty string.
func File(dir string) string { return fileFor(dir) }

// fileFor returns the file for a directory, empty for none: the one that is named, which counts for all packages, or else the closest.
func fileFor(dir string) string {
	if name := named(); name != "" || dir == "" {
		return name
	}
	return find(dir)
}

// named is the settings file that a flag or the environment names.
func named() string { return cmp.Or(flags.config, os.Getenv(Env)) }

// loaded holds configurations by what they were made of, so that a process that analyzes many packages reads a file
// once, and again when it has changed.
var loaded struct {
	sync.Mutex
	configs map[string]*Config
}

func at(dir string) (*Config, error) {
	name := fileFor(dir)
	var data []byte
	if name != "" {
		if err := misnamed(name); err != nil && named() == "" {
			return nil, err
		}
		var err error
		if data, err = os.ReadFile(name); err != nil {
			return nil, fmt.Errorf("cannot read the settings: %w", err)
		}
	}
	root := filepath.Dir(name)
	if name == "" {
		root = moduleRoot(cmp.Or(dir, "."))
	}
	key := fmt.Sprintf("%s\x00%s\x00%s\x00%v", name, data, root, flags)
	loaded.Lock()
	defer loaded.Unlock()
	if c, ok := loaded.configs[key]; ok {
		return c, nil
	}
	c, err := build(name, data, root)
	if err != nil {
		return nil, err
	}
	if len(loaded.configs) > 64 || loaded.configs == nil { // an editor's session of many edits
		loaded.configs = map[string]*Config{}
	}
	loaded.configs[key] = c
	return c, nil
}

// build makes a configuration of a file (an empty name means none) and the flags. Patterns of files are relative to root.
func build(name string, data []byte, root string) (*Config, error) {
	f := &fileSettings{}
	if name != "" {
		var err error
		if f, err = parse(shortName(name), data); err != nil {
			return nil, err
		}
	}
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	c := &Config{
		Models:      model.NewSet(f.models...).WithVocabulary(f.words()),
		Strict:      f.strict || flags.strict,
		Tests:       f.tests || flags.tests,
		Generated:   f.generated || flags.generated,
		Audit:       flags.audit,
		Hooks:       flags.hooks,
		Undated:     flags.undated,
		SignedCodec: f.signedCodec,
		CustomRules: f.customRules,
		rules:       f.rules,
		threats:     f.threats,
		exclude:     f.exclude,
		patterns:    f.patterns,
		entries:     f.models,
		file:        name,
		root:        root,
	}
	return c, c.applyFlags()
}

func (c *Config) applyFlags() error {
	if flags.signedCodec != "" {
		c.SignedCodec = flags.signedCodec
	}
	c.only = list(flags.rules)
	for _, rule := range c.only {
		custom := func(r CustomRule) bool { return r.Name == rule }
		if !flags.checked && !slices.Contains(ruleNames, rule) && !slices.ContainsFunc(c.CustomRules, custom) {
			return fmt.Errorf("-rules: unknown rule %q; want one of %s", rule, strings.Join(ruleNames, ", "))
		}
	}
	if flags.threats != "" {
		c.threats = list(flags.threats)
	}
	for _, kind := range c.threats {
		if !slices.Contains(threats, kind) {
			return fmt.Errorf("-threat-model: threat %q; want one of %s", kind, strings.Join(threats, ", "))
		}
	}
	var more []*regexp.Regexp
	for _, pattern := range list(flags.exclude) {
		re, err := compileGlob(pattern)
		if err != nil {
			return fmt.Errorf("-exclude: %w", err)
		}
		more = append(more, re)
	}
	c.exclude = append(slices.Clip(c.exclude), more...)
	return nil
}

func list(flag string) []string {
	if flag == "" {
		return nil
	}
	return strings.Split(flag, ",")
}

// FullNames makes errors name files in full. A vet tool runs in the directory of each package, which is not where its user is.
var FullNames bool

// shortName is the name of a file as a reader of an error wants it: relative where it lies in the working folder.
func shortName(name string) string {
	if FullNames {
		return name
	}
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, name); err == nil && filepath.IsLocal(rel) {
			return rel
		}
	}
	return name
}

// Package config reads the settings: the file .unsafedecode.yml and the analyzers' flags that say the same.
//
// It knows what can be set and checks it strictly. It must not know what a rule or the engine does with it.
package config

import (
	"path/filepath"
	"regexp"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// DefaultSignedCodec is the import path that fixes write for the bundled library. Teams that mirror it set their own.
const DefaultSignedCodec = "github.com/unsafedecode/unsafedecode/signedcodec"

// defaultThreats are the kinds of source that are distrusted unless the settings say otherwise. threats are all that
// the settings can name.
var (
	defaultThreats = []string{"remote", "queue", "peer", "cookie", "store", "file"}
	threats        = append(slices.Clone(defaultThreats), "local")
)

// A Config is the effective configuration of a run. The zero value is the default configuration, except for Models.
type Config struct {
	Models    *model.Set
	Strict    bool // run strict rules and report strict findings
	Tests     bool // report in test files
	Generated bool // also report in generated files
	Audit     bool // report every site with its verdict
	Hooks     bool // report every decode with the methods that it runs
	// Undated says that fixes write NoDay for the day on which a migration ends.
	Undated     bool
	SignedCodec string // import path of the bundled library; empty means DefaultSignedCodec
	CustomRules []CustomRule

	only     []string // rules to run, and no other; nil: as rules says
	rules    map[string]ruleSettings
	threats  []string // nil: defaultThreats
	exclude  []*regexp.Regexp
	root     string        // directory that exclude is relative to
	file     string        // of the settings; empty without one
	entries  []model.Entry // the file's models
	patterns []excluding   // all patterns of exclude, as written
}

// An excluding is a pattern of files to leave out.
type excluding struct {
	text string
	re   *regexp.Regexp
}

type ruleSettings struct {
	enabled *bool
	exclude []*regexp.Regexp
}

// A CustomRule is a rule of the user's own: values of the source kinds must not reach sinks of the sink kinds.
type CustomRule struct {
	Name     string
	Message  string
	Sources  []string
	Sinks    []string
	Severity string // low, medium or high
	CWE      []int
}

// Runs reports whether a rule runs; strict says that the rule runs only on request.
func (c *Config) Runs(rule string, strict bool) bool {
	if c.only != nil {
		return slices.Contains(c.only, rule)
	}
	if on := c.rules[rule].enabled; on != nil {
		return *on
	}
	return !strict || c.Strict
}

// Distrusts reports whether sources of a kind are reported. Kinds outside of the threat model (secrets, kinds of user
// models) always are.
func (c *Config) Distrusts(kind string) bool {
	if !slices.Contains(threats, kind) {
		return true
	}
	if c.threats == nil {
		return slices.Contains(defaultThreats, kind)
	}
	return slices.Contains(c.threats, kind)
}

// Excluded reports whether findings of a rule in a file are left out. A relative file name is relative to the directory of
// the settings file.
func (c *Config) Excluded(rule, file string) bool {
	exclude := c.exclude
	if more := c.rules[rule].exclude; more != nil {
		exclude = append(slices.Clip(exclude), more...)
	}
	if len(exclude) == 0 {
		return false
	}
	if filepath.IsAbs(file) && c.root != "" {
		if rel, err := filepath.Rel(c.root, file); err == nil {
			file = rel
		}
	}
	file = filepath.ToSlash(file)
	return slices.ContainsFunc(exclude, func(re *regexp.Regexp) bool { return re.MatchString(file) })
}

// SignedCodecPath returns the import path of the bundled library that fixes write.
func (c *Config) SignedCodecPath() string {
	if c.SignedCodec == "" {
		return DefaultSignedCodec
	}
	return c.SignedCodec
}

// SecretNames returns a list of names that tell a secret ("secret-header", "secret-parameter", "secret-setting"), with
// what the user added and without what the user removed.
func (c *Config) SecretNames(list string) []string {
	return slices.Clone(c.Models.Words(list))
}

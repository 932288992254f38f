package report

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/needs"
)

// An Applied is what fixes changed and what the program needs now. docs/report.schema.json describes its JSON.
type Applied struct {
	Fixes     int        `json:"fixes"`
	Skipped   int        `json:"skipped"` // touch the same code as an applied one: the next run applies them
	Files     []string   `json:"files"`   // that changed
	Modules   []Get      `json:"modules"` // to add
	Variables []Variable `json:"variables"`
	Stored    []Stored   `json:"stored"`
	Unfixed   []Unfixed  `json:"unfixed"`
}

// A Get is a package that a module has to add, because its go.mod does not require the module of the package.
type Get struct {
	Dir    string `json:"dir"` // of go.mod; "." for the working directory
	Import string `json:"import"`
	// Command adds the package. The command sets it.
	Command string `json:"command"`
}

// A Variable is an environment variable that the program requires.
type Variable struct {
	Name string   `json:"name"`
	For  []string `json:"for"` // "signs session", "hard-coded JWT key (auth.go:51)"
	// Command makes a value. The command sets it.
	Command string `json:"command"`
}

// signs begins an element of For if a codec takes its key from the variable. The other elements are hard-coded values.
const signs = "signs "

// Replaces reports whether the program had a hard-coded value where it reads the variable now.
func (v *Variable) Replaces() bool {
	return slices.ContainsFunc(v.For, func(s string) bool { return !strings.HasPrefix(s, signs) })
}

// A Stored is a place that stores data, which is signed from now on.
type Stored struct {
	Purpose string `json:"purpose"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	// Until is the day from which on unsigned data is refused; empty if it is refused now.
	Until string `json:"until,omitempty"`
}

// An Unfixed is a finding that no fix was applied to.
type Unfixed struct {
	Rule        string `json:"rule"`
	File        string `json:"file"`
	Line        int    `json:"line"`
	Fingerprint string `json:"fingerprint"`
	Todo        string `json:"todo"`
	// Next says what to do by hand, in lines of text and code; empty if there is no more to say than Todo.
	Next string `json:"next,omitempty"`
	// Skipped says that there is a fix, which the next run applies.
	Skipped bool `json:"skipped,omitempty"`
}

// Describe returns what was changed and what the program needs now; it is called after Write. Library is the import
// path of the library that fixes use.
func (c *Changes) Describe(library string) (*Applied, error) {
	a := &Applied{Fixes: c.Applied, Skipped: c.Skipped, Files: []string{}, Modules: []Get{}, Variables: []Variable{}, Stored: []Stored{}, Unfixed: []Unfixed{}}
	for _, path := range slices.Sorted(maps.Keys(c.files)) {
		file, ch := c.report.relative(path), c.files[path]
		a.Files = append(a.Files, file)
		n, err := needs.Of(ch.old, ch.new, library)
		if err != nil {
			return nil, err
		}
		for _, imported := range n.Imports {
			a.get(c.report, path, imported)
		}
		for _, name := range n.Variables {
			a.variable(name).For = append(a.variable(name).For, c.uses(name)...)
		}
		for _, codec := range n.Codecs {
			a.Stored = append(a.Stored, Stored{codec.Purpose, file, codec.Line, codec.Until})
			if codec.Variable != "" {
				v := a.variable(codec.Variable)
				v.For = append(v.For, signs+codec.Purpose)
			}
		}
	}
	for i := range a.Variables {
		a.Variables[i].For = distinct(a.Variables[i].For)
	}
	skipped := make(map[string]bool)
	for _, f := range c.Left {
		skipped[f.Fingerprint] = len(f.Fixes) > 0
	}
	c.relocate()
	for _, f := range c.Left {
		if f.Verdict == "" {
			a.Unfixed = append(a.Unfixed, Unfixed{f.Rule, f.File, f.Line, f.Fingerprint, f.todo(), f.Next, skipped[f.Fingerprint]})
		}
	}
	return a, nil
}

// todo is what a finding's message says after the colon, or all of it.
func (f *Finding) todo() string {
	what, advice, ok := strings.Cut(f.Message, ": ")
	if !ok {
		return what
	}
	return advice
}

// variable returns the entry of an environment variable.
func (a *Applied) variable(name string) *Variable {
	i, ok := slices.BinarySearchFunc(a.Variables, name, func(v Variable, name string) int { return strings.Compare(v.Name, name) })
	if !ok {
		a.Variables = slices.Insert(a.Variables, i, Variable{Name: name})
	}
	return &a.Variables[i]
}

// uses are the findings whose fixes need an environment variable, apart from those for which a codec speaks.
func (c *Changes) uses(name string) (all []string) {
	word := regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`)
	for _, f := range c.fixed {
		fix := f.Fixes[0]
		if !word.MatchString(fix.Message) && !slices.ContainsFunc(fix.Edits, func(e Edit) bool { return word.MatchString(e.New) }) {
			continue
		}
		if slices.ContainsFunc(fix.Edits, func(e Edit) bool { return strings.Contains(e.New, ".FromEnv(") }) {
			continue
		}
		what, _, _ := strings.Cut(f.Message, ": ")
		all = append(all, what+" ("+f.File+")")
	}
	return all
}

// distinct drops what is repeated, and keeps the order.
func distinct(all []string) []string {
	out := []string{}
	for _, s := range all {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// get notes that the module of a file has to add a package, if its go.mod does not have the package's module.
func (a *Applied) get(r *Report, file, imported string) {
	dir, mod := moduleOf(filepath.Dir(file))
	if mod == nil || provides(dir, mod, imported) {
		return
	}
	g := Get{Dir: cmp.Or(r.relative(dir), "."), Import: imported}
	if !slices.Contains(a.Modules, g) {
		a.Modules = append(a.Modules, g)
	}
}

// moduleOf finds and reads the go.mod for a directory; nil if there is none that can be read.
func moduleOf(dir string) (string, *modfile.File) {
	for {
		if data, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			f, err := modfile.ParseLax("go.mod", data, nil)
			if err != nil {
				return dir, nil
			}
			return dir, f
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// provides reports whether a package belongs to the module itself or to one that it requires. Where a workspace supplies it, it is not
// provided: go get does no harm there.
func provides(dir string, mod *modfile.File, imported string) bool {
	within := func(module string) bool { return imported == module || strings.HasPrefix(imported, module+"/") }
	if mod.Module != nil && within(mod.Module.Mod.Path) {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(imported, mod.Module.Mod.Path))))
		return err == nil
	}
	return slices.ContainsFunc(mod.Require, func(r *modfile.Require) bool {
		// The bundled library is a module of its own inside of this one, which a module may require as a tool.
		nested := strings.HasPrefix(imported, config.DefaultSignedCodec) && len(r.Mod.Path) < len(config.DefaultSignedCodec)
		return within(r.Mod.Path) && !nested
	})
}

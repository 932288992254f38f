package config

import (
	"fmt"
	"go/types"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// Mistaken begins the message of a diagnostic about settings that are well-formed and have no effect.
const Mistaken = "the settings: "

// verifyModels reports models of names that a package does not have: nothing would ever match them. They are about this package or one
// that it imports.
func (c *Config) verifyModels(pass *analysis.Pass) {
	if len(c.entries) == 0 || len(pass.Files) == 0 {
		return
	}
	for _, e := range c.entries {
		pkg := pass.Pkg
		if std.Path(pkg) != e.Symbol.Pkg {
			i := slices.IndexFunc(pkg.Imports(), func(p *types.Package) bool { return std.Path(p) == e.Symbol.Pkg })
			if i < 0 || !pkg.Imports()[i].Complete() {
				continue
			}
			pkg = pkg.Imports()[i]
		}
		if err := e.Verify(pkg); err != nil {
			pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Name.Pos(), End: pass.Files[0].Name.End(), Message: Mistaken + err.Error()})
		}
	}
}

// Unmatched says which patterns exclude no file at all below the directory of the settings.
func (c *Config) Unmatched() (patterns []string) {
	left := make(map[string]*regexp.Regexp)
	for _, p := range c.patterns {
		left[p.text] = p.re
	}
	if len(left) == 0 {
		return nil
	}
	filepath.WalkDir(c.root, func(name string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(c.root, name)
		switch {
		case err != nil || relErr != nil:
			return nil
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
			return filepath.SkipDir
		case !d.IsDir():
			for text, re := range left {
				if re.MatchString(filepath.ToSlash(rel)) {
					delete(left, text)
				}
			}
		}
		if len(left) == 0 {
			return filepath.SkipAll
		}
		return nil
	})
	for text := range left {
		patterns = append(patterns, fmt.Sprintf("%s: exclude %q matches no file", shortName(c.file), text))
	}
	slices.Sort(patterns)
	return patterns
}

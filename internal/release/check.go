package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// root is the path of the module that everything else is nested in.
const root = "github.com/unsafedecode/unsafedecode"

// published are the directories of the modules that get tags.
var published = []string{".", "signedcodec", "signedcodec/keyring"}

// A module is one that is published.
type module struct {
	dir      string
	file     *modfile.File
	requires []*module // of the published ones
	replaces []string  // of these, those that go.mod replaces
}

// path is the module's path.
func (m *module) path() string { return m.file.Module.Mod.Path }

// tag is the tag of a version of the module.
func (m *module) tag(version string) string {
	if m.dir == "." {
		return version
	}
	return m.dir + "/" + version
}

// steps release the module, after those that it requires.
func (m *module) steps(version string) (all []string) {
	for _, path := range m.replaces {
		all = append(all, fmt.Sprintf("go -C %s mod edit -dropreplace=%s", m.dir, path))
	}
	for _, dep := range m.requires {
		all = append(all, fmt.Sprintf("go -C %s get %s@%s", m.dir, dep.path(), version))
	}
	if all != nil {
		all = append(all, fmt.Sprintf("git commit -am 'Release %s %s'", m.path(), version))
	}
	tag := m.tag(version)
	return append(all, "git tag "+tag, "git push origin "+tag)
}

// check returns the published modules, those that others require first, and what is missing for the release.
func (r *release) check() (modules []*module, missing []string, err error) {
	if !semver.IsValid(r.version) || semver.Canonical(r.version) != r.version {
		return nil, nil, fmt.Errorf("%q is not a version such as v0.1.0", r.version)
	}
	if modules, err = r.modules(); err != nil {
		return nil, nil, err
	}
	for _, m := range modules {
		for _, x := range m.file.Replace {
			missing = append(missing, fmt.Sprintf("%s/go.mod replaces %s, which go install refuses", m.dir, x.Old.Path))
		}
	}
	changes, err := os.ReadFile(filepath.Join(r.root, "CHANGELOG.md"))
	if err != nil {
		return nil, nil, err
	}
	if !regexp.MustCompile(`(?m)^## ` + regexp.QuoteMeta(r.version) + ` \(\d{4}-\d\d-\d\d\)$`).Match(changes) {
		missing = append(missing, fmt.Sprintf("CHANGELOG.md has no section %q", "## "+r.version+" (DATE)"))
	}
	return modules, append(missing, r.git(modules)...), nil
}

// git says what git lacks: a clean tree, and the tags at this commit or, of nested modules, at one before.
func (r *release) git(modules []*module) (missing []string) {
	run := func(args ...string) (string, error) {
		cmd := exec.Command("git", args...)
		cmd.Dir = r.root
		out, err := cmd.Output()
		return strings.TrimSpace(string(out)), err
	}
	status, err := run("status", "--porcelain")
	if err != nil {
		return []string{"this is not a git repository"}
	}
	if status != "" {
		missing = append(missing, "the working tree has changes")
	}
	for _, m := range modules {
		if _, err := run("merge-base", "--is-ancestor", "refs/tags/"+m.tag(r.version), "HEAD"); err != nil {
			missing = append(missing, "the tag "+m.tag(r.version))
		}
	}
	return missing
}

// modules reads the published modules and sorts them.
func (r *release) modules() (sorted []*module, err error) {
	byPath := make(map[string]*module)
	var all []*module
	for _, dir := range published {
		name := filepath.Join(r.root, filepath.FromSlash(dir), "go.mod")
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		file, err := modfile.Parse(name, data, nil)
		if err != nil {
			return nil, err
		}
		m := &module{dir: dir, file: file}
		byPath[m.path()] = m
		all = append(all, m)
	}
	for _, m := range all {
		for _, req := range m.file.Require {
			if dep := byPath[req.Mod.Path]; dep != nil {
				m.requires = append(m.requires, dep)
			}
		}
		for _, x := range m.file.Replace {
			m.replaces = append(m.replaces, x.Old.Path)
		}
	}
	for len(sorted) < len(all) {
		i := slices.IndexFunc(all, func(m *module) bool {
			return !slices.Contains(sorted, m) && !slices.ContainsFunc(m.requires, func(dep *module) bool { return !slices.Contains(sorted, dep) })
		})
		if i < 0 {
			return nil, fmt.Errorf("the published modules require one another in a circle")
		}
		sorted = append(sorted, all[i])
	}
	// The command comes last: its fixes name the library.
	slices.SortStableFunc(sorted, func(a, b *module) int {
		last := map[bool]int{true: 1}
		return last[a.dir == "."] - last[b.dir == "."]
	})
	return sorted, nil
}

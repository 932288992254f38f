package main

import (
	"os/exec"
	"path/filepath"
	"strings"
)

// modules are those that the working folder belongs to: one, or all of a workspace. They are listed when first asked for.
type modules struct {
	listed bool
	all    bool              // also those below the working directory
	dirs   map[string]string // by module path
}

// local returns the file that a step of a trace names by module, "example.com/shop/api/order.go", if the module is one
// of these; empty if it is not.
func (m *modules) local(file string) string {
	longest := m.moduleOf(file)
	if longest == "" {
		return ""
	}
	below := filepath.FromSlash(file[len(longest)+1:])
	if !filepath.IsLocal(below) {
		return "" // the name is what the analyzed code says
	}
	return filepath.Join(m.dirs[longest], below)
}

// moduleOf returns the module of a package or of a file in it; empty if it belongs to none of these.
func (m *modules) moduleOf(name string) (longest string) {
	if !m.listed {
		m.list()
	}
	for path := range m.dirs { // a module may lie within another
		if strings.HasPrefix(name+"/", path+"/") && len(path) > len(longest) {
			longest = path
		}
	}
	return longest
}

// list asks the go command. Without an answer, as outside of modules, steps are shown as they are.
func (m *modules) list() {
	m.listed = true
	m.dirs = make(map[string]string)
	if m.all {
		found, _ := modulesBelow(".") // the run has told what cannot be read
		for _, module := range found {
			if dir, err := filepath.Abs(module.dir); err == nil {
				m.dirs[module.path] = dir
			}
		}
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Path}}\t{{.Dir}}").Output()
	if err != nil {
		return
	}
	for line := range strings.Lines(string(out)) {
		if path, dir, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok && dir != "" {
			m.dirs[path] = dir
		}
	}
}

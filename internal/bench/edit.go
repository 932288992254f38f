package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A listed is a package of the module: its import path, a file, and its dependencies, those of its tests included.
type listed struct {
	path, file string
	deps       []string
}

// ends returns a file of a package that no other imports, and a file of the package that most others depend on.
func (b *bench) ends() (leaf, root string, err error) {
	const format = `-f={{.ImportPath}}{{"\t"}}{{.Dir}}{{"\t"}}{{join .GoFiles ","}}{{"\t"}}{{join .Deps ","}},{{join .TestImports ","}},{{join .XTestImports ","}}`
	lines, err := b.list(format, "./...")
	if err != nil {
		return "", "", err
	}
	var all []listed
	for _, line := range lines {
		f := strings.Split(line, "\t")
		if file, _, _ := strings.Cut(f[2], ","); file != "" {
			all = append(all, listed{f[0], filepath.Join(f[1], file), strings.Split(f[3], ",")})
		}
	}
	leaf, root = endsOf(all)
	if leaf == "" || root == "" {
		return "", "", fmt.Errorf("%s: no package that no other imports, or none that another does", b.dir)
	}
	return leaf, root, nil
}

func endsOf(all []listed) (leaf, root string) {
	needed := map[string]int{}
	for _, p := range all {
		for _, dep := range p.deps {
			needed[dep]++
		}
	}
	most := 0
	for _, p := range all {
		n := needed[p.path]
		if n == 0 && leaf == "" {
			leaf = p.file
		}
		if n > most {
			most, root = n, p.file
		}
	}
	return leaf, root
}

// overlay writes a file for -overlay that appends text to a source file, and returns its name.
func (b *bench) overlay(source, text string) string {
	n := b.next()
	edited := filepath.Join(b.tmp, fmt.Sprintf("edited-%d.go", n))
	overlay := filepath.Join(b.tmp, fmt.Sprintf("overlay-%d.json", n))
	data, err := os.ReadFile(source)
	if err == nil {
		err = os.WriteFile(edited, fmt.Appendf(data, "\n// %d\n%s", n, text), 0o644)
	}
	if err == nil {
		data, err = json.Marshal(map[string]any{"Replace": map[string]string{source: edited}})
	}
	if err == nil {
		err = os.WriteFile(overlay, data, 0o644)
	}
	if err != nil {
		return err.Error() // go vet names the file that it cannot read
	}
	return overlay
}

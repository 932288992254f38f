package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/fix/compile"
	"github.com/unsafedecode/unsafedecode/internal/tidy"
)

// A trial is that of one repository.
type trial struct {
	dir, library string
	packages     []string
	verbose      bool

	world *compile.World
	owner map[string]string          // the package of a file
	sound map[string]bool            // packages that type-check as they are
	roots map[string]map[string]bool // by rule and root: whether there is a fix
	count struct{ findings, mended, fixes, broken, skipped, elsewhere int }
}

func (t *trial) run(tool string, flags []string) error {
	found, err := t.findings(tool, flags)
	if err != nil {
		return err
	}
	if err := t.prepare(); err != nil {
		return err
	}
	var first []offered
	for _, f := range found {
		t.count.findings++
		t.note(f)
		if len(f.Fixes) == 0 {
			if t.verbose {
				fmt.Printf("%s:%d: %s: no fix: %s\n", f.File, f.Line, f.Rule, f.Message)
			}
			continue
		}
		t.count.mended++
		first = append(first, f.Fixes[0])
		for _, o := range f.Fixes {
			t.count.fixes++
			where := fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Rule, o.Message)
			if t.verbose {
				fmt.Println(where)
			}
			out, _, err := t.apply(o)
			t.judge(where, out, err)
		}
	}
	out, skipped, err := t.apply(first...)
	t.count.skipped = skipped
	t.judge(fmt.Sprintf("%d first fixes together, %d skipped", len(first)-skipped, skipped), out, err)
	for _, rule := range slices.Sorted(maps.Keys(t.roots)) {
		mended := 0
		for _, fixed := range t.roots[rule] {
			if fixed {
				mended++
			}
		}
		fmt.Printf("%s: %s: %d of %d roots with a fix\n", t.dir, rule, mended, len(t.roots[rule]))
	}
	c := t.count
	fmt.Printf("%s: %d findings, %d with a fix, %d fixes, %d do not compile, %d skipped together, %d not judged\n",
		t.dir, c.findings, c.mended, c.fixes, c.broken, c.skipped, c.elsewhere)
	return nil
}

// note counts a finding by its root: the sink or, of a key or a token, where its value begins.
func (t *trial) note(f finding) {
	at := place{f.File, f.Line}
	switch {
	case f.Rule == "signingkey" && len(f.Trace) > 0:
		at = f.Trace[0]
	case f.Root != nil:
		at = *f.Root
	}
	if t.roots[f.Rule] == nil {
		t.roots[f.Rule] = make(map[string]bool)
	}
	key := fmt.Sprintf("%s:%d", at.File, at.Line)
	t.roots[f.Rule][key] = t.roots[f.Rule][key] || len(f.Fixes) > 0
}

// prepare lists the packages of the repository, and those that fixes may import.
func (t *trial) prepare() error {
	t.world, t.owner, t.sound = compile.NewWorld(), make(map[string]string), make(map[string]bool)
	if err := t.world.Add(t.dir, nil, t.packages...); err != nil {
		return err
	}
	for path, p := range t.world.Packages {
		for _, name := range slices.Concat(p.GoFiles, p.CgoFiles) {
			t.owner[filepath.Join(p.Dir, name)] = path
		}
	}
	library, err := filepath.Abs(t.library)
	if err != nil {
		return err
	}
	lib := config.DefaultSignedCodec
	return t.world.Add(library, []string{"GOWORK=off", "GOFLAGS="}, lib, lib+"/redact",
		"bytes", "crypto/hmac", "crypto/sha256", "encoding/hex", "io", "net/http", "os", "time")
}

// judge type-checks the packages of changed files.
func (t *trial) judge(what string, files map[string][]byte, err error) {
	if err != nil {
		t.count.broken++
		fmt.Printf("BROKEN %s: %v\n", what, err)
		return
	}
	touched := make(map[string]bool)
	for name := range files {
		touched[t.owner[name]] = true
	}
	for _, path := range slices.Sorted(maps.Keys(touched)) {
		if !t.checks(path) {
			t.count.elsewhere++
			fmt.Printf("not judged: %s: package %q does not type-check as it is\n", what, path)
			continue
		}
		if wrong := t.world.Check(path, files); len(wrong) > 0 {
			t.count.broken++
			fmt.Printf("BROKEN %s: %v\n", what, errors.Join(wrong...))
			if t.verbose {
				for _, name := range slices.Sorted(maps.Keys(files)) {
					fmt.Printf("--- %s\n%s", name, files[name])
				}
			}
		}
	}
}

func (t *trial) checks(path string) bool {
	if ok, known := t.sound[path]; known {
		return ok
	}
	t.sound[path] = path != "" && len(t.world.Check(path, nil)) == 0
	return t.sound[path]
}

// apply applies fixes as a whole each; one that meets another before it is skipped.
func (t *trial) apply(fixes ...offered) (files map[string][]byte, skipped int, err error) {
	taken := make(map[string][]edit)
	for _, f := range fixes {
		if slices.ContainsFunc(f.Edits, func(e edit) bool {
			return !slices.Contains(taken[e.File], e) && slices.ContainsFunc(taken[e.File], e.meets)
		}) {
			skipped++
			continue
		}
		var fresh []edit
		for _, e := range f.Edits {
			if !slices.Contains(taken[e.File], e) {
				fresh = append(fresh, e)
			}
		}
		for _, e := range fresh {
			taken[e.File] = append(taken[e.File], e)
		}
	}
	files = make(map[string][]byte)
	for name, edits := range taken {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(t.dir, name)
		}
		if path, err = filepath.Abs(path); err != nil {
			return nil, skipped, err
		}
		if files[path], err = splice(path, edits); err != nil {
			return nil, skipped, fmt.Errorf("%s: %w", name, err)
		}
	}
	return files, skipped, nil
}

func (e edit) meets(o edit) bool {
	return e.Start < o.End && o.Start < e.End || e.Start == o.Start && e.Start == e.End && o.Start == o.End && !tidy.Commute(e.New, o.New)
}

func splice(path string, edits []edit) ([]byte, error) {
	old, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(edits, func(x, y edit) int { return cmp.Or(x.Start-y.Start, x.End-y.End) })
	var out bytes.Buffer
	last := 0
	for _, e := range edits {
		if e.Start < last {
			return nil, errors.New("edits overlap")
		}
		out.Write(old[last:e.Start])
		out.WriteString(e.New)
		last = e.End
	}
	out.Write(old[last:])
	return tidy.Format(old, out.Bytes())
}

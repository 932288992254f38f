package report

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/unsafedecode/unsafedecode/internal/tidy"
)

// Changes are the files that fixes would change.
type Changes struct {
	files   map[string]*change // by path
	report  *Report
	started time.Time
	// Applied and Skipped count fixes. A fix is skipped if an edit of it meets one of a fix before.
	Applied, Skipped int
	Left             []Finding // those without an applied fix
	fixed            []Finding // the others
}

type change struct {
	old   []byte
	edits []Edit
	new   []byte
}

// Changes applies the first fix of each finding in memory. Started is when the analysis began: a file that has changed since
// is an error, because the edits' offsets no longer hold.
func (r *Report) Changes(started time.Time) (*Changes, error) {
	c := &Changes{files: make(map[string]*change), report: r, started: started}
	for _, f := range r.Findings {
		applied := false
		if len(f.Fixes) > 0 {
			var err error
			if applied, err = c.add(f.Fixes[0]); err != nil {
				return nil, err
			}
			c.count(applied)
		}
		if applied {
			c.fixed = append(c.fixed, f)
		} else {
			c.Left = append(c.Left, f)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(c.files)) {
		if err := c.files[file].apply(); err != nil {
			return nil, fmt.Errorf("%s: the fixes do not fit together: %v", c.report.relative(file), err)
		}
	}
	return c, nil
}

func (c *Changes) count(applied bool) {
	if applied {
		c.Applied++
	} else {
		c.Skipped++
	}
}

// add takes in all edits of a fix or, if one of them meets an edit of another fix, none. The same edit twice, such as the
// same import, is one.
func (c *Changes) add(f Fix) (bool, error) {
	fresh := make(map[string][]Edit)
	for _, e := range f.Edits {
		path := c.report.path(e.File)
		ch, err := c.open(path)
		if err != nil {
			return false, err
		}
		if e.Start < 0 || e.End < e.Start || e.End > len(ch.old) {
			return false, fmt.Errorf("%s: an edit lies outside the file: run again", e.File)
		}
		if slices.ContainsFunc(ch.edits, e.same) {
			continue
		}
		if slices.ContainsFunc(ch.edits, e.meets) || c.redeclares(path, e) {
			return false, nil
		}
		fresh[path] = append(fresh[path], e)
	}
	for path, edits := range fresh {
		c.files[path].edits = append(c.files[path].edits, edits...)
	}
	return true, nil
}

// redeclares reports whether an edit of a file declares a name that an accepted edit of the same package declares.
func (c *Changes) redeclares(path string, e Edit) bool {
	for other, ch := range c.files {
		if filepath.Dir(other) == filepath.Dir(path) && slices.ContainsFunc(ch.edits, func(o Edit) bool { return tidy.Redeclares(e.New, o.New) }) {
			return true
		}
	}
	return false
}

func (c *Changes) open(path string) (*change, error) {
	if ch, ok := c.files[path]; ok {
		return ch, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.ModTime().After(c.started) {
		return nil, fmt.Errorf("%s changed while it was analyzed: run again", c.report.relative(path))
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c.files[path] = &change{old: data}
	return c.files[path], nil
}

func (e Edit) same(o Edit) bool { return e.Start == o.Start && e.End == o.End && e.New == o.New }

// meets reports whether two edits overlap. Two insertions at one place do, unless their order does not matter.
func (e Edit) meets(o Edit) bool {
	return e.Start < o.End && o.Start < e.End || e.Start == o.Start && e.Start == e.End && o.Start == o.End && !tidy.Commute(e.New, o.New)
}

func (ch *change) apply() error {
	slices.SortStableFunc(ch.edits, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var b bytes.Buffer
	last := 0
	for _, e := range ch.edits {
		b.Write(ch.old[last:e.Start])
		b.WriteString(e.New)
		last = e.End
	}
	b.Write(ch.old[last:])
	formatted, err := tidy.Format(ch.old, b.Bytes())
	if err != nil {
		return err
	}
	ch.new = formatted
	return nil
}

// Diff writes the changes as a unified diff.
func (c *Changes) Diff(w io.Writer) error {
	for _, path := range slices.Sorted(maps.Keys(c.files)) {
		name, ch := c.report.relative(path), c.files[path]
		text := diff.Diff("a/"+name, ch.old, "b/"+name, ch.new)
		// patch and git need no line that repeats the command.
		if _, rest, ok := strings.Cut(string(text), "\n"); ok && strings.HasPrefix(string(text), "diff ") {
			text = []byte(rest)
		}
		if _, err := w.Write(text); err != nil {
			return err
		}
	}
	return nil
}

// Write writes the changed files. If one cannot be written, those before are put back.
func (c *Changes) Write() error {
	var written []string
	for _, path := range slices.Sorted(maps.Keys(c.files)) {
		ch := c.files[path]
		err := c.unchanged(path, ch)
		if err == nil {
			err = writeBytes(path, ch.new)
		}
		if err != nil {
			for _, done := range written {
				err = errors.Join(err, writeBytes(done, c.files[done].old))
			}
			return fmt.Errorf("no fix was applied: %w", err)
		}
		written = append(written, path)
	}
	return nil
}

func (c *Changes) unchanged(path string, ch *change) error {
	now, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, ch.old) {
		return fmt.Errorf("%s changed while it was analyzed: run again", c.report.relative(path))
	}
	return nil
}

func writeBytes(path string, data []byte) error {
	return WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

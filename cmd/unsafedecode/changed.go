package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// A changeSet knows which lines of a repository's working tree differ from a revision.
type changeSet struct {
	lines map[string][]lineRange // by file, in full and without symbolic links
	whole map[string]bool        // files that are new
}

type lineRange struct{ from, to int }

func (c *changeSet) touches(file string, from, to int) bool {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	if c.whole[file] {
		return true
	}
	for _, r := range c.lines[file] {
		if r.from <= to && from <= r.to {
			return true
		}
	}
	return false
}

// changedLines asks git what changed since a revision, in a directory's repository. Files that git does not know yet are new. What the
// repository's configuration names as programs is not run.
func changedLines(revision, dir string) (func(file string, from, to int) bool, error) {
	if strings.HasPrefix(revision, "-") {
		return nil, fmt.Errorf("-new-from: %s is not a revision", revision)
	}
	git := func(dir string, args ...string) ([]byte, error) {
		cmd := exec.Command("git", append([]string{"-c", "core.fsmonitor=false", "-c", "core.quotePath=false"}, args...)...)
		cmd.Dir = dir
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("-new-from %s: git: %v: %s", revision, err, bytes.TrimSpace(stderr.Bytes()))
		}
		return out, nil
	}
	out, err := git(dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	top, err := filepath.EvalSymlinks(strings.TrimSuffix(string(out), "\n"))
	if err != nil {
		return nil, err
	}
	diff, err := git(top, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/", revision, "--", "*.go")
	if err != nil {
		return nil, err
	}
	c := &changeSet{lines: parseDiff(top, string(diff)), whole: make(map[string]bool)}
	fresh, err := git(top, "ls-files", "-z", "--others", "--exclude-standard", "--", "*.go")
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(fresh), "\x00"), "\x00") {
		c.whole[filepath.Join(top, filepath.FromSlash(name))] = true
	}
	return c.touches, nil
}

// parseDiff reads the lines that a diff without context adds or changes. Where lines were only taken away, the lines around are touched.
func parseDiff(top, diff string) map[string][]lineRange {
	changed := make(map[string][]lineRange)
	file, header := "", false
	for line := range strings.Lines(diff) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "diff --git ") {
			file, header = "", true
		}
		if name, ok := strings.CutPrefix(line, "+++ "); ok && header {
			if text, err := strconv.Unquote(name); err == nil {
				name = text
			}
			if name, ok = strings.CutPrefix(name, "b/"); ok {
				file = filepath.Join(top, filepath.FromSlash(name))
			}
		}
		if rest, ok := strings.CutPrefix(line, "@@ "); ok {
			header = false
			if r, ok := addedRange(rest); ok && file != "" {
				changed[file] = append(changed[file], r)
			}
		}
	}
	return changed
}

// addedRange reads "-1,2 +3,4 @@".
func addedRange(hunk string) (r lineRange, ok bool) {
	fields := strings.Fields(hunk)
	if len(fields) < 2 {
		return r, false
	}
	start, length, has := strings.Cut(strings.TrimPrefix(fields[1], "+"), ",")
	from, err := strconv.Atoi(start)
	n := 1
	if has && err == nil {
		n, err = strconv.Atoi(length)
	}
	if n == 0 {
		return lineRange{from, from + 1}, err == nil
	}
	return lineRange{from, from + n - 1}, err == nil
}

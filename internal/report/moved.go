package report

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// relocate gives the findings that are left the lines that their code has after the changes. Their fixes for changed files no longer fit
// and are dropped: the next run makes new ones.
func (c *Changes) relocate() {
	maps := make(map[string]*lineMap)
	move := func(file string, lines ...*int) {
		path := c.report.path(file)
		ch, ok := c.files[path]
		if !ok {
			return
		}
		m, ok := maps[path]
		if !ok {
			m = mapLines(ch.old, ch.new)
			maps[path] = m
		}
		for _, line := range lines {
			*line = m.now(*line)
		}
	}
	changed := func(e Edit) bool { _, ok := c.files[c.report.path(e.File)]; return ok }
	for i := range c.Left {
		f := &c.Left[i]
		f.Next = linesIn.ReplaceAllStringFunc(f.Next, func(place string) string {
			base, digits, _ := strings.Cut(place, ":")
			line := number([]byte(digits))
			move(f.beside(base), &line)
			return base + ":" + strconv.Itoa(line)
		})
		move(f.File, &f.Line, &f.EndLine)
		f.Trace = slices.Clone(f.Trace)
		for j := range f.Trace {
			if s := &f.Trace[j]; !s.Foreign && s.Line > 0 {
				move(s.File, &s.Line)
			}
		}
		if f.Root != nil && !f.Root.foreign {
			root := *f.Root
			move(root.File, &root.Line)
			f.Root = &root
		}
		f.Fixes = slices.DeleteFunc(slices.Clone(f.Fixes), func(fix Fix) bool { return slices.ContainsFunc(fix.Edits, changed) })
	}
}

// linesIn matches file:line in Next, where files are named without their directories.
var linesIn = regexp.MustCompile(`[^\s/:]+\.go:[0-9]+`)

// beside returns the file with a base name among the finding's own file and those of its trace, or the empty string.
func (f *Finding) beside(base string) string {
	if filepath.Base(f.File) == base {
		return f.File
	}
	for _, s := range f.Trace {
		if !s.Foreign && filepath.Base(s.File) == base {
			return s.File
		}
	}
	return ""
}

// A lineMap says where the lines of a file are after a change.
type lineMap struct {
	hunks []hunk
}

// A hunk is a part of a file that changed, with some lines around it.
type hunk struct {
	from, to int         // old lines, to exclusive
	now      map[int]int // of old lines in it that are kept
	shift    int         // of the lines behind it
}

var hunkHead = regexp.MustCompile(`^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`)

func mapLines(before, after []byte) *lineMap {
	m := new(lineMap)
	oldLine, newLine := 0, 0
	gone, first := 0, 0 // old lines of a block that is replaced, and the new line that it begins at
	end := func() {
		for k := 1; k <= gone; k++ {
			m.hunks[len(m.hunks)-1].now[oldLine-k] = max(first, newLine-k)
		}
		gone, first = 0, newLine
	}
	for line := range bytes.Lines(diff.Diff("a", before, "b", after)) {
		if head := hunkHead.FindSubmatch(line); head != nil {
			end()
			oldLine, newLine = number(head[1]), number(head[3])
			m.hunks = append(m.hunks, hunk{from: oldLine, to: oldLine, now: make(map[int]int), shift: newLine - oldLine})
			first = newLine
			continue
		}
		if m.hunks == nil {
			continue // the names of the files
		}
		h := &m.hunks[len(m.hunks)-1]
		switch line[0] {
		case ' ':
			end()
			h.now[oldLine] = newLine
			oldLine, newLine = oldLine+1, newLine+1
			first = newLine
		case '-':
			gone++
			oldLine++
		case '+':
			newLine++
		}
		h.to, h.shift = oldLine, newLine-oldLine
	}
	end()
	return m
}

// number reads digits of a diff that was just made.
func number(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}

// now is the line that an old line has become. Of lines that were replaced, the last is the last of what replaced them.
func (m *lineMap) now(line int) int {
	shift := 0
	for _, h := range m.hunks {
		if line < h.from {
			break
		}
		if line < h.to {
			return h.now[line]
		}
		shift = h.shift
	}
	return line + shift
}

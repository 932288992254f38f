package taint_test

import (
	"flag"
	"fmt"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/model/strictyaml"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// TestConstructs compares the sites that the engine finds in testdata/src/construct, one folder a construct of the
// language, with the marks in their comments:
//
//	@source(id)     a source is on this line; several lines may stand for one id
//	@sink(a, b)     one site is on this line, reached by the sources a and b and no others
//	@unbounded(id)  the same, in a query for the aspect "size"
//	@alloc(id)      an allocation by a number from the source, in a query for the aspect "amount"
//	@whole(id)      one site, in a query for what is made of language sources alone
//	@fallback(id)   the same, where other values may be there instead
//	@cleared(id)    a site without a live flow is on this line, in a query for all sites
//	@trace(id) text a step of the trace from id is on this line, and its message has the text
//
// Lines without a mark must have no site. The driver of analysistest encodes and decodes all facts.
func TestConstructs(t *testing.T) {
	testdata := filepath.Join("..", "..", "testdata")
	useModels(t, filepath.Join(testdata, "kinds.yml"))
	taint.Join([]string{taint.Constant}, []string{"key"})
	probe := &analysis.Analyzer{
		Name:       "constructprobe",
		Doc:        "hand the engine's result to the test",
		Requires:   []*analysis.Analyzer{taint.Analyzer},
		ResultType: reflect.TypeFor[*taint.Result](),
		Run:        func(pass *analysis.Pass) (any, error) { return pass.ResultOf[taint.Analyzer], nil },
	}
	src, err := filepath.Abs(filepath.Join(testdata, "src"))
	if err != nil {
		t.Fatal(err)
	}
	if *dumped != "" {
		defer taint.Dump(os.Stdout, *dumped)()
	}
	folders := foldersOf(t, filepath.Join(src, "construct"))
	results := analysistest.Run(t, filepath.Dir(src), probe, constructs(folders))
	checked := map[string]bool{}
	compared := 0
	for _, folder := range folders {
		t.Run(folder, func(t *testing.T) {
			compared++
			c := newConstruct(t, src, filepath.Join(src, "construct", folder))
			for _, r := range results {
				path := r.Action.Package.PkgPath
				if path == "construct/"+folder || strings.HasPrefix(path, "construct/"+folder+"/") {
					checked[path] = true
					if r.Result == nil {
						t.Fatalf("package %s was not analyzed: see the error above", path)
					}
					c.check(r.Action.Package.Fset, r.Result.(*taint.Result))
				}
			}
			c.finish()
		})
	}
	if compared < len(folders) {
		return // -run names some
	}
	for _, r := range results {
		if path := r.Action.Package.PkgPath; !checked[path] {
			t.Errorf("package %s was loaded and not compared", path)
		}
	}
}

// constructs is the pattern of the packages to load: those of one construct if -run names one.
func constructs(folders []string) string {
	_, name, _ := strings.Cut(flag.Lookup("test.run").Value.String(), "/")
	if name = strings.Trim(name, "^$"); slices.Contains(folders, name) {
		return "construct/" + name + "/..."
	}
	return "construct/..."
}

// useModels makes the engine know the models in a file beside the embedded ones.
func useModels(t testing.TB, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	root, err := strictyaml.Parse(file, data)
	if err != nil {
		t.Fatal(err)
	}
	var entries []model.Entry
	err = root.Map(map[string]strictyaml.Reader{
		"version": func(strictyaml.Node) error { return nil },
		"models":  func(n strictyaml.Node) (err error) { entries, err = model.ParseModels(n, ""); return err },
	})
	if err != nil {
		t.Fatal(err)
	}
	run := config.Analyzer.Run
	config.Analyzer.Run = func(*analysis.Pass) (any, error) {
		return &config.Config{Models: model.NewSet(entries...), Tests: true}, nil
	}
	t.Cleanup(func() { config.Analyzer.Run = run })
}

func foldersOf(t *testing.T, dir string) (folders []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		folders = append(folders, e.Name())
	}
	return folders
}

// A line is where a mark, a step or a site is.
type line struct {
	file string // relative to testdata/src
	n    int
}

func (l line) String() string { return fmt.Sprintf("%s:%d", l.file, l.n) }

type traceMark struct {
	at       line
	id, text string
	seen     bool
}

// A construct is the marks of a folder, and what was not found so far.
type construct struct {
	t       *testing.T
	src     string // absolute path of testdata/src
	sources map[line]string
	marks   map[string]map[line][][]string // by the mark's word: for each line the sites, in the order of columns
	traces  []*traceMark
}

var markSyntax = regexp.MustCompile(`@(source|sink|unbounded|alloc|whole|fallback|cleared|trace)\(([a-z0-9, ]+)\)([^@]*)`)

func newConstruct(t *testing.T, src, dir string) *construct {
	c := &construct{t: t, src: src, sources: map[line]string{}, marks: map[string]map[line][][]string{}}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		data, err := os.ReadFile(path)
		for i, text := range strings.Split(string(data), "\n") {
			if _, comment, ok := strings.Cut(text, "//"); ok {
				c.read(line{c.relative(path), i + 1}, comment)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	c.checkIDs()
	return c
}

func (c *construct) relative(file string) string {
	rel, err := filepath.Rel(c.src, file)
	if err != nil {
		return file
	}
	return filepath.ToSlash(rel)
}

func (c *construct) read(at line, comment string) {
	for _, m := range markSyntax.FindAllStringSubmatch(comment, -1) {
		word, ids := m[1], strings.Split(strings.ReplaceAll(m[2], " ", ""), ",")
		slices.Sort(ids)
		switch word {
		case "source":
			if len(ids) != 1 || c.sources[at] != "" {
				c.t.Errorf("%s: a line has one source id", at)
			}
			c.sources[at] = ids[0]
		case "trace":
			c.traces = append(c.traces, &traceMark{at: at, id: ids[0], text: strings.TrimSpace(m[3])})
		default:
			if c.marks[word] == nil {
				c.marks[word] = map[line][][]string{}
			}
			c.marks[word][at] = append(c.marks[word][at], ids)
		}
	}
}

// checkIDs finds marks that could never be met.
func (c *construct) checkIDs() {
	known := map[string]bool{}
	for _, id := range c.sources {
		known[id] = true
	}
	used := map[string]bool{}
	for word, lines := range c.marks {
		for at, sites := range lines {
			for _, id := range slices.Concat(sites...) {
				used[id] = true
				if !known[id] {
					c.t.Errorf("%s: @%s(%s) has no @source(%s)", at, word, id, id)
				}
			}
		}
	}
	for at, id := range c.sources {
		if !used[id] {
			c.t.Errorf("%s: @source(%s) is used by no mark", at, id)
		}
	}
}

func (c *construct) check(fset *token.FileSet, result *taint.Result) {
	for _, f := range result.Incomplete() {
		c.t.Errorf("%s: analysis of %s failed: %s", fset.Position(f.Pos), f.Func, f.Reason)
	}
	q := taint.Query{Sources: []string{"mine"}, Sinks: []string{"sink", "decode"}, Aspect: "trust", Also: []string{"document"}}
	c.compare(fset, "sink", result.Sites(q))
	if c.marks["unbounded"] != nil {
		q.Aspect, q.Also = "size", nil
		c.compare(fset, "unbounded", result.Sites(q))
	}
	if c.marks["alloc"] != nil {
		c.compare(fset, "alloc", result.Sites(taint.Query{Sources: q.Sources, Sinks: []string{"alloc"}, Aspect: "amount"}))
	}
	c.compareWhole(fset, result)
	if c.marks["cleared"] != nil {
		q.Aspect, q.Also, q.All = "trust", []string{"document"}, true
		c.compare(fset, "cleared", slices.DeleteFunc(result.Sites(q), func(s taint.Site) bool { return len(s.Flows) == 0 || live(s) }))
	}
}

// compareWhole compares the sites of a sink that asks for language sources.
func (c *construct) compareWhole(fset *token.FileSet, result *taint.Result) {
	q := taint.Query{Sources: []string{taint.WeakRandom, taint.Counter, taint.Clock, taint.Constant, taint.Random, taint.Seeded}, Sinks: []string{"key"}, Whole: true}
	sites := result.Sites(q)
	fallback := func(s taint.Site) bool {
		return slices.ContainsFunc(s.Flows, func(f taint.Flow) bool { return !f.Alone() })
	}
	c.compare(fset, "whole", slices.DeleteFunc(slices.Clone(sites), fallback))
	c.compare(fset, "fallback", slices.DeleteFunc(sites, func(s taint.Site) bool { return !fallback(s) }))
}

// steps prints the traces of a site.
func (c *construct) steps(fset *token.FileSet, s taint.Site) string {
	var b strings.Builder
	for _, f := range s.Flows {
		for _, step := range f.Trace {
			fmt.Fprintf(&b, "\n\t%s %s (%s)", c.line(fset, step.Pos), step.Message, step.Func)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func live(s taint.Site) bool {
	return slices.ContainsFunc(s.Flows, func(f taint.Flow) bool { return f.Cleared == "" })
}

// compare takes the marks that were met away, so that finish sees the others.
func (c *construct) compare(fset *token.FileSet, word string, sites []taint.Site) {
	slices.SortStableFunc(sites, func(a, b taint.Site) int { return int(a.Pos - b.Pos) })
	byLine := map[line][]taint.Site{}
	for _, s := range sites {
		at := c.line(fset, s.Pos)
		byLine[at] = append(byLine[at], s)
	}
	for _, at := range slices.SortedFunc(maps.Keys(byLine), compareLines) {
		want := c.marks[word][at]
		for i, s := range byLine[at] {
			got := c.ids(fset, s)
			switch {
			case i >= len(want):
				c.t.Errorf("%s: unexpected site (@%s) in %s: %s from %s%s", at, word, s.Func, s.Sink, strings.Join(got, ", "), c.steps(fset, s))
			case !slices.Equal(got, want[i]):
				c.t.Errorf("%s: @%s in %s: want flows from %s, got %s%s", at, word, s.Func, strings.Join(want[i], ", "), strings.Join(got, ", "), c.steps(fset, s))
			}
		}
		if n := len(byLine[at]); n < len(want) {
			c.marks[word][at] = want[n:]
		} else {
			delete(c.marks[word], at)
		}
	}
}

// ids names the sources of a site, and checks its traces on the way.
func (c *construct) ids(fset *token.FileSet, s taint.Site) (ids []string) {
	site := c.line(fset, s.Pos)
	for _, f := range s.Flows {
		if len(f.Trace) == 0 {
			c.t.Errorf("%s: a flow has no trace", site)
			continue
		}
		if !c.passes(fset, f.Trace, site) {
			c.t.Errorf("%s: the trace does not pass through the site", site)
		}
		id := c.sourceAt(fset, f.Trace[0])
		ids = append(ids, id)
		c.follow(fset, id, f.Trace)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// passes reports whether a trace has a step on a line.
func (c *construct) passes(fset *token.FileSet, trace []taint.Step, at line) bool {
	return slices.ContainsFunc(trace, func(s taint.Step) bool { return c.line(fset, s.Pos) == at })
}

func (c *construct) follow(fset *token.FileSet, id string, trace []taint.Step) {
	for _, s := range trace {
		if s.Message == "" {
			c.t.Errorf("%s: a step has no message", c.line(fset, s.Pos))
		}
		for _, m := range c.traces {
			m.seen = m.seen || m.id == id && c.isAt(fset, s, m.at) && strings.Contains(s.Message, m.text)
		}
	}
}

func (c *construct) sourceAt(fset *token.FileSet, s taint.Step) string {
	for at, id := range c.sources {
		if c.isAt(fset, s, at) {
			return id
		}
	}
	if s.Position.Line > 0 {
		return fmt.Sprintf("<%s:%d>", s.Position.Filename, s.Position.Line)
	}
	return fmt.Sprintf("<%s>", c.line(fset, s.Pos))
}

// isAt reports whether a step is on a line. The file of a step inside a dependency is relative to its module.
func (c *construct) isAt(fset *token.FileSet, s taint.Step, at line) bool {
	if s.Position.Line > 0 {
		return s.Position.Line == at.n && strings.HasSuffix("/"+at.file, "/"+filepath.ToSlash(s.Position.Filename))
	}
	return c.line(fset, s.Pos) == at
}

func (c *construct) line(fset *token.FileSet, pos token.Pos) line {
	p := fset.Position(pos)
	return line{c.relative(p.Filename), p.Line}
}

func compareLines(a, b line) int {
	if a.file != b.file {
		return strings.Compare(a.file, b.file)
	}
	return a.n - b.n
}

// finish reports the marks that were not met.
func (c *construct) finish() {
	for _, word := range slices.Sorted(maps.Keys(c.marks)) {
		for _, at := range slices.SortedFunc(maps.Keys(c.marks[word]), compareLines) {
			for _, ids := range c.marks[word][at] {
				c.t.Errorf("%s: no site, want @%s(%s)", at, word, strings.Join(ids, ", "))
			}
		}
	}
	for _, m := range c.traces {
		if !m.seen {
			c.t.Errorf("%s: no trace from %s has the step %q", m.at, m.id, m.text)
		}
	}
}

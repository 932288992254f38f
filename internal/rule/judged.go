package rule

import (
	"encoding/json"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/position"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A judged is a directive of another package of the module, as its fact says: it covers what is found there from here.
type judged struct {
	File     string // below the import path, as steps of traces name it
	From, To int
	Rules    []string
	Until    time.Time
}

// A judgedFact has the directives of a package and of the packages of its module that it imports. It is absent where there are none.
type judgedFact struct{ JSON []byte }

func (*judgedFact) AFact() {}

func (f *judgedFact) String() string { return string(f.JSON) }

// elsewhere reads what the packages that are imported have judged, and tells what they and this one have.
func (ds *directives) elsewhere(pass *analysis.Pass) error {
	module := moduleOf(pass)
	if module == "" {
		return nil
	}
	for _, imported := range pass.Pkg.Imports() {
		if !below(imported.Path(), module) {
			continue
		}
		var fact judgedFact
		if !pass.ImportPackageFact(imported, &fact) {
			continue
		}
		var list []judged
		if err := json.Unmarshal(fact.JSON, &list); err != nil {
			return err
		}
		for _, j := range list {
			if !slices.ContainsFunc(ds.judged, func(o judged) bool { return o.File == j.File && o.From == j.From && o.To == j.To }) {
				ds.judged = append(ds.judged, j)
			}
		}
	}
	all := slices.Clone(ds.judged)
	for _, d := range ds.all {
		if d.problem == "" {
			file := path.Join(pass.Pkg.Path(), filepath.Base(d.file.Name()))
			all = append(all, judged{file, d.from, d.to, d.rules, d.until})
		}
	}
	if len(all) == 0 {
		return nil
	}
	data, err := json.Marshal(all)
	if err == nil {
		pass.ExportPackageFact(&judgedFact{data})
	}
	return err
}

func moduleOf(pass *analysis.Pass) string {
	if pass.Module == nil {
		return ""
	}
	return pass.Module.Path
}

// below reports whether a package belongs to a module. One of a module nested in it counts, too: who wrote the one wrote the other.
func below(importPath, module string) bool {
	rest, ok := strings.CutPrefix(importPath, module)
	return ok && (rest == "" || rest[0] == '/')
}

// atRoot returns a directive of another package that covers the sink of a trace; nil if there is none.
func (ds *directives) atRoot(root taint.Step, rule string) *judged {
	for i := range ds.judged {
		j := &ds.judged[i]
		if j.File == root.Position.Filename && j.From <= root.Position.Line && root.Position.Line <= j.To && slices.Contains(j.Rules, rule) {
			return j
		}
	}
	return nil
}

// coverLeads marks the directives as used that cover a sink which callers in other packages lead to: what they suppress is found there.
func (r *run) coverLeads() {
	if len(r.directives.all) == 0 {
		return
	}
	var sinks []string
	for _, p := range r.rule.Pairs {
		sinks = append(sinks, p.Sinks...)
	}
	for _, pos := range r.leads(sinks) {
		for _, d := range r.directives.find(r.pass.Fset, pos, r.rule.Name) {
			r.outcome.used[d] = true
		}
	}
}

// root is the step of a finding at which its trace ends: the sink. Findings with one root are one defect with several paths.
func (f Finding) root() (taint.Step, bool) {
	if f.Flow == nil || len(f.Flow.Trace) == 0 {
		return taint.Step{}, false
	}
	return f.Flow.Trace[len(f.Flow.Trace)-1], true
}

// A Root is the place of a sink, as it travels in a Detail.
type Root struct {
	File     string `json:"file"` // of a package of another directory, below its import path
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Function string `json:"function,omitempty"`
	// Sink names the sink and, where different sources are different defects, the source.
	Sink string `json:"sink,omitempty"`
	// Foreign says that File is below an import path.
	Foreign bool `json:"foreign,omitempty"`
}

// rootOf returns where a finding's trace ends; nil without a trace.
func (r *run) rootOf(f Finding) *Root {
	step, ok := f.root()
	if !ok {
		return nil
	}
	pos := step.Position
	if !pos.IsValid() {
		pos = position.Of(r.pass.Fset, step.Pos)
	}
	sink := f.Site.Sink
	if r.rule.BySource {
		sink += " " + f.Flow.Source
	}
	return &Root{File: pos.Filename, Line: pos.Line, Column: pos.Column, Function: step.Func, Sink: sink, Foreign: step.Position.IsValid()}
}

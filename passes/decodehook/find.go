package decodehook

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/hook"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// outside is what others write: sent just now, or kept where they can write and not proved to be the program's own.
var outside = taint.Query{
	Sources: []string{"remote", "queue", "cookie", "store"},
	Sinks:   []string{"unhardened", "selfdescribing", "schema", "dynamic"},
	Aspect:  "trust",
}

func find(pass *analysis.Pass) []rule.Finding {
	f := &finder{pass: pass, hooks: pass.ResultOf[hook.Analyzer].(*hook.Result)}
	for _, site := range pass.ResultOf[taint.Analyzer].(*taint.Result).Sites(outside) {
		if family := syntax.Family(pass, &site); family != nil && site.Target != nil {
			f.decode(&site, family)
		}
	}
	f.rows()
	return f.found
}

type finder struct {
	pass  *analysis.Pass
	hooks *hook.Result
	found []rule.Finding
}

// decode reports the worst effect that a decode reaches.
func (f *finder) decode(site *taint.Site, family *wire.Family) {
	reached := f.hooks.Reach(site.Target, family)
	var worst *hook.Reached
	for i, r := range reached {
		if variants[r.Effect.Kind] != nil && (worst == nil || r.Rank() < worst.Rank()) {
			worst = &reached[i]
		}
	}
	if worst == nil {
		return
	}
	out := *site
	flow := site.Flows[0]
	flow.Trace = slices.Concat(flow.Trace, worst.Steps(site.Pos, site.Func), worst.Effect.Trace)
	for i := len(site.Flows[0].Trace); i < len(flow.Trace); i++ {
		if !flow.Trace[i].Pos.IsValid() {
			flow.Trace[i].Pos = site.Pos // inside a dependency
		}
	}
	out.Kind, flow.Kind, out.Direct = worst.Name(), said(worst.Effect), true
	out.Flows = []taint.Flow{flow}
	f.found = append(f.found, rule.Finding{Site: &out, Flow: &out.Flows[0], Variant: variants[worst.Effect.Kind]})
}

// said is what a message says of an effect.
func said(e hook.Effect) string {
	if !e.Input {
		return e.Label
	}
	if what, ok := strings.CutPrefix(e.Label, "opens a file"); ok {
		return "opens a file that the input names" + what
	}
	return e.Label
}

// rows finds columns of a database that are scanned into types which decode themselves.
func (f *finder) rows() {
	for _, site := range scanned(f.pass) {
		f.decode(&site, wire.SQL)
	}
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

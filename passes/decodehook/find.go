package decodehook

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/hook"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// outside is what others write: sent just now, or kept where they can write and not proved to be the program's own; the same that
// untrusteddecode and unsigneddecode go by. The command line is among them where the settings distrust it. Of files and replies, decoders that are not hardened alone are theirs.
var outside = []taint.Query{
	{Sources: []string{"remote", "queue", "cookie", "store", "local"}, Sinks: []string{"unhardened", "selfdescribing", "schema", "dynamic"}, Aspect: "trust"},
	{Sources: []string{"peer", "file"}, Sinks: []string{"unhardened"}, Aspect: "trust"},
}

func find(pass *analysis.Pass) []rule.Finding {
	f := &finder{pass: pass, hooks: pass.ResultOf[hook.Analyzer].(*hook.Result)}
	settings := pass.ResultOf[config.Analyzer].(*config.Config)
	var sites []taint.Site
	for _, q := range outside {
		q.Sources = slices.DeleteFunc(slices.Clone(q.Sources), func(kind string) bool { return !settings.Distrusts(kind) })
		sites = append(sites, pass.ResultOf[taint.Analyzer].(*taint.Result).Sites(q)...)
	}
	for _, site := range sites {
		switch family := syntax.Family(pass, &site); {
		case site.Target != nil && family != nil:
			var reached []hook.Reached
			for _, target := range site.Targets {
				reached = append(reached, f.hooks.Reach(target, family)...)
			}
			f.report(&site, reached)
		case site.Target == nil:
			if call := syntax.CallAt(pass, site.Pos, site.End); call != nil {
				f.report(&site, f.hooks.Inside(syntax.Callee(pass.TypesInfo, call), site.Sink))
			}
		}
	}
	if settings.Distrusts("store") {
		for _, site := range hook.Rows(pass) {
			f.report(&site, f.hooks.Reach(site.Target, wire.SQL))
		}
	}
	if settings.Distrusts("local") {
		for _, site := range hook.Flags(pass) {
			f.report(&site, f.hooks.Reach(site.Target, wire.Flag))
		}
	}
	return f.found
}

type finder struct {
	pass  *analysis.Pass
	hooks *hook.Result
	found []rule.Finding
}

// report reports the worst effect that a decode reaches.
func (f *finder) report(site *taint.Site, reached []hook.Reached) {
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
	flow.Trace = slices.Concat(flow.Trace, worst.Steps, worst.Effect.Trace)
	for i := len(site.Flows[0].Trace); i < len(flow.Trace); i++ {
		if step := &flow.Trace[i]; !step.Pos.IsValid() { // at the decode, or inside of a dependency
			step.Pos = site.Pos
			if !step.Position.IsValid() {
				step.Func = site.Func
			}
		}
	}
	out.Kind, flow.Kind, out.Direct = worst.Name, worst.Effect.Label, true
	out.Flows = []taint.Flow{flow}
	f.found = append(f.found, rule.Finding{Site: &out, Flow: &out.Flows[0], Variant: variants[worst.Effect.Kind]})
}

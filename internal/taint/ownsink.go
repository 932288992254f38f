package taint

import (
	"go/types"

	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

func (f *function) languageSink(kindName, label string, ev evset, target types.Type) {
	f.ownSink("", ev, &summary.Sink{Kind: kind.Of(kindName), Label: label, Target: target})
}

// ownSink records a sink of the language; slot tells those of one instruction apart.
func (f *function) ownSink(slot string, ev evset, to *summary.Sink) {
	if len(ev) == 0 {
		return
	}
	to.Site = f.siteHere(true)
	f.use("sink "+to.Kind.String()+slot, use{ev: ev, sink: to, steps: []*summary.Step{f.step("reaches " + to.Label)}})
}

// siteHere is the current instruction as a place for a report.
func (f *function) siteHere(direct bool) *summary.Site {
	pos := positionOf(f.cur)
	s := &summary.Site{At: f.cur, Pos: pos, End: pos, Fn: f.fn, Direct: direct}
	if known, ok := f.p.sites[siteKey{f.cur, direct}]; ok {
		return known
	}
	f.p.sites[siteKey{f.cur, direct}] = s
	return s
}

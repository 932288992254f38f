package taint

import (
	"go/types"
)

func (f *function) languageSink(kindName, label string, ev evset, target types.Type) {
	f.ownSink("", ev, &sink{kind: kindOf(kindName), label: label, target: target})
}

// ownSink records a sink of the language; slot tells those of one instruction apart.
func (f *function) ownSink(slot string, ev evset, to *sink) {
	if len(ev) == 0 {
		return
	}
	to.site = f.siteHere(true)
	f.use("sink "+to.kind.String()+slot, use{ev: ev, sink: to, steps: []*Step{f.step("reaches " + to.label)}})
}

// siteHere is the current instruction as a place for a report.
func (f *function) siteHere(direct bool) *site {
	pos := positionOf(f.cur)
	s := &site{at: f.cur, pos: pos, end: pos, fn: f.fn, direct: direct}
	if known, ok := f.p.sites[siteKey{f.cur, direct}]; ok {
		return known
	}
	if f.p.sites == nil {
		f.p.sites = map[siteKey]*site{}
	}
	f.p.sites[siteKey{f.cur, direct}] = s
	return s
}

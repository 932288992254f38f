package taint

import (
	"go/types"
	"strconv"

	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// callbackSources marks the parameters of a method that implements an interface whose callers hand in sources: a
// library calls it with what came from outside.
func (f *function) callbackSources() {
	obj, ok := f.fn.Object().(*types.Func)
	if !ok || wrapper(f.fn) {
		return
	}
	for i, s := range f.p.scope.Callbacks(obj) {
		at := s.At.Index + 1 // after the receiver
		if at >= len(f.fn.Params) {
			continue
		}
		path, _ := pathOf(s.At.Fields)
		src := &summary.Source{Kind: kind.Of(s.Kind), Label: s.Label, Pos: f.fn.Params[at].Pos(), Start: f.p.atStart(shape.At(f.fn.Params[at].Type(), path).Type, s.Stream)}
		id := f.g.get(eventKey{slot: "callback" + strconv.Itoa(i)}, func() event {
			return event{source: src, note: "read from " + s.Label}
		})
		v := putAt(nil, path.Elems(), &val{ev: evset{id}})
		if path == "" {
			for _, r := range f.env[f.fn.Params[at]].addrs() {
				r.obj.cover = r.obj.cover.union(v.ev)
			}
		}
		f.env[f.fn.Params[at]] = merge(f.env[f.fn.Params[at]], v)
	}
}

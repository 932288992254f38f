package taint

import (
	"slices"
	"strconv"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// Origins of unknown values: where language sources are followed, the result of an unknown callee also has an origin,
// so that a value is not taken to be made of constants alone.

// unknownResult adds an unknown origin to a result of a call.
func (k *calling) unknownResult(v *val, i int) *val {
	id := k.f.lazySource("#"+strconv.Itoa(i), kind.Unknown, "")
	return v.withEvents(v.events().union(evset{id}))
}

// completed gives each result that holds data and has no known origin an unknown one.
func (k *calling) completed(v *val, ce callee) *val {
	if !k.f.p.scope.Lazy || ce.sum != nil && ce.sum.Lazy && (ce.roles == nil || ce.roles.ByShape) {
		return v
	}
	res := k.sig.Results()
	for i := range res.Len() {
		if !shape.CarriesData(res.At(i).Type()) {
			continue
		}
		switch {
		case res.Len() == 1 && v.silent():
			v = k.unknownResult(v, 0)
		case res.Len() > 1 && v.child(access.Tuple(i)).silent():
			v = v.with(access.Tuple(i), k.unknownResult(v.child(access.Tuple(i)), i))
		}
	}
	return v
}

// mayOverwrite adds to the constants in an object that unknown code is given that it may put something else there, as
// options do.
func (k *calling) mayOverwrite() {
	if !k.f.p.scope.Lazy {
		return
	}
	for _, a := range k.args {
		for _, r := range a.addrs() {
			v := k.st.content[r.obj]
			if r.path != "" || r.obj.lazy || v == nil {
				continue
			}
			out := v
			for _, s := range v.sub {
				if s.elem[0] == '.' && k.f.lazyIn(s.v.events()) {
					out = out.with(s.elem, k.unknownResult(s.v, 0))
				}
			}
			if out != v {
				k.st.set(r.obj, out)
			}
		}
	}
}

// silent reports whether neither the origin of a value nor what it points to is known.
func (v *val) silent() bool {
	return v == nil || len(v.ev) == 0 && len(v.refs) == 0 && len(v.sub) == 0 && len(v.fns) == 0
}

// says reports whether one of some events comes from more than the language: a source of a model, a place.
func (f *function) says(ev evset) bool {
	return slices.ContainsFunc(ev, func(e eventID) bool {
		src := f.g.events[e].source
		return src == nil || !kind.Lazy.Has(src.Kind)
	})
}

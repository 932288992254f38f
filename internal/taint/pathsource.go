package taint

import (
	"go/types"
	"slices"
	"strconv"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// Sources of a type that lie several elements below its values: the body of the message in an event. The path may go
// through pointers, whose objects are told how much of it is left.

// A pathSource is such a source with what is left of its path.
type pathSource struct {
	roles *model.Roles
	index int
	rest  []string
}

// pathSources are the sources of a type with paths of several elements.
func (p *pkg) pathSources(t types.Type) []pathSource {
	name := shape.NameOf(t)
	if name == nil {
		return nil
	}
	if known, ok := p.ofPaths[name]; ok {
		return known
	}
	var out []pathSource
	if roles := p.sourceType(name); roles != nil {
		for i := range roles.Sources {
			if fields := roles.Sources[i].At.Fields; len(fields) > 1 {
				out = append(out, pathSource{roles, i, fields})
			}
		}
	}
	p.ofPaths[name] = out
	return out
}

// belowElement are the sources that lie below an element.
func belowElement(all []pathSource, elem access.Elem) []pathSource {
	if len(all) == 0 {
		return nil
	}
	var out []pathSource
	for _, s := range all {
		if len(s.rest) == 0 {
			continue
		}
		if want := s.rest[0]; elem.IsField() && elem.Name() == want || want == model.Elem && elem.IsIndex() || want == string(elem) {
			s.rest = s.rest[1:]
			out = append(out, s)
		}
	}
	return out
}

// pathsAt are the sources with paths that lead to a place of an object, or past it.
func (f *function) pathsAt(o *object, path access.Path) []pathSource {
	t, all := o.typ, o.paths
	if own := f.p.pathSources(t); len(own) > 0 {
		all = slices.Concat(all, own)
	}
	for _, e := range path.Elems() {
		all = belowElement(all, e)
		if t = shape.At(t, access.PathOf(e)).Type; t != nil {
			if own := f.p.pathSources(t); len(own) > 0 {
				all = slices.Concat(all, own)
			}
		}
	}
	return all
}

// markPaths adds the sources whose path ends at a place.
func (f *function) markPaths(p typed, paths []pathSource) evset {
	var out evset
	for _, s := range paths {
		if len(s.rest) == 0 && !f.outbound(p.Place, s.roles) {
			one := *s.roles
			one.Sources = slices.Clone(one.Sources[s.index : s.index+1])
			one.Sources[0].At.Fields, one.Name = nil, one.Name+"#"+strconv.Itoa(s.index)
			out = f.markAll(out, p, &one, nil)
		}
	}
	return out
}

// notePaths tells objects of the sources that lie below them.
func notePaths(refs []ref, paths []pathSource) {
	for _, s := range paths {
		for _, r := range refs {
			if len(s.rest) > 0 && !slices.ContainsFunc(r.obj.paths, func(o pathSource) bool {
				return o.roles == s.roles && o.index == s.index && len(o.rest) == len(s.rest)
			}) {
				r.obj.paths = append(r.obj.paths, s)
			}
		}
	}
}

package taint

import (
	"maps"
	"slices"
)

// funcs writes the function values and dynamic types of a summary, with the summaries of those that other packages
// cannot name.
func (e *encoder) funcs(s *summary) {
	e.num(uint64(len(s.funcs)))
	for _, fr := range s.funcs {
		e.place(fr.to)
		ext := fr.fn.ext
		e.str(ext.path)
		e.str(ext.name)
		if ext.path != "" {
			continue
		}
		e.num(uint64(ext.free))
		for i := range ext.free {
			e.num(uint64(slices.Index(fr.vars, fr.vars[i]))) // which of them are one variable
		}
		e.summary(ext.sum)
	}
	e.num(uint64(len(s.types)))
	for _, tr := range s.types {
		e.place(tr.to)
		e.str(tr.ext.path)
		e.str(tr.ext.name)
		e.flags(tr.ext.pointer, tr.ext.methods != nil)
		if tr.ext.methods == nil {
			continue
		}
		e.num(uint64(len(tr.ext.methods)))
		for _, name := range slices.Sorted(maps.Keys(tr.ext.methods)) {
			e.str(name)
			e.summary(tr.ext.methods[name])
		}
	}
}

func (d *decoder) funcs(s *summary) {
	for range d.count() {
		fr := funcResult{to: d.place()}
		ext := &foreign{path: d.str(), name: d.str()}
		fr.fn.ext = ext
		if ext.path == "" {
			ext.free = d.count()
			for range ext.free {
				fr.vars = append(fr.vars, int(d.num()&0xffff))
			}
			ext.sum = d.nested()
		}
		s.funcs = append(s.funcs, fr)
	}
	for range d.count() {
		tr := typeResult{to: d.place(), ext: &foreignType{path: d.str(), name: d.str()}}
		bits := d.num()
		tr.ext.pointer = bits&1 != 0
		if bits&2 != 0 {
			tr.ext.methods = map[string]*summary{}
			for range d.count() {
				name := d.str()
				tr.ext.methods[name] = d.nested()
			}
		}
		s.types = append(s.types, tr)
	}
}

// nested is a summary inside of another.
func (d *decoder) nested() *summary {
	if d.depth >= maxNesting+1 {
		d.err, d.data = errFact, nil
		return &summary{}
	}
	d.depth++
	defer func() { d.depth-- }()
	return d.summary()
}

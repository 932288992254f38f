package summary

import (
	"maps"
	"slices"
)

// funcs writes the function values and dynamic types of a summary, with the summaries of those that other packages
// cannot name.
func (e *encoder) funcs(s *Summary) {
	e.num(uint64(len(s.Funcs)))
	for _, fr := range s.Funcs {
		e.place(fr.To)
		ext := fr.Fn.Ext
		e.str(ext.Path)
		e.str(ext.Name)
		if ext.Path != "" {
			continue
		}
		e.num(uint64(ext.Free))
		for i := range ext.Free {
			e.num(uint64(slices.Index(fr.Vars, fr.Vars[i]))) // which of them are one variable
		}
		e.summary(ext.Sum)
	}
	e.num(uint64(len(s.Types)))
	for _, tr := range s.Types {
		e.place(tr.To)
		e.str(tr.Ext.Path)
		e.str(tr.Ext.Name)
		e.flags(tr.Ext.Pointer, tr.Ext.Methods != nil)
		if tr.Ext.Methods == nil {
			continue
		}
		e.num(uint64(len(tr.Ext.Methods)))
		for _, name := range slices.Sorted(maps.Keys(tr.Ext.Methods)) {
			e.str(name)
			e.summary(tr.Ext.Methods[name])
		}
	}
}

func (d *decoder) funcs(s *Summary) {
	for range d.count() {
		fr := FuncResult{To: d.place()}
		ext := &Foreign{Path: d.str(), Name: d.str()}
		fr.Fn.Ext = ext
		if ext.Path == "" {
			ext.Free = d.count()
			for range ext.Free {
				fr.Vars = append(fr.Vars, int(d.num()&0xffff))
			}
			ext.Sum = d.nested()
		}
		s.Funcs = append(s.Funcs, fr)
	}
	for range d.count() {
		tr := TypeResult{To: d.place(), Ext: &ForeignType{Path: d.str(), Name: d.str()}}
		bits := d.num()
		tr.Ext.Pointer = bits&1 != 0
		if bits&2 != 0 {
			tr.Ext.Methods = map[string]*Summary{}
			for range d.count() {
				name := d.str()
				tr.Ext.Methods[name] = d.nested()
			}
		}
		s.Types = append(s.Types, tr)
	}
}

// nested reads a summary inside another.
func (d *decoder) nested() *Summary {
	if d.depth >= MaxNesting+1 {
		d.err, d.data = ErrMalformed, nil
		return &Summary{}
	}
	d.depth++
	defer func() { d.depth-- }()
	return d.summary()
}

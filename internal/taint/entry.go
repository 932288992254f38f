package taint

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// entry is what a place of a lazy object held when the function was entered: an origin for the summary, what the
// package's heap may hold there, and the sources that models see in a value of this type or field.
func (f *function) entry(o *object, path access.Path, typ types.Type) *val {
	key := objectKey{slot: o.place.Below(path).String() + o.as}
	if v, ok := f.entries[key]; ok {
		return v
	}
	f.entries[key] = nil // a type that contains itself
	last := shape.At(o.typ, path)
	if typ == nil {
		typ = last.Type
	}
	p := o.place.Below(path)
	out := &val{}
	if p.Root != access.Made && (last.Var == nil || typ == nil || shape.HoldsData(typ)) {
		id := f.origin(p)
		f.g.events[id].number = typ != nil && shape.IsNumber(typ) || f.lazyIn(o.cover) && p.Root == access.Cell
		out.ev = evset{id}
	}
	cover := o.cover
	for _, e := range path.Elems() {
		cover = f.part(cover, e)
	}
	cover = cover.union(f.marks(p, last, typ)).union(f.foreignAt(p, typ))
	out.ev = out.ev.union(f.cellAt(o, path, last))
	var paths []pathSource
	if p.Root != access.Made {
		if paths = f.pathsAt(o, path); len(paths) > 0 {
			cover = cover.union(f.markPaths(typed{p, typ}, paths))
		}
	}
	out.ev = out.ev.union(cover)
	if typ == nil {
		f.entries[key] = out
		return out
	}
	cell, below, inCell := f.cellBelow(o, path, last)
	if inCell {
		out.typs = f.p.cellTypes[cell]
		if _, ok := typ.Underlying().(*types.Signature); ok {
			out.fns = f.p.cellFuncs.read(cellKey(cell, below), f.fn)
		}
	}
	switch t := shape.Core(typ).(type) {
	case *types.Pointer:
		out.refs = []ref{{obj: f.objectBelow(o, p, t.Elem())}}
	case *types.Slice, *types.Map, *types.Chan, *types.Interface:
		out.refs = []ref{{obj: f.objectBelow(o, p, typ)}}
	case *types.Array:
		if f.p.holds(typ) {
			out = out.with(access.Any, f.entry(o, path+access.PathOf(access.Any), t.Elem()))
		}
	case *types.Struct:
		out = f.entryStruct(&object{typ: typ, lazy: true, place: p, cover: cover, as: o.as, cell: cell, below: below, paths: paths}, t)
	}
	notePaths(out.refs, paths)
	for _, r := range out.refs {
		r.obj.cover = r.obj.cover.union(cover)
	}
	if inCell {
		for _, r := range out.refs {
			if r.obj.cell == "" {
				r.obj.cell, r.obj.below = cell, below
			}
		}
	}
	f.entries[key] = out
	return out
}

// entryPart is entry for a path that may name a part of a slice.
func (f *function) entryPart(o *object, path access.Path, typ types.Type) *val {
	if v := o.entries[path]; v != nil {
		return v
	}
	rest, parts := path.SplitSlices()
	v := f.entry(o, rest, typ)
	for _, part := range parts {
		v = v.withEvents(f.project(v.events(), part))
	}
	if o.entries == nil {
		o.entries = map[access.Path]*val{}
	}
	o.entries[path] = v
	return v
}

// maxFields bounds the fields that are told apart when a whole struct is read that was there at entry.
const maxFields = 64

func (f *function) entryStruct(o *object, t *types.Struct) *val {
	out := &val{ev: o.cover}
	if access.Full(o.place.Under().Elems(), access.Field("")) || t.NumFields() > maxFields || t.NumFields() == 0 {
		if o.place.Root != access.Made {
			out.ev = out.ev.union(evset{f.origin(o.place)})
		}
		return out
	}
	for i := range t.NumFields() {
		fld := t.Field(i)
		elem := access.Field(fld.Name())
		out = out.with(elem, f.entry(o, access.PathOf(elem), fld.Type()))
	}
	return out
}

// origin returns the event of a place at entry.
func (f *function) origin(p access.Place) eventID {
	return f.g.get(eventKey{slot: p.String()}, func() event { return event{place: p} })
}

// cellOnly is what the package's heap may hold in a field of an object that came out of a call.
func (f *function) cellOnly(o *object, path access.Path) *val {
	last := shape.At(o.typ, path)
	ev := f.cellEvents(last, false)
	if len(ev) == 0 {
		return nil
	}
	return &val{ev: ev}
}

// cellAt are the events of the heap cell that a place of a lazy object belongs to.
func (f *function) cellAt(o *object, path access.Path, last shape.Field) evset {
	p := o.place.Below(path)
	if p.Root == access.Made {
		return nil
	}
	below := p.Root == access.Param || p.Root == access.Free || p.Root == access.CallResult && p.Method == "" || p.Method == belowParameter
	if name, ok := f.p.cellOf(last); ok && f.p.stored[name] {
		return f.cellEvents(last, below)
	}
	cell, rest, ok := f.cellBelow(o, path, last)
	if !ok || p.Root == access.Cell && p.Cell == cell || !f.p.stored[cell] {
		return nil
	}
	q := access.Place{Root: access.Cell, Cell: cell, Path: rest}
	if below {
		q.Method = belowParameter
	}
	return evset{f.origin(q)}
}

// cellBelow is the heap cell that a place of a lazy object belongs to, and the path below it: a field of a type of this
// package, or what the object itself was found in.
func (f *function) cellBelow(o *object, path access.Path, last shape.Field) (cell string, below access.Path, ok bool) {
	if o.place.Root == access.Made {
		return "", "", false
	}
	if cell, ok := f.p.cellOf(last); ok {
		return cell, "", true
	}
	if o.cell == "" {
		return "", "", false
	}
	rest, _ := path.SplitSlices()
	return o.cell, o.below.JoinAll(rest), true
}

// cellEvents are the events of the heap cell that a field is, if the package stores anything in it. Below a parameter
// it matters to this function only: a caller looks into its own memory for what the parameter holds.
func (f *function) cellEvents(fo shape.Field, below bool) evset {
	name, ok := f.p.cellOf(fo)
	if !ok || !f.p.stored[name] {
		return nil
	}
	p := access.Place{Root: access.Cell, Cell: name}
	if below {
		p.Method = belowParameter
	}
	return evset{f.origin(p)}
}

// Whose a heap cell is that is read or written: of an object of a parameter, whose content the caller sees itself; of
// an object that the function made or got out of a call; "" of a variable of the package.
const (
	belowParameter = "below"
	belowLocal     = "local"
)

// A typed place is a place with the type of what is there.
type typed struct {
	access.Place
	typ types.Type
}

// here is the position of the instruction that is being looked at.
func (f *function) here() token.Pos {
	if f.cur == nil {
		return f.fn.Pos()
	}
	return positionOf(f.cur)
}

// positionOf finds a position for an instruction that may have none of its own: that of the operand it works on, or of
// what comes before it in its block.
func positionOf(at ssa.Instruction) token.Pos {
	if at == nil {
		return token.NoPos
	}
	if p := at.Pos(); p.IsValid() {
		return p
	}
	var rands [8]*ssa.Value
	for _, op := range at.Operands(rands[:0]) {
		if op == nil {
			continue
		}
		if in, ok := (*op).(ssa.Instruction); ok && in.Pos().IsValid() {
			return in.Pos()
		}
	}
	last := at.Parent().Pos()
	if b := at.Block(); b != nil {
		for _, in := range b.Instrs {
			if in == at {
				break
			}
			if in.Pos().IsValid() {
				last = in.Pos()
			}
		}
	}
	return last
}

package taint

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/std"
)

// entry is what a place of a lazy object held when the function was entered: an origin for the summary, what the package's
// heap may hold there, and the sources that models see in a value of this type or field.
func (f *function) entry(o *object, path string, typ types.Type) *val {
	key := objectKey{slot: o.place.below(path).String() + o.as}
	if v, ok := f.entries[key]; ok {
		return v
	}
	f.entries[key] = nil // a type that contains itself
	last := lastField(o.typ, path)
	if typ == nil {
		typ = last.typ
	}
	p := o.place.below(path)
	out := &val{}
	if p.kind != rootMade && (last.field == nil || typ == nil || holdsData(typ)) {
		id := f.origin(p)
		f.g.events[id].number = typ != nil && isNumber(typ) || f.lazyIn(o.cover) && p.kind == rootCell
		out.ev = evset{id}
	}
	cover := o.cover
	for _, e := range elements(path) {
		cover = f.part(cover, e)
	}
	cover = cover.union(f.marks(p, last, typ)).union(f.foreignAt(p, typ))
	out.ev = out.ev.union(f.cellAt(o, path, last))
	out.ev = out.ev.union(cover)
	if typ == nil {
		f.entries[key] = out
		return out
	}
	cell, below, inCell := f.cellBelow(o, path, last)
	if inCell {
		out.fns, out.typs = f.p.cellFuncs[cell], f.p.cellTypes[cell]
	}
	switch t := coreOf(typ).(type) {
	case *types.Pointer:
		out.refs = []ref{{obj: f.objectBelow(o, p, t.Elem())}}
	case *types.Slice, *types.Map, *types.Chan, *types.Interface:
		out.refs = []ref{{obj: f.objectBelow(o, p, typ)}}
	case *types.Array:
		if f.p.holds(typ) {
			out = out.with(elemAny, f.entry(o, path+elemAny, t.Elem()))
		}
	case *types.Struct:
		out = f.entryStruct(&object{typ: typ, lazy: true, place: p, cover: cover, as: o.as, cell: cell, below: below}, t)
	}
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
func (f *function) entryPart(o *object, path string, typ types.Type) *val {
	rest, parts := splitSlices(path)
	v := f.entry(o, rest, typ)
	for _, part := range parts {
		v = v.withEvents(f.project(v.events(), part))
	}
	return v
}

// maxFields bounds the fields that are told apart when a whole struct is read that was there at entry.
const maxFields = 64

func (f *function) entryStruct(o *object, t *types.Struct) *val {
	out := &val{ev: o.cover}
	if full(elements(o.place.path), ".") || t.NumFields() > maxFields || t.NumFields() == 0 {
		if o.place.kind != rootMade {
			out.ev = out.ev.union(evset{f.origin(o.place)})
		}
		return out
	}
	for i := range t.NumFields() {
		fld := t.Field(i)
		out = out.with(fieldElem(fld.Name()), f.entry(o, fieldElem(fld.Name()), fld.Type()))
	}
	return out
}

// holdsData reports whether a value below a parameter is worth an origin of its own: numbers and truth values are not.
func holdsData(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return !ok || b.Info()&types.IsString != 0 || b.Kind() == types.UnsafePointer || b.Kind() == types.Byte
}

// origin returns the event of a place at entry.
func (f *function) origin(p place) eventID {
	return f.g.get(eventKey{slot: p.String()}, func() event { return event{place: p} })
}

// cellOnly is what the package's heap may hold in a field of an object that came out of a call.
func (f *function) cellOnly(o *object, path string) *val {
	last := lastField(o.typ, path)
	ev := f.cellEvents(last, false)
	if len(ev) == 0 {
		return nil
	}
	return &val{ev: ev}
}

// cellAt are the events of the heap cell that a place of a lazy object belongs to.
func (f *function) cellAt(o *object, path string, last fieldOf) evset {
	p := o.place.below(path)
	if p.kind == rootMade {
		return nil
	}
	below := p.kind == rootParam || p.kind == rootFree || p.method == belowParameter
	if name, ok := f.p.cellOf(last); ok && f.p.stored[name] {
		return f.cellEvents(last, below)
	}
	cell, rest, ok := f.cellBelow(o, path, last)
	if !ok || p.kind == rootCell && p.cell == cell || !f.p.stored[cell] {
		return nil
	}
	q := place{kind: rootCell, cell: cell, path: rest}
	if below {
		q.method = belowParameter
	}
	return evset{f.origin(q)}
}

// cellBelow is the heap cell that a place of a lazy object belongs to, and the path below it: a field of a type of this package, or what
// the object itself was found in.
func (f *function) cellBelow(o *object, path string, last fieldOf) (cell, below string, ok bool) {
	if o.place.kind == rootMade {
		return "", "", false
	}
	if cell, ok := f.p.cellOf(last); ok {
		return cell, "", true
	}
	if o.cell == "" {
		return "", "", false
	}
	rest, _ := splitSlices(path)
	return o.cell, joinPaths(o.below, rest), true
}

// cellEvents are the events of the heap cell that a field is, if the package stores anything in it. Below a parameter it matters to
// this function only: a caller looks into its own memory for what the parameter holds.
func (f *function) cellEvents(fo fieldOf, below bool) evset {
	name, ok := f.p.cellOf(fo)
	if !ok || !f.p.stored[name] {
		return nil
	}
	p := place{kind: rootCell, cell: name}
	if below {
		p.method = belowParameter
	}
	return evset{f.origin(p)}
}

// Whose a heap cell is that is read or written: of an object of a parameter, whose content the caller sees itself; of an object that the
// function made or got out of a call; "" of a variable of the package.
const (
	belowParameter = "below"
	belowLocal     = "local"
)

// A fieldOf is the last field on a path: its owner, and the type of what the path names.
type fieldOf struct {
	owner *types.TypeName
	field *types.Var
	typ   types.Type
	// exact is true if the path ends in the field itself, not in an element below it.
	exact bool
}

// lastField walks a path down a type. What it cannot follow it leaves out.
func lastField(t types.Type, path string) fieldOf {
	out := fieldOf{typ: t, exact: true}
	for _, e := range elements(path) {
		if t == nil {
			return fieldOf{}
		}
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		if e[0] == '.' {
			owner := typeName(t)
			fld := fieldNamed(t, e[1:])
			if fld == nil {
				return fieldOf{}
			}
			out = fieldOf{owner: owner, field: fld, exact: true}
			t = fld.Type()
			out.typ = t
			continue
		}
		t = elemOf(t, e)
		out.typ, out.exact = t, false
	}
	return out
}

func fieldNamed(t types.Type, name string) *types.Var {
	s, ok := coreOf(t).(*types.Struct)
	if !ok {
		return nil
	}
	for i := range s.NumFields() {
		if s.Field(i).Name() == name {
			return s.Field(i)
		}
	}
	return nil
}

func elemOf(t types.Type, elem string) types.Type {
	switch c := coreOf(t).(type) {
	case *types.Slice:
		if isSliceElem(elem) {
			return t
		}
		return c.Elem()
	case *types.Array:
		if isSliceElem(elem) {
			return t
		}
		return c.Elem()
	case *types.Map:
		if elem == elemKey {
			return c.Key()
		}
		return c.Elem()
	case *types.Chan:
		return c.Elem()
	case *types.Pointer:
		return elemOf(c.Elem(), elem)
	}
	return nil
}

// typeName returns the declared name of a type or of what it points to; nil for others.
func typeName(t types.Type) *types.TypeName {
	if t == nil {
		return nil
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Origin().Obj()
	}
	return nil
}

// coreOf is the underlying type; of a type parameter, that of its constraint's single type if it has one.
func coreOf(t types.Type) types.Type {
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		if i, ok := tp.Constraint().Underlying().(*types.Interface); ok && i.NumEmbeddeds() == 1 {
			if u, ok := i.EmbeddedType(0).(*types.Union); ok && u.Len() == 1 {
				return u.Term(0).Type().Underlying()
			}
			return i.EmbeddedType(0).Underlying()
		}
	}
	return t.Underlying()
}

// marks are the sources that models see in a value for its type or for the field that it is.
func (f *function) marks(p place, last fieldOf, typ types.Type) evset {
	if p.kind == rootMade {
		return f.marksOfMade(p, last)
	}
	var out evset
	if last.field != nil && last.exact && last.owner != nil {
		out = f.markAll(out, typed{p, last.typ}, f.p.models.Field(last.owner, last.field), nil)
		if roles := f.p.models.Type(last.owner); roles != nil && !f.outbound(p, roles) {
			out = f.markAll(out, typed{p, last.typ}, roles, []string{last.field.Name()})
		}
	}
	if name := typeName(typ); name != nil && !f.known(p, last) {
		if roles := f.p.models.Type(name); roles != nil && !f.outbound(p, roles) {
			out = f.markAll(out, typed{p, typ}, roles, []string{})
		}
	}
	return out
}

// A typed place is a place with the type of what is there.
type typed struct {
	place
	typ types.Type
}

// markAll adds the sources whose path is the given one; fields nil stands for a field's own model, whose path is empty.
func (f *function) markAll(out evset, p typed, roles *model.Roles, fields []string) evset {
	if roles == nil {
		return out
	}
	for i, s := range roles.Sources {
		if len(s.At.Fields) != len(fields) || len(fields) == 1 && s.At.Fields[0] != fields[0] {
			continue
		}
		if lazyKinds.has(kindOf(s.Kind)) && !f.p.lazy {
			continue
		}
		src := &source{kind: kindOf(s.Kind), label: s.Label, pos: f.here(), held: true, in: p.place, start: f.p.atStart(p.typ, s.Stream), fn: f.fn}
		for _, c := range roles.Sanitizers {
			src.start = src.start.then(label{clears: kindsOf(c.Kinds), why: "by " + c.Label})
		}
		id := f.g.get(eventKey{slot: p.String() + " source " + string(rune('0'+i)) + roles.Name}, func() event {
			return event{at: f.cur, source: src, note: "read from " + s.Label, lazy: lazyKinds.has(src.kind)}
		})
		out = out.union(evset{id})
	}
	return out
}

// known reports whether where a value of a modelled type comes from can be seen in the package, so that its type alone says
// nothing: a parameter of a function all of whose calls are visible, a captured variable, a field that the package itself sets.
func (f *function) known(p place, last fieldOf) bool {
	if p.kind == rootFree {
		return true
	}
	if p.kind == rootParam && f.p.closed[f.fn] {
		return true
	}
	if name, ok := f.p.cellOf(last); ok && f.p.stored[name] {
		return true
	}
	return p.kind == rootCell && f.p.stored[p.cell]
}

// outbound reports whether the function is one whose parameters of this type travel the other way.
func (f *function) outbound(p place, roles *model.Roles) bool {
	if p.kind != rootParam && p.kind != rootFree {
		return false
	}
	for _, s := range roles.Sources {
		if s.UnlessResult == "" {
			continue
		}
		for fn := f.fn; fn != nil; fn = fn.Parent() {
			res := fn.Signature.Results()
			for i := range res.Len() {
				if std.TypeString(res.At(i).Type()) == s.UnlessResult {
					return true
				}
			}
		}
	}
	return f.p.closed[f.fn] && p.kind == rootParam
}

// here is the position of the instruction that is being looked at.
func (f *function) here() token.Pos {
	if f.cur == nil {
		return f.fn.Pos()
	}
	return positionOf(f.cur)
}

// positionOf finds a position for an instruction that may have none of its own: that of the operand it works on, or of what
// comes before it in its block.
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

package taint

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Sources that models tell by the name of a field, parameter, variable or map entry, or by the type of a value that
// becomes an interface, and sinks that they tell by the name of a map. The models know the names.

// source returns the source that a name in the main module tells of; nil if there is none. Names in dependencies do not
// count, and asking for each would cost.
func (p *pkg) source(what, name, in string, t types.Type) *model.Source {
	if !p.scope.Own {
		return nil
	}
	return p.models.Named(what, name, in, t)
}

// named adds a source to a value that is read under a name.
func (f *function) named(v *val, src *model.Source) *val {
	if src == nil {
		return v
	}
	id := f.ownSource("named", kind.Of(src.Kind), src.Label)
	f.g.events[id].source.Mark = true
	return v.withEvents(v.events().union(evset{id}))
}

// readField is what a field's value is for the field's name: a source, or a part that some kinds of its container are
// not in. stored says that the field was certainly written here, so that its name tells less than what was.
func (f *function) readField(v *val, structType types.Type, index int, stored bool) *val {
	t := shape.Pointee(structType)
	s, ok := shape.Core(t).(*types.Struct)
	if !ok || index >= s.NumFields() {
		return v
	}
	fld, owner, in := s.Field(index), shape.NameOf(t), ""
	if owner != nil {
		in = owner.Name()
		if len(v.events()) > 0 {
			if kinds := f.p.models.Part(owner, fld.Name()); kinds != nil {
				v = v.withEvents(evset{f.derived("part", "", v.ev, summary.Label{Clears: kind.SetOf(kinds), Why: "left behind: it is not in " + fld.Name()})})
			}
		}
	}
	if stored {
		return v
	}
	return f.named(v, f.fieldSource(t, fld, in))
}

// written reports whether every place that an address may be was certainly written in this function.
func (f *function) written(st *state, addr ssa.Value) bool {
	refs := f.value(addr).addrs()
	for _, r := range refs {
		if !f.replaced(st, r) {
			return false
		}
	}
	return len(refs) > 0
}

func (f *function) replaced(st *state, r ref) bool {
	node := st.content[r.obj]
	for _, e := range r.path.Elems() {
		node = node.child(e)
	}
	return node != nil && node.killed && r.path != ""
}

// readVariable is what a package-level variable's value is for its name.
func (f *function) readVariable(v *val, g *ssa.Global) *val {
	return f.named(v, f.sourceHere("variable", g.Name(), "", shape.Pointee(g.Type())))
}

// textKey returns the text of a key that is a constant string.
func textKey(key ssa.Value) (text string, ok bool) {
	c, ok := key.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Value), true
}

// readEntry is what a map's entry is for its key, if the key is a constant.
func (f *function) readEntry(v *val, m types.Type, key ssa.Value, elem types.Type) *val {
	text, ok := textKey(key)
	if !ok {
		return v
	}
	src, kinds := f.p.models.Entry(m, text, elem)
	if kinds != nil && len(v.events()) > 0 {
		// Without what it points to: that is covered by all that the container holds.
		v = &val{ev: evset{f.derived("part", "", v.ev, summary.Label{Clears: kind.SetOf(kinds), Why: "left behind: it is under another key"})}}
	}
	if list, ok := elem.Underlying().(*types.Slice); ok && src != nil && shape.CarriesData(list.Elem()) && !types.Identical(list.Elem(), types.Typ[types.Byte]) {
		return v.with(access.Any, f.named(v.child(access.Any), src)) // the values of a header
	}
	return f.named(v, src)
}

// parameter is what a parameter's value is for its name, unless all calls are visible.
func (f *function) parameter(v *val, p *ssa.Parameter) *val {
	if f.p.closed[f.fn] || f.fn.Synthetic != "" || f.fn.Parent() != nil {
		return v
	}
	src := f.sourceHere("parameter", p.Name(), "", p.Type())
	if src == nil {
		return v
	}
	at := access.Place{Root: access.Param, Index: slices.Index(f.fn.Params, p)}
	id := f.g.get(eventKey{slot: "parameter " + p.Name()}, func() event {
		s := &summary.Source{Kind: kind.Of(src.Kind), Label: src.Label, Pos: p.Pos(), Inner: true, In: at}
		return event{source: s, note: "comes in as " + src.Label}
	})
	return v.withEvents(v.events().union(evset{id}))
}

// assigned is what the results of a call are for the names of the variables that they are assigned to, where nothing
// better is known.
func (f *function) assigned(v *val, in ssa.Instruction, sig *types.Signature, callees []callee) *val {
	names := f.p.assignedTo(in.Pos())
	f.bearerResults(v, in, sig)
	if names == nil || slices.ContainsFunc(callees, func(c callee) bool {
		return f.p.models.Hides(c.name) != nil || c.roles != nil && len(c.roles.Sanitizers) > 0
	}) {
		return v
	}
	made, _ := in.(ssa.Value)
	res := sig.Results()
	for i := range min(res.Len(), len(names)) {
		src := f.sourceHere("variable", names[i], "", res.At(i).Type())
		if names[i] == "" || src == nil || f.takes(names[i]) {
			continue
		}
		if res.Len() == 1 {
			if !f.veiled(v, made, src) {
				v = f.named(v, src)
			}
			continue
		}
		if c := v.child(access.Tuple(i)); !f.veiled(c, made, src) {
			v = v.with(access.Tuple(i), f.named(c, src))
		}
	}
	return v
}

// takes reports whether a name is that of a parameter. What is assigned to it is the value that the caller gave, in
// another form: its name tells callers no more than the parameter's does.
func (f *function) takes(name string) bool {
	return slices.ContainsFunc(f.fn.Params, func(p *ssa.Parameter) bool { return p.Name() == name })
}

// hidden clears what a function's name says that it clears, in its results and, where the call dominates, in its
// arguments.
func (k *calling) hidden(v *val, callees []callee) *val {
	if len(callees) != 1 || callees[0].roles != nil && !callees[0].roles.ByShape {
		return v
	}
	kinds := k.f.p.models.Hides(callees[0].name)
	if kinds == nil {
		return v
	}
	l := summary.Label{Clears: kind.SetOf(kinds), Why: "by " + callees[0].name}
	if !k.returnsData() {
		var ev evset
		for _, a := range k.args {
			ev = ev.union(k.f.carry(k.st, a))
		}
		k.f.check("hidden", check{kinds: l.Clears, when: summary.WhenAlways, label: callees[0].name, ev: ev})
	}
	if len(v.events()) > 0 {
		return v.withEvents(evset{k.f.derived("hidden", "", v.ev, l)})
	}
	for i := range k.sig.Results().Len() {
		if c := v.child(access.Tuple(i)); len(c.events()) > 0 {
			v = v.with(access.Tuple(i), c.withEvents(evset{k.f.derived("hidden"+strconv.Itoa(i), "", c.ev, l)}))
		}
	}
	return v
}

// returnsData reports whether a call has a result that holds data; a function without works in place.
func (k *calling) returnsData() bool {
	for v := range k.sig.Results().Variables() {
		if shape.CarriesData(v.Type()) {
			return true
		}
	}
	return false
}

// assignedTo returns the names of the variables that the call at a position is assigned to; nil unless one of them says
// something.
func (p *pkg) assignedTo(lparen token.Pos) []string {
	if !p.scope.Own {
		return nil
	}
	if p.assigns == nil {
		p.assigns = map[token.Pos][]string{}
		for _, file := range p.pass.Files {
			ast.Inspect(file, p.noteAssignment)
		}
	}
	return p.assigns[lparen]
}

func (p *pkg) noteAssignment(n ast.Node) bool {
	var left, right []ast.Expr
	switch n := n.(type) {
	case *ast.AssignStmt:
		left, right = n.Lhs, n.Rhs
	case *ast.ValueSpec:
		for _, id := range n.Names {
			left = append(left, id)
		}
		right = n.Values
	}
	if len(left) == len(right) {
		for i := range right {
			p.noteNames(left[i:i+1], right[i])
		}
	} else if len(right) == 1 {
		p.noteNames(left, right[0])
	}
	return true
}

// noteNames notes the names of variables by the position that SSA gives what is assigned to them.
func (p *pkg) noteNames(left []ast.Expr, right ast.Expr) {
	names, says := make([]string, len(left)), false
	for i, l := range left {
		if id, ok := l.(*ast.Ident); ok {
			names[i] = id.Name
			says = says || p.source("variable", id.Name, "", types.Typ[types.String]) != nil || p.names() && p.models.Bearer(id.Name, types.Typ[types.String]) != nil
		}
	}
	if !says {
		return
	}
	switch e := ast.Unparen(right).(type) {
	case *ast.CallExpr:
		p.assigns[e.Lparen] = names
	case *ast.BinaryExpr:
		p.assigns[e.OpPos] = names
	case *ast.TypeAssertExpr:
		p.assigns[e.Lparen] = names
	case *ast.IndexExpr:
		p.assigns[e.Lbrack] = names
	case *ast.SliceExpr:
		p.assigns[e.Lbrack] = names
	}
}

// intoNamed records what is put into a map that is a sink for its name.
func (f *function) intoNamed(st *state, in *ssa.MapUpdate) {
	name := nameOf(in.Map)
	if name == "" || !f.p.scope.Own {
		return
	}
	value, key := f.p.models.Container(name)
	if value == nil && f.fillsOnMiss(in.Map, in.Key) {
		value, key = f.p.models.Memo(name)
	}
	for i, s := range []*model.Sink{value, key} {
		if s == nil {
			continue
		}
		op := []ssa.Value{in.Value, in.Key}[i]
		out := summary.Sink{Kind: kind.Of(s.Kind), Label: s.Label, Site: f.siteHere(true), Target: staticType(op)}
		f.p.sinkSite(&out)
		f.use("named sink"+strconv.Itoa(i), use{ev: f.deep(st, f.value(op)), sink: &out, steps: []*summary.Step{f.step("stored in " + s.Label)}})
	}
}

// nameOf is the name of the field, variable or parameter that a value was loaded from.
func nameOf(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.UnOp:
		switch x := v.X.(type) {
		case *ssa.FieldAddr:
			return shape.FieldName(x.X.Type(), x.Field)
		case *ssa.Global:
			return x.Name()
		}
	case *ssa.Field:
		return shape.FieldName(v.X.Type(), v.Field)
	case *ssa.FieldAddr:
		return shape.FieldName(v.X.Type(), v.Field)
	case *ssa.Global:
		return v.Name()
	case *ssa.Parameter:
		return v.Name()
	case *ssa.FreeVar:
		return v.Name()
	}
	return ""
}

// leaves returns the kinds that do not go along with what a propagator moves at this call.
func (r *roleCall) leaves(p *model.Propagator) []string {
	_, constant := constantString(r.operand(model.Path{Root: model.Arg}))
	return r.f.p.models.Leaves(p, constant)
}

// unwritten forgets the fields of what an encoder is given that it does not write.
func (r *roleCall) unwritten(v *val, p *model.Propagator) *val {
	mi, ok := r.operand(p.From).(*ssa.MakeInterface)
	if !ok || v == nil || len(p.From.Fields) != 1 {
		return v
	}
	fields := r.f.p.models.Unwritten(mi.X.Type(), p.Clears)
	if fields == nil {
		return v
	}
	out := *v
	out.refs = nil
	res := &out
	for _, ref := range v.refs {
		content := r.st.content[ref.obj]
		if ref.path != "" || !ref.obj.lazy {
			content = r.f.load(r.st, ref, nil)
		}
		res = merge(res, content.withoutKills())
	}
	for _, name := range fields {
		res = res.with(access.Field(name), nil)
	}
	return res
}

// storedBack puts memory that a loaded reference got here where it was loaded from, so that the next load sees what is
// written into it.
func (f *function) storedBack(st *state, x ssa.Value, o *object) {
	load, ok := x.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return
	}
	for _, r := range f.value(load.X).addrs() {
		f.store(st, r, &val{refs: []ref{{obj: o}}}, false)
	}
}

// structBehind is a struct that was read through a captured pointer to it: a pointer to a pointer is one place, so what
// was read refers to the struct's memory instead of being its fields.
func (f *function) structBehind(st *state, v *val, typ types.Type) *val {
	t, ok := shape.Core(typ).(*types.Struct)
	if !ok || len(v.addrs()) == 0 || t.NumFields() > maxFields {
		return v
	}
	out := &val{ev: v.ev}
	behind := &val{refs: v.refs}
	for fld := range t.Fields() {
		out = out.with(access.Field(fld.Name()), f.at(st, behind, access.PathOf(access.Field(fld.Name()))))
	}
	return out
}

// named reports whether the field or variable that the receiver is has the name of a container that models know.
func (r *roleCall) named() bool {
	if r.receiver() != 1 || len(r.ops) == 0 || r.ops[0] == nil {
		return false
	}
	value, _ := r.f.p.models.Container(nameOf(r.ops[0]))
	return value != nil || r.f.p.scope.Own && len(r.ops) > 1 && r.f.fillsOnMiss(r.ops[0], r.ops[1])
}

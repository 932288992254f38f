package taint

import (
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Default values: in struct tags, which a settings library reads, and in constants that are assigned where a variable
// is found empty.

// tagDefaults gives the fields below a path of a call the defaults that their tags have.
func (r *roleCall) tagDefaults(s *model.Source) {
	var t types.Type
	switch {
	case s.At.Root == model.Result && s.At.Index < r.sig.Results().Len():
		t = r.sig.Results().At(s.At.Index).Type()
	case r.operand(s.At) != nil:
		t = staticType(r.operand(s.At))
	default:
		return
	}
	r.tagged(s, s.At, t, access.MaxDepth)
}

func (r *roleCall) tagged(s *model.Source, at model.Path, t types.Type, depth int) {
	str, ok := shape.Core(shape.Pointee(t)).(*types.Struct)
	if !ok || depth == 0 {
		return
	}
	for i := range str.NumFields() {
		fld := str.Field(i)
		below := at
		below.Fields = append(slices.Clone(at.Fields), fld.Name())
		text := tagDefault(str.Tag(i), s.Tag)
		if text == "" {
			r.tagged(s, below, fld.Type(), depth-1)
			continue
		}
		if shape.IsFlat(fld.Type()) && !shape.IsNumber(fld.Type()) {
			id := r.f.tagEvent(fld, text)
			r.write(below, &val{ev: evset{id}})
			r.f.namedDefault(fld, id)
		}
	}
}

// tagEvent is the constant that stands in a field's tag. It is said to be where the field is, if that is in this
// package.
func (f *function) tagEvent(fld *types.Var, text string) eventID {
	at, pos := f.cur, positionOf(f.cur)
	if fld.Pkg() == f.p.pass.Pkg {
		pos = fld.Pos()
	}
	return f.g.get(eventKey{at: at, slot: "tag " + fld.Name() + text}, func() event {
		src := &summary.Source{Kind: kind.Of(kind.Constant), Label: "default of a struct tag", Text: text, Pos: pos}
		return event{at: at, source: src, note: "hard-coded as the default of " + fld.Name(), lazy: true}
	})
}

// namedDefault records the default of a field that is called a key: what signs with it may lie in another package.
func (f *function) namedDefault(fld *types.Var, id eventID) {
	if s := f.p.models.Key(fld.Name(), fld.Type()); s != nil && f.p.names() && fld.Pkg() == f.p.pass.Pkg {
		out := &summary.Sink{Kind: kind.Of(s.Kind), Label: "key in " + s.Label, Site: f.siteHere(true)}
		f.use("tag "+fld.Name(), use{ev: evset{id}, sink: out, steps: []*summary.Step{f.step("stands in for an empty " + fld.Name())}})
	}
}

// tagDefault is the default in a tag: the value of a key, or with `key:word=` what stands after the word in a list.
func tagDefault(tag, key string) string {
	key, word, listed := strings.Cut(key, ":")
	value, ok := reflect.StructTag(tag).Lookup(key)
	if !ok || !listed {
		return value
	}
	for part := range strings.SplitSeq(value, ",") {
		if text, ok := strings.CutPrefix(strings.TrimSpace(part), word); ok {
			return text
		}
	}
	return ""
}

// keyDefault records a constant that is put into a variable or field which is called a key and was found empty: what
// signs with it may lie in another package.
func (f *function) keyDefault(st *state, in *ssa.Store, v *val) {
	if !f.p.names() || !f.lazyIn(v.events()) || !f.foundEmpty(in) {
		return
	}
	name := nameOf(in.Addr)
	if s := f.p.models.Key(name, shape.Pointee(in.Addr.Type())); s != nil {
		out := &summary.Sink{Kind: kind.Of(s.Kind), Label: "key in " + s.Label, Site: f.siteHere(true)}
		f.use("key default", use{ev: f.carry(st, v), sink: out, steps: []*summary.Step{f.step("stands in for an empty " + name)}})
	}
}

// foundEmpty reports whether a store stands where a test has found the same variable or field empty.
func (f *function) foundEmpty(in *ssa.Store) bool {
	b := in.Block()
	if len(b.Preds) != 1 {
		return false
	}
	pred := b.Preds[0]
	end, ok := pred.Instrs[len(pred.Instrs)-1].(*ssa.If)
	if !ok || pred.Succs[0] != b {
		return false
	}
	test, ok := end.Cond.(*ssa.BinOp)
	if !ok || test.Op != token.EQL {
		return false
	}
	c, ok := test.Y.(*ssa.Const)
	if !ok || c.Value == nil || !isEmpty(c) {
		return false
	}
	x := test.X
	if call, ok := x.(*ssa.Call); ok && len(call.Call.Args) == 1 { // len
		x = call.Call.Args[0]
	}
	name := nameOf(in.Addr)
	return name != "" && nameOf(x) == name
}

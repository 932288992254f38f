package taint

import (
	"cmp"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Containers whose elements go by keys, as contexts do: what is put in under a key comes out under the same key.
// Where the container itself is in sight, its memory knows. Where it is not, between a middleware and the handler
// behind it, the key is what joins them: it is a cell of the package's heap, as a variable is, and belongs to the
// package that declares the key.

// A key is what an element of a container goes by.
type key struct {
	elem access.Elem // as an element of a path
	cell string      // "" if the key is not known
}

// name is a key's name as a trace shows it.
func (k key) name() string {
	name, text, _ := strings.Cut(k.cell, access.KeySuffix)
	if text != "" {
		return strings.TrimSpace(text)
	}
	return strings.TrimSuffix(name[strings.LastIndexByte(name, '.')+1:], "{}")
}

// keyedElement is the path of a model with its last element resolved, if that goes by a key.
func (r *roleCall) keyedElement(p model.Path) (model.Path, key, bool) {
	n := len(p.Fields) - 1
	if n < 0 {
		return p, key{}, false
	}
	arg, ok := model.KeyedBy(p.Fields[n])
	if !ok {
		return p, key{}, false
	}
	k := key{elem: access.Any}
	if op := r.operand(model.Path{Root: model.Arg, Index: arg}); op != nil {
		k = keyOperand(op, r.container(p))
	}
	p.Fields = append(slices.Clone(p.Fields[:n]), string(k.elem))
	return p, k, true
}

// container names the type of a container, for keys that are plain text.
func (r *roleCall) container(p model.Path) string {
	var t types.Type
	switch sig := r.sig; {
	case p.Root == model.Result && p.Index < sig.Results().Len():
		t = sig.Results().At(p.Index).Type()
	case sig.Recv() != nil:
		t = sig.Recv().Type()
	}
	if tn := shape.NameOf(t); tn != nil && tn.Pkg() != nil {
		return tn.Pkg().Path() + "." + tn.Name()
	}
	return ""
}

// keyOperand is what an operand is as a key: a variable's address or value, a value of a type of its own, a constant.
func keyOperand(v ssa.Value, container string) key {
	switch x := v.(type) {
	case *ssa.MakeInterface:
		if tn := shape.NameOf(x.X.Type()); tn != nil && tn.Pkg() != nil && !shape.IsPointer(x.X.Type()) {
			if s, ok := x.X.Type().Underlying().(*types.Struct); ok && s.NumFields() == 0 {
				return declaredKey(tn.Pkg().Path()+"."+tn.Name(), "{}")
			}
			if c, ok := x.X.(*ssa.Const); ok && c.Value != nil {
				return declaredKey(tn.Pkg().Path()+"."+tn.Name(), " "+shortConst(c.Value))
			}
		}
		return keyOperand(x.X, container)
	case *ssa.ChangeInterface:
		return keyOperand(x.X, container)
	case *ssa.UnOp:
		if g, ok := x.X.(*ssa.Global); ok && g.Pkg != nil {
			return declaredKey(g.Pkg.Pkg.Path()+"."+g.Name(), "")
		}
	case *ssa.Global:
		if x.Pkg != nil {
			return declaredKey(x.Pkg.Pkg.Path()+"."+x.Name(), "")
		}
	case *ssa.Const:
		if x.Value != nil && x.Value.Kind() == constant.String && container != "" {
			text := shortConst(x.Value)
			return key{elem: access.Const(text), cell: "var " + container + access.KeySuffix + " " + text}
		}
	}
	return key{elem: access.Any}
}

func declaredKey(name, value string) key {
	return key{elem: access.Const(name + value), cell: "var " + name + value + access.KeySuffix}
}

// put stores a value under a key: in the container, and in the cell of the key.
func (r *roleCall) put(to model.Path, k key, v *val, slot string) {
	if to.Root == model.Result {
		// The container is new: what the one that it was made of held under the key is not in it.
		stored := val{killed: true}
		if v != nil {
			stored = *v
			stored.killed = true
			stored.forget()
		}
		path, _ := pathOf(to.Fields)
		if es := path.Elems(); len(es) == 1 {
			r.out[to.Index] = r.out[to.Index].with(es[0], &stored)
		}
	} else if !v.empty() {
		r.write(to, v)
	}
	if cell := cmp.Or(k.cell, unknownKey); !v.empty() {
		at := access.Place{Root: access.Cell, Cell: cell}
		r.f.noteCellFuncs(r.st, at, v, 3)
		steps := []*summary.Step{r.f.step("stored under the key " + k.name())}
		(&walker{f: r.f, st: r.st, slot: slot, steps: steps}).walk(at, v, true)
	}
}

// taken is what lies under a key: what is known of the container, and what others have put in under the key unless it
// is known to be overwritten.
func (r *roleCall) taken(from model.Path, k key, t types.Type) *val {
	path, _ := pathOf(from.Fields)
	base := r.base(from)
	v := r.f.at(r.st, base, path)
	if k.cell == "" || r.f.isKilledAt(r.st, base, path) {
		return v
	}
	at := access.Place{Root: access.Cell, Cell: k.cell}
	for _, e := range base.events() {
		if o := r.f.g.events[e].place; o.Root == access.Param {
			at.Index, at.Rest = o.Index+1, o.Path+path
		}
	}
	return merge(v, r.f.entryValue(at, t))
}

// keyAt is a cell as this function sees it, whose callee took it out: of a container that is an argument, and may be
// a parameter here, too.
func (f *function) keyAt(p access.Place, args []*val) access.Place {
	at := access.Place{Root: access.Cell, Cell: p.Cell, Path: p.Path}
	if p.Rest == "" || p.Index == 0 || p.Index > len(args) {
		return at
	}
	for _, e := range args[p.Index-1].events() {
		if o := f.g.events[e].place; o.Root == access.Param {
			at.Index, at.Rest = o.Index+1, o.Path+p.Rest
		}
	}
	return at
}

// putNothing says of an element of a result that what the callee put there is known, and is nothing.
func (a *application) putNothing(to access.Place) {
	if es := to.Path.Elems(); len(es) == 1 && a.out[to.Index].child(es[0]) == nil {
		a.out[to.Index] = a.out[to.Index].with(es[0], &val{killed: true})
	}
}

// isKilledAt reports whether this function certainly replaced what lies at a path below a value.
func (f *function) isKilledAt(st *state, v *val, path access.Path) bool {
	if v == nil || len(v.refs) == 0 {
		return v != nil && f.nodeAt(v, path).isKilled()
	}
	return !slices.ContainsFunc(v.refs, func(r ref) bool {
		return !f.nodeAt(f.content(st, r.obj), r.path+path).isKilled()
	})
}

func (v *val) isKilled() bool { return v != nil && v.killed }

// nodeAt is the node of a tree at a path, as it stands there.
func (f *function) nodeAt(v *val, path access.Path) *val {
	for _, e := range path.Elems() {
		v = v.child(e)
	}
	return v
}

// keyIsKnown reports whether a flow out of a key's cell does not hold at a call: the container that the callee looks
// into has a value of its own under the key.
func (a *application) keyIsKnown(from access.Place) bool {
	if from.Root != access.Cell || from.Rest == "" || from.Index == 0 || from.Index > len(a.args) {
		return false
	}
	return a.f.isKilledAt(a.st, a.args[from.Index-1], from.Rest)
}

// unknownKey is the cell of what goes by a key that is not known. Nothing is read out of it; that something was put
// there tells that it was handed on.
const unknownKey = "var a key" + access.KeySuffix

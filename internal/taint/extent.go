package taint

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Aspects that the language itself knows: how much a value is.
const (
	// aspectSize is how long a stream is, or what is read from it. What is in memory has been read: its size is known.
	aspectSize = "size"
	// aspectAmount is how large a number is that came out of a value.
	aspectAmount = "amount"
)

// streams reports whether values of a type are read piece by piece, for as long as the other side sends: whether they
// have the Read method of a reader.
func (p *pkg) streams(t types.Type) bool {
	if known, ok := p.streaming[t]; ok {
		return known
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Read")
	fn, ok := obj.(*types.Func)
	ok = ok && readsBytes(fn.Signature())
	p.streaming[t] = ok
	return ok
}

// readsBytes reports whether a signature is that of io.Reader's Read.
func readsBytes(sig *types.Signature) bool {
	if sig.Params().Len() != 1 || sig.Results().Len() != 2 || !shape.IsError(sig.Results().At(1).Type()) {
		return false
	}
	s, ok := sig.Params().At(0).Type().Underlying().(*types.Slice)
	return ok && types.Identical(s.Elem(), types.Typ[types.Byte])
}

// kept is a value as it is after a store into a field: some fields, as that of a limited reader, bound what is read
// through them.
func (f *function) kept(st *state, v *val, addr ssa.Value) *val {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok || v.empty() {
		return v
	}
	owner, fld := fieldOfAddr(fa)
	if owner == nil || !f.p.models.Covers(owner.Pkg().Path()) {
		return v
	}
	roles := f.p.models.Field(owner, fld)
	if roles == nil || len(roles.Sanitizers) == 0 {
		return v
	}
	l := summary.Label{Why: "by " + owner.Name() + "." + fld.Name()}
	for _, s := range roles.Sanitizers {
		l.Clears |= kind.SetOf(s.Kinds)
	}
	return &val{ev: evset{f.derived("kept", "passed through "+owner.Name(), f.carry(st, v), l)}}
}

// fieldOfAddr is the field that an address is of, and the named type that has it; nil if the type has no name or no
// package.
func fieldOfAddr(fa *ssa.FieldAddr) (*types.TypeName, *types.Var) {
	t := shape.Pointee(fa.X.Type())
	owner := shape.NameOf(t)
	s, ok := shape.Core(t).(*types.Struct)
	if !ok || owner == nil || owner.Pkg() == nil {
		return nil, nil
	}
	return owner, s.Field(fa.Field)
}

// measured are the values whose length a number is, if it was read from a field that says so.
func (f *function) measured(st *state, v ssa.Value) evset {
	load, ok := stripConverts(v).(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	owner, fld := fieldOfAddr(fa)
	if owner == nil || !f.p.models.Covers(owner.Pkg().Path()) {
		return nil
	}
	roles := f.p.models.Field(owner, fld)
	if roles == nil {
		return nil
	}
	var ev evset
	for _, name := range roles.Measures {
		if name != "." {
			for _, r := range f.value(fa.X).addrs() {
				ev = ev.union(f.deep(st, f.load(st, ref{r.obj, r.path + access.PathOf(access.Field(name))}, nil)))
			}
			continue
		}
		whole := fa.X
		for {
			outer, ok := whole.(*ssa.FieldAddr) // of an embedded struct
			if !ok {
				break
			}
			whole = outer.X
		}
		ev = ev.union(f.deep(st, f.value(whole)))
	}
	return ev
}

// atStart is what a source of a type is free of from the start: a value that is no stream is in memory, so its size is
// known.
func (p *pkg) atStart(t types.Type, stream bool) summary.Label {
	if stream || t == nil || p.streams(t) {
		return summary.Label{}
	}
	return summary.Label{Clears: kind.Of(aspectSize).Set(), Why: "in memory already"}
}

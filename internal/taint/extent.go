package taint

import (
	"go/types"
)

// Aspects that the language itself knows: how much a value is.
const (
	// aspectSize is how long a stream is, or what is read from it. What is in memory has been read: its size is known.
	aspectSize = "size"
	// aspectAmount is how large a number is that came out of a value.
	aspectAmount = "amount"
)

// streams reports whether values of a type are read piece by piece, for as long as the other side sends: whether they have the Read method
// of a reader.
func (p *pkg) streams(t types.Type) bool {
	if known, ok := p.streaming[t]; ok {
		return known
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Read")
	fn, ok := obj.(*types.Func)
	ok = ok && readsBytes(fn.Signature())
	if p.streaming == nil {
		p.streaming = map[types.Type]bool{}
	}
	p.streaming[t] = ok
	return ok
}

// readsBytes reports whether a signature is that of io.Reader's Read.
func readsBytes(sig *types.Signature) bool {
	if sig.Params().Len() != 1 || sig.Results().Len() != 2 || !isError(sig.Results().At(1).Type()) {
		return false
	}
	s, ok := sig.Params().At(0).Type().Underlying().(*types.Slice)
	return ok && types.Identical(s.Elem(), types.Typ[types.Byte])
}

// atStart is what a source of a type is free of from the start: a value that is no stream is in memory, so its size is known.
func (p *pkg) atStart(t types.Type, stream bool) label {
	if stream || t == nil || p.streams(t) {
		return label{}
	}
	return label{clears: kindOf(aspectSize).set(), why: "in memory already"}
}

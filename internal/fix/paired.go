package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// inverses are the verbs of functions that decode, with those of the functions that undo them.
var inverses = []struct{ decode, encode string }{
	{"Unmarshal", "Marshal"}, {"Deserialize", "Serialize"}, {"Decode", "Encode"}, {"Unpack", "Pack"},
}

// A pair is a function that encodes, and the one that decodes what it made:
//
//	EncodeGob(T) ([]byte, error) and DecodeGob([]byte) (T, error)
//
// What lies between the two in this package can be signed around the calls, whatever the functions do.
type pair struct{ encode, decode *types.Func }

// paired recognises a call of a function of a pair; nil if it is none.
func (b *Builder) paired(call *ast.CallExpr, fn *types.Func) *code {
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil || fn.Signature().TypeParams() != nil || len(call.Args) != 1 {
		return nil
	}
	p := pairOf(fn)
	if p == nil {
		return nil
	}
	c := &code{encoding: b.pairEncoding(p), pkg: fn.Pkg(), call: call, decode: fn == p.decode, typ: valueType(p.value())}
	if c.decode {
		c.data = call.Args[0]
	} else {
		c.value = call.Args[0]
	}
	return c
}

// value is the type of what is encoded.
func (p *pair) value() types.Type { return p.encode.Signature().Params().At(0).Type() }

// pairOf returns the pair that a function belongs to, going by its name and the signatures; nil if it belongs to none.
func pairOf(fn *types.Func) *pair {
	for _, v := range inverses {
		p := &pair{}
		switch name := fn.Name(); {
		case strings.Contains(name, v.decode):
			p.decode = fn
			p.encode, _ = fn.Pkg().Scope().Lookup(strings.Replace(name, v.decode, v.encode, 1)).(*types.Func)
		case strings.Contains(name, v.encode):
			p.encode = fn
			p.decode, _ = fn.Pkg().Scope().Lookup(strings.Replace(name, v.encode, v.decode, 1)).(*types.Func)
		default:
			continue
		}
		if p.encode != nil && p.decode != nil && p.fits() {
			return p
		}
	}
	return nil
}

// fits reports whether one function takes what the other gives, and both may fail.
func (p *pair) fits() bool {
	enc, dec := p.encode.Signature(), p.decode.Signature()
	if enc.Params().Len() != 1 || dec.Params().Len() != 1 || enc.Results().Len() != 2 || dec.Results().Len() != 2 {
		return false
	}
	return isBytes(enc.Results().At(0).Type()) && isBytes(dec.Params().At(0).Type()) &&
		types.Identical(enc.Params().At(0).Type(), dec.Results().At(0).Type()) &&
		isError(enc.Results().At(1).Type()) && isError(dec.Results().At(1).Type())
}

// pairEncoding returns the encoding that stands for a pair, the same for each of its calls.
func (b *Builder) pairEncoding(p *pair) *encoding {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e, ok := b.pairs[p.decode]; ok {
		return e
	}
	name := "Raw"
	for _, known := range formats {
		if strings.Contains(strings.ToLower(p.decode.Name()), strings.ToLower(known.name)) {
			name = known.name
		}
	}
	e := &encoding{name: name, pair: p}
	if b.pairs == nil {
		b.pairs = make(map[*types.Func]*encoding)
	}
	b.pairs[p.decode] = e
	return e
}

// typeText writes a type as the file at a position does, and imports what that takes. It is false for a type that cannot be named there.
func (b *Builder) typeText(e *edit, pos token.Pos, t types.Type) (string, bool) {
	ok := true
	text := types.TypeString(t, func(p *types.Package) string {
		if p == b.pkg {
			return ""
		}
		return e.use(pos, p.Path(), p.Name())
	})
	eachNamed(t, func(name *types.TypeName) {
		ok = ok && (name.Pkg() == nil || name.Parent() == name.Pkg().Scope() && (name.Pkg() == b.pkg || name.Exported()))
	})
	return text, ok
}

// eachNamed calls f with the named types that a type is written with.
func eachNamed(t types.Type, f func(*types.TypeName)) {
	switch t := t.(type) {
	case *types.Named:
		f(t.Obj())
		for arg := range t.TypeArgs().Types() {
			eachNamed(arg, f)
		}
	case *types.Alias:
		f(t.Obj())
	case *types.Pointer:
		eachNamed(t.Elem(), f)
	case *types.Slice:
		eachNamed(t.Elem(), f)
	case *types.Array:
		eachNamed(t.Elem(), f)
	case *types.Map:
		eachNamed(t.Key(), f)
		eachNamed(t.Elem(), f)
	}
}

// pairFunctions sign and verify around a pair. It reports whether its types can be written here.
func (s *signing) pairFunctions(e *edit, text *strings.Builder, pos token.Pos, lib string) bool {
	p := s.reader.encoding.pair
	typ, ok := s.b.typeText(e, pos, p.value())
	pkg := ""
	if p.decode.Pkg() != s.b.pkg {
		pkg = e.use(pos, p.decode.Pkg().Path(), p.decode.Pkg().Name()) + "."
	}
	fmt.Fprintf(text, `// %[1]s encodes a value and signs it.
func %[1]s(s %[2]s.Bound, v %[3]s) ([]byte, error) {
	data, err := %[4]s%[5]s(v)
	if err != nil {
		return nil, err
	}
	return s.AppendSign(nil, data)
}

// %[6]s verifies data, then decodes it.
func %[6]s(s %[2]s.Bound, data []byte) (v %[3]s, err error) {
	payload, err := s.Verify(nil, data)
	if err != nil {
		return v, err
	}
	return %[4]s%[7]s(payload)
}

`, s.encode, lib, typ, pkg, p.encode.Name(), s.decode, p.decode.Name())
	return ok
}

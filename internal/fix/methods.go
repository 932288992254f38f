package fix

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// marshalers are the methods by which types encode themselves, with those that undo it: those of generated code and
// of encoding.
var marshalers = []struct{ encode, decode string }{
	{"MarshalMsg", "UnmarshalMsg"}, {"MarshalBinary", "UnmarshalBinary"}, {"MarshalVT", "UnmarshalVT"},
}

// A methodPair is what a type of the package encodes itself by. What lies between can be signed around the calls,
// whatever the methods do.
type methodPair struct{ encode, decode *types.Func }

// marshaled recognises a call of a method of a pair; nil if it is none.
func (b *Builder) marshaled(call *ast.CallExpr, fn *types.Func) *code {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if fn == nil || !ok || receiver(fn) == nil || receiver(fn).Pkg() != b.pkg || isInterfaceMethod(fn) {
		return nil
	}
	p := methodsOf(receiver(fn), fn.Name())
	if p == nil {
		return nil
	}
	c := &code{encoding: b.methodEncoding(p), pkg: b.pkg, call: call, decode: fn == p.decode, value: sel.X, typ: receiver(fn).Type()}
	if !c.decode {
		return c
	}
	if len(call.Args) != 1 {
		return nil
	}
	c.data = call.Args[0]
	return c
}

// methodsOf returns the pair of a type that a method belongs to; nil if it belongs to none.
func methodsOf(name *types.TypeName, method string) *methodPair {
	for _, m := range marshalers {
		if method != m.encode && method != m.decode {
			continue
		}
		set := types.NewMethodSet(types.NewPointer(name.Type()))
		find := func(name string) *types.Func {
			if sel := set.Lookup(nil, name); sel != nil {
				fn, _ := sel.Obj().(*types.Func)
				return fn
			}
			return nil
		}
		p := &methodPair{find(m.encode), find(m.decode)}
		if p.encode != nil && p.decode != nil && p.fits() {
			return p
		}
	}
	return nil
}

// fits reports whether the methods have the signatures that code knows to call: MarshalMsg([]byte) ([]byte, error),
// UnmarshalMsg([]byte) ([]byte, error) and those without the first argument and the first result.
func (p *methodPair) fits() bool {
	enc, dec := p.encode.Signature(), p.decode.Signature()
	return enc.Params().Len() <= 1 && enc.Results().Len() == 2 && isBytes(enc.Results().At(0).Type()) && isError(enc.Results().At(1).Type()) &&
		dec.Params().Len() == 1 && isBytes(dec.Params().At(0).Type()) && dec.Results().Len() >= 1 && dec.Results().Len() <= 2 &&
		isError(dec.Results().At(dec.Results().Len()-1).Type()) && enc.TypeParams() == nil
}

func (b *Builder) methodEncoding(p *methodPair) *encoding {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e, ok := b.pairs[p.decode]; ok {
		return e
	}
	e := &encoding{name: "Raw", methods: p}
	if b.pairs == nil {
		b.pairs = make(map[*types.Func]*encoding)
	}
	b.pairs[p.decode] = e
	return e
}

// selfCoded turns a call of a method into one of the function that signs around it.
func (s *signing) selfCoded(e *edit, c *code, signer string) {
	name, value := s.encode, e.keep(c.value)
	if t := s.b.info.TypeOf(c.value); t != nil {
		if _, pointer := types.Unalias(t).(*types.Pointer); !pointer {
			value = "&" + value
		}
	}
	args := signer + ", " + value
	if c.decode {
		name = s.decode
		args += ", " + e.keep(c.data)
	}
	e.replace(c.call.Pos(), c.call.End(), name+"("+args+")")
}

// methodFunctions sign and verify around the methods.
func (s *signing) methodFunctions(text *strings.Builder, lib string) {
	p := s.reader.encoding.methods
	arg, results, failed := "", "error", "err"
	if p.encode.Signature().Params().Len() == 1 {
		arg = "nil"
	}
	if p.decode.Signature().Results().Len() == 2 {
		results, failed = "([]byte, error)", "nil, err"
	}
	fmt.Fprintf(text, `// %[1]s encodes a value and signs it.
func %[1]s(s %[2]s.Bound, v *%[3]s) ([]byte, error) {
	data, err := v.%[4]s(%[5]s)
	if err != nil {
		return nil, err
	}
	return s.AppendSign(nil, data)
}

// %[6]s verifies data, then decodes it.
func %[6]s(s %[2]s.Bound, v *%[3]s, data []byte) %[7]s {
	payload, err := s.Verify(nil, data)
	if err != nil {
		return %[8]s
	}
	return v.%[9]s(payload)
}

`, s.encode, lib, s.reader.typ.(*types.Named).Obj().Name(), p.encode.Name(), arg, s.decode, results, failed, p.decode.Name())
}

package fix

import (
	"go/ast"
	"go/types"
	"strings"
)

// An encoding is a package that encodes and decodes.
type encoding struct {
	name    string      // in names of codecs
	signed  string      // the constant of signedcodec; empty if signedcodec has none, and signs the encoded bytes instead
	pair    *pair       // of functions that encode and decode; nil for a package that does
	methods *methodPair // of a type that encodes itself
}

// formats are the names of encodings, with the list of the vocabulary that has the packages of each.
var formats = []struct{ name, list string }{
	{"Gob", "gob-packages"}, {"JSON", "json-packages"}, {"XML", "xml-packages"}, {"YAML", "yaml-packages"},
	{"Msgpack", "msgpack-packages"}, {"CBOR", "cbor-packages"}, {"BSON", "bson-packages"}, {"TOML", "toml-packages"},
}

// signs are the packages that signedcodec encodes by, with its constants.
var signs = map[string]string{"encoding/gob": "Gob", "encoding/json": "JSON"}

// encodingOf returns the encoding that a package implements, or nil. All major versions of a package implement the same
// one.
func (b *Builder) encodingOf(pkg *types.Package) *encoding {
	if pkg == nil {
		return nil
	}
	path := unversioned(pkg.Path())
	b.mu.Lock()
	defer b.mu.Unlock()
	if e, ok := b.encodings[path]; ok {
		return e
	}
	var e *encoding
	for _, f := range formats {
		if b.models.Matches(f.list, pkg.Path()) {
			e = &encoding{name: f.name, signed: signs[path]}
			break
		}
	}
	b.encodings[path] = e
	return e
}

// unversioned cuts the major version off an import path.
func unversioned(path string) string {
	for _, sep := range []string{"/v", ".v"} {
		i := strings.LastIndex(path, sep)
		if i > 0 && strings.Trim(path[i+2:], "0123456789") == "" && len(path) > i+2 {
			return path[:i]
		}
	}
	return path
}

// A code is a place where a value is encoded to bytes or decoded from them.
type code struct {
	encoding *encoding
	pkg      *types.Package // that encodes or decodes
	decode   bool
	// call is that of Marshal or Unmarshal, or of the method Encode or Decode; in the latter case maker is the call of
	// NewEncoder or NewDecoder. It is nil where the encoder comes from elsewhere, or is used for more.
	call   *ast.CallExpr
	stream bool
	maker  *ast.CallExpr
	data   ast.Expr // the bytes to decode, or what is read from or written to; nil for Marshal
	value  ast.Expr
	typ    types.Type // of the value, without pointers
	indent bool       // MarshalIndent

	channels []channel
	followed bool // channels are known
}

// code recognises a call.
func (b *Builder) code(call *ast.CallExpr) *code {
	fn := b.callee(call)
	if fn == nil {
		return nil
	}
	f := b.encodingOf(fn.Pkg())
	if f == nil {
		if fn.Pkg() == b.pkg {
			return b.marshaled(call, fn)
		}
		return b.paired(call, fn)
	}
	c := &code{encoding: f, pkg: fn.Pkg(), call: call}
	recv := receiver(fn)
	switch {
	case recv == nil && fn.Name() == "Marshal" && len(call.Args) == 1:
		c.value = call.Args[0]
	case recv == nil && fn.Name() == "MarshalIndent" && f.signed != "" && len(call.Args) == 3:
		c.value, c.indent = call.Args[0], true
	case recv == nil && fn.Name() == "Unmarshal" && len(call.Args) == 2 && isBytes(typeOf(b, call.Args[0])):
		c.data, c.value, c.decode = call.Args[0], call.Args[1], true
	case recv != nil && recv.Name() == "Encoder" && strings.HasPrefix(fn.Name(), "Encode") && len(call.Args) > 0:
		c.value, c.stream = call.Args[0], true
	case recv != nil && recv.Name() == "Decoder" && strings.HasPrefix(fn.Name(), "Decode") && len(call.Args) > 0:
		c.value, c.stream, c.decode = call.Args[0], true, true
	default:
		return nil
	}
	c.typ = valueType(b.info.TypeOf(c.value))
	if c.stream {
		b.findMaker(c, fn)
	}
	return c
}

func typeOf(b *Builder, x ast.Expr) types.Type {
	if t := b.info.TypeOf(x); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// valueType strips pointers.
func valueType(t types.Type) types.Type {
	for t != nil {
		p, ok := types.Unalias(t).(*types.Pointer)
		if !ok {
			break
		}
		t = p.Elem()
	}
	return t
}

// findMaker finds the call that made the encoder or decoder, if the object is used for nothing but Encode and Decode.
func (b *Builder) findMaker(c *code, method *types.Func) {
	sel, ok := ast.Unparen(c.call.Fun).(*ast.SelectorExpr)
	if !ok || method.Name() != "Encode" && method.Name() != "Decode" || len(c.call.Args) != 1 {
		return
	}
	x := ast.Unparen(sel.X)
	if id, ok := x.(*ast.Ident); ok {
		obj := b.info.Uses[id]
		def := b.only(obj)
		if def == nil || !b.onlyCalled(obj, method.Name()) || !b.inferred(obj) {
			return
		}
		x = ast.Unparen(def)
	}
	call, ok := x.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return
	}
	if fn := b.callee(call); fn == nil || fn.Pkg() != method.Pkg() || !strings.HasPrefix(fn.Name(), "New") || receiver(fn) != nil {
		return
	}
	c.maker, c.data = call, call.Args[0]
}

// onlyCalled reports whether a variable is used for nothing but calls of one method.
func (b *Builder) onlyCalled(obj types.Object, method string) bool {
	for _, id := range b.tree().uses[obj] {
		sel, ok := b.tree().up(id).(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != method {
			return false
		}
		if call, ok := b.tree().up(sel).(*ast.CallExpr); !ok || ast.Unparen(call.Fun) != ast.Expr(sel) {
			return false
		}
	}
	return true
}

// inferred reports whether a variable takes its type from its value, so that another value may have another type.
func (b *Builder) inferred(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	if !ok {
		return false
	}
	id := b.definingIdent(v)
	if id == nil {
		return false
	}
	switch p := b.tree().up(id).(type) {
	case *ast.AssignStmt:
		return true
	case *ast.ValueSpec:
		return p.Type == nil
	}
	return false
}

// slurped returns the bytes behind a reader that was made of nothing else, as an expression of type []byte.
func (b *Builder) slurped(e *edit, x ast.Expr) (text string, ok bool) {
	call, isCall := ast.Unparen(x).(*ast.CallExpr)
	if !isCall || len(call.Args) != 1 {
		return "", false
	}
	switch {
	case b.calls(call, "bytes", "NewReader", "NewBuffer"):
		return e.keep(call.Args[0]), true
	case b.calls(call, "strings", "NewReader"), b.calls(call, "bytes", "NewBufferString"):
		return "[]byte(" + e.keep(call.Args[0]) + ")", true
	}
	return "", false
}

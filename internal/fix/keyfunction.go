package fix

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/printer"
	"go/types"
	"strings"
)

// keyFunction returns an expression for a key function of the type want at a call: one that is in scope, one of the
// package or of an imported package, or a function literal that another parse uses. It returns "" if there is none, or
// more than one.
func (b *Builder) keyFunction(e *edit, call *ast.CallExpr, want types.Type) string {
	sig, ok := want.Underlying().(*types.Signature)
	if !ok {
		return ""
	}
	k := &keySearch{b: b, e: e, call: call, want: sig, around: b.tree().function(call)}
	for _, search := range []func(){k.inScope, k.inPackage, k.imported} {
		if search(); len(k.found) > 0 {
			break
		}
	}
	switch len(k.found) {
	case 0:
		return k.literal()
	case 1:
		return k.found[0]
	}
	return ""
}

// A keySearch looks for a key function for a call that parses a token.
type keySearch struct {
	b      *Builder
	e      *edit
	call   *ast.CallExpr
	want   *types.Signature // of the key function
	around *ast.FuncDecl    // the function that the call is in
	found  []string         // expressions for key functions at the call
}

// fits reports whether a function type has the wanted signature.
func (k *keySearch) fits(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.TypeParams() != nil {
		return false
	}
	return types.Identical(types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic()), k.want)
}

// inScope finds parameters, local variables, and fields and methods of the receiver.
func (k *keySearch) inScope() {
	b := k.b
	for s := b.pkg.Scope().Innermost(k.call.Pos()); s != nil && s != b.pkg.Scope(); s = s.Parent() {
		for _, name := range s.Names() {
			if v, ok := s.Lookup(name).(*types.Var); ok && v.Pos() < k.call.Pos() && k.fits(v.Type()) && b.visible(k.call.Pos(), name) == v {
				k.found = append(k.found, name)
			}
		}
	}
	self := methodsReceiver(b, k.around)
	if self == nil || b.visible(k.call.Pos(), self.Name()) != self {
		return
	}
	if s, ok := valueType(self.Type()).Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if k.fits(f.Type()) {
				k.found = append(k.found, self.Name()+"."+f.Name())
			}
		}
	}
	for decl, fn := range k.declared() {
		if recv := fn.Signature().Recv(); recv != nil && sameNamed(self.Type(), recv.Type()) && decl != k.around {
			k.found = append(k.found, self.Name()+"."+fn.Name())
		}
	}
}

// inPackage finds functions and variables of the package.
func (k *keySearch) inPackage() {
	b := k.b
	for decl, fn := range k.declared() {
		if fn.Signature().Recv() == nil && decl != k.around && b.visible(k.call.Pos(), fn.Name()) == fn {
			k.found = append(k.found, fn.Name())
		}
	}
	for _, name := range b.pkg.Scope().Names() {
		if v, ok := b.pkg.Scope().Lookup(name).(*types.Var); ok && k.fits(v.Type()) && b.visible(k.call.Pos(), name) == v {
			k.found = append(k.found, name)
		}
	}
}

// declared yields the functions and methods of the package that fit.
func (k *keySearch) declared() func(yield func(*ast.FuncDecl, *types.Func) bool) {
	return func(yield func(*ast.FuncDecl, *types.Func) bool) {
		for fn, decl := range k.b.tree().bodies {
			if k.b.inTest(decl.Pos()) || decl.Name.Name == "_" || !k.fits(fn.Type()) {
				continue
			}
			if !yield(decl, fn) {
				return
			}
		}
	}
}

// imported finds exported functions of packages that the file imports.
func (k *keySearch) imported() {
	file := k.b.file(k.call.Pos())
	for _, spec := range file.Imports {
		name := k.b.info.PkgNameOf(spec)
		if name == nil || name.Name() == "_" || name.Name() == "." || k.b.visible(k.call.Pos(), name.Name()) != name {
			continue
		}
		scope := name.Imported().Scope()
		for _, in := range scope.Names() {
			if fn, ok := scope.Lookup(in).(*types.Func); ok && fn.Exported() && k.fits(fn.Type()) {
				k.found = append(k.found, name.Name()+"."+in)
			}
		}
	}
}

// literal declares the package's only key function that is a literal as a function, or as a method of the receiver at
// the call. It returns "" if there is no such literal, or if several differ.
func (k *keySearch) literal() string {
	b := k.b
	var all []*ast.FuncLit
	for _, f := range b.files {
		for n := range ast.Preorder(f) {
			if lit, ok := n.(*ast.FuncLit); ok && b.file(lit.Pos()) != nil && !b.inTest(lit.Pos()) && k.fits(typeOf(b, lit)) {
				all = append(all, lit)
			}
		}
	}
	if len(all) == 0 {
		return ""
	}
	recv, ok := k.captured(all[0])
	if !ok {
		return ""
	}
	for _, lit := range all[1:] {
		if other, ok := k.captured(lit); !ok || (other == nil) != (recv == nil) || b.text(lit) != b.text(all[0]) || b.file(lit.Pos()) != b.file(all[0].Pos()) {
			return ""
		}
	}
	return k.hoist(all, recv)
}

// captured returns the receiver that a literal uses, if any. It is not fine if the literal uses another local variable.
func (k *keySearch) captured(lit *ast.FuncLit) (recv *types.Var, fine bool) {
	b, self := k.b, methodsReceiver(k.b, k.around)
	outer := methodsReceiver(b, b.tree().function(lit))
	fine = true
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := b.info.Uses[id]
		v, isVar := obj.(*types.Var)
		switch {
		case obj == nil || obj.Pkg() != b.pkg || obj.Parent() == nil || obj.Parent() == b.pkg.Scope() || lit.Pos() <= obj.Pos() && obj.Pos() < lit.End():
		case isVar && v == outer && self != nil && sameNamed(v.Type(), self.Type()) && v.Name() == self.Name():
			recv = v
		default:
			if _, isPkg := obj.(*types.PkgName); !isPkg {
				fine = false
			}
		}
		return fine
	})
	return recv, fine
}

// hoist declares a function before the declaration that the first literal is in, and replaces all of the literals by
// it.
func (k *keySearch) hoist(all []*ast.FuncLit, recv *types.Var) string {
	b, first := k.b, all[0]
	decl := b.topDecl(first.Pos())
	if decl == nil {
		return ""
	}
	var out bytes.Buffer
	cfg := printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8}
	if cfg.Fprint(&out, b.fset, &printer.CommentedNode{Node: first, Comments: b.file(first.Pos()).Comments}) != nil {
		return ""
	}
	name := b.freeName("tokenKey")
	text, use := "func "+name+strings.TrimPrefix(out.String(), "func"), name
	if recv != nil {
		fd := b.tree().function(first)
		text, use = fmt.Sprintf("func (%s %s) %s%s", recv.Name(), b.text(fd.Recv.List[0].Type), name, strings.TrimPrefix(out.String(), "func")), recv.Name()+"."+name
	}
	k.e.insert(beforeDecl(decl), "// "+name+" returns the key that a token is verified with.\n"+text+"\n\n")
	for _, lit := range all {
		k.e.keep(lit)
		k.e.replace(lit.Pos(), lit.End(), use)
	}
	return use
}

// methodsReceiver returns the receiver of a method, or nil if it has no name.
func methodsReceiver(b *Builder, fn *ast.FuncDecl) *types.Var {
	if fn == nil || fn.Recv == nil || len(fn.Recv.List) != 1 || len(fn.Recv.List[0].Names) != 1 || fn.Recv.List[0].Names[0].Name == "_" {
		return nil
	}
	v, _ := b.info.Defs[fn.Recv.List[0].Names[0]].(*types.Var)
	return v
}

// sameNamed reports whether two receivers have the same named type, whether they are pointers or not.
func sameNamed(a, b types.Type) bool {
	bare := func(t types.Type) types.Type {
		if p, ok := types.Unalias(t).(*types.Pointer); ok {
			return p.Elem()
		}
		return t
	}
	return types.Identical(bare(a), bare(b))
}

package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Parse adds code that verifies the token that a call at one of the places parses: the call with a key function if its
// library has one that takes the same arguments, else what the library verifies tokens with.
func (p *Plan) Parse(places ...token.Pos) *Plan {
	for pos := range p.b.editable(places) {
		for _, call := range p.b.callsAt(pos) {
			if line := p.b.verifyingLine(call); line != "" {
				return p.Code(line).Code(p.b.afterParse(call)...)
			}
			if all := p.b.verifiers(call); len(all) > 0 {
				return p.Say("a call of what verifies in this library, with your key:").Code(all...)
			}
		}
	}
	return p.Code("token, err := the parse that verifies, with the key and the algorithm that the token was signed with", "if err != nil {", "\treturn", "}")
}

// verifyingLine returns a call that verifies, with the arguments of a call that does not, or "" if the library has
// none.
func (b *Builder) verifyingLine(call *ast.CallExpr) string {
	fn := b.callee(call)
	if fn == nil || len(call.Args) == 0 {
		return ""
	}
	args := make([]string, len(call.Args))
	for i, x := range call.Args {
		args[i] = b.text(x)
	}
	pin := ""
	if option := b.pinOption(fn.Pkg()); option != "" {
		method := b.signingMethod(fn.Pkg())
		if method == "" {
			pin = fn.Pkg().Name() + "." + option + "([]string{\"RS256\"})"
		} else {
			pin = fn.Pkg().Name() + "." + option + "([]string{" + fn.Pkg().Name() + "." + method + ".Alg()})"
		}
	}
	if i := slices.IndexFunc(call.Args, func(x ast.Expr) bool { return b.info.Types[x].IsNil() }); i >= 0 && i < fn.Signature().Params().Len() && b.takesToken(fn.Signature().Params().At(i).Type()) {
		args[i] = "keyFunc"
		return "token, err := " + b.text(call.Fun) + "(" + strings.Join(args, ", ") + ")"
	}
	verify := b.verifyingFunction(call, fn)
	if verify == nil {
		return ""
	}
	args = append(args, "keyFunc")
	if pin != "" && verify.Signature().Variadic() {
		args = append(args, pin)
	}
	return "token, err := " + fn.Pkg().Name() + "." + verify.Name() + "(" + strings.Join(args, ", ") + ")"
}

// verifyingFunction returns the function in a method's package that verifies the token that a call of the method
// parses, or nil.
func (b *Builder) verifyingFunction(call *ast.CallExpr, method *types.Func) *types.Func {
	if receiver(method) == nil {
		return nil
	}
	scope := method.Pkg().Scope()
	for _, name := range scope.Names() {
		if fn, ok := scope.Lookup(name).(*types.Func); ok && fn.Exported() && b.addsKey(call, fn) {
			return fn
		}
	}
	return nil
}

// afterParse returns the lines that must follow a call that verifies, in the style of the function around it.
func (b *Builder) afterParse(call *ast.CallExpr) []string {
	s := &stop{b: b, e: b.newEdit(), of: BadToken, call: call, name: "err"}
	ret := "return"
	if s.prepare() {
		s.isError = true
		if text, ok := s.text(false); ok {
			ret = text
		}
	}
	return []string{"if err != nil {", "\t" + ret, "}"}
}

// verifiers returns what the library of a call verifies tokens with: functions of its package, and methods of its
// receiver.
func (b *Builder) verifiers(call *ast.CallExpr) (all []string) {
	fn := b.callee(call)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	note := func(obj types.Object) {
		m, ok := obj.(*types.Func)
		if ok && m.Exported() && m != fn && b.verifies(m) {
			all = append(all, types.ObjectString(m, func(p *types.Package) string { return p.Name() }))
		}
	}
	for _, name := range fn.Pkg().Scope().Names() {
		note(fn.Pkg().Scope().Lookup(name))
	}
	if recv := receiver(fn); recv != nil {
		set := types.NewMethodSet(types.NewPointer(recv.Type()))
		for i := range set.Len() {
			note(set.At(i).Obj())
		}
	}
	return all[:min(len(all), maxLines)]
}

package fix

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// EnvironmentKey offers to load a key from the environment and to fail at startup without it. The places are the key's
// constant, the steps of its trace, and the call that uses it. The fix is made at the first place that has a constant
// with the key's text and a known fix; other constants are left alone.
func (b *Builder) EnvironmentKey(text string, places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.outsideTests(places) {
		if text == "" {
			if fixes := b.emptyKey(pos); fixes != nil {
				return fixes
			}
		}
		for _, x := range b.constantsAt(pos) {
			if constant.StringVal(b.info.Types[x].Value) != text {
				continue
			}
			if fixes := b.environmentKey(x); fixes != nil {
				return fixes
			}
		}
	}
	return nil
}

// constantsAt returns the string constants that may be a key at a position: those of the expression there or, if that
// is a call, of its arguments that may be keys.
func (b *Builder) constantsAt(pos token.Pos) []ast.Expr {
	// The smallest expression that begins here and holds a constant.
	var nodes []ast.Expr
	_, _ = at(b, pos, pos, func(x ast.Expr) bool {
		if call, ok := x.(*ast.CallExpr); x.Pos() == pos || ok && call.Lparen == pos {
			nodes = append(nodes, x)
		}
		return true
	})
	for i := len(nodes) - 1; i >= 0; i-- {
		var all []ast.Expr
		if call, ok := nodes[i].(*ast.CallExpr); ok && !b.isConversion(call) {
			for j, arg := range call.Args {
				if b.takesKey(call, j) || b.isTextConstant(arg) {
					all = append(all, b.constantsIn(arg, 0)...)
				}
			}
		} else {
			all = b.constantsIn(nodes[i], 0)
		}
		if len(all) > 0 {
			return all
		}
	}
	return nil
}

// takesKey reports whether an argument of a call may be a key: it is of type []byte, its parameter is named like a key,
// or it is the default of an environment variable.
func (b *Builder) takesKey(call *ast.CallExpr, index int) bool {
	fn := b.callee(call)
	if fn == nil || b.readsEnvironment(call) {
		return fn != nil && index == 1
	}
	params := fn.Signature().Params()
	if params.Len() == 0 {
		return false
	}
	if fn.Pkg() != nil && fn.Pkg().Path() == b.signed {
		return index == 0
	}
	p := params.At(min(index, params.Len()-1))
	name := strings.ToLower(p.Name())
	for _, word := range []string{"key", "secret", "pass", "salt"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	t := b.info.TypeOf(call.Args[index])
	return t != nil && isBytes(t)
}

// constantsIn returns the string constants in an expression, and in the initial values of the variables in it.
func (b *Builder) constantsIn(x ast.Expr, depth int) (all []ast.Expr) {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if b.calls(n, "os", "Getenv", "LookupEnv") {
				return false
			}
			if b.readsEnvironment(n) {
				all = append(all, b.constantsIn(n.Args[1], depth)...)
				return false
			}
		case *ast.Ident:
			if v, ok := b.info.Uses[n].(*types.Var); ok && depth < 3 {
				if def := b.initial(v); def != nil {
					all = append(all, b.constantsIn(def, depth+1)...)
				}
			}
		}
		if x, ok := n.(ast.Expr); ok && b.isTextConstant(x) {
			all = append(all, x)
			return false
		}
		return true
	})
	return all
}

// readsEnvironment reports whether a call takes the name of an environment variable and a default.
func (b *Builder) readsEnvironment(call *ast.CallExpr) bool {
	return len(call.Args) == 2 && b.variableIn(call) != ""
}

func (b *Builder) isTextConstant(x ast.Expr) bool {
	tv := b.info.Types[x]
	return tv.Value != nil && tv.Value.Kind() == constant.String && isString(tv.Type)
}

// initial returns the value that a variable of this package is declared with, or nil.
func (b *Builder) initial(v *types.Var) ast.Expr {
	if v.IsField() || v.Pkg() != b.pkg {
		return nil
	}
	id := b.definingIdent(v)
	if id == nil {
		return nil
	}
	switch p := b.tree().up(id).(type) {
	case *ast.ValueSpec:
		for i, name := range p.Names {
			if name == id && len(p.Values) == len(p.Names) {
				return p.Values[i]
			}
		}
	case *ast.AssignStmt:
		for i, l := range p.Lhs {
			if l == ast.Expr(id) && len(p.Rhs) == len(p.Lhs) {
				return p.Rhs[i]
			}
		}
	}
	return nil
}

const fromEnvironment = "load the key from %s and fail at startup if it is unset"

// environmentKey replaces a string constant that is a key.
func (b *Builder) environmentKey(x ast.Expr) []analysis.SuggestedFix {
	if fixes := b.keySource(x); fixes != nil {
		return fixes
	}
	if fixes := b.withoutFallback(x); fixes != nil {
		return fixes
	}
	if b.isDefault(x) {
		return nil // who sets it another way would have to set the variable as well
	}
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		if c, ok := b.info.Uses[id].(*types.Const); ok {
			return b.constantToVariable(c)
		}
	}
	if _, ok := x.(*ast.SelectorExpr); ok {
		return nil // another package's
	}
	e := b.newEdit()
	decl := b.topDecl(x.Pos())
	name := b.keyName(x)
	variable := environmentName(b.pkg.Name(), name)
	if _, ok := decl.(*ast.GenDecl); ok {
		e.replace(x.Pos(), x.End(), fmt.Sprintf("%s(%q)", b.requireEnv(e), variable))
		return e.finish(fmt.Sprintf(fromEnvironment, variable))
	}
	if decl == nil || !isPlainString(b.info.TypeOf(x)) {
		return nil
	}
	// The same key written several times stays the same key: who signs and who verifies need one variable.
	all := b.sameKeys(x)
	decl, name = b.topDecl(all[0].Pos()), b.keyName(all[0])
	variable = environmentName(b.pkg.Name(), name)
	holder := b.freeName(name)
	e.insert(beforeDecl(decl), fmt.Sprintf("var %s = %s(%q)\n\n", holder, b.requireEnv(e), variable))
	for _, same := range all {
		e.replace(same.Pos(), same.End(), holder)
	}
	return e.finish(fmt.Sprintf(fromEnvironment, variable))
}

// sameKeys returns the literals in functions of the package that are the same key as x: they have its text, and the
// expression around them is the same. They are in the order of files and positions.
func (b *Builder) sameKeys(x ast.Expr) []ast.Expr {
	lit, ok := ast.Unparen(x).(*ast.BasicLit)
	around := b.tree().up(x)
	if !ok || around == nil {
		return []ast.Expr{x}
	}
	var all []ast.Expr
	for _, f := range b.files {
		if b.file(f.Package) == nil || b.inTest(f.Package) {
			continue
		}
		for n := range ast.Preorder(f) {
			other, ok := n.(*ast.BasicLit)
			if ok && other.Kind == token.STRING && b.constantText(other) == b.constantText(lit) && b.tree().function(other) != nil && b.text(b.tree().up(other)) == b.text(around) {
				all = append(all, other)
			}
		}
	}
	return all
}

func isPlainString(t types.Type) bool {
	return t == types.Typ[types.String] || t == types.Typ[types.UntypedString]
}

// keySource replaces the key of a signer of the bundled library as a whole: the signer takes a source of keys, not
// bytes.
func (b *Builder) keySource(x ast.Expr) []analysis.SuggestedFix {
	for n := ast.Node(x); n != nil; n = b.tree().parent(n) {
		call, ok := b.tree().parent(n).(*ast.CallExpr)
		if !ok || !b.calls(call, b.signed, "New", "Must") || len(call.Args) == 0 || call.Args[0] != n {
			continue
		}
		e := b.newEdit()
		e.replace(n.Pos(), n.End(), fmt.Sprintf("%s.FromEnv(%q)", e.use(n.Pos(), b.signed, "signedcodec"), KeyVariable))
		return e.finish(fmt.Sprintf(fromEnvironment, KeyVariable))
	}
	return nil
}

// constantToVariable turns a constant into a variable that is set from the environment.
func (b *Builder) constantToVariable(c *types.Const) []analysis.SuggestedFix {
	if c.Pkg() != b.pkg || c.Parent() != b.pkg.Scope() || !isPlainString(c.Type()) {
		return nil
	}
	id, ok := at(b, c.Pos(), c.Pos(), func(id *ast.Ident) bool { return b.info.Defs[id] == c })
	if !ok || b.file(id.Pos()) == nil {
		return nil
	}
	spec, ok := b.tree().up(id).(*ast.ValueSpec)
	if !ok || len(spec.Names) != 1 || len(spec.Values) != 1 {
		return nil
	}
	decl, ok := b.tree().up(spec).(*ast.GenDecl)
	if !ok || !b.canVary(c) {
		return nil
	}
	e := b.newEdit()
	variable := environmentName(b.pkg.Name(), c.Name())
	value := fmt.Sprintf("%s(%q)", b.requireEnv(e), variable)
	if !decl.Lparen.IsValid() {
		e.replace(decl.TokPos, decl.TokPos+token.Pos(len("const")), "var")
		if spec.Type == nil {
			e.replace(spec.Values[0].Pos(), spec.Values[0].End(), value)
		} else {
			e.replace(spec.Type.Pos(), spec.Values[0].End(), "= "+value)
		}
		return e.finish(fmt.Sprintf(fromEnvironment, variable))
	}
	if b.continued(decl, spec) {
		return nil
	}
	from := spec.Pos()
	doc := ""
	if spec.Doc != nil {
		from = spec.Doc.Pos()
		for _, line := range spec.Doc.List {
			doc += line.Text + "\n"
		}
	}
	start, end := lineStart(b.fset, from)-1, lineEnd(b.fset, spec.End())
	if decl.Specs[0] == ast.Spec(spec) {
		end = b.blankAfter(b.file(spec.Pos()), end)
	}
	if len(decl.Specs) == 1 {
		start, end = beforeDecl(decl), decl.End()
		e.replace(start, end, fmt.Sprintf("%svar %s = %s", doc, c.Name(), value))
	} else {
		e.replace(start, end, "")
		e.insert(decl.End(), fmt.Sprintf("\n\n%svar %s = %s", doc, c.Name(), value))
	}
	return e.finish(fmt.Sprintf(fromEnvironment, variable))
}

// continued reports whether the constants below one repeat its expression, or the declaration uses iota.
func (b *Builder) continued(decl *ast.GenDecl, spec *ast.ValueSpec) bool {
	for i, s := range decl.Specs {
		if s == ast.Spec(spec) && i+1 < len(decl.Specs) && decl.Specs[i+1].(*ast.ValueSpec).Values == nil {
			return true
		}
	}
	counts := false
	ast.Inspect(decl, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == "iota" {
			counts = true
		}
		return true
	})
	return counts
}

// canVary reports whether a variable of type string can replace a constant wherever it is used.
func (b *Builder) canVary(c *types.Const) bool {
	for _, id := range b.tree().uses[c] {
		if b.file(id.Pos()) == nil {
			return false
		}
		if t := b.info.TypeOf(id); t != types.Typ[types.String] && !b.converted(id) {
			return false
		}
		for n := ast.Node(id); n != nil; n = b.tree().parent(n) {
			switch p := n.(type) {
			case *ast.GenDecl:
				if p.Tok == token.CONST {
					return false
				}
			case *ast.CaseClause, *ast.ArrayType:
				return false
			case *ast.FuncDecl:
				n = p
			}
		}
	}
	return true
}

// converted reports whether a constant is the operand of a conversion.
func (b *Builder) converted(id *ast.Ident) bool {
	call, ok := b.tree().up(id).(*ast.CallExpr)
	return ok && b.isConversion(call)
}

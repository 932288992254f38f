package signingkey

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
)

// keyName is what variables and fields are called that hold the key of a signature, a session or an encryption, and notAKey
// what those are called that hold somebody else's.
var (
	keyName = regexp.MustCompile(`(?i)secret_?key|signing_?key|sign_?key|(jwt|token|session|cookie|hmac|csrf|auth)_?(secret|key)|encryption_?key`)
	notAKey = regexp.MustCompile(`(?i)public|client|access|name|path|file|id$|ids$`)
)

// namedFallbacks looks at variables of the package and fields that are called a key, whoever uses them, and get a constant where
// they are found empty:
//
//	if SecretKey == "" {
//		SecretKey = "default"
//	}
//
// What signs with them may lie in another package. What key has reported is not reported again.
func (k *keys) namedFallbacks() {
	for _, f := range k.pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if branch, ok := n.(*ast.IfStmt); ok {
				if v := k.foundEmpty(branch.Cond); v != nil {
					k.defaults(branch.Body, v)
				}
			}
			return true
		})
	}
}

// foundEmpty is the key that a condition finds empty; nil if none.
func (k *keys) foundEmpty(cond ast.Expr) *types.Var {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.EQL {
		return nil
	}
	e := b.X
	switch v := k.pass.TypesInfo.Types[b.Y].Value; {
	case v == nil:
		return nil
	case v.Kind() == constant.String && constant.StringVal(v) != "", v.Kind() == constant.Int && constant.Sign(v) != 0:
		return nil
	case v.Kind() == constant.Int:
		call, ok := ast.Unparen(b.X).(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return nil
		}
		e = call.Args[0] // of len
	}
	return k.named(e)
}

// named is the package's variable or the field that an expression names, if it is called a key.
func (k *keys) named(e ast.Expr) *types.Var {
	name := target(e)
	if !keyName.MatchString(name) || notAKey.MatchString(name) {
		return nil
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if sel, isSel := ast.Unparen(e).(*ast.SelectorExpr); isSel {
		id, ok = sel.Sel, true
	}
	if !ok {
		return nil
	}
	v, ok := k.pass.TypesInfo.ObjectOf(id).(*types.Var)
	if !ok || !isText(v.Type()) || !v.IsField() && v.Parent() != v.Pkg().Scope() {
		return nil
	}
	return v
}

// defaults reports the constants that a block puts into a key.
func (k *keys) defaults(body *ast.BlockStmt, v *types.Var) {
	for _, s := range body.List {
		as, ok := s.(*ast.AssignStmt)
		if !ok || len(as.Lhs) != len(as.Rhs) {
			continue
		}
		for i, rhs := range as.Rhs {
			if k.named(as.Lhs[i]) != v {
				continue
			}
			if k.constants == nil {
				k.constants = syntax.NewConstants(k.pass)
			}
			if c := k.constants.Of(rhs); c != nil && c.Known && c.Value != "" && !k.traced(rhs) {
				steps := append(c.Steps, syntax.Step(k.pass, as, "stands in for an empty "+v.Name()))
				k.found = append(k.found, syntax.NewSite(k.pass, as, syntax.Sink{Kind: namedFallback, Label: "constant", Name: "key in " + v.Name()}, steps...))
			}
		}
	}
}

// traced reports whether a finding starts at a constant.
func (k *keys) traced(e ast.Expr) bool {
	for _, site := range k.found {
		for _, step := range site.Flows[0].Trace {
			if e.Pos() <= step.Pos && step.Pos < e.End() {
				return true
			}
		}
	}
	return false
}

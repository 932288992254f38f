package signingkey

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

func find(pass *analysis.Pass) []taint.Site {
	if example(pass) {
		return nil
	}
	k := &keys{pass: pass, models: pass.ResultOf[config.Analyzer].(*config.Config).Models}
	k.compares = k.comparesMACs()
	syntax.Calls(pass, k.call)
	k.keyFuncs()
	k.namedFallbacks()
	return slices.Concat(k.found, weakTokens(pass))
}

// example reports whether a package is a module's example, there to be read: its key is nobody's.
func example(pass *analysis.Pass) bool {
	path := pass.Pkg.Path()
	if pass.Module != nil {
		path = strings.TrimPrefix(path, pass.Module.Path)
	}
	for part := range strings.SplitSeq(path, "/") {
		switch strings.TrimPrefix(part, "_") {
		case "example", "examples", "demo", "demos", "sample", "samples", "tutorial", "tutorials":
			return true
		}
	}
	return false
}

// keys collects keys that are constants.
type keys struct {
	pass      *analysis.Pass
	models    *model.Set
	constants *syntax.Constants // nil until a key is met
	compares  bool              // whether the package compares MACs
	found     []taint.Site
	seen      map[token.Pos]bool
}

// comparesMACs reports whether the package checks a MAC. In one that only makes them, they are for somebody else, who
// dictates the key: the interface of a vendor, the key derivation of a standard.
func (k *keys) comparesMACs() bool {
	found := len(k.pass.ResultOf[taint.Analyzer].(*taint.Result).Sites(taint.Query{Sources: []string{"mac"}, Sinks: []string{"compare"}})) > 0
	syntax.Calls(k.pass, func(_ *ast.FuncDecl, call *ast.CallExpr) {
		if fn := syntax.Callee(k.pass.TypesInfo, call); fn != nil && !found {
			if roles := k.models.Func(fn); roles != nil {
				found = slices.ContainsFunc(roles.Validators, func(v model.Validator) bool { return v.Needs == "mac" })
			}
		}
	})
	return found
}

// call looks at the arguments of a call that models know as keys.
func (k *keys) call(fd *ast.FuncDecl, call *ast.CallExpr) {
	fn := syntax.Callee(k.pass.TypesInfo, call)
	if fn == nil {
		return
	}
	roles := k.models.Func(fn)
	if roles == nil {
		return
	}
	for _, s := range roles.Sinks {
		if s.Kind != "signing-key" || s.At.Root != model.Arg || makesMAC(roles) && !k.compares {
			continue
		}
		for i, arg := range call.Args {
			if i == s.At.Index || s.At.Open && i > s.At.Index {
				k.key(fd, field(arg, s.At.Fields), s.Label)
			}
		}
	}
}

func makesMAC(roles *model.Roles) bool {
	return slices.ContainsFunc(roles.Sources, func(s model.Source) bool { return s.Kind == "mac" })
}

// field is the value of a field in a struct literal that a path names; the expression itself without a path.
func field(e ast.Expr, path []string) ast.Expr {
	for _, name := range path {
		lit, ok := ast.Unparen(e).(*ast.CompositeLit)
		if !ok {
			return nil
		}
		e = nil
		for _, el := range lit.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && id.Name == name {
					e = kv.Value
				}
			}
		}
		if e == nil {
			return nil
		}
	}
	return e
}

// key reports a key that is a constant here or at a call of this function.
func (k *keys) key(fd *ast.FuncDecl, e ast.Expr, label string) {
	if e == nil || k.marker(e) {
		return
	}
	if k.constants == nil {
		k.constants = syntax.NewConstants(k.pass)
	}
	if v := k.constants.Of(e); v != nil {
		k.report(e, v, label)
		return
	}
	if fd == nil {
		return
	}
	calls := k.constants.AtCalls(fd, e)
	for _, call := range slices.SortedFunc(mapKeys(calls), func(a, b *ast.CallExpr) int { return cmp.Compare(a.Pos(), b.Pos()) }) {
		v := calls[call]
		v.Steps = append(v.Steps, syntax.Step(k.pass, call, "passed to "+fd.Name.Name))
		k.report(call, v, label)
	}
}

// marker reports whether an expression is of another package's own type of text: what is handed to a library to say something, as
// that no key is wanted, and is no key.
func (k *keys) marker(e ast.Expr) bool {
	named, ok := types.Unalias(k.pass.TypesInfo.TypeOf(e)).(*types.Named)
	if !ok || named.Obj().Pkg() == k.pass.Pkg {
		return false
	}
	b, ok := named.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func mapKeys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

// report adds a site unless the place has one: a key is often both signer's and verifier's.
func (k *keys) report(at ast.Node, v *syntax.Constant, label string) {
	if k.seen == nil {
		k.seen = map[token.Pos]bool{}
	}
	if k.seen[at.Pos()] || strings.HasPrefix(v.Value, "-----BEGIN PUBLIC KEY") {
		return
	}
	k.seen[at.Pos()] = true
	kind := constantKey
	switch {
	case v.Known && v.Value == "":
		kind = emptyKey
	case v.Fallback:
		kind = fallbackKey
	}
	steps := append(v.Steps, syntax.Step(k.pass, at, "used as "+label))
	k.found = append(k.found, syntax.NewSite(k.pass, at, syntax.Sink{Kind: kind, Label: "constant", Name: label}, steps...))
}

// keyFuncs looks at what JWT key functions return: functions that are handed to a parse as one.
func (k *keys) keyFuncs() {
	for _, f := range k.pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				if isKeyFunc(k.pass.TypesInfo.TypeOf(n)) {
					k.results(n.Body)
				}
			case *ast.FuncDecl:
				if obj, ok := k.pass.TypesInfo.Defs[n.Name].(*types.Func); ok && n.Body != nil && isKeyFunc(obj.Type()) {
					k.results(n.Body)
				}
			}
			return true
		})
	}
}

// isKeyFunc recognises func(*jwt.Token) (any, error) of any version.
func isKeyFunc(t types.Type) bool {
	sig, ok := t.(*types.Signature)
	if !ok || sig.Params().Len() != 1 || sig.Results().Len() != 2 || !types.IsInterface(sig.Results().At(0).Type()) {
		return false
	}
	return strings.HasSuffix(sig.Params().At(0).Type().String(), ".Token") && strings.Contains(sig.Params().At(0).Type().String(), "jwt")
}

func (k *keys) results(body *ast.BlockStmt) {
	fd := syntax.Enclosing(k.pass, body.Pos())
	ast.Inspect(body, func(n ast.Node) bool {
		if ret, ok := n.(*ast.ReturnStmt); ok && len(ret.Results) == 2 && !failed(k.pass.TypesInfo, ret.Results[1]) {
			k.key(fd, ret.Results[0], "JWT key")
		}
		return true
	})
}

// failed reports whether a returned error is certainly one: the key beside it is not used.
func failed(info *types.Info, e ast.Expr) bool { return !info.Types[e].IsNil() }

package unverifiedtoken

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

func find(pass *analysis.Pass) []taint.Site {
	t := &tokens{pass: pass}
	t.unverified()
	syntax.Calls(pass, t.call)
	for _, f := range pass.Files {
		ast.Inspect(f, t.node)
	}
	return t.found
}

// tokens collects tokens that are used unverified.
type tokens struct {
	pass  *analysis.Pass
	found []taint.Site
}

// unverified are the claims of requests' tokens that are read without a check, and not checked afterwards.
func (t *tokens) unverified() {
	q := taint.Query{Sources: []string{"remote", "cookie"}, Sinks: []string{"unverified-token"}, Aspect: "trust"}
	for _, site := range t.pass.ResultOf[taint.Analyzer].(*taint.Result).Sites(q) {
		i := slices.IndexFunc(site.Flows, func(f taint.Flow) bool { return f.Cleared == "" && !t.verified(&site, f) })
		if i < 0 {
			continue
		}
		site.Flows[i].Kind = unverified
		site.Flows = site.Flows[i : i+1]
		t.found = append(t.found, site)
	}
}

// says are names of functions that own up to verifying nothing.
var says = regexp.MustCompile(`(?i)unverified|insecure|unsafe|without_?verif`)

// verified reports whether the token of a flow is verified by a function that the flow goes through: after the claims were
// read, or by a function that is given the same token. What a function of another package does is not at hand: its name has
// to say that it does not verify.
func (t *tokens) verified(site *taint.Site, flow taint.Flow) bool {
	fd := syntax.Enclosing(t.pass, site.Pos)
	if fd != nil && (t.verifiedAfter(fd, site.End) || t.alsoGiven(fd, site)) {
		return true
	}
	for _, step := range flow.Trace {
		name := step.Func[strings.LastIndexByte(step.Func, '.')+1:]
		switch {
		case step.Position.IsValid():
			if !says.MatchString(name) {
				return true
			}
		case fd != nil && fd.Pos() <= step.Pos && step.Pos < fd.End():
		default:
			if in := syntax.Enclosing(t.pass, step.Pos); in != nil && t.verifiedAfter(in, step.Pos) {
				return true
			}
		}
	}
	return false
}

// alsoGiven reports whether the token that a call parses is given to another function of the program, too, which can fail.
func (t *tokens) alsoGiven(fd *ast.FuncDecl, site *taint.Site) bool {
	tokens := map[string]bool{}
	ast.Inspect(fd, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && call.Pos() <= site.Pos && call.End() == site.End {
			for _, arg := range call.Args {
				tokens[types.ExprString(arg)] = true
			}
		}
		return true
	})
	found := false
	ast.Inspect(fd, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found || call.End() == site.End {
			return !found
		}
		fn := syntax.Callee(t.pass.TypesInfo, call)
		if fn == nil || says.MatchString(fn.Name()) || !canFail(fn) {
			return true
		}
		for _, arg := range call.Args {
			if b, ok := t.pass.TypesInfo.TypeOf(arg).Underlying().(*types.Basic); ok && b.Kind() == types.String && tokens[types.ExprString(arg)] {
				found = t.pass.TypesInfo.Types[arg].Value == nil && moduleOf(fn) == moduleOf(t.object(fd))
			}
		}
		return !found
	})
	return found
}

func (t *tokens) object(fd *ast.FuncDecl) *types.Func {
	fn, _ := t.pass.TypesInfo.Defs[fd.Name].(*types.Func)
	return fn
}

// moduleOf is the beginning of a function's import path, by which the program's own functions are told from a library's.
func moduleOf(fn *types.Func) string {
	parts := strings.SplitN(syntax.Path(fn), "/", 4)
	return strings.Join(parts[:min(3, len(parts))], "/")
}

func canFail(fn *types.Func) bool {
	res := fn.Signature().Results()
	return res.Len() > 0 && res.At(res.Len()-1).Type().String() == "error"
}

// verifies are names of what checks a token or its claims: of the libraries, and of the program's own functions.
var verifies = regexp.MustCompile(`(?i)verif|valid|authenticat|authoriz|introspect|parsewithclaims|parsesigned|^parse(jwt|token|withkey)?$|checksign|hmac|^claims$`)

// verifiedAfter reports whether something that verifies is called after a place in a function. Where the claims went between
// the two is not looked at: they choose the key.
func (t *tokens) verifiedAfter(fd *ast.FuncDecl, pos token.Pos) bool {
	found := false
	ast.Inspect(fd, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found || call.Pos() < pos {
			return !found
		}
		name := ""
		switch fun := ast.Unparen(call.Fun).(type) {
		case *ast.Ident:
			name = fun.Name
		case *ast.SelectorExpr:
			name = fun.Sel.Name
		}
		found = verifies.MatchString(name) && !strings.Contains(strings.ToLower(name), "unverified") && !strings.Contains(strings.ToLower(name), "withoutverif")
		return !found
	})
	return found
}

// library reports whether a package is one of the libraries of tokens.
func library(path string) bool {
	for _, prefix := range []string{"github.com/golang-jwt/jwt", "github.com/dgrijalva/jwt-go", "github.com/form3tech-oss/jwt-go"} {
		if path == prefix || strings.HasPrefix(path, prefix+"/") {
			return true
		}
	}
	return false
}

func jwx(path string) bool {
	return strings.HasPrefix(path, "github.com/lestrrat-go/jwx") && strings.HasSuffix(path, "/jwt")
}

// call looks at one call of a parse.
func (t *tokens) call(fd *ast.FuncDecl, call *ast.CallExpr) {
	fn := syntax.Callee(t.pass.TypesInfo, call)
	switch path := syntax.Path(fn); {
	case fd == nil || fn == nil:
	case library(path) && !library(t.pass.Pkg.Path()) && (fn.Name() == "Parse" || fn.Name() == "ParseWithClaims"):
		t.parse(fd, call, fn)
	case jwx(path) && fn.Name() == "WithVerify" && !t.verifiedAfter(fd, call.End()):
		t.withVerify(call)
	}
}

func (t *tokens) parse(fd *ast.FuncDecl, call *ast.CallExpr, fn *types.Func) {
	name := fn.Pkg().Name() + "." + fn.Name()
	keyFunc := len(call.Args) - 1
	for i, p := range params(fn) {
		if strings.HasSuffix(p.Type().String(), ".Keyfunc") {
			keyFunc = i
		}
	}
	dropped := syntax.DroppedLast(fd, call) && !t.readsValid(fd, call)
	switch {
	case keyFunc < len(call.Args) && t.pass.TypesInfo.Types[call.Args[keyFunc]].IsNil() && !t.verifiedAfter(fd, call.End()):
		t.add(call, noKeyFunc, name, "parsed without a key function")
	case dropped && !t.verifiedAfter(fd, call.End()):
		t.add(call, errDropped, name, "the error is dropped here")
	}
}

func params(fn *types.Func) []*types.Var {
	return slices.Collect(fn.Signature().Params().Variables())
}

func (t *tokens) add(at ast.Node, kind, name, step string) {
	t.found = append(t.found, syntax.NewSite(t.pass, at, syntax.Sink{Kind: kind, Label: "token", Name: name}, syntax.Step(t.pass, at, step)))
}

// readsValid reports whether the function asks the token that a parse returned whether it is valid.
func (t *tokens) readsValid(fd *ast.FuncDecl, call *ast.CallExpr) bool {
	found := false
	ast.Inspect(fd, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && sel.Pos() > call.End() && sel.Sel.Name == "Valid" {
			found = true
		}
		return !found
	})
	return found
}

// withVerify reports the option that switches the verification off: jwx from version 2.
func (t *tokens) withVerify(call *ast.CallExpr) {
	if len(call.Args) != 1 {
		return
	}
	if v := t.pass.TypesInfo.Types[call.Args[0]].Value; v != nil && v.String() == "false" {
		t.add(call, switched, "jwt.WithVerify(false)", "switched off here")
	}
}

// node looks at uses of the algorithm none, and at key functions.
func (t *tokens) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr: // a comparison with it is a check
		return false
	case *ast.CaseClause:
		for _, s := range n.Body {
			ast.Inspect(s, t.node)
		}
		return false
	case *ast.SelectorExpr:
		obj := t.pass.TypesInfo.Uses[n.Sel]
		if obj != nil && obj.Pkg() != nil && library(obj.Pkg().Path()) && obj.Name() == "UnsafeAllowNoneSignatureType" {
			t.add(n, allowsNone, "none", "allowed here")
		}
	case *ast.FuncLit:
		t.keyFunc(n, n.Type, n.Body)
	case *ast.FuncDecl:
		t.keyFunc(n, n.Type, n.Body)
	}
	return true
}

// keyFunc reports a key function that returns shared secrets and public keys with no look at the algorithm.
func (t *tokens) keyFunc(at ast.Node, typ *ast.FuncType, body *ast.BlockStmt) {
	if body == nil || typ.Params.NumFields() != 1 || typ.Results.NumFields() != 2 {
		return
	}
	param := t.pass.TypesInfo.TypeOf(typ.Params.List[0].Type).String()
	if !strings.HasSuffix(param, ".Token") || !strings.Contains(param, "jwt") {
		return
	}
	shared, public, looks := false, false, false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			looks = looks || n.Sel.Name == "Method" || n.Sel.Name == "Alg"
		case *ast.BasicLit:
			looks = looks || n.Value == `"alg"`
		case *ast.ReturnStmt:
			if len(n.Results) == 2 {
				key := t.pass.TypesInfo.TypeOf(n.Results[0]).String()
				shared = shared || key == "[]byte"
				public = public || strings.HasSuffix(key, "PublicKey")
			}
		}
		return true
	})
	if shared && public && !looks {
		t.add(at, confused, "key function", "returns keys of both sorts")
	}
}

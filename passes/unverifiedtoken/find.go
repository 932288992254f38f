package unverifiedtoken

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// The engine knows which claims are used unverified and what becomes of a parse's error. The rest is syntax: that the
// code mentions the algorithm none, that a key function never looks at the algorithm, and that no option pins it. No
// value flows there that the engine could follow.

func find(pass *analysis.Pass) []rule.Finding {
	t := &tokens{pass: pass, flows: pass.ResultOf[taint.Analyzer].(*taint.Result), models: rule.Models(pass)}
	t.unverified()
	t.parses()
	if !t.models.TokenLibrary(pass.Pkg.Path()) {
		for _, f := range pass.Files {
			ast.Inspect(f, t.node)
		}
	}
	return t.found
}

// tokens collects tokens that are used unverified.
type tokens struct {
	pass   *analysis.Pass
	flows  *taint.Result
	models *model.Set
	found  []rule.Finding
}

func (t *tokens) add(v *rule.Variant, site taint.Site, flow taint.Flow) {
	site.Flows = []taint.Flow{flow}
	t.found = append(t.found, rule.Finding{Site: &site, Flow: &site.Flows[0], Variant: v})
}

// unverified finds the claims of requests' tokens that are read without a check, by a library or by hand, and used
// without one.
func (t *tokens) unverified() {
	for _, q := range []struct {
		sink    string
		variant *rule.Variant
	}{{"unverified-token", unverified}, {"token-by-hand", byHand}} {
		for _, site := range t.flows.Sites(taint.Query{Sources: []string{"remote", "cookie"}, Sinks: []string{q.sink}, Aspect: "trust"}) {
			if i := slices.IndexFunc(site.Flows, func(f taint.Flow) bool { return f.Cleared == "" }); i >= 0 {
				t.add(q.variant, site, site.Flows[i])
			}
		}
	}
}

// outside are the source kinds that others may have written. A token that the program has just made itself is good.
var outside = []string{"remote", "cookie", "queue", "peer", "store", "file", taint.KindParameter}

// parses finds parses that verify, and whose error has no effect on the use of the claims.
func (t *tokens) parses() {
	for _, c := range t.flows.Checks("token") {
		site := taint.Site{Kind: "check", Sink: c.Label, Pos: c.Pos, End: c.End, Func: c.Func, Object: c.Object, Direct: true}
		end := taint.Step{Pos: c.Pos, Func: c.Func}
		switch {
		case c.Outcome != taint.Used && c.ReliedOn && slices.ContainsFunc(c.From, func(kind string) bool { return slices.Contains(outside, kind) }):
			v := dropped
			switch end.Message = "the error is dropped, and the claims are used"; {
			case !c.Error:
				v, end.Message = unasked, "nothing asks whether it is valid, and the claims are used"
			case c.Outcome == taint.Logged:
				end.Message = "the error is logged, and the claims are used"
			}
			t.add(v, site, taint.Flow{Source: "token", Trace: append(slices.Clone(c.Trace), end)})
		case c.Beside.IsValid():
			end.Pos, end.Message = c.Beside, "a claim is returned beside the error"
			t.add(beside, site, taint.Flow{Source: "token", Trace: append(slices.Clone(c.Trace), end)})
		}
	}
}

// node reports uses of the algorithm none, and key functions that do not look at the algorithm.
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
		if t.models.AllowsNone(t.pass.TypesInfo.Uses[n.Sel]) {
			t.shape(none, n, "allowed here")
		}
	case *ast.FuncLit:
		t.keyFunc(n, n.Type, n.Body)
	case *ast.FuncDecl:
		t.keyFunc(n, n.Type, n.Body)
	}
	return true
}

// shape reports a finding of syntax.
func (t *tokens) shape(v *rule.Variant, at ast.Node, step string) {
	site := syntax.NewSite(t.pass, at, syntax.Sink{Kind: v.Name, Label: "token", Name: v.Name}, syntax.Step(t.pass, at, step))
	t.add(v, site, site.Flows[0])
}

// keyFunc reports a key function that returns both shared secrets and public keys without looking at the algorithm, if
// the package does not pin it.
func (t *tokens) keyFunc(at ast.Node, typ *ast.FuncType, body *ast.BlockStmt) {
	if body == nil || typ.Params.NumFields() != 1 || typ.Results.NumFields() != 2 || !t.models.IsToken(t.pass.TypesInfo.TypeOf(typ.Params.List[0].Type)) {
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
	if shared && public && !looks && !t.pinned() {
		t.shape(confusion, at, "returns keys of both sorts")
	}
}

// pinned reports whether the package lists the algorithms that it accepts.
func (t *tokens) pinned() bool {
	found := false
	for _, f := range t.pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && t.models.PinsAlgorithm(id.Name)
			return !found
		})
	}
	return found
}

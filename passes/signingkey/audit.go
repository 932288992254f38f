package signingkey

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/std"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// audit lists every key that is used, and constants that are handed as keys to libraries that no model knows.
func audit(pass *analysis.Pass) (all []rule.Passed) {
	result := pass.ResultOf[taint.Analyzer].(*taint.Result)
	f := &finder{result: result}
	sites := result.Sites(taint.Query{Sources: keySources, Sinks: []string{signingKey, macKey, cipherKey}, Whole: true, All: true})
	own := f.ownership(sites)
	for i := range sites {
		site := &sites[i]
		why := "it is made of no constant and of nothing predictable"
		switch {
		case !own(site):
			why = "it protects nothing that this package keeps, so it may be dictated by another system"
		case len(site.Flows) > 0:
			why = "it is made of the " + site.Flows[0].Source + ", which is no weakness here"
			for _, flow := range keyFlows(site) {
				if keyVariant(flow) != nil {
					why = "the " + flow.Source + " that it is made of is reported once, where it is used first"
					break
				}
			}
		}
		all = append(all, rule.Passed{Site: site, Why: why})
	}
	return append(all, unknown(pass)...)
}

// unknown lists constants that are handed as keys to other modules that no model knows: what becomes of them is not known either.
func unknown(pass *analysis.Pass) (all []rule.Passed) {
	models := rule.Models(pass)
	for _, file := range pass.Files {
		for n := range ast.Preorder(file) {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				continue
			}
			fn := syntax.Callee(pass.TypesInfo, call)
			if fn == nil || fn.Pkg() == nil || fn.Pkg() == pass.Pkg || models.Covers(fn.Pkg().Path()) || ownModule(pass, fn.Pkg()) || std.Has(fn.Pkg().Path(), "") {
				continue
			}
			if arg := constantKey(pass, fn, call); arg != nil {
				site := syntax.NewSite(pass, arg, syntax.Sink{Kind: "unknown-key", Label: "key", Name: "key"})
				all = append(all, rule.Passed{Site: &site, Why: "a constant is handed to " + std.Path(fn.Pkg()) + "." + fn.Name() + ", which no model knows"})
			}
		}
	}
	return all
}

func ownModule(pass *analysis.Pass, pkg *types.Package) bool {
	return pass.Module != nil && (pkg.Path() == pass.Module.Path || strings.HasPrefix(pkg.Path(), pass.Module.Path+"/"))
}

// constantKey is the first argument that is a constant text, or bytes made of one, for a parameter that is called a key.
func constantKey(pass *analysis.Pass, fn *types.Func, call *ast.CallExpr) ast.Expr {
	info, models, params := pass.TypesInfo, rule.Models(pass), fn.Signature().Params()
	for i, arg := range call.Args {
		if i >= params.Len() || !models.Matches("key-names", params.At(i).Name()) {
			continue
		}
		inner := ast.Unparen(arg)
		if conv, ok := inner.(*ast.CallExpr); ok && len(conv.Args) == 1 && info.Types[conv.Fun].IsType() {
			inner = conv.Args[0]
		}
		if v := info.Types[inner].Value; v != nil && v.Kind() == constant.String && constant.StringVal(v) != "" {
			return arg
		}
	}
	return nil
}

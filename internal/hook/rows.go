package hook

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// rowKind is the kind of the sites that Rows returns.
const rowKind = "store"

// column is what models call what Scan of a row or of rows writes.
const column = "database column"

// Rows returns, as sites, the arguments that models say the columns of a database are written to: each is the target of
// a decode by its method Scan. The kind of a site does not name a decoder.
func Rows(pass *analysis.Pass) (out []taint.Site) {
	models := pass.ResultOf[config.Analyzer].(*config.Config).Models
	syntax.Calls(pass, func(_ *ast.FuncDecl, call *ast.CallExpr) {
		fn := syntax.Callee(pass.TypesInfo, call)
		if fn == nil || fn.Signature().Recv() == nil {
			return
		}
		roles := models.Func(fn)
		if roles == nil || types.IsInterface(fn.Signature().Recv().Type()) && fn.Signature().Params().Len() == 1 && !fn.Signature().Variadic() {
			return // a Scanner, which is called by such a row
		}
		for _, s := range roles.Sources {
			if s.Kind != rowKind || s.Label != column || s.At.Root != model.Arg {
				continue
			}
			for i := s.At.Index; i < len(call.Args) && (i == s.At.Index || s.At.Open); i++ {
				t := pass.TypesInfo.TypeOf(call.Args[i])
				if t == nil {
					continue
				}
				if _, ok := t.Underlying().(*types.Pointer); ok {
					site := syntax.NewSite(pass, call, syntax.Sink{Kind: rowKind, Label: column, Name: fn.Name()}, syntax.Step(pass, call, "read from "+column))
					site.Target = t
					out = append(out, site)
				}
			}
		}
	})
	return out
}

// flagLabel is the source of the sites that Flags returns, and the name of their decoder.
const flagLabel = "command-line argument"

// Flags returns the variables that the command line sets by their own methods, as sites: flag.Var and its kin.
func Flags(pass *analysis.Pass) (out []taint.Site) {
	if !slices.ContainsFunc(pass.Pkg.Imports(), func(p *types.Package) bool { return flagPackages[p.Path()] }) {
		return nil
	}
	syntax.Calls(pass, func(_ *ast.FuncDecl, call *ast.CallExpr) {
		fn := syntax.Callee(pass.TypesInfo, call)
		if fn == nil || !flagPackages[syntax.Path(fn)] || len(call.Args) < 2 || !strings.HasPrefix(fn.Name(), "Var") && !strings.HasPrefix(fn.Name(), "TextVar") {
			return
		}
		site := syntax.NewSite(pass, call, syntax.Sink{Kind: "local", Label: flagLabel, Name: "flag"}, syntax.Step(pass, call, "read from "+flagLabel))
		site.Target = pass.TypesInfo.TypeOf(call.Args[0])
		out = append(out, site)
	})
	return out
}

var flagPackages = map[string]bool{"flag": true, "github.com/spf13/pflag": true}

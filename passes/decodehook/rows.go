package decodehook

import (
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// scanned are the arguments that a database's columns are written to, by the models: each is a target of its own.
func scanned(pass *analysis.Pass) (out []taint.Site) {
	models := pass.ResultOf[config.Analyzer].(*config.Config).Models
	syntax.Calls(pass, func(_ *ast.FuncDecl, call *ast.CallExpr) {
		fn := syntax.Callee(pass.TypesInfo, call)
		if fn == nil || !strings.HasPrefix(fn.Name(), "Scan") && !strings.HasPrefix(fn.Name(), "StructScan") && fn.Name() != "Get" && fn.Name() != "Select" {
			return
		}
		roles := models.Func(fn)
		if roles == nil || fn.Signature().Recv() == nil {
			return
		}
		for _, s := range roles.Sources {
			if s.Kind != "store" || s.At.Root != model.Arg || s.Label != "database column" {
				continue
			}
			for i := s.At.Index; i < len(call.Args); i++ {
				if t := pass.TypesInfo.TypeOf(call.Args[i]); t != nil && isPointer(t) {
					site := syntax.NewSite(pass, call, syntax.Sink{Kind: s.Kind, Label: s.Label, Name: fn.Name()}, syntax.Step(pass, call, "read from "+s.Label))
					site.Target = t
					out = append(out, site)
				}
				if !s.At.Open {
					break
				}
			}
		}
	})
	return out
}

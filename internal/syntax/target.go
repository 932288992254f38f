package syntax

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// Family returns the family of the encoder that a site calls; nil if it has a form of its own or is not known. Where a wrapper is called,
// the label alone tells.
func Family(pass *analysis.Pass, site *taint.Site) *wire.Family {
	path := ""
	if call := CallAt(pass, site.Pos, site.End); call != nil && site.Direct {
		path = Path(Callee(pass.TypesInfo, call))
	}
	return wire.FamilyOf(path, site.Sink)
}

// CallAt returns the call that begins or is named at a position and ends at another, or nil.
func CallAt(pass *analysis.Pass, pos, end token.Pos) *ast.CallExpr {
	var found *ast.CallExpr
	for _, f := range pass.Files {
		if pos < f.FileStart || pos >= f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil || found != nil || n.End() < end || n.Pos() > pos {
				return false
			}
			if call, ok := n.(*ast.CallExpr); ok && call.End() == end {
				found = call
			}
			return found == nil
		})
	}
	return found
}

package syntax

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unsafedecode/unsafedecode/internal/std"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// Enclosing is the declaration of the function that a place is in; nil outside of functions.
func Enclosing(pass *analysis.Pass, pos token.Pos) *ast.FuncDecl {
	for _, f := range pass.Files {
		if pos < f.FileStart || f.FileEnd <= pos {
			continue
		}
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Pos() <= pos && pos < fd.End() {
				return fd
			}
		}
	}
	return nil
}

// Callee is the function or method that a call names; nil for a function value, a conversion and a built-in.
func Callee(info *types.Info, call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(info, call).(*types.Func)
	return fn
}

// Path is the import path of the package that declares a function; empty for one of the universe.
func Path(fn *types.Func) string {
	if fn == nil || fn.Pkg() == nil {
		return ""
	}
	return std.Path(fn.Pkg())
}

// Calls yields the calls of the package, with the declaration of the function around each; nil for one outside of
// functions.
func Calls(pass *analysis.Pass, yield func(fd *ast.FuncDecl, call *ast.CallExpr)) {
	for _, f := range pass.Files {
		for _, d := range f.Decls {
			fd, _ := d.(*ast.FuncDecl)
			ast.Inspect(d, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					yield(fd, call)
				}
				return true
			})
		}
	}
}

// A Sink describes a site that a rule found in the text, for NewSite.
type Sink struct {
	Kind  string // of the source: what is wrong with the value
	Label string // of the source: "constant in sessionKey"
	Name  string // of the sink: "HMAC key"
}

// NewSite makes a site, with one flow, of a place in the text. The last step of its trace is the place itself.
func NewSite(pass *analysis.Pass, at ast.Node, s Sink, steps ...taint.Step) taint.Site {
	site := taint.Site{Kind: s.Kind, Sink: s.Name, Pos: at.Pos(), End: at.End(), Direct: true}
	if fd := Enclosing(pass, at.Pos()); fd != nil {
		site.Func = fd.Name.Name
		site.Object, _ = pass.TypesInfo.Defs[fd.Name].(*types.Func)
	}
	site.Flows = []taint.Flow{{Kind: s.Kind, Source: s.Label, Trace: steps}}
	return site
}

// Step is a step of a trace at a place in the text.
func Step(pass *analysis.Pass, at ast.Node, message string) taint.Step {
	step := taint.Step{Pos: at.Pos(), Message: message}
	if fd := Enclosing(pass, at.Pos()); fd != nil {
		step.Func = fd.Name.Name
	}
	return step
}

package weakverify

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// secrets are the words of values that only the two sides know. A salt is not among them: it stands beside the hash.
var secrets = []string{"secret", "apikey", "secretkey", "appsecret", "appkey", "passphrase", "sharedsecret", "signingkey", "secretaccesskey"}

// secretHashes are comparisons of an unkeyed hash that a secret went into.
func secretHashes(pass *analysis.Pass, flows *taint.Result) (found []taint.Site) {
	for _, site := range flows.Sites(taint.Query{Sources: []string{"digest"}, Sinks: []string{"compare"}}) {
		for _, flow := range site.Flows {
			if flow.Cleared == "" && hashesSecret(pass, flow) {
				flow.Kind, flow.Source = hashed, "a hash without a key"
				site.Flows = []taint.Flow{flow}
				found = append(found, site)
				break
			}
		}
	}
	return found
}

// hashesSecret reports whether a secret and something else go into the hash that a trace starts at: into the call that makes the
// sum, or into what is written to the hash in the same function. The hash of a secret alone is its fingerprint.
func hashesSecret(pass *analysis.Pass, flow taint.Flow) bool {
	first := flow.Trace[0]
	if first.Position.IsValid() {
		return false // in another package, whose text is not at hand
	}
	fd := syntax.Enclosing(pass, first.Pos)
	if fd == nil {
		return false
	}
	in := &ingredients{pass: pass, fd: fd}
	ast.Inspect(fd, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && feedsHash(pass.TypesInfo, call) {
			for _, arg := range call.Args {
				in.add(arg, 0)
			}
		}
		return true
	})
	return in.secret && in.data
}

// feedsHash reports whether a call hands bytes to a hash: a sum of a hash package, a write to a hash.Hash.
func feedsHash(info *types.Info, call *ast.CallExpr) bool {
	fn := syntax.Callee(info, call)
	switch path := syntax.Path(fn); {
	case fn == nil:
		return false
	case strings.HasPrefix(path, "crypto/") && strings.HasPrefix(fn.Name(), "Sum"):
		return true
	case path == "io" && fn.Name() == "WriteString", path == "fmt" && strings.HasPrefix(fn.Name(), "Fprint"):
		return isHash(info.TypeOf(call.Args[0]))
	case fn.Name() == "Write":
		sel, ok := call.Fun.(*ast.SelectorExpr)
		return ok && isHash(info.TypeOf(sel.X))
	}
	return false
}

func isHash(t types.Type) bool { return t != nil && strings.HasPrefix(t.String(), "hash.Hash") }

// ingredients are what goes into a hash.
type ingredients struct {
	pass         *analysis.Pass
	fd           *ast.FuncDecl
	secret, data bool
}

// add takes an expression apart: what is joined, converted or formatted, and what was assigned to a variable.
func (in *ingredients) add(e ast.Expr, depth int) {
	info := in.pass.TypesInfo
	tv := info.Types[e]
	if tv.Value != nil {
		in.constant(e)
		return
	}
	if tv.IsType() || isHash(tv.Type) || depth > maxLinks {
		return
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		in.add(e.X, depth)
		return
	case *ast.BinaryExpr:
		in.add(e.X, depth)
		in.add(e.Y, depth)
		return
	case *ast.SliceExpr:
		in.add(e.X, depth)
		return
	case *ast.CallExpr:
		if _, method := ast.Unparen(e.Fun).(*ast.SelectorExpr); len(e.Args) > 0 && (!method || syntax.Callee(info, e) == nil || syntax.Callee(info, e).Signature().Recv() == nil) {
			for _, arg := range e.Args {
				in.add(arg, depth)
			}
			return
		}
	case *ast.Ident:
		if values := syntax.Assigned(info, in.fd, info.ObjectOf(e)); len(values) > 0 && !isSecret(info, e) {
			for _, v := range values {
				in.add(v, depth+1)
			}
			return
		}
	}
	if isSecret(info, e) {
		in.secret = true
	} else {
		in.data = true
	}
}

// constant looks at a constant, which is no data, but a secret if a name in it says so.
func (in *ingredients) constant(e ast.Expr) {
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && syntax.HasWord(id.Name, secrets) {
			in.secret = true
		}
		return true
	})
}

// isSecret reports whether an expression is called a secret. A text that is called a key and no more is more likely one of a map.
func isSecret(info *types.Info, e ast.Expr) bool {
	if syntax.Mentions(e, secrets) {
		return true
	}
	t := info.TypeOf(e)
	return t != nil && !isString(t) && syntax.Mentions(e, []string{"key"})
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

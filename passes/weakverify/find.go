package weakverify

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/position"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

func find(pass *analysis.Pass) []taint.Site {
	flows := pass.ResultOf[taint.Analyzer].(*taint.Result)
	checks := validators(pass)
	return slices.Concat(comparisons(pass, flows), secretHashes(pass, flows), decryptions(pass, flows), ignored(checks), late(pass, flows, checks))
}

// tags are the words of what a MAC is called, and of functions that check one.
var tags = []string{
	"sig", "sign", "signed", "signature", "signatures", "mac", "hmac", "sum", "digest", "hash", "tag", "checksum", "seal", "code", "token", "expected", "actual",
	"verify", "verified", "verifies", "verifier", "verification", "check", "checks", "valid", "validate", "validator", "auth", "authenticate", "redeem",
}

// comparisons are those of MACs, where the code calls one side so. Text that has a MAC somewhere in it is compared for other
// reasons, too: to see whether it changed.
func comparisons(pass *analysis.Pass, flows *taint.Result) (found []taint.Site) {
	for _, site := range flows.Sites(taint.Query{Sources: []string{compared}, Sinks: []string{"compare"}}) {
		fd := syntax.Enclosing(pass, site.Pos)
		if fd == nil || !site.Direct || !syntax.HasWord(fd.Name.Name, tags) && !syntax.Mentions(compares(fd, site.Pos), tags) {
			continue
		}
		found = append(found, site)
	}
	return found
}

// compares is the comparison at a place: what == compares, or the call of a function that does.
func compares(fd *ast.FuncDecl, pos token.Pos) ast.Node {
	var at ast.Node = fd.Name
	ast.Inspect(fd, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.OpPos == pos || n.Pos() == pos {
				at = n
			}
		case *ast.CallExpr:
			if n.Pos() == pos || n.Lparen == pos {
				at = n
			}
		}
		return true
	})
	return at
}

var opens = regexp.MustCompile(`(?i)decrypt|decode|unseal|open|cookie`)

// decryptions are values out of requests that are decrypted by a cipher that does not authenticate. Connections are left
// out: protocols authenticate their records apart.
func decryptions(pass *analysis.Pass, flows *taint.Result) (found []taint.Site) {
	for _, site := range flows.Sites(taint.Query{Sources: []string{"cookie", "remote"}, Sinks: []string{"unauthenticated"}, Aspect: "trust"}) {
		for _, flow := range site.Flows {
			if flow.Cleared == "" && !strings.Contains(flow.Source, "connection") && decrypts(pass, flow) {
				flow.Kind = opened
				site.Flows = []taint.Flow{flow}
				found = append(found, site)
				break
			}
		}
	}
	return found
}

// decrypts tells decryption from encryption, which is the same operation of a stream cipher: by the constructor, and where
// that says nothing by the name of the function.
func decrypts(pass *analysis.Pass, flow taint.Flow) bool {
	end := flow.Trace[len(flow.Trace)-1]
	if fd := syntax.Enclosing(pass, end.Pos); fd != nil && !end.Position.IsValid() && mentionsCall(pass.TypesInfo, fd, "crypto/cipher", "Decrypter") {
		return true
	}
	last := end.Func
	if i := strings.LastIndexByte(last, '.'); i >= 0 {
		last = last[i+1:]
	}
	return opens.MatchString(last)
}

func mentionsCall(info *types.Info, n ast.Node, path, suffix string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			fn := syntax.Callee(info, call)
			found = found || fn != nil && syntax.Path(fn) == path && strings.HasSuffix(fn.Name(), suffix)
		}
		return !found
	})
	return found
}

// A validation is a call of a function that the models know to verify.
type validation struct {
	pass *analysis.Pass
	fd   *ast.FuncDecl
	call *ast.CallExpr
	by   model.Validator
}

func validators(pass *analysis.Pass) (all []validation) {
	models := pass.ResultOf[config.Analyzer].(*config.Config).Models
	syntax.Calls(pass, func(fd *ast.FuncDecl, call *ast.CallExpr) {
		fn := syntax.Callee(pass.TypesInfo, call)
		if fn == nil || fd == nil {
			return
		}
		roles := models.Func(fn)
		if roles == nil {
			return
		}
		for _, v := range roles.Validators {
			if slices.Contains(v.Kinds, "trust") && !parses(fn) {
				all = append(all, validation{pass, fd, call, v})
				return
			}
		}
	})
	return all
}

// parses reports whether a function returns what it verified beside the error: a token, a payload. Who drops its error is
// another rule's business.
func parses(fn *types.Func) bool { return fn.Signature().Results().Len() > 1 }

// ignored are verifications whose result goes nowhere.
func ignored(checks []validation) (found []taint.Site) {
	for _, c := range checks {
		if !syntax.Dropped(c.fd, c.call) {
			continue
		}
		result := noResult
		if c.by.When == model.WhenNilError {
			result = "error"
		}
		found = append(found, syntax.NewSite(c.pass, c.call, syntax.Sink{Kind: dropped, Label: result, Name: c.by.Label},
			syntax.Step(c.pass, c.call, "dropped here")))
	}
	return found
}

// late are verifications that come after the decode of bytes in the same function.
func late(pass *analysis.Pass, flows *taint.Result, checks []validation) (found []taint.Site) {
	if len(checks) == 0 {
		return nil
	}
	q := taint.Query{Sources: []string{"cookie", "store", "file", "remote", "queue"}, Sinks: []string{"unhardened", "selfdescribing"}, Aspect: "trust"}
	for _, site := range flows.Sites(q) {
		fd := syntax.Enclosing(pass, site.Pos)
		for _, c := range checks {
			if c.fd != fd || c.call.Pos() <= site.End || !c.covers(pass, site, fd) {
				continue
			}
			steps := append(slices.Clone(site.Flows[0].Trace), syntax.Step(pass, c.call, "verified here, too late"))
			label := fmt.Sprintf("%s has decoded the %s at line %d: verify first", site.Sink, site.Flows[0].Source, position.Of(pass.Fset, site.Pos).Line)
			found = append(found, syntax.NewSite(pass, c.call, syntax.Sink{Kind: tooLate, Label: label, Name: c.by.Label}, steps...))
			break
		}
	}
	return found
}

// covers reports whether a check and a decode are about the same variable.
func (c *validation) covers(pass *analysis.Pass, site taint.Site, fd *ast.FuncDecl) bool {
	decoded := map[types.Object]bool{}
	ast.Inspect(fd, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && call.Pos() <= site.Pos && site.Pos <= call.End() {
			syntax.Variables(pass.TypesInfo, call, decoded)
		}
		return true
	})
	for range maxLinks {
		for obj := range decoded {
			for _, v := range syntax.Assigned(pass.TypesInfo, fd, obj) {
				syntax.Variables(pass.TypesInfo, v, decoded)
			}
		}
	}
	checked := map[types.Object]bool{}
	for _, arg := range c.call.Args {
		syntax.Variables(pass.TypesInfo, arg, checked)
	}
	for obj := range checked {
		if bytesLike(obj.Type()) && decoded[obj] {
			return true
		}
	}
	return false
}

// maxLinks bounds how many assignments are followed from a decode back to the bytes.
const maxLinks = 3

func bytesLike(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return types.Identical(u.Elem(), types.Typ[types.Byte])
	case *types.Basic:
		return u.Info()&types.IsString != 0
	}
	return false
}

package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// RedactValue offers to remove the secrets from a header or URL before it is stored. The places are the secret, the
// steps of its trace, and the call that stores it.
func (b *Builder) RedactValue(places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.editable(places) {
		if x := b.secretHolderAt(pos); x != nil {
			if fixes := b.redactValue(x); fixes != nil {
				return fixes
			}
		}
	}
	return nil
}

// secretHolderAt returns the header or URL that begins at a position, or is an argument of the call there.
func (b *Builder) secretHolderAt(pos token.Pos) ast.Expr {
	var found ast.Expr
	_, _ = at(b, pos, pos, func(x ast.Expr) bool {
		if x.Pos() == pos && b.holder(x) != "" {
			found = x
			// h.Clone() is a header, too, and what is to be replaced as a whole.
			return true
		}
		return true
	})
	return found
}

// holder names the function of package redact for a header or a URL.
func (b *Builder) holder(x ast.Expr) string {
	t := b.info.TypeOf(x)
	if t == nil || b.info.Types[x].IsType() {
		return ""
	}
	switch types.Unalias(t).String() {
	case "net/http.Header":
		return "Header"
	case "*net/url.URL":
		return "URL"
	}
	return ""
}

// redactValue wraps a header where it is handed on as a value, and a URL where it becomes text.
func (b *Builder) redactValue(x ast.Expr) []analysis.SuggestedFix {
	for {
		p, ok := b.tree().up(x).(ast.Expr)
		if !ok {
			break
		}
		// h.Clone(): redact.Header copies.
		if sel, ok := p.(*ast.SelectorExpr); ok && sel.X == x {
			call, ok := b.tree().up(sel).(*ast.CallExpr)
			if ok && sel.Sel.Name == "Clone" && b.holder(call) == "Header" {
				return b.redactClone(call, x)
			}
			if b.holder(sel) != "" { // r.URL, resp.Header: the field is the holder
				x = sel
				continue
			}
		}
		break
	}
	name := b.holder(x)
	if name == "" || b.isRedacted(x) {
		return nil
	}
	e := b.newEdit()
	pkg := e.use(x.Pos(), b.signed+"/redact", "redact")
	switch p := b.tree().up(x).(type) {
	case *ast.SelectorExpr:
		if name != "URL" || p.Sel.Name != "String" && p.Sel.Name != "RequestURI" {
			return nil
		}
	case *ast.KeyValueExpr:
		if p.Value != x || b.fieldIsRead(p) {
			return nil
		}
	case *ast.CallExpr:
		if name != "Header" || p.Fun == x || !b.isEncoder(p) {
			return nil
		}
	default:
		return nil
	}
	e.wrap(x, pkg+"."+name+"(", ")")
	return e.finish(fmt.Sprintf("store it without secrets: redact.%s", name))
}

func (b *Builder) redactClone(call *ast.CallExpr, x ast.Expr) []analysis.SuggestedFix {
	e := b.newEdit()
	pkg := e.use(call.Pos(), b.signed+"/redact", "redact")
	e.insert(x.Pos(), pkg+".Header(")
	e.replace(x.End(), call.End(), ")")
	return e.finish("store it without secrets: redact.Header")
}

func (b *Builder) isRedacted(x ast.Expr) bool {
	call, ok := b.tree().up(x).(*ast.CallExpr)
	return ok && b.calls(call, b.signed+"/redact", "Header", "URL")
}

// isEncoder reports whether a call turns its arguments into bytes.
func (b *Builder) isEncoder(call *ast.CallExpr) bool {
	return b.code(call) != nil
}

// fieldIsRead reports whether the field that an element of a literal sets is read in the package: then something may
// depend on the secret, such as the comparison with another request.
func (b *Builder) fieldIsRead(kv *ast.KeyValueExpr) bool {
	id, ok := kv.Key.(*ast.Ident)
	if !ok {
		return true
	}
	obj := b.info.Uses[id]
	if obj == nil {
		return true
	}
	for _, use := range b.tree().uses[obj] {
		if use != id && !b.isElementKey(use) {
			return true
		}
	}
	return false
}

func (b *Builder) isElementKey(id *ast.Ident) bool {
	kv, ok := b.tree().up(id).(*ast.KeyValueExpr)
	return ok && kv.Key == ast.Expr(id)
}

// RedactKey offers to make the key of a cache so that nobody can read a secret from it: from the request, where it is made
// of one, or else by a hash of the secret, everywhere the cache is used in the package.
// A cache in memory is this process's own: what hashes its keys needs no setting.
func (b *Builder) RedactKey(inProcess bool, places ...token.Pos) []analysis.SuggestedFix {
	inProcess = inProcess && !slices.ContainsFunc(places, b.callsInterface)
	for pos := range b.outsideTests(places) {
		if fixes := b.keyFunctionAt(pos); fixes != nil {
			return fixes
		}
	}
	for pos := range b.outsideTests(places) {
		if fixes := b.requestKeyAt(pos); fixes != nil {
			return fixes
		}
	}
	for pos := range b.outsideTests(places) {
		if fixes := b.builtKeyAt(pos, inProcess, places); fixes != nil {
			return fixes
		}
	}
	for i := len(places) - 1; i >= 0; i-- {
		if fixes := b.hashedKeyAt(places[i], inProcess); fixes != nil {
			return fixes
		}
	}
	return nil
}

// callsInterface reports whether a method of an interface, behind which there may be a store that others share, is called at a position.
func (b *Builder) callsInterface(pos token.Pos) bool {
	found := false
	_, _ = at(b, pos, pos, func(c *ast.CallExpr) bool {
		fn := b.callee(c)
		found = found || fn != nil && standsAt(c, pos) && isInterfaceMethod(fn)
		return true
	})
	return found
}

// requestKeyAt replaces text that is put together from a request around a position.
func (b *Builder) requestKeyAt(pos token.Pos) []analysis.SuggestedFix {
	var whole ast.Expr
	_, _ = at(b, pos, pos, func(x ast.Expr) bool {
		sum, ok := x.(*ast.BinaryExpr)
		if ok && sum.Op == token.ADD && isPlainString(b.info.TypeOf(x)) && whole == nil {
			whole = x
		}
		return true
	})
	if whole == nil || b.commentsIn(whole) {
		return nil
	}
	k := &requestKey{b: b, e: b.newEdit()}
	if !k.take(whole) || k.request == nil || !k.secret {
		return nil
	}
	pkg := k.e.use(whole.Pos(), b.signed+"/redact", "redact")
	args := append([]string{k.e.keep(k.name)}, k.extra...)
	text := pkg + ".CacheKey(" + strings.Join(args, ", ") + ")"
	if k.prefix != "" {
		text = k.prefix + " + " + text
	}
	if !oneLine(text) {
		return nil
	}
	k.e.replace(whole.Pos(), whole.End(), text)
	return k.e.finish("use redact.CacheKey, a keyed hash, as the key; entries stored now are not found")
}

// A requestKey is text that is put together from one request.
type requestKey struct {
	b       *Builder
	e       *edit
	request types.Object
	name    ast.Expr // of the request
	secret  bool     // a header or the URL is in it
	prefix  string
	extra   []string
	parts   int
}

// take goes through the operands of a concatenation.
func (k *requestKey) take(x ast.Expr) bool {
	x = ast.Unparen(x)
	if sum, ok := x.(*ast.BinaryExpr); ok && sum.Op == token.ADD && k.b.info.Types[x].Value == nil {
		return k.take(sum.X) && k.take(sum.Y)
	}
	k.parts++
	if k.b.info.Types[x].Value != nil {
		if text := k.b.constantText(x); k.parts == 1 && len(text) > 1 {
			k.prefix = k.e.keep(x)
		}
		return true
	}
	if req, secret := k.b.partOfRequest(x); req != nil {
		obj := k.b.info.Uses[req]
		if k.request != nil && k.request != obj {
			return false
		}
		k.request, k.name, k.secret = obj, req, k.secret || secret
		return true
	}
	if !isPlainString(k.b.info.TypeOf(x)) {
		return false
	}
	k.extra = append(k.extra, k.e.keep(x))
	return true
}

// partOfRequest returns the variable of a request that an expression is a part of: its method, host, URL, or a header that
// redact.CacheKey covers by itself.
func (b *Builder) partOfRequest(x ast.Expr) (req *ast.Ident, secret bool) {
	if call, ok := x.(*ast.CallExpr); ok {
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return nil, false
		}
		switch {
		case sel.Sel.Name == "Get" && b.holder(sel.X) == "Header":
			name := b.constantText(call.Args[0])
			if !isCredential(name) {
				return nil, false
			}
			secret = true
		case (sel.Sel.Name == "String" || sel.Sel.Name == "RequestURI") && b.holder(sel.X) == "URL":
			secret = true
		default:
			return nil, false
		}
		x = ast.Unparen(sel.X)
	}
	sel, ok := x.(*ast.SelectorExpr)
	if !ok {
		return nil, false
	}
	switch sel.Sel.Name {
	case "Method", "Host", "URL", "Header", "RequestURI":
	default:
		return nil, false
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok || typeOf(b, id).String() != "*net/http.Request" {
		return nil, false
	}
	return id, secret || sel.Sel.Name == "RequestURI"
}

// isCredential reports whether redact.CacheKey takes a header in as a credential.
func isCredential(name string) bool {
	switch strings.ToLower(name) {
	case "authorization", "proxy-authorization", "cookie", "x-api-key", "x-auth-token", "x-api-token", "x-access-token", "x-csrf-token", "x-amz-security-token":
		return true
	}
	return false
}

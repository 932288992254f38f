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

// KeyedHash offers to make an HMAC of a hash of a secret and data that is taken for one, and to compare it in constant time at one of the
// places. The hash is made by the call at a position, and key reports whether a name, of a field or of another thing, is that of a secret. Where the hash cannot be
// rewritten, or its parts are sorted, which only parties that have agreed on it do, the comparison alone is.
func (b *Builder) KeyedHash(hash token.Pos, key func(name string, field bool) bool, places ...token.Pos) []analysis.SuggestedFix {
	if b.file(hash) != nil && !b.sortsAround(append(places, hash)) {
		k := &keyedHash{b: b, e: b.newEdit(), key: key}
		if k.rewrite(hash) && k.compare(places) {
			return k.finish()
		}
	}
	return b.CompareMAC(places...)
}

// sortsAround reports whether one of the functions around some places sorts something.
func (b *Builder) sortsAround(places []token.Pos) bool {
	for _, pos := range places {
		fn, ok := at(b, pos, pos, func(*ast.FuncDecl) bool { return true })
		if !ok {
			continue
		}
		for n := range ast.Preorder(fn) {
			if call, ok := n.(*ast.CallExpr); ok {
				if f := b.callee(call); f != nil && f.Pkg() != nil && (f.Pkg().Path() == "sort" || f.Pkg().Path() == "slices" && strings.HasPrefix(f.Name(), "Sort")) {
					return true
				}
			}
		}
	}
	return false
}

// A keyedHash is a hash on its way to an HMAC.
type keyedHash struct {
	b   *Builder
	e   *edit
	key func(name string, field bool) bool

	secret ast.Expr // the key
}

// finish returns the fix. A secret that is a constant comes from the environment then: as the key of an HMAC it would be the next finding.
func (k *keyedHash) finish() []analysis.SuggestedFix {
	const title = "replace the hash by an HMAC: both sides have to change"
	fixes := k.e.finish(title)
	id, ok := ast.Unparen(k.secret).(*ast.Ident)
	if !ok || fixes == nil {
		return fixes
	}
	c, ok := k.b.info.Uses[id].(*types.Const)
	if !ok {
		return fixes
	}
	moved := k.b.constantToVariable(c)
	if moved == nil {
		return fixes
	}
	all := &edit{b: k.b, list: append(fixes[0].TextEdits, moved[0].TextEdits...)}
	if all.overlaps() {
		return fixes
	}
	return []analysis.SuggestedFix{{Message: "replace the hash by an HMAC with a key from the environment, on both sides", TextEdits: all.list}}
}

// compare rewrites the comparison at one of the places, unless it is in constant time already.
func (k *keyedHash) compare(places []token.Pos) bool {
	for pos := range k.b.editable(places) {
		if c := k.b.comparisonAt(pos); c != nil {
			return k.e.inConstantTime(c)
		}
	}
	return true
}

func (k *keyedHash) rewrite(pos token.Pos) bool {
	call, ok := at(k.b, pos, pos, func(c *ast.CallExpr) bool { return standsAt(c, pos) && k.b.hashes(c) != "" })
	if !ok {
		return false
	}
	if len(call.Args) == 0 {
		return k.written(call)
	}
	return k.summed(call)
}

var hashPackages = []string{"crypto/md5", "crypto/sha1", "crypto/sha256", "crypto/sha512", "crypto/sha3"}

// hashes returns the name of the function that makes the hash which a call makes or takes the sum of; empty if it does neither.
func (b *Builder) hashes(call *ast.CallExpr) string {
	fn := b.callee(call)
	if fn == nil || fn.Pkg() == nil || !slices.Contains(hashPackages, fn.Pkg().Path()) || fn.Signature().Recv() != nil {
		return ""
	}
	name, sums := strings.CutPrefix(fn.Name(), "Sum")
	switch {
	case !sums:
		return fn.Name()
	case name == "256" && fn.Pkg().Path() == "crypto/sha256" || name == "512" && fn.Pkg().Path() == "crypto/sha512":
		return "New"
	}
	return "New" + name
}

// summed rewrites sha256.Sum256([]byte(secret + data)).
func (k *keyedHash) summed(call *ast.CallExpr) bool {
	b, e := k.b, k.e
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) != 1 || b.commentsIn(call) || !k.sliceable(call) {
		return false
	}
	stmt := b.listed(call)
	secret, rest := k.split(call.Args[0])
	if stmt == nil || secret == nil || rest == "" {
		return false
	}
	k.secret = secret
	name := b.freeLocal(call, "mac")
	made := fmt.Sprintf("%s := %s.New(%s.%s, %s)", name, e.use(call.Pos(), "crypto/hmac", "hmac"), e.keep(sel.X), b.hashes(call), k.bytes(secret))
	indent := b.indentOf(stmt)
	e.insert(stmt.Pos(), made+"\n"+indent+name+".Write("+rest+")\n"+indent)
	e.replace(call.Pos(), call.End(), name+".Sum(nil)")
	return true
}

// sliceable reports whether the array that a call gives can be a slice: it is a variable that is only sliced or printed, or an argument
// of fmt. Slicing all of it is left out then.
func (k *keyedHash) sliceable(call *ast.CallExpr) bool {
	switch p := k.b.tree().up(call).(type) {
	case *ast.CallExpr:
		return k.prints(p)
	case *ast.AssignStmt:
		if len(p.Lhs) != 1 || p.Tok != token.DEFINE {
			return false
		}
		id, ok := p.Lhs[0].(*ast.Ident)
		if !ok {
			return false
		}
		for _, use := range k.b.tree().uses[k.b.info.Defs[id]] {
			switch up := k.b.tree().up(use).(type) {
			case *ast.SliceExpr:
				if up.Low == nil && up.High == nil {
					k.e.replace(use.End(), up.End(), "") // a slice already
				}
			case *ast.CallExpr:
				if !k.prints(up) {
					return false
				}
			default:
				return false
			}
		}
		return true
	}
	return false
}

func (k *keyedHash) prints(call *ast.CallExpr) bool {
	fn := k.b.callee(call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "fmt"
}

// listed returns the statement around a node that stands in a list of statements, before which others can be put.
func (b *Builder) listed(n ast.Node) ast.Stmt {
	for ; n != nil; n = b.tree().parent(n) {
		switch n.(type) {
		case *ast.FuncLit, *ast.FuncDecl, *ast.ForStmt, *ast.RangeStmt:
			return nil
		}
		stmt, ok := n.(ast.Stmt)
		if !ok {
			continue
		}
		switch b.tree().parent(n).(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			return stmt
		}
	}
	return nil
}

// written rewrites h := sha256.New() where the secret is written to h.
func (k *keyedHash) written(call *ast.CallExpr) bool {
	b, e := k.b, k.e
	def, ok := b.tree().up(call).(*ast.AssignStmt)
	if !ok || len(def.Lhs) != 1 || def.Tok != token.DEFINE {
		return false
	}
	id, ok := def.Lhs[0].(*ast.Ident)
	if !ok {
		return false
	}
	var secret ast.Expr
	for _, use := range b.tree().uses[b.info.Defs[id]] {
		arg, fine := b.writtenTo(use)
		if !fine {
			return false
		}
		if arg == nil {
			continue
		}
		found, rest := k.split(arg)
		if found == nil {
			continue
		}
		if secret != nil || !k.unwrite(arg, rest) {
			return false
		}
		secret = found
	}
	if secret == nil || !b.evaluable(secret, call.Pos(), 0) {
		return false
	}
	k.secret = secret
	key := k.bytes(secret)
	e.replace(call.Pos(), call.End(), fmt.Sprintf("%s.New(%s, %s)", e.use(call.Pos(), "crypto/hmac", "hmac"), e.keep(call.Fun), key))
	return true
}

// writtenTo returns what is written to a hash where it is used, nil if nothing is. It fails on a use that is neither that nor the sum.
func (b *Builder) writtenTo(use *ast.Ident) (arg ast.Expr, fine bool) {
	switch p := b.tree().up(use).(type) {
	case *ast.SelectorExpr:
		call, ok := b.tree().up(p).(*ast.CallExpr)
		if !ok {
			return nil, false
		}
		if p.Sel.Name == "Write" && len(call.Args) == 1 {
			return call.Args[0], true
		}
		return nil, p.Sel.Name == "Sum" || p.Sel.Name == "Size"
	case *ast.CallExpr:
		if b.calls(p, "io", "WriteString") && p.Args[0] == ast.Expr(use) {
			return p.Args[1], true
		}
	}
	return nil, false
}

// unwrite takes a secret out of what a statement writes, and the statement away where nothing remains.
func (k *keyedHash) unwrite(arg ast.Expr, rest string) bool {
	if rest != "" {
		if !isBytes(typeOf(k.b, arg)) {
			rest = strings.TrimSuffix(strings.TrimPrefix(rest, "[]byte("), ")")
		}
		k.e.replace(arg.Pos(), arg.End(), rest)
		return true
	}
	stmt := k.b.listed(arg)
	switch s := stmt.(type) {
	case *ast.ExprStmt:
	case *ast.AssignStmt:
		for _, l := range s.Lhs {
			if id, ok := l.(*ast.Ident); !ok || id.Name != "_" {
				return false
			}
		}
	default:
		return false
	}
	if k.b.commentsBetween(stmt.Pos(), lineEnd(k.b.fset, stmt.End())) {
		return false
	}
	k.e.replace(lineStart(k.b.fset, stmt.Pos())-1, lineEnd(k.b.fset, stmt.End()), "")
	return true
}

func (k *keyedHash) bytes(x ast.Expr) string {
	text, _ := k.b.asBytes(k.e, x)
	return text
}

// isKey reports whether an expression is a secret: a name, a field or a constant that is called so.
func (k *keyedHash) isKey(x ast.Expr) bool {
	if t := typeOf(k.b, x); !isBytes(t) && !isString(t) {
		return false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		_, isVar := k.b.info.Uses[x].(*types.Var)
		return (isVar || k.b.info.Types[x].Value != nil) && k.key(x.Name, false)
	case *ast.SelectorExpr:
		return k.key(x.Sel.Name, true)
	case *ast.CallExpr:
		return k.b.isConversion(x) && k.isKey(x.Args[0])
	}
	return false
}

package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A builtKey is text that is made of constants and values: fmt.Sprintf("token:%s", secret), "token:" + secret + ":" +
// scope.
type builtKey struct {
	pattern string     // the format, or the constants with a NUL for each value
	values  []ast.Expr // in their order
}

// builtKeyAt hashes the secret inside of a key where it is put together, in every place of the package that builds
// such a key: readers and writers of the cache find the same entries. Of several values the secret is the one at one
// of the places.
func (b *Builder) builtKeyAt(pos token.Pos, inProcess bool, places []token.Pos) []analysis.SuggestedFix {
	one := b.keyBuiltAt(pos)
	if one == nil || !isKeyPattern(one.pattern) {
		return nil
	}
	secret := b.secretOf(one, places)
	if secret < 0 {
		return nil
	}
	e := b.newEdit()
	name := b.keyHash(e, inProcess)
	for _, file := range b.files {
		fine := true
		ast.Inspect(file, func(n ast.Node) bool {
			x, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			k := b.builtKey(x)
			if k == nil || k.pattern != one.pattern {
				return true
			}
			value := k.values[secret]
			if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && b.text(call.Fun) == name {
				return false // of an earlier fix
			}
			switch t := b.info.TypeOf(value); {
			case b.file(x.Pos()) == nil:
				fine = false
			case isPlainString(t):
				e.wrap(value, name+"(", ")")
			case isText(t):
				e.wrap(value, name+"(string(", "))")
			default:
				fine = false
			}
			return false
		})
		if !fine {
			return nil
		}
	}
	return e.finish("hash the secret wherever this key is built; entries stored now are not found")
}

// keyBuiltAt returns the key built at pos, or passed to a call there, or nil.
func (b *Builder) keyBuiltAt(pos token.Pos) (one *builtKey) {
	var call *ast.CallExpr
	_, _ = at(b, pos, pos, func(x ast.Expr) bool {
		if one != nil {
			return false
		}
		if k := b.builtKey(x); k != nil && standsAt(x, pos) {
			one = k
		} else if c, ok := x.(*ast.CallExpr); ok && (c.Pos() == pos || c.Lparen == pos) && (call == nil || c.Lparen == pos) {
			call = c
		}
		return one == nil
	})
	if one != nil || call == nil {
		return one
	}
	// rdb.Set(ctx, key, value).Err(): the call of the store begins where the chain does.
	ast.Inspect(call, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || one != nil {
			return one == nil
		}
		if a := b.access(c); a != nil && c.Pos() == call.Pos() {
			one = b.builtKey(b.set(a.key))
		}
		return one == nil
	})
	return one
}

// set returns the value of a variable that is set once, and any other expression as it is.
func (b *Builder) set(x ast.Expr) ast.Expr {
	x = ast.Unparen(x)
	if id, ok := x.(*ast.Ident); ok {
		if def := b.only(b.info.Uses[id]); def != nil {
			return ast.Unparen(def)
		}
	}
	return x
}

// secretOf is the index of the value of a key that is the secret: the only one, or the one that stands, or is
// declared, at one of the places. It is negative if that is in doubt.
func (b *Builder) secretOf(k *builtKey, places []token.Pos) int {
	if len(k.values) == 1 {
		return 0
	}
	found := -1
	for i, x := range k.values {
		if !slices.ContainsFunc(places, func(pos token.Pos) bool { return x.Pos() <= pos && pos < x.End() || b.declaredAt(x, pos) }) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// declaredAt reports whether a variable or field is declared at a position, or set there.
func (b *Builder) declaredAt(x ast.Expr, pos token.Pos) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	obj := b.info.Uses[id]
	if obj == nil {
		return false
	}
	if obj.Pos() == pos {
		return true
	}
	defs, _ := b.definitions(obj)
	return slices.ContainsFunc(defs, func(d definition) bool { return d.value.Pos() <= pos && pos < d.value.End() })
}

// standsAt reports whether a position is one that the engine gives an expression: its begin, its operator, or a
// call's parenthesis.
func standsAt(x ast.Expr, pos token.Pos) bool {
	switch x := x.(type) {
	case *ast.CallExpr:
		return x.Pos() == pos || x.Lparen == pos
	case *ast.BinaryExpr:
		return x.Pos() <= pos && pos < x.End()
	}
	return false
}

// builtKey takes apart an expression; nil if it is made otherwise.
func (b *Builder) builtKey(x ast.Expr) *builtKey {
	switch x := x.(type) {
	case *ast.BinaryExpr:
		if x.Op != token.ADD || b.info.Types[x].Value != nil || !isString(typeOf(b, x)) {
			return nil
		}
		k := &builtKey{pattern: "+"}
		if b.addends(k, x) && len(k.values) > 0 {
			return k
		}
	case *ast.CallExpr:
		if len(x.Args) < 2 || x.Ellipsis.IsValid() || !b.calls(x, "fmt", "Sprintf") {
			return nil
		}
		text, ok := b.ownConstant(x.Args[0])
		verbs := strings.Count(text, "%")
		if ok && verbs == len(x.Args)-1 && verbs == strings.Count(text, "%s")+strings.Count(text, "%d")+strings.Count(text, "%v") {
			return &builtKey{"%" + text, x.Args[1:]}
		}
	}
	return nil
}

// addends adds the operands of a concatenation to a key. A field that begins it stands for a prefix that the program
// sets.
func (b *Builder) addends(k *builtKey, x ast.Expr) bool {
	x = ast.Unparen(x)
	if sum, ok := x.(*ast.BinaryExpr); ok && sum.Op == token.ADD && b.info.Types[x].Value == nil {
		return b.addends(k, sum.X) && b.addends(k, sum.Y)
	}
	if b.info.Types[x].Value != nil {
		text, ok := b.ownConstant(x)
		k.pattern += text
		return ok
	}
	if sel, ok := x.(*ast.SelectorExpr); ok && k.pattern == "+" {
		if v, ok := b.info.Uses[sel.Sel].(*types.Var); ok && v.IsField() && v.Pkg() == b.pkg && strings.Contains(strings.ToLower(v.Name()), "prefix") {
			k.pattern += "\x01" + v.Name() + ":"
			return true
		}
	}
	k.pattern += "\x00"
	k.values = append(k.values, x)
	return true
}

// ownConstant is the text of a constant that no other package can use to build the same key.
func (b *Builder) ownConstant(x ast.Expr) (string, bool) {
	tv := b.info.Types[x]
	if tv.Value == nil || tv.Value.Kind() != constant.String {
		return "", false
	}
	shared := false
	ast.Inspect(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if c, ok := b.info.Uses[id].(*types.Const); ok && (c.Exported() || c.Pkg() != b.pkg) {
				shared = true
			}
		}
		return true
	})
	return constant.StringVal(tv.Value), !shared
}

// isKeyPattern reports whether a pattern looks like that of a key, and not like that of a header, a message or an
// address: its constants have no blanks, and at least one of them ends or begins with a separator.
func isKeyPattern(pattern string) bool {
	text := pattern[1:]
	for _, verb := range []string{"%s", "%d", "%v"} {
		text = strings.ReplaceAll(text, verb, "\x00")
	}
	if strings.ContainsAny(text, " \t\n\"'<>?&=") || strings.Contains(text, "://") {
		return false
	}
	for part := range strings.SplitSeq(text, "\x00") {
		if len(part) >= 2 && (isSeparator(part[len(part)-1]) || isSeparator(part[0])) {
			return true
		}
	}
	return false
}

func isSeparator(c byte) bool { return strings.IndexByte(":-_./|#@", c) >= 0 }

package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A builtKey is text that is made of a constant and one value: fmt.Sprintf("token:%s", secret), "token:" + secret.
type builtKey struct {
	pattern string // the format, or the constant before the value
	value   ast.Expr
}

// builtKeyAt hashes the secret inside of a key where it is put together, in every place of the package that builds such a key: readers and
// writers of the cache find the same entries.
func (b *Builder) builtKeyAt(pos token.Pos) []analysis.SuggestedFix {
	var one *builtKey
	_, _ = at(b, pos, pos, func(x ast.Expr) bool {
		if k := b.builtKey(x); k != nil && standsAt(x, pos) {
			one = k
		}
		return true
	})
	if one == nil || !isKeyPattern(one.pattern) {
		return nil
	}
	e := b.newEdit()
	name := b.hashKey(e)
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
			if call, ok := ast.Unparen(k.value).(*ast.CallExpr); ok && b.isNamed(call, name) {
				return false // of an earlier fix
			}
			if !isPlainString(b.info.TypeOf(k.value)) {
				fine = false
				return false
			}
			e.wrap(k.value, name+"(", ")")
			return false
		})
		if !fine {
			return nil
		}
	}
	return e.finish("hash the secret wherever this key is built")
}

// standsAt reports whether a position is one that the engine gives an expression: its begin, its operator, or a call's parenthesis.
func standsAt(x ast.Expr, pos token.Pos) bool {
	switch x := x.(type) {
	case *ast.CallExpr:
		return x.Pos() == pos || x.Lparen == pos
	case *ast.BinaryExpr:
		return x.Pos() == pos || x.OpPos == pos
	}
	return false
}

// builtKey takes apart an expression; nil if it is made otherwise.
func (b *Builder) builtKey(x ast.Expr) *builtKey {
	switch x := x.(type) {
	case *ast.BinaryExpr:
		if x.Op != token.ADD || b.info.Types[x].Value != nil || b.info.Types[x.Y].Value != nil {
			return nil
		}
		if text, ok := b.ownConstant(x.X); ok {
			return &builtKey{"+" + text, x.Y}
		}
	case *ast.CallExpr:
		if len(x.Args) != 2 || x.Ellipsis.IsValid() || !b.calls(x, "fmt", "Sprintf") {
			return nil
		}
		text, ok := b.ownConstant(x.Args[0])
		if ok && strings.Count(text, "%") == 1 && strings.Contains(text, "%s") {
			return &builtKey{"%" + text, x.Args[1]}
		}
	}
	return nil
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

// isKeyPattern reports whether a constant looks like the beginning of a key, and not like that of a header, a message or an address.
func isKeyPattern(pattern string) bool {
	text := strings.TrimSuffix(pattern[1:], "%s")
	return len(text) >= 2 && !strings.ContainsAny(text, " \t\n\"'<>") && !strings.Contains(text, "://") && strings.ContainsAny(text[len(text)-1:], ":-_./|#@")
}

func (b *Builder) isNamed(call *ast.CallExpr, name string) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && id.Name == name
}

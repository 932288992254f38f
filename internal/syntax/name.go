package syntax

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"
)

// HasWord reports whether one of the words that a name is made of is in the list, whose words are in lower case:
// "UserID", "user_id" and "user.ID" are made of "user" and "id".
func HasWord(name string, list []string) bool {
	start, runes := 0, []rune(name)
	for i := 1; i <= len(runes); i++ {
		if i < len(runes) && !boundary(runes, i) {
			continue
		}
		word := strings.ToLower(strings.TrimFunc(string(runes[start:i]), func(r rune) bool { return !unicode.IsLetter(r) }))
		if slices.Contains(list, word) {
			return true
		}
		start = i
	}
	return false
}

// boundary reports whether a word begins at i: after what is no letter, at an upper-case letter after a lower-case one,
// and at the last upper-case letter before a lower-case one ("UserIDToken").
func boundary(runes []rune, i int) bool {
	switch prev, r := runes[i-1], runes[i]; {
	case !unicode.IsLetter(r) || !unicode.IsLetter(prev):
		return true
	case unicode.IsLower(prev):
		return unicode.IsUpper(r)
	default:
		return unicode.IsUpper(r) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
	}
}

// Mentions reports whether an identifier or a literal in the tree has one of the words.
func Mentions(n ast.Node, list []string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			found = found || HasWord(n.Name, list)
		case *ast.BasicLit:
			found = found || n.Kind == token.STRING && HasWord(n.Value, list)
		}
		return !found
	})
	return found
}

// CallsName reports whether something in the tree calls a function whose name ends so.
func CallsName(n ast.Node, suffix string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			switch fun := ast.Unparen(call.Fun).(type) {
			case *ast.Ident:
				found = found || strings.HasSuffix(fun.Name, suffix)
			case *ast.SelectorExpr:
				found = found || strings.HasSuffix(fun.Sel.Name, suffix)
			}
		}
		return !found
	})
	return found
}

package fix

import (
	"go/ast"
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// builders are the fixes that a fixture may ask for at the end of a line, by name: "// fix: sign". Each is asked with all
// nodes of the line.
var builders = map[string]func(*Builder, ast.Node) []analysis.SuggestedFix{
	"sign":    func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.Sign(n.Pos()) },
	"message": func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.SignMessages(n.Pos()) },
	"compare": func(b *Builder, n ast.Node) []analysis.SuggestedFix {
		if x := asExpr(n); b.comparison(x) == nil && b.compareForm(n.Pos()) == nil {
			return nil
		}
		return b.CompareMAC(n.Pos())
	},
	"longer": func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.LongerKey(n.Pos()) },
	"random": func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.SecureRandom(false, n.Pos()) },
	"text":   func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.RandomText(n.Pos()) },
	"stop": func(b *Builder, n ast.Node) []analysis.SuggestedFix {
		if call, ok := n.(*ast.CallExpr); ok {
			return b.StopOnFailure(Forged, call.Pos(), call.End())
		}
		return nil
	},
	"empty": func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.EnvironmentKey("", n.Pos()) },
	"key":   environmentKey,
	"default": func(b *Builder, n ast.Node) []analysis.SuggestedFix {
		return b.WithoutDefault("default of a flag", n.Pos())
	},
	"tag":         func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.RequiredSetting("change me", n.Pos()) },
	"redactvalue": func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.RedactValue(n.Pos()) },
	"redactkey":   func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.RedactKey(false, secretsIn(n)...) },
	"memorykey":   func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.RedactKey(true, n.Pos()) },
	"seal":        func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.Seal(false, n.Pos()) },
	"sealtext":    func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.SealText(false, n.Pos()) },
	"sealmemory":  func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.SealText(true, n.Pos()) },
	"json":        func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.JSON(n.Pos()) },
	"bound":       func(b *Builder, n ast.Node) []analysis.SuggestedFix { return b.Bound(n.Pos()) },
}

// secretsIn returns the places of a finding: the node, and the identifiers in it that are called token.
func secretsIn(n ast.Node) []token.Pos {
	places := []token.Pos{n.Pos()}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == "token" {
			places = append(places, id.Pos())
		}
		return true
	})
	return places
}

// environmentKey asks for the first constant of a node that a fix is known for.
func environmentKey(b *Builder, n ast.Node) []analysis.SuggestedFix {
	for _, x := range b.constantsAt(n.Pos()) {
		if fixes := b.EnvironmentKey(constant.StringVal(b.info.Types[x].Value), n.Pos()); fixes != nil {
			return fixes
		}
	}
	return nil
}

func asExpr(n ast.Node) ast.Expr {
	x, _ := n.(ast.Expr)
	return x
}

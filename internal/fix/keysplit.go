package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strconv"
	"strings"
)

// split takes the one secret out of an expression that joins it with data. Rest is what remains, as an expression of type []byte; empty if
// that is nothing. There is no secret where several are in it, or where the expression is joined in another way.
func (k *keyedHash) split(x ast.Expr) (secret ast.Expr, rest string) {
	x = ast.Unparen(x)
	if k.isKey(x) {
		return x, ""
	}
	switch x := x.(type) {
	case *ast.CallExpr:
		switch {
		case k.b.isConversion(x):
			return k.split(x.Args[0])
		case k.b.calls(x, "fmt", "Sprintf"):
			return k.splitFormat(x)
		case k.b.calls(x, "strings", "Join"):
			return k.splitJoin(x)
		case k.isAppend(x):
			return k.splitAppend(x)
		}
	case *ast.BinaryExpr:
		return k.splitSum(x)
	case *ast.Ident:
		// A variable that goes nowhere else.
		if v, ok := k.b.info.Uses[x].(*types.Var); ok && len(k.b.tree().uses[v]) == 1 && k.b.setOnce(v) {
			return k.splitVariable(v)
		}
	}
	return nil, ""
}

func (k *keyedHash) isAppend(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && k.b.info.Uses[id] == types.Universe.Lookup("append") && len(call.Args) == 2 && call.Ellipsis.IsValid()
}

func (k *keyedHash) splitAppend(call *ast.CallExpr) (secret ast.Expr, rest string) {
	for i, arg := range call.Args {
		if k.isKey(arg) {
			text, ok := k.b.asBytes(k.e, call.Args[1-i])
			if secret != nil || !ok {
				return nil, ""
			}
			secret, rest = arg, text
		}
	}
	return secret, rest
}

// splitVariable takes the secret out of the value that a variable is declared with.
func (k *keyedHash) splitVariable(v *types.Var) (secret ast.Expr, rest string) {
	init := k.b.initial(v)
	if init == nil || k.b.commentsIn(init) {
		return nil, ""
	}
	secret, left := k.split(init)
	if secret == nil || left == "" {
		return nil, ""
	}
	if !isBytes(v.Type()) {
		left = textOf(left)
		k.e.replace(init.Pos(), init.End(), left)
		return secret, "[]byte(" + v.Name() + ")"
	}
	k.e.replace(init.Pos(), init.End(), left)
	return secret, v.Name()
}

// textOf is the text that a conversion to bytes converts.
func textOf(bytes string) string {
	if inner, ok := strings.CutPrefix(bytes, "[]byte("); ok {
		return strings.TrimSuffix(inner, ")")
	}
	return "string(" + bytes + ")"
}

// splitSum takes the secret out of a concatenation, with a separator beside it at the end.
func (k *keyedHash) splitSum(x *ast.BinaryExpr) (secret ast.Expr, rest string) {
	parts := operands(x)
	at := -1
	for i, p := range parts {
		if k.isKey(p) {
			if at >= 0 {
				return nil, ""
			}
			at = i
		}
	}
	if at < 0 {
		return nil, ""
	}
	secret = parts[at]
	switch last := len(parts) - 1; {
	case at == 0 && last > 1 && k.separates(parts[1]):
		parts = parts[2:]
	case at == last && last > 1 && k.separates(parts[last-1]):
		parts = parts[:last-1]
	default:
		parts = append(parts[:at:at], parts[at+1:]...)
	}
	texts := make([]string, len(parts))
	for i, p := range parts {
		if texts[i] = k.e.keep(p); !oneLine(texts[i]) {
			return nil, ""
		}
	}
	return secret, "[]byte(" + strings.Join(texts, " + ") + ")"
}

func operands(x ast.Expr) []ast.Expr {
	if sum, ok := ast.Unparen(x).(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		return append(operands(sum.X), operands(sum.Y)...)
	}
	return []ast.Expr{x}
}

var separator = regexp.MustCompile(`^[^\pL\pN]+$`)

// separates reports whether an operand is a constant of punctuation.
func (k *keyedHash) separates(x ast.Expr) bool { return separator.MatchString(k.b.constantText(x)) }

// splitJoin takes the secret out of the list of strings.Join.
func (k *keyedHash) splitJoin(call *ast.CallExpr) (secret ast.Expr, rest string) {
	list, ok := ast.Unparen(call.Args[0]).(*ast.CompositeLit)
	if !ok || !oneLine(k.b.text(call)) {
		return nil, ""
	}
	var texts []string
	for _, x := range list.Elts {
		if !k.isKey(x) {
			texts = append(texts, k.e.keep(x))
			continue
		}
		if secret != nil {
			return nil, ""
		}
		secret = x
	}
	if secret == nil || len(texts) == 0 {
		return nil, ""
	}
	if len(texts) == 1 {
		return secret, "[]byte(" + texts[0] + ")"
	}
	return secret, fmt.Sprintf("[]byte(%s(%s{%s}, %s))", k.e.keep(call.Fun), k.e.keep(list.Type), strings.Join(texts, ", "), k.e.keep(call.Args[1]))
}

var verb = regexp.MustCompile(`%[^a-zA-Z%]*[a-zA-Z%]`)

// splitFormat takes the secret out of the arguments of fmt.Sprintf, and its verb with a separator at the end out of the format.
func (k *keyedHash) splitFormat(call *ast.CallExpr) (secret ast.Expr, rest string) {
	format, args := k.b.constantText(call.Args[0]), call.Args[1:]
	verbs := verb.FindAllStringIndex(format, -1)
	at := -1
	for i, arg := range args {
		if k.isKey(arg) {
			if at >= 0 {
				return nil, ""
			}
			at = i
		}
	}
	if at < 0 || len(args) < 2 || len(verbs) != len(args) || strings.Contains(format, "%%") || strings.Contains(format, "*") || strings.Contains(format, "[") || !oneLine(k.b.text(call)) {
		return nil, ""
	}
	from, to := verbs[at][0], verbs[at][1]
	switch {
	case at == 0 && from == 0 && separator.MatchString(format[to:verbs[1][0]]):
		to = verbs[1][0]
	case at == len(args)-1 && to == len(format) && separator.MatchString(format[verbs[at-1][1]:from]):
		from = verbs[at-1][1]
	}
	format = format[:from] + format[to:]
	var texts []string
	for i, arg := range args {
		if i != at {
			texts = append(texts, k.e.keep(arg))
		}
	}
	if len(texts) == 1 && (format == "%s" || format == "%v") {
		other := args[1-at]
		if text, ok := k.b.asBytes(k.e, other); ok {
			return args[at], text
		}
	}
	return args[at], fmt.Sprintf("[]byte(%s(%s, %s))", k.e.keep(call.Fun), strconv.Quote(format), strings.Join(texts, ", "))
}

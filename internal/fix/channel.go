package fix

import (
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// A medium is what bytes travel through between an encoder and a decoder.
type medium int

const (
	unknownMedium medium = iota
	handedMedium         // bytes that a function takes from callers elsewhere, or returns to them
	callMedium           // a call of a store, cache or queue
	cookieMedium
	fileMedium
	foreignMedium // an HTTP body, a connection, standard output: somebody else reads or writes it
)

// A channel is where bytes come from or go to, as far as the package shows.
type channel struct {
	medium medium
	fn     *types.Func   // of a callMedium, or of a fileMedium whose name is seen
	call   *ast.CallExpr // the same
	key    ast.Expr      // that a call of a store names, or the name of a file; nil if none is seen
	life   ast.Expr      // how long a call of a store, or a cookie, keeps the bytes; nil if it does not say
	// armored says that the bytes travel as base64 or hex.
	armored bool
}

// newCall makes the channel of a call that gets or gives data.
func (b *Builder) newCall(call *ast.CallExpr, data ast.Expr) channel {
	ch := channel{medium: callMedium, fn: b.callee(call), call: call}
	if ch.fn == nil {
		ch.medium = unknownMedium
		return ch
	}
	args := call.Args
	if ch.fn.Name() == "Do" && len(args) > 1 && b.constantText(args[0]) != "" {
		args = args[1:] // a command comes first
	}
	for _, arg := range args {
		if arg == data {
			continue
		}
		t := b.info.TypeOf(arg)
		switch {
		case t == nil:
		case ch.key == nil && isText(t):
			ch.key = arg
		case ch.life == nil && t.String() == "time.Duration":
			ch.life = arg
		}
		if lit := compositeOf(arg); lit != nil && ch.key == nil {
			ch.key = field(lit, "Key")
		}
	}
	return ch
}

// isText reports whether a value is a string or bytes.
func isText(t types.Type) bool { return isString(t) || isBytes(t) }

func isString(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func isBytes(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	basic, ok := slice.Elem().Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Byte
}

func compositeOf(x ast.Expr) *ast.CompositeLit {
	x = ast.Unparen(x)
	if u, ok := x.(*ast.UnaryExpr); ok {
		x = ast.Unparen(u.X)
	}
	lit, _ := x.(*ast.CompositeLit)
	return lit
}

// field returns the value of a field in a composite literal with keys.
func field(lit *ast.CompositeLit, name string) ast.Expr {
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == name {
				return kv.Value
			}
		}
	}
	return nil
}

// receiver is the named type that a method belongs to; nil for a function.
func receiver(fn *types.Func) *types.TypeName {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// meets reports whether what goes out through w can come back through r.
func (b *Builder) meets(r, w channel) bool {
	if r.medium != w.medium {
		return false
	}
	switch r.medium {
	case cookieMedium:
		return true
	case fileMedium:
		return b.keysAgree(r.key, w.key)
	case callMedium:
		return r.fn != w.fn && b.sameStore(r.fn, w.fn) && b.keysAgree(r.key, w.key)
	}
	return false
}

// sameStore reports whether two functions are methods of one type, or functions of one package whose names differ in the
// verb only, as LoadState and SaveState.
func (b *Builder) sameStore(r, w *types.Func) bool {
	a, c := receiver(r), receiver(w)
	if a != nil || c != nil {
		return a != nil && a == c
	}
	return r.Pkg() == w.Pkg() && b.noun(r.Name()) == b.noun(w.Name())
}

// noun returns the name of a function without its verb, in lower case.
func (b *Builder) noun(name string) string {
	name = strings.ToLower(name)
	for _, verb := range slices.Concat(b.models.Words("store-reads"), b.models.Words("store-writes")) {
		if rest, ok := strings.CutPrefix(name, verb); ok {
			return rest
		}
	}
	return name
}

// keysAgree reports whether two keys may be the same, going by what they begin with and by the function that makes them.
func (b *Builder) keysAgree(x, y ast.Expr) bool {
	if x == nil || y == nil {
		return true
	}
	a, c := b.shape(x, 0), b.shape(y, 0)
	if t, u := tableOf(b.statementText(x, 0)), tableOf(b.statementText(y, 0)); t != "" && u != "" {
		return t == u
	}
	if a.maker != c.maker {
		return false
	}
	if a.constant != c.constant && a.whole && c.whole {
		return false
	}
	return a.constant == c.constant || a.constant == "" && !c.whole || c.constant == "" && !a.whole
}

// table finds the first table that a statement in SQL names.
var table = regexp.MustCompile("(?is)^\\s*(?:select\\b.*?\\bfrom|(?:insert|replace)\\b.*?\\binto|update)\\s+[\"`\\[]?([\\w.]+)")

// tableOf returns the table that a statement in SQL reads or writes, in lower case; empty for other text.
func tableOf(statement string) string {
	if m := table.FindStringSubmatch(statement); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

// statementText is what is known of a statement in SQL: its constants, and the names of what stands between them.
func (b *Builder) statementText(x ast.Expr, depth int) string {
	x = ast.Unparen(x)
	if v := b.info.Types[x].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	switch x := x.(type) {
	case *ast.BinaryExpr:
		return b.statementText(x.X, depth) + b.statementText(x.Y, depth)
	case *ast.CallExpr:
		if b.calls(x, "fmt", "Sprintf") && len(x.Args) > 1 {
			text := b.statementText(x.Args[0], depth)
			for _, arg := range x.Args[1:] {
				text = strings.Replace(text, "%s", b.statementText(arg, depth), 1)
			}
			return text
		}
	case *ast.SelectorExpr:
		return x.Sel.Name
	case *ast.Ident:
		if def := b.only(b.info.Uses[x]); def != nil && depth < 4 {
			return b.statementText(def, depth+1)
		}
		return x.Name
	}
	return ""
}

// A shape is what is known of a key: how it begins, whether that is all, and the function that made it.
type shape struct {
	constant string
	whole    bool
	maker    *types.Func
}

func (b *Builder) shape(x ast.Expr, depth int) shape {
	x = ast.Unparen(x)
	if v := b.info.Types[x].Value; v != nil && v.Kind() == constant.String {
		return shape{constant: constant.StringVal(v), whole: true}
	}
	switch x := x.(type) {
	case *ast.BinaryExpr:
		left := b.shape(x.X, depth)
		return shape{constant: left.constant, maker: left.maker}
	case *ast.CallExpr:
		switch {
		case b.isConversion(x):
			return b.shape(x.Args[0], depth)
		case b.calls(x, "fmt", "Sprintf", "Sprint", "Appendf") && len(x.Args) > 0:
			s := b.shape(x.Args[0], depth)
			s.constant, _, _ = strings.Cut(s.constant, "%")
			return shape{constant: s.constant}
		}
		return shape{maker: b.callee(x)}
	case *ast.Ident:
		if def := b.only(b.info.Uses[x]); def != nil && depth < 4 {
			return b.shape(def, depth+1)
		}
	}
	return shape{}
}

// only returns the one expression that is ever assigned to a local variable; nil if there are more, or none.
func (b *Builder) only(obj types.Object) ast.Expr {
	defs, ok := b.definitions(obj)
	if !ok || len(defs) != 1 || defs[0].index > 0 {
		return nil
	}
	return defs[0].value
}

package fix

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"
)

// An access is a call that stores text under a key, or gets it back.
type access struct {
	call  *ast.CallExpr // of the store
	whole *ast.CallExpr // what gives the text or the outcome: rdb.Get(ctx, key).Result()
	fn    *types.Func
	key   ast.Expr
	value ast.Expr // nil of a read
	life  ast.Expr
}

func (a *access) reads() bool { return a.value == nil }

// findAccesses lists the calls in the package that read or write entries of stores.
func (b *Builder) findAccesses() (all []*access) {
	for _, f := range b.files {
		if b.inTest(f.Package) {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if a := b.access(call); a != nil {
					all = append(all, a)
				}
			}
			return true
		})
	}
	return all
}

// access returns the read or write of a keyed store that call makes, or nil. A write has its value after the key.
func (b *Builder) access(call *ast.CallExpr) *access {
	fn := b.callee(call)
	if fn == nil || call.Ellipsis.IsValid() || fn.Pkg() != nil && b.isTalk(fn.Pkg().Path()) {
		return nil
	}
	args := call.Args
	name := fn.Name()
	if name == "Do" && len(args) > 1 { // of a client that takes commands as text
		name, args = b.constantText(args[0]), args[1:]
	}
	a := &access{call: call, fn: fn}
	writes := b.beginsWith(name, "store-writes")
	if !writes && !b.beginsWith(name, "store-reads") || b.namesMany(name) {
		return nil
	}
	i := slices.IndexFunc(args, func(x ast.Expr) bool { return isString(typeOf(b, x)) })
	if i < 0 {
		return nil
	}
	a.key = args[i]
	for _, arg := range args[i+1:] {
		switch t := typeOf(b, arg); {
		case t.String() == "time.Duration":
			a.life = arg
		case writes && a.value == nil && isText(t):
			a.value = arg
		}
	}
	if writes != (a.value != nil) {
		return nil
	}
	a.whole = b.outcome(call)
	return a
}

// outcome is the call at the end of a chain of accessors without arguments: rdb.Get(ctx, key).Result().
func (b *Builder) outcome(call *ast.CallExpr) *ast.CallExpr {
	for {
		sel, ok := b.tree().up(call).(*ast.SelectorExpr)
		if ok {
			next, isCall := b.tree().up(sel).(*ast.CallExpr)
			if isCall && ast.Unparen(next.Fun) == ast.Expr(sel) && len(next.Args) == 0 && (b.models.Matches("reply-methods", sel.Sel.Name) || sel.Sel.Name == "Err") {
				call = next
				continue
			}
		}
		// redis.String(conn.Do("GET", key)): what converts a reply.
		if outer, ok := b.tree().up(call).(*ast.CallExpr); ok && len(outer.Args) == 1 && outer.Fun != ast.Expr(call) {
			if fn := b.callee(outer); fn != nil && receiver(fn) == nil && (fn.Name() == "String" || fn.Name() == "Bytes") {
				return outer
			}
		}
		return call
	}
}

// beginsWith reports whether a name begins with one of the verbs of a list.
func (b *Builder) beginsWith(name, list string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(b.models.Words(list), func(v string) bool { return strings.HasPrefix(name, v) })
}

// namesMany reports whether a function deals with several entries at once, going by its name.
func (b *Builder) namesMany(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(b.models.Words("store-lists"), func(w string) bool { return strings.Contains(name, w) })
}

// identity distinguishes keys that the package builds: it joins their constants and placeholders for the other parts.
// It is empty for an unknown key, such as a parameter.
func (b *Builder) identity(x ast.Expr, depth int) string {
	x = ast.Unparen(x)
	if v := b.info.Types[x].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	switch x := x.(type) {
	case *ast.BinaryExpr:
		return b.identity(x.X, depth) + hole(b.identity(x.Y, depth))
	case *ast.CallExpr:
		switch fn := b.callee(x); {
		case b.isConversion(x):
			return b.identity(x.Args[0], depth)
		case b.calls(x, "fmt", "Sprintf") && len(x.Args) > 0:
			return b.formatIdentity(x)
		case fn != nil:
			return "\x01" + fn.FullName() + "\x01"
		}
	case *ast.SelectorExpr:
		if v, ok := b.info.Uses[x.Sel].(*types.Var); ok && v.IsField() {
			return "\x01" + b.fieldText(v) + "\x01"
		}
	case *ast.Ident:
		if def := b.only(b.info.Uses[x]); def != nil && depth < 4 {
			return b.identity(def, depth+1)
		}
		if v, ok := b.info.Uses[x].(*types.Var); ok && v.Parent() == b.pkg.Scope() {
			return "\x01" + v.Name() + "\x01"
		}
	}
	return ""
}

func (b *Builder) fieldText(v *types.Var) string {
	return v.Name() + "@" + b.fset.Position(v.Pos()).String()
}

func hole(identity string) string {
	if identity == "" {
		return "\x00"
	}
	return identity
}

// formatIdentity is the identity of a key that Sprintf builds: its format with the verbs replaced.
func (b *Builder) formatIdentity(call *ast.CallExpr) string {
	format := b.constantText(call.Args[0])
	var out strings.Builder
	arg := 1
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 >= len(format) {
			out.WriteByte(format[i])
			continue
		}
		if i++; format[i] == '%' {
			out.WriteByte('%')
			continue
		}
		for i < len(format)-1 && strings.ContainsRune("+-# 0.123456789", rune(format[i])) {
			i++
		}
		text := ""
		if arg < len(call.Args) {
			text = b.constantText(call.Args[arg])
		}
		out.WriteString(hole(text))
		arg++
	}
	return out.String()
}

// known reports whether an identity tells keys apart: it has something beside holes.
func known(identity string) bool { return strings.Trim(identity, "\x00") != "" }

package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// hashedKeyAt hashes the key in every use of the map or cache that is used at a position.
func (b *Builder) hashedKeyAt(pos token.Pos, inProcess bool) []analysis.SuggestedFix {
	box := b.containerAt(pos)
	if box == nil {
		return nil
	}
	keys, ok := b.keysOf(box)
	if !ok || len(keys) == 0 {
		return nil
	}
	e := b.newEdit()
	name := b.keyHash(e, inProcess)
	for _, key := range keys {
		e.wrap(key, name+"(", ")")
	}
	return e.finish("use a keyed hash of the secret as the key: it can be looked up, but not read")
}

// containerAt returns the variable or field that holds the map or cache of a position: of an index, or of a method
// called with a key.
func (b *Builder) containerAt(pos token.Pos) types.Object {
	var found types.Object
	_, _ = at(b, pos, pos, func(x ast.Expr) bool {
		switch x := x.(type) {
		case *ast.IndexExpr:
			if x.Pos() == pos || x.Index.Pos() == pos || x.Lbrack == pos {
				found = b.variable(x.X)
			}
		case *ast.CallExpr:
			if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && standsAt(x, pos) && b.info.Selections[sel] != nil {
				found = b.variable(sel.X)
			}
		}
		return true
	})
	// The index may stand on the left of an assignment that begins elsewhere.
	if found == nil {
		_, _ = at(b, pos, pos, func(s *ast.AssignStmt) bool {
			for _, l := range s.Lhs {
				if index, ok := ast.Unparen(l).(*ast.IndexExpr); ok && s.Pos() == pos {
					found = b.variable(index.X)
				}
			}
			return true
		})
	}
	return found
}

// variable returns the variable or field that an expression names.
func (b *Builder) variable(x ast.Expr) types.Object {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		v, _ := b.info.Uses[x].(*types.Var)
		if v == nil || v.Pkg() != b.pkg || v.Exported() && v.Parent() == b.pkg.Scope() || b.isParameter(v) { // others use what comes in by a parameter
			return nil
		}
		return v
	case *ast.SelectorExpr:
		v, _ := b.info.Uses[x.Sel].(*types.Var)
		if v == nil || v.Pkg() != b.pkg || v.Exported() { // another package may use it, too
			return nil
		}
		return v
	}
	return nil
}

// keysOf returns the keys in all uses of a container; it is false if one of them cannot be changed.
func (b *Builder) keysOf(box types.Object) (keys []ast.Expr, ok bool) {
	ranged := make(map[types.Object]int) // the keys that a loop over the container gives, and how often they serve as keys of it
	for _, id := range b.tree().uses[box] {
		if b.file(id.Pos()) == nil {
			return nil, false
		}
		if key := b.rangedKey(id); key != nil {
			ranged[key] += 0
		}
	}
	for _, id := range b.tree().uses[box] {
		if b.isElementKey(id) {
			continue
		}
		x := ast.Expr(id)
		if sel, ok := b.tree().up(id).(*ast.SelectorExpr); ok && sel.Sel == id {
			x = sel
		}
		key, fine := b.keyIn(x)
		if name, ok := key.(*ast.Ident); ok && b.info.Uses[name] != nil {
			if n, ok := ranged[b.info.Uses[name]]; ok {
				ranged[b.info.Uses[name]] = n + 1
				continue
			}
		}
		if !fine || key != nil && !isPlainString(b.info.TypeOf(key)) {
			return nil, false
		}
		if key != nil {
			keys = append(keys, key)
		}
	}
	for key, n := range ranged {
		if n != len(b.tree().uses[key]) {
			return nil, false // it is looked at
		}
	}
	return keys, true
}

// rangedKey is the key that a loop over what an identifier names gives; nil if it is used otherwise, or the loop
// takes no key.
func (b *Builder) rangedKey(id *ast.Ident) types.Object {
	x := ast.Expr(id)
	if sel, ok := b.tree().up(id).(*ast.SelectorExpr); ok && sel.Sel == id {
		x = sel
	}
	loop, ok := b.tree().up(x).(*ast.RangeStmt)
	if !ok || ast.Unparen(loop.X) != x {
		return nil
	}
	key, ok := loop.Key.(*ast.Ident)
	if !ok {
		return nil
	}
	return b.info.Defs[key]
}

// keyIn returns the key with which a container is used, if that use has one.
func (b *Builder) keyIn(x ast.Expr) (key ast.Expr, ok bool) {
	switch p := b.tree().up(x).(type) {
	case *ast.IndexExpr:
		if p.X == x {
			return p.Index, true
		}
	case *ast.RangeStmt:
		key, isName := p.Key.(*ast.Ident)
		return nil, p.X == x && (p.Key == nil || isName && (key.Name == "_" || b.info.Defs[key] != nil))
	case *ast.AssignStmt:
		// It is made, or thrown away.
		return nil, slices.Contains(p.Lhs, x)
	case *ast.BinaryExpr:
		return nil, true // compared with nil
	case *ast.CallExpr:
		id, isName := ast.Unparen(p.Fun).(*ast.Ident)
		if !isName || len(p.Args) == 0 || p.Args[0] != x {
			return nil, false
		}
		switch id.Name {
		case "delete":
			return p.Args[1], true
		case "len", "clear":
			return nil, true
		}
	case *ast.SelectorExpr:
		call, isCall := b.tree().up(p).(*ast.CallExpr)
		if !isCall || ast.Unparen(call.Fun) != ast.Expr(p) {
			return nil, false
		}
		return b.keyOfCall(call, p.Sel.Name)
	}
	return nil, false
}

// keyOfCall returns the key that a method of a cache is called with: its first text.
func (b *Builder) keyOfCall(call *ast.CallExpr, method string) (key ast.Expr, ok bool) {
	switch method {
	case "Close", "Clear", "Flush", "Len", "Purge", "Wait", "Lock", "Unlock", "RLock", "RUnlock":
		return nil, true
	case "Get", "Set", "Load", "Store", "Delete", "Del", "LoadOrStore", "LoadAndDelete", "Add", "Remove", "Contains", "Put", "SetWithTTL", "SetDefault", "Peek":
	default:
		return nil, false
	}
	for _, arg := range call.Args {
		if isPlainString(b.info.TypeOf(arg)) {
			return arg, true
		}
	}
	return nil, false
}

// keyHash declares, once for the package, what hashes a secret in a key, and returns the function to call: for a
// cache that others share, or that outlives the process, a name of the bundled library; for one in memory, a hash
// whose own key is the process's.
func (b *Builder) keyHash(e *edit, inProcess bool) string {
	if inProcess {
		return b.hashKey(e)
	}
	return b.keyNames(e) + ".Name"
}

// keyNames declares, once for the package, the signer that gives names.
func (b *Builder) keyNames(e *edit) string {
	home := b.home()
	if home == nil {
		e.failed = true
		return ""
	}
	if v, ok := b.pkg.Scope().Lookup("keyNames").(*types.Var); ok && v.Type().String() == "*"+b.signed+".Signer" {
		return "keyNames" // of an earlier fix
	}
	name := b.freeName("keyNames")
	lib := e.use(home.Package, b.signed, "signedcodec")
	e.insert(beforeDecl(home.Decls[len(home.Decls)-1]), fmt.Sprintf(`// %[1]s turns secrets into names for keys of a cache, from which nobody can read them. The key is in the environment variable %[2]s.
var %[1]s = %[3]s.Must(%[3]s.FromEnv(%[2]q), %[4]q, %[3]s.WithoutExpiry())

`, name, KeyVariable, lib, purposeOf(b.pkg.Name(), "keyNames")))
	return name
}

// hashKey declares, once for the package, the function that hashes a key of a cache in memory.
func (b *Builder) hashKey(e *edit) string {
	home := b.home()
	if home == nil {
		e.failed = true
		return ""
	}
	if fn, ok := b.pkg.Scope().Lookup("hashKey").(*types.Func); ok && fn.Type().String() == "func(secret string) string" {
		return "hashKey" // of an earlier fix
	}
	name := b.freeName("hashKey")
	mac := e.use(home.Package, "crypto/hmac", "hmac")
	random := e.use(home.Package, "crypto/rand", "rand")
	sha := e.use(home.Package, "crypto/sha256", "sha256")
	hex := e.use(home.Package, "encoding/hex", "hex")
	// Not at the very end: functions of other fixes go there.
	last := home.Decls[len(home.Decls)-1].End()
	for _, c := range home.Comments {
		last = max(last, c.End())
	}
	e.insert(last, fmt.Sprintf(`

// %[1]s stands for a secret in the key of a cache in memory, from which nobody should be able to read it.
func %[1]s(secret string) string {
	mac := %[2]s.New(%[3]s.New, %[1]sSecret)
	mac.Write([]byte(secret))
	return %[4]s.EncodeToString(mac.Sum(nil))
}

// %[1]sSecret is the process's own, as the cache is.
var %[1]sSecret = func() []byte {
	key := make([]byte, 32)
	if _, err := %[5]s.Read(key); err != nil {
		panic(err)
	}
	return key
}()`, name, mac, sha, hex, random))
	return name
}

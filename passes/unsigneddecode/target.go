package unsigneddecode

import (
	"cmp"
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// ephemeral are the words that tell a folder or type of data that programs write for themselves, as against a file that
// an operator wrote.
var ephemeral = []string{"session", "sessions", "cache", "caches", "cached", "tmp", "temp", "filecache", "filesession"}

// fromSessionOrCache accepts a file that is read by something that calls itself a session or a cache. The file's path is
// seldom a constant; what reads it says what it is.
func fromSessionOrCache(site *taint.Site, flow *taint.Flow) bool {
	names := []string{site.Func}
	if site.Object != nil {
		names = append(names, site.Object.FullName())
	}
	for _, s := range flow.Trace {
		names = append(names, s.Func)
	}
	return slices.ContainsFunc(names, func(n string) bool { return syntax.HasWord(n, ephemeral) })
}

// trusted are the words of fields that say who somebody is, what they may, or what they pay. A session's name, a token or a secret is
// not among them: what is believed for it, it opens.
var trusted = []string{
	"user", "users", "uid", "userid", "username", "account", "email", "mail", "login", "subject", "sub", "customer", "member", "owner", "tenant", "org",
	"role", "roles", "admin", "group", "groups", "permission", "permissions", "scope", "scopes", "rights", "auth", "authenticated", "authorized", "verified", "level",
	"id",
	"price", "prices", "discount", "total", "amount", "balance", "credit", "paid", "plan", "cart", "quota", "limit",
}

// references are the words of ids that only find what the program keeps.
var references = []string{"session", "request", "trace", "correlation", "device", "client"}

// maxNesting bounds how deep a target's fields are looked at.
const maxNesting = 3

// intoIdentity accepts a target with a field that a program decides by, and one whose fields the input chooses. A target
// of no more than preferences (a theme, a language) is the browser's own business. What comes out of a function that nothing is known of may
// be what it found by the cookie, and of a target inside of another package nothing is known either.
func intoIdentity(site *taint.Site, flow *taint.Flow) bool {
	return !flow.Guessed && site.Target != nil && decides(site.Target, cmp.Or(wire.FamilyOf("", site.Sink), wire.JSON), maxNesting)
}

// decides reports whether what is decoded into a type chooses its shape, or fills a field that a program decides by.
func decides(t types.Type, family *wire.Family, nesting int) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return decides(u.Elem(), family, nesting)
	case *types.Slice:
		return decides(u.Elem(), family, nesting)
	case *types.Array:
		return decides(u.Elem(), family, nesting)
	case *types.Map:
		return decides(u.Elem(), family, nesting)
	case *types.Interface:
		return true
	}
	for _, f := range family.Fields(t) {
		name, typ := f.Var.Name(), f.Var.Type()
		if syntax.HasWord(name, trusted) && !syntax.HasWord(name, references) {
			return true
		}
		if _, isMap := typ.Underlying().(*types.Map); nesting > 0 && !isMap && !types.IsInterface(typ) && decides(typ, family, nesting-1) {
			return true
		}
	}
	return false
}

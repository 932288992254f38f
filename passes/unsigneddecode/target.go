package unsigneddecode

import (
	"cmp"
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// fromSessionOrCache accepts a file that is read by something that calls itself a session or a cache. The file's path is
// seldom a constant; what reads it says what it is.
func fromSessionOrCache(site *taint.Site, flow *taint.Flow) bool {
	names, own := []string{site.Func}, site.Models().Words("own-data-words")
	if site.Object != nil {
		names = append(names, site.Object.FullName())
	}
	for _, s := range flow.Trace {
		names = append(names, s.Func)
	}
	return slices.ContainsFunc(names, func(n string) bool { return syntax.HasWord(n, own) })
}

// maxNesting bounds how deep a target's fields are looked at.
const maxNesting = 3

// intoIdentity accepts a target with a field that a program decides by, and one whose fields the input chooses. A target
// of no more than preferences (a theme, a language) is the browser's own business. What comes out of a function that nothing is known of may
// be what it found by the cookie, and of a target inside of another package nothing is known either.
func intoIdentity(site *taint.Site, flow *taint.Flow) bool {
	return !flow.Guessed && site.Target != nil && decides(site, site.Target, cmp.Or(wire.FamilyOf("", site.Sink), wire.JSON), maxNesting)
}

// decides reports whether what is decoded into a type chooses its shape, or fills a field that a program decides by.
func decides(site *taint.Site, t types.Type, family *wire.Family, nesting int) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return decides(site, u.Elem(), family, nesting)
	case *types.Slice:
		return decides(site, u.Elem(), family, nesting)
	case *types.Array:
		return decides(site, u.Elem(), family, nesting)
	case *types.Map:
		return decides(site, u.Elem(), family, nesting)
	case *types.Interface:
		return true
	}
	identity, references := site.Models().Words("identity-words"), site.Models().Words("reference-words")
	for _, f := range family.Fields(t) {
		name, typ := f.Var.Name(), f.Var.Type()
		if syntax.HasWord(name, identity) && !syntax.HasWord(name, references) {
			return true
		}
		if _, isMap := typ.Underlying().(*types.Map); nesting > 0 && !isMap && !types.IsInterface(typ) && decides(site, typ, family, nesting-1) {
			return true
		}
	}
	return false
}

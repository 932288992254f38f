package secretcache

import (
	"go/types"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// inKey accepts what can be part of a key: text. A whole struct is none.
func inKey(_ *taint.Site, flow *taint.Flow) bool { return !strings.HasPrefix(flow.Kind, "written-") }

// inClear accepts a value in memory that is text, or a header: an object that merely has a secret inside is how programs
// hold secrets that they work with.
func inClear(site *taint.Site, flow *taint.Flow) bool {
	if site.Target == nil {
		return !strings.HasPrefix(flow.Kind, "written-")
	}
	return isText(site.Target)
}

func isText(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		switch n.Obj().Pkg().Path() + "." + n.Obj().Name() {
		case "golang.org/x/oauth2.Token", "net/http.Header", "net/url.Values", "net/url.URL", "bytes.Buffer":
			return true
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		return isText(u.Elem()) || isByte(u.Elem())
	case *types.Map:
		return isText(u.Elem())
	}
	return false
}

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

// usedAsCache accepts a write to files or an embedded database where the function, its type or its package is called a
// cache: else it is the program's own storage.
func usedAsCache(site *taint.Site, _ *taint.Flow) bool {
	name := site.Func
	if site.Object != nil && site.Object.Pkg() != nil {
		name += " " + site.Object.Pkg().Name()
	}
	return strings.Contains(strings.ToLower(name), "cache")
}

package secretcache

import (
	"go/token"
	"go/types"
	"path"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/std"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// inKey accepts what can be part of a key: text. A whole struct is none.
func inKey(_ *taint.Site, flow *taint.Flow) bool { return !strings.HasPrefix(flow.Kind, "written-") }

// asText accepts a value in memory that is text, or a header: an object that merely has a secret inside is how programs
// hold secrets that they work with.
func asText(site *taint.Site, flow *taint.Flow) bool {
	if site.Target == nil {
		return !strings.HasPrefix(flow.Kind, "written-")
	}
	return isText(site.Models(), site.Target)
}

func isText(models *model.Set, t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		if models.Matches("text-types", std.Path(n.Obj().Pkg())+"."+n.Obj().Name()) {
			return true
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		return isText(models, u.Elem()) || isByte(u.Elem())
	case *types.Map:
		return isText(models, u.Elem())
	}
	return false
}

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

// maxEntry is the number of fields up to which a struct is an entry of a cache, not an object that happens to be kept in one.
const maxEntry = 8

// asEntry accepts a small struct whose field takes the secret in the function that caches it, or in one that makes the struct.
func asEntry(site *taint.Site, flow *taint.Flow) bool {
	if strings.HasPrefix(flow.Kind, "written-") || site.Target == nil || len(flow.Trace) == 0 || len(flow.Trace) > maxTrace {
		return false
	}
	t := site.Target
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || s.NumFields() > maxEntry || isText(site.Models(), site.Target) {
		return false
	}
	return strings.HasPrefix(flow.Trace[0].Message, "stored in ")
}

// asCredential accepts a struct that is called a token or credentials, where nothing is known of the cache but its name: such an interface
// is mostly in front of Redis as well.
func asCredential(site *taint.Site, _ *taint.Flow) bool {
	if site.Target == nil || site.Sink != anyCache {
		return false
	}
	t := site.Target
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	s, ok := n.Underlying().(*types.Struct)
	return ok && s.NumFields() <= maxCredential && syntax.HasWord(n.Obj().Name(), credentials)
}

// anyCache is what a cache is called that is known by its name alone.
const anyCache = "a cache"

// maxCredential is the number of fields up to which a struct is no more than the reply of a token endpoint.
const maxCredential = 16

var credentials = []string{"token", "tokens", "credential", "credentials"}

// maxTrace is the number of steps of a flow in one function or two.
const maxTrace = 4

// usedAsCache accepts a write to files or an embedded database where the function, its type or its package is called a
// cache: else it is the program's own storage.
func usedAsCache(site *taint.Site, flow *taint.Flow) bool {
	name := site.Func
	if site.Object != nil && site.Object.Pkg() != nil {
		name += " " + site.Object.Pkg().Name()
	}
	if n := len(flow.Trace); n > 0 {
		name += " " + flow.Trace[n-1].Func + " " + path.Base(path.Dir(flow.Trace[n-1].Position.Filename))
	}
	return strings.Contains(strings.ToLower(name), "cache")
}

// find returns the writes of secrets to files whose path says that they are a cache, whatever writes them.
func find(pass *analysis.Pass) (all []rule.Finding) {
	result := pass.ResultOf[taint.Analyzer].(*taint.Result)
	cached := map[token.Pos]bool{}
	for _, site := range result.Sites(taint.Query{Sources: []string{"cache-path"}, Sinks: []string{"disk-path"}}) {
		cached[site.Pos] = true
	}
	if len(cached) == 0 {
		return nil
	}
	for _, site := range result.Sites(taint.Query{Sources: secrets, Sinks: []string{"disk-value", "disk-key"}, Aspect: "secrecy"}) {
		if cached[site.Pos] && len(site.Flows) > 0 && (site.Kind != "disk-key" || inKey(&site, &site.Flows[0])) {
			all = append(all, rule.Finding{Site: &site, Flow: &site.Flows[0]})
		}
	}
	return all
}

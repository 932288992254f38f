package signingkey

import (
	"cmp"
	"go/token"
	"go/version"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// Kinds of sinks: keys whose holder is this program or its peers; keys of MACs and of ciphers, which a vendor may dictate; and what must not
// be predictable.
const (
	signingKey = "signing-key"
	macKey     = "mac-key"
	cipherKey  = "cipher-key"
	sessionID  = "session-id"
	// keyDefault is the default of what is called a key, in a setting or a variable: who uses it may lie in another package.
	keyDefault = "key-default"
)

var pairs = []rule.Pair{
	{Sources: keySources, Sinks: []string{signingKey, macKey, cipherKey}},
	{Sources: idSources, Sinks: []string{sessionID}},
	{Sources: []string{taint.Constant}, Sinks: []string{keyDefault}},
}

var (
	keySources = []string{taint.Constant, taint.Seeded, taint.WeakRandom, taint.Clock, taint.Counter, taint.Random}
	idSources  = []string{taint.Seeded, taint.WeakRandom, taint.Counter, taint.Clock}
)

func init() {
	for _, p := range pairs {
		taint.Join(p.Sources, p.Sinks)
	}
}

func find(pass *analysis.Pass) []rule.Finding {
	if example(pass) {
		return nil
	}
	f := &finder{pass: pass, result: pass.ResultOf[taint.Analyzer].(*taint.Result), seen: map[root]bool{}}
	f.keys()
	f.defaults()
	f.ids()
	f.unchecked()
	slices.SortFunc(f.found, func(a, b rule.Finding) int { return cmp.Compare(a.Site.Pos, b.Site.Pos) })
	return f.found
}

// example reports whether a package is a module's example, there to be read: its key is nobody's.
func example(pass *analysis.Pass) bool {
	path := pass.Pkg.Path()
	if pass.Module != nil {
		path = strings.TrimPrefix(path, pass.Module.Path)
	}
	for part := range strings.SplitSeq(path, "/") {
		switch strings.TrimPrefix(part, "_") {
		case "example", "examples", "demo", "demos", "sample", "samples", "tutorial", "tutorials":
			return true
		}
	}
	return false
}

// A finder collects findings, one for each place that a bad value comes from: a key is often both the signer's and the verifier's.
type finder struct {
	pass   *analysis.Pass
	result *taint.Result
	found  []rule.Finding
	seen   map[root]bool
}

// A root is where a value comes from.
type root struct {
	pos  token.Pos
	file string
	line int
}

func rootOf(f *taint.Flow) root {
	first := f.Trace[0]
	return root{first.Pos, first.Position.Filename, first.Position.Line}
}

func (f *finder) add(site *taint.Site, flow *taint.Flow, v *rule.Variant) {
	at := rootOf(flow)
	if f.seen[at] {
		return
	}
	f.seen[at] = true
	f.found = append(f.found, rule.Finding{Site: site, Flow: flow, Variant: v, Severity: f.severity(site, flow)})
}

// severity is that of the variant, but for numbers of math/rand that no seed gives away: since Go 1.22 they cannot be computed from others.
func (f *finder) severity(site *taint.Site, flow *taint.Flow) rule.Severity {
	if flow.Kind != taint.WeakRandom {
		return rule.Default
	}
	for _, file := range f.pass.Files {
		if file.FileStart <= site.Pos && site.Pos < file.FileEnd && version.Compare(f.pass.TypesInfo.FileVersions[file], "go1.22") >= 0 {
			return rule.Medium
		}
	}
	return rule.Default
}

// keys finds keys that are constants, too short or predictable.
func (f *finder) keys() {
	sites := f.result.Sites(taint.Query{Sources: keySources, Sinks: []string{signingKey, macKey, cipherKey}, Whole: true})
	own := f.ownership(sites)
	for i := range sites {
		site := &sites[i]
		if !own(site) {
			continue
		}
		for _, flow := range keyFlows(site) {
			if v := keyVariant(flow); v != nil {
				f.add(site, flow, v)
				break
			}
		}
	}
}

// defaults finds constants that stand in for a key that is not set, where the key's name alone says what it is for.
func (f *finder) defaults() {
	sites := f.result.Sites(taint.Query{Sources: []string{taint.Constant}, Sinks: []string{keyDefault}, Whole: true})
	for i := range sites {
		if flow := keyFlows(&sites[i])[0]; flow.Text != "" {
			f.add(&sites[i], flow, namedKey)
		}
	}
}

// unchecked finds keys that come from the settings, which may be empty: nothing between tells that they are set.
func (f *finder) unchecked() {
	sites := f.result.Sites(taint.Query{Sources: []string{"local"}, Sinks: []string{signingKey}, Whole: true})
	for i := range sites {
		flow := &sites[i].Flows[0]
		if !slices.ContainsFunc(sites[i].Flows, func(o taint.Flow) bool { return o.Tested }) {
			f.add(&sites[i], flow, unset)
		}
	}
}

// keyFlows are a site's flows, those first that tell most: what can be computed, as a constant may be no more than its format, then the
// longest constant. An empty text beside another is often no more than the zero value made plain.
func keyFlows(site *taint.Site) []*taint.Flow {
	out := make([]*taint.Flow, len(site.Flows))
	for i := range site.Flows {
		out[i] = &site.Flows[i]
	}
	slices.SortStableFunc(out, func(a, b *taint.Flow) int {
		return cmp.Or(cmp.Compare(rankOf(a), rankOf(b)), cmp.Compare(len(b.Text), len(a.Text)))
	})
	return out
}

func rankOf(f *taint.Flow) int {
	if f.Kind == taint.Constant {
		return 1
	}
	return 0
}

// keyVariant says what is wrong with a key that comes by a flow; nil if nothing is.
func keyVariant(f *taint.Flow) *rule.Variant {
	switch f.Kind {
	case taint.Constant:
		switch {
		case strings.HasPrefix(f.Text, "-----BEGIN PUBLIC KEY"), strings.HasPrefix(f.Text, "-----BEGIN CERTIFICATE"):
			return nil
		case described.MatchString(f.Text), format.MatchString(f.Text) && !f.Alone():
			return nil
		case f.Text == "" && (!f.Alone() || slices.Contains(f.Beside, taint.Buffer)):
			return nil
		case f.Text == "":
			return empty
		case !f.Alone():
			return fallback
		}
		return hardCoded
	case taint.Random:
		if f.Size > 0 && f.Size < minKey && f.Alone() {
			return short
		}
		return nil
	}
	if slices.Contains(f.Beside, taint.Random) {
		return nil
	}
	return weakRandom
}

// described are the names of algorithms, types and uses of JSON web keys (RFC 7517, RFC 7518): they stand in one structure with the key.
var described = regexp.MustCompile(`^(?:(?:HS|RS|ES|PS)(?:256|384|512)|ES256K|EdDSA|RSA|EC|OKP|oct|sig|enc|P-(?:256|384|521)|Ed25519)$`)

// format matches a format string that has only verbs: it stands beside the values that it formats.
var format = regexp.MustCompile(`^(?:%[-+# 0]*\d*[a-z])+$`)

// minKey is the number of random bytes from which on a key cannot be guessed.
const minKey = 16

// ids finds values that open a door to whoever guesses them, and can be computed. What is joined to random numbers of math/rand by the caller
// does not make them harder to guess; the clock and counters stand beside much that is secret, so there nothing else may be in the value.
func (f *finder) ids() {
	weak := f.result.Sites(taint.Query{Sources: []string{taint.Seeded, taint.WeakRandom}, Sinks: []string{sessionID}})
	whole := f.result.Sites(taint.Query{Sources: idSources, Sinks: []string{sessionID}, Whole: true})
	for _, sites := range [][]taint.Site{weak, whole} {
		for i := range sites {
			site := &sites[i]
			flow := &site.Flows[0]
			if slices.ContainsFunc(flow.Beside, func(kind string) bool { return !slices.Contains(harmless, kind) }) {
				continue
			}
			f.found = append(f.found, rule.Finding{Site: placed(site, flow), Flow: flow, Variant: predictableID, Severity: f.severity(site, flow)})
		}
	}
}

// harmless are the kinds of what may be in a predictable value without making it harder to guess.
var harmless = []string{
	taint.Constant, taint.Buffer, taint.Clock, taint.Counter, taint.WeakRandom, taint.Seeded, taint.Digest, taint.Outside, "local", "remote", "peer",
}

// placed is a site at the place where the value is made, if that is in the same function: it is what has to change.
func placed(site *taint.Site, flow *taint.Flow) *taint.Site {
	first := flow.Trace[0]
	if first.Func != site.Func || first.Position.IsValid() || !first.Pos.IsValid() {
		return site
	}
	out := *site
	out.Pos, out.End = first.Pos, first.Pos
	return &out
}

// ownership tells which keys protect the program's own data. The key of a MAC that nothing here compares, and of a cipher that works on
// nothing that the program keeps or hands out, may be somebody else's, who dictates it: the interface of a vendor, the key derivation of a
// standard.
func (f *finder) ownership(sites []taint.Site) func(*taint.Site) bool {
	has := func(kind string) bool {
		return slices.ContainsFunc(sites, func(s taint.Site) bool { return s.Kind == kind })
	}
	macs := has(macKey) && (len(f.result.Sites(taint.Query{Sources: []string{"mac"}, Sinks: []string{"compare", "equal"}})) > 0 ||
		slices.ContainsFunc(f.result.Checks("trust"), func(c taint.Check) bool { return !c.Direct }))
	ciphers := has(cipherKey) && len(f.result.Sites(taint.Query{Sources: ownData, Sinks: []string{"cipher-data"}})) > 0
	return func(s *taint.Site) bool {
		switch s.Kind {
		case macKey:
			return macs
		case cipherKey:
			return ciphers
		}
		return true
	}
}

// ownData are the kinds of what a program keeps or hands out and gets back.
var ownData = []string{"cookie", "store", "file", "queue", "remote"}

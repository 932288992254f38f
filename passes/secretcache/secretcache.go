// Package secretcache reports secrets that are stored in plaintext in caches, as values or in keys.
//
// It knows which kinds of secret are too much for which kinds of cache, and how a finding is worded. It must not know a
// library or a name of a secret: those are data.
package secretcache

import (
	_ "embed"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

//go:embed testdata/before.go
var before string

//go:embed testdata/after.go
var after string

// Kinds of source: what is a secret for sure, what is named like one, what an encoder writes of a type with such a
// field, and what may hold a secret among other things. A query prefers the first: the worst secret is the one that a
// finding names.
var (
	certain    = []string{"secret", "secret-name", "written-json", "written-gob", "written-other", "secret-session", "secret-once", "secret-password"}
	containers = []string{"secrets", "reply-secrets"}
	secrets    = slices.Concat(certain, containers)
	// written are the structs that an encoder writes a secret of.
	written = []string{"written-json", "written-gob", "written-other"}

	// passing are secrets that tell entries apart as a matter of course: a session's own id, a code that is spent by
	// being stored.
	passing  = []string{"secret-session", "secret-once"}
	lasting  = slices.DeleteFunc(slices.Clone(certain), func(k string) bool { return slices.Contains(passing, k) })
	inKeysOf = slices.Concat(lasting, containers)
)

// Rule is the rule secretcache.
var Rule = &rule.Rule{
	Name:  "secretcache",
	Title: "a secret is stored in plaintext in a cache",
	Text: `
Who can read a cache can read what is in it: a Redis that several services share, a memcached without a password, a
folder of files, a dump of the process. A credential there lives on after the request it came with, in values and in
keys, which also show up in logs and metrics.

Reported, as a value or in a key:

- headers and parameters by name (` + "`Authorization`, `Cookie`, `X-API-Key`, `access_token`" + `), the password of basic
  authentication, environment variables by name;
- fields, parameters, variables and map entries that are named like secrets, word by word: ` + "`APIKey`" + `,
  ` + "`refresh_token`, not `TokenCount`, `KeyID`, `PublicKey`, `passwordHash`" + `;
- structs with such a field that an encoder writes: tags, unexported fields and marshalling methods are respected;
- containers that may hold a credential: the header of a request or response, its dump, a URL with its query.

| kept | severity |
|---|---|
| shared or on disk: Redis, memcached, groupcache, an HTTP cache, files and embedded stores used as caches | high |
| in the process: LRU caches and the like, maps and types that are named as caches | medium; containers that may hold a credential only with ` + "`-strict`" + ` |

A small struct whose field takes the secret where it is cached is reported, and one that is called a token or credentials
where the cache is an interface or type known by its name alone; another object in memory that has a secret somewhere inside
is silent: it is reported where it is serialized. Files count as caches below the directories of
` + "`os.UserCacheDir` and `os.TempDir`" + ` and below those that are named so.

Also silent: what was hashed, keyed or not, sealed or redacted; a session's own id and a one-time code as a key; the
password of a struct with a salt; words of a text that are called tokens; a header after ` + "`Del`" + ` of its credential; fields with
` + "`json:\"-\"`" + `; lengths, presence and comparison. Functions that say in their name that they hash, encrypt or redact
are believed.

Add names of your own, or take one away, in the settings:

` + "```yaml" + `
rules:
  secretcache:
    names:
      add: [acme_ticket]
      remove: [bearer]
` + "```" + `

What to do: use ` + "`redact.CacheKey`" + `, or ` + "`Signer.Name`" + ` of signedcodec, where a secret tells entries apart, ` + "`redact.Header`" + ` and
` + "`redact.URL`" + ` for what is stored, and encrypt the secret with a key that is not in the cache where it must be kept. The
fix does that with ` + "`signedcodec.WithEncryption`" + `, where it is written and where it is read.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{312, 524},
	Aspect:   "secrecy",
	Message:  message,
	Fix:      fixes,
	Unfixed:  advice,
	Next:     next,
	Find:     find,
	BySource: true,
	Requires: []*analysis.Analyzer{taint.Analyzer},
	Pairs: []rule.Pair{
		{Sources: secrets, Sinks: []string{"cache-value"}},
		{Sources: inKeysOf, Sinks: []string{"cache-key"}, Accept: inKey, Slot: "key"},
		{Sources: passing, Sinks: []string{"cache-key"}, Accept: inKey, Slot: "key", Strict: true},
		{Sources: secrets, Sinks: []string{"disk-value"}, Accept: usedAsCache},
		{Sources: inKeysOf, Sinks: []string{"disk-key"}, Accept: usedAsCache, Slot: "key"},
		{Sources: certain, Sinks: []string{"memory-value"}, Severity: rule.Medium, Accept: asText},
		{Sources: lasting, Sinks: []string{"memory-value"}, Severity: rule.Medium, Accept: asEntry},
		{Sources: written, Sinks: []string{"memory-value"}, Severity: rule.Medium, Accept: asCredential},
		{Sources: lasting, Sinks: []string{"memory-key"}, Severity: rule.Medium, Accept: inKey, Slot: "key"},
		{Sources: passing, Sinks: []string{"memory-key"}, Severity: rule.Medium, Accept: inKey, Slot: "key", Strict: true},
		{Sources: containers, Sinks: []string{"memory-value"}, Severity: rule.Medium, Accept: asText, Strict: true},
		{Sources: containers, Sinks: []string{"memory-key"}, Severity: rule.Medium, Accept: inKey, Slot: "key", Strict: true},
	},
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

// fixes take the secret out of what is stored, or out of the key. Where it is stored because it is used again, it is
// encrypted.
func fixes(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	b := fix.New(pass)
	inProcess := strings.HasPrefix(f.Site.Kind, "memory-")
	if inKeys(f) {
		return b.RedactKey(inProcess, f.Places()...)
	}
	if all := b.RedactValue(f.Places()...); all != nil {
		return all
	}
	if all := b.Seal(inProcess, f.Places()...); all != nil {
		return all
	}
	return b.SealText(inProcess, f.Places()...)
}

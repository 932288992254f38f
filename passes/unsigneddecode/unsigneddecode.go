// Package unsigneddecode reports decoders of bytes that come back from where others can write, a cookie, a cache, a
// database, a session file, with no proof that this program wrote them.
//
// It knows which kinds of store are too much for which class of decoder. It must not know a library.
package unsigneddecode

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

//go:embed testdata/before.go
var before string

//go:embed testdata/after.go
var after string

// Rule is the rule unsigneddecode.
var Rule = &rule.Rule{
	Name:  "unsigneddecode",
	Title: "data from a cookie, a store or a file is decoded without an integrity check",
	Text: `
A program that puts its own data into a cookie, a cache, a database or a file, and decodes it later, trusts everyone who can
write there: the browser, whoever reaches the cache, the next path traversal. Gogs and Gitea could be taken over through gob
session files (CVE-2018-18925, CVE-2018-18926).

| decoder | cookie | cache, database, object store | file |
|---|---|---|---|
| not hardened (` + "`gob`" + `, msgpack for rpc) | reported | reported | reported |
| self-describing (YAML, msgpack, CBOR, BSON, XML) | reported | reported | reported for sessions and caches, silent for others |
| bound to a schema (JSON, protobuf) | reported as medium, where the target says who the user is or what it may | strict | silent |

Silent where a proof of origin covers the very bytes, and the decode is reached only if it succeeded:

- ` + "`hmac.Equal` or `subtle.ConstantTimeCompare`" + ` on a keyed MAC of the bytes;
- a signature: Ed25519, ECDSA, RSA;
- authenticated encryption: ` + "`cipher.AEAD.Open`, `secretbox.Open`, `box.Open`" + `, age, Tink;
- a library that does one of these: ` + "`securecookie`, `signedcodec`" + `, PASETO, Fernet, a verified JWT;
- the program's own function, method or middleware that does, in this package or another.

No proof: a CRC or a hash without a key, TLS to the store, a random session id in the key, a MAC of the session id alone, a
check whose result is dropped or that comes after the decode.

What to do: sign what you will decode again, and verify before decoding. ` + "`signedcodec`" + ` does both; bind the value to its
key with ` + "`For(key)`" + `, so that a value cannot be moved to another key.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{345, 502},
	Aspect:   "trust",
	Also:     []string{"document"},
	Pairs: []rule.Pair{
		{Sources: []string{"cookie", "store", "file"}, Sinks: []string{"unhardened"}},
		{Sources: []string{"cookie", "store"}, Sinks: []string{"selfdescribing"}},
		{Sources: []string{"file"}, Sinks: []string{"selfdescribing"}, Accept: fromSessionOrCache},
		{Sources: []string{"cookie"}, Sinks: []string{"schema", "dynamic"}, Severity: rule.Medium, Accept: intoIdentity},
		{Sources: []string{"store"}, Sinks: []string{"schema", "dynamic"}, Severity: rule.Medium, Strict: true},
	},
	Yields: []rule.Pair{ // to untrusteddecode: what comes from outside right now is worse than what was kept
		{Sources: []string{"remote", "queue", "peer"}, Sinks: []string{"unhardened", "parser"}},
		{Sources: []string{"remote", "queue"}, Sinks: []string{"selfdescribing"}},
	},
	Message: message,
	Fix:     sign,
	Unfixed: unfixed,
	Next:    next,
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

func message(f rule.Finding) string {
	return fmt.Sprintf("%s decodes the %s, whose integrity is not verified", f.Site.Sink, f.Flow.Source)
}

// unfixed says where to sign: the package has no writer, or one that a fix would not change unasked.
func unfixed(pass *analysis.Pass, _ rule.Finding) string {
	return fmt.Sprintf("sign the data with signedcodec where it is written and verify it here (go get %s)", fix.New(pass).Library())
}

// sign signs the bytes where they are written, and verifies them here. For data that needs no proof, JSON in place of
// gob is the last choice.
func sign(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	b := fix.New(pass)
	all := b.Sign(f.SinkPlaces()...)
	if all == nil {
		return nil // JSON alone is no proof, and what is stored now would be lost
	}
	return slices.Concat(all, b.JSON(f.SinkPlaces()...))
}

// next says where to sign and where to verify.
func next(pass *analysis.Pass, f rule.Finding) string {
	b := fix.New(pass)
	d := b.DecodeAt(f.SinkPlaces()...)
	data, target := cmp.Or(d.Data, "data"), cmp.Or(d.Target, "&v")
	p := b.Plan().Say("Declare, in the package that both the writer and this reader import, with %s:", b.Library()).
		Code(fmt.Sprintf("var stored = signedcodec.Must(signedcodec.FromEnv(%q), %q, signedcodec.WithoutExpiry())", fix.KeyVariable, "stored")).
		Say("Where the %s is written, write", f.Flow.Source).
		Code("data, err := stored.For(key).Marshal(v) // key is what the value is stored under").
		Instead(f.SinkPlaces()...)
	if d.Reader != "" {
		p.Code(fmt.Sprintf("data, err := io.ReadAll(%s)", d.Reader))
	}
	p.Code(fmt.Sprintf("err = stored.For(key).Unmarshal(%s, %s)", data, target))
	if d.Type != "" {
		p.Say("The writer is what encodes a %s.", d.Type)
	}
	return p.String()
}

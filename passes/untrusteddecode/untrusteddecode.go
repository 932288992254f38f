// Package untrusteddecode reports decoders that read what an attacker sends: a request, a socket, a message of a queue,
// the reply of a peer.
//
// It knows which kinds of source are too much for which class of decoder. It must not know a library.
package untrusteddecode

import (
	_ "embed"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

//go:embed testdata/before.go
var before string

//go:embed testdata/after.go
var after string

// Rule is the rule untrusteddecode.
var Rule = &rule.Rule{
	Name:  "untrusteddecode",
	Title: "a decoder reads untrusted input",
	Text: `
Some decoders are not hardened against hostile input, and say so in their own documentation: ` + "`encoding/gob`" + ` and what
is built on it (` + "`net/rpc`" + `), the ` + "`debug/*`" + ` parsers, msgpack for rpc. They build any registered type, or allocate what
the input asks for. Others are self-describing (YAML, msgpack, CBOR, BSON, XML): the input chooses depth, size, references
and sometimes types.

| decoder | request, socket, queue | reply of a peer | arguments, environment, operator's files |
|---|---|---|---|
| not hardened | reported | reported | silent |
| self-describing, the input chooses types or shape | reported | strict | silent |
| self-describing, into a declared type | reported as medium; XML strict | strict | silent |
| bound to a schema (JSON, protobuf) | strict, and only into ` + "`any`" + ` | silent | silent |

What the input can still choose where the target is a declared type. An interface below it, which YAML, msgpack, CBOR, BSON and
property lists fill, lets the input choose the type or the shape, and the finding is high:

| decoder | into a declared type, the input chooses | severity |
|---|---|---|
| YAML | anchors, aliases and merge keys that expand, tags, depth | medium |
| msgpack | lengths, which some libraries allocate before the bytes are there, and depth | medium |
| CBOR, BSON | depth, and lengths within the limits of the library | medium |
| binary property lists | objects that refer to each other, depth | medium |
| Hprose, amino, Ion | references, registered types, tables of symbols | high |
| HCL | expressions and functions that are evaluated | high |
| Arrow, Avro's container files, objects of Kubernetes | the schema itself, or the type | high |
| XML | nothing but sizes: entities of a DTD are not expanded, depth has a limit, interfaces are skipped. With a field for elements of any name (` + "`,any`" + `), a tree of its own shape | strict, the tree medium |
| ASN.1 | nothing but sizes, within the bytes that are there: bound to a schema; into ` + "`any`" + `, the type | silent, into ` + "`any`" + ` medium |
| Avro, Thrift, Cap'n Proto, TOML, JSON, protobuf | nothing but sizes: bound to a schema | silent |

Silent when the bytes were verified before: a MAC compared in constant time, a signature, an AEAD, or any function that is
found to do so. Tests are left out unless asked for.

What to do: read requests with a decoder whose target is a declared type, and bound the size. For data that the program
wrote itself and only gets back (queues, peers of its own), sign it and verify before decoding: that is what ` + "`signedcodec`" + `
is for.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{502},
	Aspect:   "trust",
	Also:     []string{"document"},
	Fix:      mend,
	Unfixed:  unfixed,
	Next:     next,
	Silent:   []rule.Silence{{Sinks: []string{"schema"}, Why: "the target's type decides what is built"}},
	Pairs: []rule.Pair{
		{Sources: []string{"remote", "queue", "peer", "local"}, Sinks: []string{"unhardened", "parser"}},
		{Sources: []string{"remote", "queue", "local"}, Sinks: []string{"selfdescribing"}, Accept: shaped},
		{Sources: []string{"remote", "queue", "local"}, Sinks: []string{"selfdescribing"}, Severity: rule.Medium, Accept: expanded},
		{Sources: []string{"remote", "queue", "local"}, Sinks: []string{"selfdescribing"}, Severity: rule.Medium, Strict: true},
		{Sources: []string{"peer"}, Sinks: []string{"selfdescribing"}, Strict: true},
		{Sources: []string{"remote", "queue", "local"}, Sinks: []string{"dynamic"}, Strict: true, Severity: rule.Medium, Accept: intoAny},
	},
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

// unfixed says what to do, by what the decoder does with hostile input.
func unfixed(pass *analysis.Pass, f rule.Finding) string {
	switch f.Site.Kind {
	case "unhardened":
		if lost := fix.New(pass).JSONLoses(f.SinkPlaces()...); len(lost) > 0 {
			return "verify a signature first; JSON would not do as it is: " + strings.Join(lost, ", ")
		}
		return "use a hardened format, or verify a signature first"
	case "parser":
		return "parse it in a process that may fail"
	}
	return "decode into a declared type and limit the size"
}

// mend signs messages of the program's own queue, whose writer it can find. A request or the reply of a peer has another
// author: where the package has both ends, JSON takes the place of gob.
func mend(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	b := fix.New(pass)
	if f.Flow.Kind == "queue" {
		if all := b.SignMessages(f.SinkPlaces()...); all != nil {
			return all
		}
	}
	return b.JSON(f.SinkPlaces()...)
}

// shaped accepts a target whose types the input chooses, and a decoder with a form of its own, whose targets are
// unknown. A parameter of type any whose callers are not seen is taken for a target whose types the input chooses.
func shaped(site *taint.Site, _ *taint.Flow) bool {
	family := wire.FamilyOf("", site.Sink)
	return family == nil || !family.Typed && (site.Target == nil || slices.ContainsFunc(targets(site), func(t types.Type) bool {
		return types.IsInterface(t) || family.Open(t)
	}))
}

// expanded accepts a decoder that the input makes follow references, expand or allocate, whatever the target, and one
// that builds a tree of the input's shape.
func expanded(site *taint.Site, _ *taint.Flow) bool {
	family := wire.FamilyOf("", site.Sink)
	return family != nil && (!family.Typed || slices.ContainsFunc(targets(site), family.Open))
}

// targets returns the known types that a site decodes into.
func targets(site *taint.Site) []types.Type {
	if site.Targets == nil && site.Target != nil {
		return []types.Type{site.Target}
	}
	return site.Targets
}

// intoAny accepts a target whose shape the input chooses. A helper that decodes into a parameter of type any is given a declared type by
// those of its callers that say so.
func intoAny(site *taint.Site, _ *taint.Flow) bool {
	return site.Target == nil || wire.Dynamic(site.Target)
}

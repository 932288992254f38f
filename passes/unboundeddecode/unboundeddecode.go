// Package unboundeddecode reports what an attacker sends, read or decoded to its end with nothing that bounds it.
//
// It knows which kinds of source are too large for which kinds of sink, and words the faults. It must not know a library.
package unboundeddecode

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

//go:embed testdata/before.go
var before string

//go:embed testdata/after.go
var after string

// Rule is the rule unboundeddecode.
var Rule = &rule.Rule{
	Name:  "unboundeddecode",
	Title: "a stream from an attacker is read or decoded with no bound on its size",
	Text: `
A request's body, a message of a websocket or an archive is as long as its sender wants. Code that reads it whole before looking
at it lets one request take all the memory of the process. Reported where nothing bounds it on some path:

- ` + "`io.ReadAll`" + ` and its kin, decoders of self-describing formats (XML, YAML, msgpack, CBOR), messages of a websocket
  without ` + "`SetReadLimit`" + `;
- what comes out of a decompressor: a bounded stream decompresses to an unbounded one, a thousand times as long, so the bound
  has to stand behind the decompressor;
- ` + "`make`" + ` with a length from the input, which allocates before anything is read;
- a limit of a library that is switched off.

| source | read whole, self-describing | bound to a schema (JSON, protobuf) | number of elements |
|---|---|---|---|
| request, socket, upload | reported | strict | reported |
| cookie, message of a queue | reported where it is decompressed | silent | reported |
| reply of a server | strict | silent | strict |
| arguments, the operator's files | silent | silent | silent |

Silent: what ` + "`http.MaxBytesReader`, `http.MaxBytesHandler`, `io.LimitReader`, `io.CopyN`" + ` or a comparison with a limit
bounds, where it holds; bodies that a framework bounds by itself, as fiber, fasthttp and gRPC do; handlers behind a middleware
that bounds the body, in this package or another. A decoder that is not hardened is reported by untrusteddecode at the same
place: a bound keeps it from taking all memory and does not make it safe. A directive that accepts the input of a decode for
untrusteddecode, such as that of a trusted peer, covers this rule.

What to do: ` + "`r.Body = http.MaxBytesReader(w, r.Body, limit)`" + ` in a handler, or in a middleware in front of all of them;
` + "`io.LimitReader`" + ` elsewhere, with an error for what is longer; compare a length with a limit before allocating by it.`,
	Before:   before,
	After:    after,
	Since:    "v0.2.0",
	Severity: rule.Medium,
	CWE:      []int{770},
	Aspect:   sized[0],
	Also:     sized[1:],
	With:     []string{"untrusteddecode"},
	Variants: variants,
	Fix:      bound,
	Next:     next,
	Silent:   []rule.Silence{{Sinks: []string{"read-all"}, Why: "strict rules look at replies of servers"}},
	Pairs: []rule.Pair{
		{Sources: []string{"remote", "queue", "cookie"}, Sinks: decoded, Variant: inflate, Accept: restored},
		{Sources: []string{"remote", "queue", "cookie"}, Sinks: []string{"inflate"}, Variant: inflate, Aspects: []string{"trust"}},
		{Sources: []string{"remote"}, Sinks: []string{"read-all"}, Variant: readAll},
		{Sources: []string{"remote"}, Sinks: []string{"unhardened", "selfdescribing", "parser"}, Variant: decode, Accept: boundable},
		{Sources: []string{"remote"}, Sinks: []string{"message"}, Variant: message},
		{Sources: []string{"remote"}, Sinks: []string{"limit-off"}, Variant: limitOff, Aspects: []string{"trust"}},
		{Sources: []string{"remote", "queue", "cookie"}, Sinks: []string{"alloc"}, Variant: allocate, Aspects: []string{"amount", "trust"}},

		{Sources: []string{"remote"}, Sinks: []string{"schema", "dynamic"}, Variant: decode, Strict: true},
		{Sources: []string{"remote"}, Sinks: []string{"line"}, Variant: message, Strict: true, Severity: rule.Low},
		{Sources: []string{"peer"}, Sinks: decoded, Variant: inflate, Accept: restored, Strict: true, Severity: rule.Low},
		{Sources: []string{"peer"}, Sinks: []string{"read-all"}, Variant: readAll, Strict: true, Severity: rule.Low},
		{Sources: []string{"peer"}, Sinks: []string{"unhardened", "selfdescribing", "parser"}, Variant: decode, Strict: true, Severity: rule.Low},
		{Sources: []string{"peer"}, Sinks: []string{"message"}, Variant: message, Strict: true, Severity: rule.Low},
		{Sources: []string{"peer"}, Sinks: []string{"alloc"}, Variant: allocate, Aspects: []string{"amount", "trust"}, Strict: true, Severity: rule.Low},
		{Sources: []string{"remote", "cookie"}, Sinks: []string{"split"}, Variant: split, Aspects: []string{"trust"}},
	},
}

// sized are the aspects of what is read or decoded: its size is known, or this program or somebody whom it trusts wrote it.
var sized = []string{"size", "trust"}

// decoded are the sinks that take all of a decompressed stream.
var decoded = []string{"read-all", "unpack", "unhardened", "selfdescribing", "parser"}

// restored reports whether what was bounded, or in memory, was decompressed on its path.
func restored(_ *taint.Site, f *taint.Flow) bool { return f.Restored }

// boundable reports whether there is a stream to bound: not where a server takes connections and decodes them by itself, which has no target
// here.
func boundable(s *taint.Site, _ *taint.Flow) bool {
	return s.Kind != "unhardened" || s.Target != nil || !s.Direct
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

func bound(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).Bound(f.SinkPlaces()...)
}

// next says how to bound what no fix can.
func next(pass *analysis.Pass, f rule.Finding) string {
	p := fix.New(pass).Plan()
	switch f.Variant {
	case inflate:
		return p.Instead(f.SinkPlaces()...).Code("read what comes out of the decompressor through io.LimitReader(r, 1<<20+1), and refuse more than 1<<20 bytes").String()
	case allocate:
		return p.Say("Before this line, compare the number with what such a message may hold:").
			Code("if n > limit {", "\treturn errors.New(\"too large\")", "}").String()
	case message:
		return p.Say("Where the connection is made:").Code("conn.SetReadLimit(1 << 20)").String()
	}
	return p.Say("Bound the body in front of the handlers:").
		Code("func limit(next http.Handler) http.Handler {", "\treturn http.MaxBytesHandler(next, 1<<20)", "}").String()
}

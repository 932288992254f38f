// Package decodehook reports decodes of outside data that reach, through the types of the target, a method which does more than decode: Go's
// __reduce__.
//
// It knows which decodes read outside data by the engine, which types a decode builds by internal/wire, and what their methods do by
// internal/hook. It must not know a library.
package decodehook

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/hook"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

//go:embed testdata/before.go
var before string

//go:embed testdata/after.go
var after string

// Rule is the rule decodehook.
var Rule = &rule.Rule{
	Name:  "decodehook",
	Title: "decoding outside data runs a method that does more than decode",
	Text: `
A type may decode itself: ` + "`GobDecode`, `UnmarshalJSON`, `UnmarshalText`, `UnmarshalBinary`, `UnmarshalYAML`," + `
` + "`UnmarshalXML`, `UnmarshalBSON`, `UnmarshalCBOR`, `DecodeMsgpack`, `Scan`" + `. Decoders call these methods wherever such a type
lies below the target, before any code of the program has looked at the value. A method that runs a command or opens a file
by its input gives that to whoever writes the bytes, as ` + "`__reduce__`" + ` does in Python's pickle.

Reported, where a request, a message of a queue, a cookie, a cache or a database column is decoded with no proof that the
program wrote it, and the target leads, by fields, elements, map keys, embedded types, type arguments or types that are
registered with the decoder (` + "`gob.Register`" + `), to a method which, itself or in what it calls in any package,

- runs a command, loads a plug-in, evaluates a template, an expression or a script;
- opens, writes or removes a file, or connects to an address, that the input names;
- allocates by a number of the input without a bound;
- calls a function by reflection that the input chooses.

A command, a plug-in or a connection is reported even where the input has no say in which.

Silent on methods that only decode, on types that the encoder of the decode does not look into, and on data that was verified.
` + "`unsafedecode -hooks`" + ` lists every decode of a module with the methods that it reaches and what they do.

What to do: decode into plain fields, check them, and act afterwards, in a function that the program calls.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{502},
	Variants: []*rule.Variant{command, code, file, network, allocation},
	Requires: []*analysis.Analyzer{hook.Analyzer},
	Find:     find,
	Next:     next,
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

var (
	command = &rule.Variant{Name: "command", Title: "a hook runs a command", CWE: []int{78, 502}, Message: message}
	code    = &rule.Variant{Name: "code", Title: "a hook loads or evaluates code", CWE: []int{94, 502}, Message: message}
	file    = &rule.Variant{Name: "file", Title: "a hook opens, writes or removes a file that the input names", CWE: []int{73, 502}, Message: message}
	network = &rule.Variant{Name: "network", Title: "a hook connects to a server", CWE: []int{502, 918}, Severity: rule.Medium, Message: message}
	// allocation is found below any decoder: the input needs no more than one number.
	allocation = &rule.Variant{Name: "allocation", Title: "a hook allocates by a number of the input", CWE: []int{502, 789}, Severity: rule.Medium, Message: message}
)

// variants are those of the kinds of effect. What has none here is listed by -hooks alone.
var variants = map[string]*rule.Variant{
	"command": command, "plugin": code, "code": code, "reflection": code, "file-name": file, "address": network, "alloc": allocation,
}

// message names the hook, which is the site's kind, and what it does, which is the flow's.
func message(f rule.Finding) string {
	return fmt.Sprintf("decoding the %s runs %s, which %s: decode into plain fields and act afterwards", f.Flow.Source, f.Site.Kind, f.Flow.Kind)
}

// next says how to decode without the hook: into a type that has the same fields and no hook.
func next(pass *analysis.Pass, f rule.Finding) string {
	b := fix.New(pass)
	p := b.Plan().Say("Decode into a type that has the same fields and no hook, look at what came, and act only then:")
	if d := b.DecodeAt(f.SinkPlaces()...); d.Type != "" {
		return p.Code("type plain "+d.Type+" // has the fields, and none of the methods", "var input plain").
			Instead(f.SinkPlaces()...).
			Code("the same with &input in place of " + d.Target).String()
	}
	return p.Instead(f.SinkPlaces()...).Code("the same with that type").String()
}

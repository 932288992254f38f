// Package decodetag reports struct tags that do not keep out what they seem to, and decodes whose target or outcome lets input in by
// surprise.
//
// It knows what a tag says to a family of encoders by internal/wire, and which decodes read input from outside by the engine. It must
// not know a library.
package decodetag

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

//go:embed testdata/before.go
var before string

//go:embed testdata/after.go
var after string

// Rule is the rule decodetag.
var Rule = &rule.Rule{
	Name:  "decodetag",
	Title: "a struct tag or a decode lets input in that the code seems to keep out",
	Text: `
What an encoder fills is what the tags of the target say, and some tags do not say what they seem to. Reported:

- ` + "`json:\"-,\"`, `json:\"-,omitempty\"`" + `: with a comma, the field is not left out but named "-", and input sets it;
  the same for YAML, XML, TOML, BSON and CBOR, and for ` + "`json:\"password,-\"`" + `;
- ` + "`json:\"omitempty\"`" + `: the field is named "omitempty"; ` + "`yaml:\"inline\"`" + ` on a struct: it is named "inline";
- ` + "`JSON:\"-\"`, `json:\"name,attr\"`, `json:\"list,flow\"`" + `: the spelling of another encoder or of none,
  which this one ignores;
- two fields of a target of outside data whose keys differ only by case: JSON, TOML and CBOR match keys whatever their
  case, so that the check of one parser and the decode of another see different fields;
- a field that ` + "`json:\"-\"`" + ` leaves out of JSON, in a target of outside data that another encoder decodes, to which
  no tag of the struct speaks;
- a decode of outside data whose error is dropped and whose target is used: what was decoded before the error stays. Where
  the error of a request is assigned to ` + "`_`" + `, with ` + "`-strict`" + `: a body may be missing;
- with ` + "`-strict`" + `, a field that says who someone is or what they may (role, admin, owner, verified, balance), without
  a tag among tagged ones, in a target that is decoded straight from a request.

Silent on msgpack's "-" with options, which leaves the field out, on fields that are not exported, and on keys of fewer
than three letters that differ by case: protocols have those on purpose.

What to do: write ` + "`\"-\"`" + ` alone to leave a field out; decode requests into a type of their own that has no other
fields than a client may set.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.Medium,
	CWE:      []int{915},
	Variants: []*rule.Variant{notExcluded, namedOption, spelling, duplicate, otherEncoder, dropped, discarded, openField},
	Find:     find,
	Next:     next,
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

var (
	notExcluded = &rule.Variant{
		Name: "not-excluded", Title: "a tag that seems to leave a field out names it", Fix: rewriteTag,
		Message: func(f rule.Finding) string {
			return fmt.Sprintf(`the tag %s does not leave the field out: write "-" alone`, f.Flow.Source)
		},
	}
	namedOption = &rule.Variant{
		Name: "named-option", Title: "an option stands where the tag has the name", Severity: rule.Low, Fix: rewriteTag,
		Message: func(f rule.Finding) string {
			return fmt.Sprintf("the tag %s makes the option the field's name: put a comma before it", f.Flow.Source)
		},
	}
	spelling = &rule.Variant{
		Name: "spelling", Title: "a tag is spelled for another encoder", Severity: rule.Low, Fix: rewriteTag,
		Message: func(f rule.Finding) string {
			return fmt.Sprintf("the tag %s is ignored by its encoder, which knows no %s", f.Flow.Source, f.Flow.Kind)
		},
	}
	duplicate = &rule.Variant{
		Name: "duplicate", Title: "keys of one target differ only by case", Next: nextDuplicate,
		Message: func(f rule.Finding) string {
			return fmt.Sprintf("the keys %s differ only by case, and %s matches both: rename one", f.Flow.Source, f.Site.Sink)
		},
	}
	otherEncoder = &rule.Variant{
		Name: "other-encoder", Title: "a field is left out for another encoder than the one that decodes", Fix: addTag,
		Message: func(f rule.Finding) string {
			return fmt.Sprintf("%s fills the field %s, excluded for another encoder only", f.Site.Sink, f.Flow.Source)
		},
	}
	dropped = &rule.Variant{
		Name: "dropped", Title: "the error of a decode is dropped and its target used", Severity: rule.Low, CWE: []int{252, 754},
		Fix: fixDropped, Message: sayDropped,
	}
	// discarded is apart from dropped because many handlers take a body that may be missing, and say so by _.
	discarded = &rule.Variant{
		Name: "discarded", Title: "the error of a decode of a request is assigned to _ and its target used", Severity: rule.Low, CWE: []int{252, 754},
		Strict: true, Fix: fixDropped, Message: sayDropped,
	}
	openField = &rule.Variant{
		Name: "open-field", Title: "a request may set a field that says who someone is or what they may", Strict: true, Fix: addTag,
		Message: func(f rule.Finding) string {
			return fmt.Sprintf("the %s may set the field %s, which has no tag among tagged ones: leave it out", f.Flow.Kind, f.Flow.Source)
		},
	}
)

func sayDropped(f rule.Finding) string {
	return fmt.Sprintf("the error of the %s decode of the %s is dropped and its target used: return if it is not nil", f.Site.Sink, f.Flow.Source)
}

func find(pass *analysis.Pass) []rule.Finding {
	t := newTags(pass)
	return append(t.declared(), newTargets(pass, t).findings()...)
}

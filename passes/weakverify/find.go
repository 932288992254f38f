package weakverify

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// outside are the kinds of what somebody else may have written.
var outside = []string{"cookie", "remote", "queue", "store", "file", "peer"}

// risky are the decoders that must not see forged bytes.
var risky = []string{"unhardened", "selfdescribing"}

func find(pass *analysis.Pass) []rule.Finding {
	f := newFinder(pass)
	f.comparisons()
	f.decryptions()
	f.checks()
	return f.found
}

func newFinder(pass *analysis.Pass) *finder {
	return &finder{pass: pass, flows: pass.ResultOf[taint.Analyzer].(*taint.Result), models: rule.Models(pass)}
}

type finder struct {
	pass   *analysis.Pass
	flows  *taint.Result
	models *model.Set
	found  []rule.Finding
	// guarded are the sites behind a hash with a key that was taken for a MAC: that it is one is what is wrong there.
	guarded []taint.Site
}

func (f *finder) add(v *rule.Variant, site taint.Site, flow taint.Flow) {
	site.Flows = []taint.Flow{flow}
	f.found = append(f.found, rule.Finding{Site: &site, Flow: &site.Flows[0], Variant: v})
}

// checks are verifications whose outcome is lost, that come too late, or that speak of other bytes.
func (f *finder) checks() {
	for _, c := range f.flows.Checks("trust") {
		site := taint.Site{Kind: "check", Sink: c.Label, Pos: c.Pos, End: c.End, Func: c.Func, Object: c.Object, Direct: true}
		if c.Outcome != taint.Used && c.Pure && (c.Direct || f.verifies(c.Label)) {
			f.add(dropped, site, lost(&c))
			continue
		}
		if m, ok := meeting(c.Meets, taint.Late, slices.Concat(outside, []string{""})); ok {
			f.add(lateAt(m.Pos), site, tooLate(&c, m))
		} else if m, ok := meeting(c.Meets, taint.OtherBytes, outside); ok && f.alone(c.Meets, m) {
			f.add(otherBytes, site, other(&c, m))
		}
	}
}

// verifies reports whether a function that was found to verify is called for that.
func (f *finder) verifies(name string) bool {
	return syntax.HasWord(nameOf(name), f.models.Words("check-words"))
}

// lost is the flow of a check whose outcome goes nowhere.
func lost(c *taint.Check) taint.Flow {
	what, end := "result", "the result is dropped here"
	if c.Error {
		what, end = "error", "the error is dropped here"
	}
	if c.Outcome == taint.Logged {
		end = "the " + what + " is logged, and the program goes on"
	}
	return taint.Flow{Source: what, Trace: append(slices.Clone(c.Trace), taint.Step{Pos: c.Pos, Func: c.Func, Message: end})}
}

// meeting picks the first site of a risky decoder that stands in a relation to a check, with a flow of one of the kinds.
func meeting(all []taint.Meeting, relation taint.Relation, kinds []string) (taint.Site, bool) {
	for _, m := range all {
		cookie := slices.ContainsFunc(m.Site.Flows, func(f taint.Flow) bool { return f.Kind == "cookie" })
		if m.Relation != relation || !slices.Contains(risky, m.Site.Kind) && !(relation == taint.OtherBytes && cookie && m.Site.Kind == "schema") {
			continue
		}
		for _, kind := range kinds {
			if i := slices.IndexFunc(m.Site.Flows, func(f taint.Flow) bool { return f.Kind == kind }); i >= 0 {
				m.Site.Flows = m.Site.Flows[i : i+1]
				return m.Site, true
			}
		}
	}
	return taint.Site{}, false
}

// alone reports whether a check guards no decode of what it covers: else the other bytes are another matter.
func (f *finder) alone(all []taint.Meeting, m taint.Site) bool {
	return !slices.ContainsFunc(all, func(o taint.Meeting) bool { return o.Relation == taint.Cleared && o.Site.Pos == m.Pos })
}

func tooLate(c *taint.Check, decode taint.Site) taint.Flow {
	flow := decode.Flows[0]
	flow.Kind = decode.Sink
	if flow.Source == "" {
		flow.Source = "bytes"
	}
	flow.Trace = append(slices.Clone(flow.Trace), taint.Step{Pos: c.Pos, Func: c.Func, Message: "checked by " + c.Label + ", too late"})
	return flow
}

func other(c *taint.Check, decode taint.Site) taint.Flow {
	flow := decode.Flows[0]
	flow.Kind = decode.Sink
	check := taint.Step{Pos: c.Pos, Func: c.Func, Message: c.Label + " succeeds, and covers other bytes"}
	last := len(flow.Trace) - 1
	flow.Trace = slices.Concat(flow.Trace[:last], []taint.Step{check}, flow.Trace[last:])
	return flow
}

// decryptions are values that are decrypted by a cipher that does not authenticate, with no check of the cipher text before. Those out of
// requests are believed; those out of stores and files matter where they are decoded. Connections are left out: protocols authenticate
// their records apart.
func (f *finder) decryptions() {
	believed := taint.Query{Sources: []string{"cookie", "remote", "store", "file", "queue"}, Sinks: []string{"unauthenticated"}, Aspect: "trust"}
	sites := f.flows.Sites(believed)
	if len(sites) == 0 {
		return
	}
	decoded, reaches := f.decoded(believed.Sources, "enciphered"), f.decoded(believed.Sources, "")
	for _, site := range sites {
		if slices.ContainsFunc(f.guarded, func(g taint.Site) bool { return g.Pos == site.Pos }) {
			continue
		}
		for _, flow := range site.Flows {
			if flow.Cleared != "" || strings.Contains(flow.Source, "connection") || f.encrypts(flow) {
				continue
			}
			believed := reaches[start(flow)] || flow.Kind == "cookie" || flow.Kind == "remote" // decrypted in place, it reaches the decoder as it was, too
			if decoded[start(flow)] || believed && f.decrypts(flow) {
				f.add(unauthenticated, site, flow)
				break
			}
		}
	}
}

// A beginning is where a flow starts.
type beginning struct {
	kind string
	pos  token.Pos
}

func start(flow taint.Flow) beginning { return beginning{flow.Kind, flow.Trace[0].Pos} }

// decoded are the beginnings of the flows that go into a decoder through what clears a kind.
func (f *finder) decoded(sources []string, through string) map[beginning]bool {
	out := map[beginning]bool{}
	q := taint.Query{Sources: sources, Sinks: slices.Concat(risky, []string{"schema", "dynamic"}), Aspect: "trust", Through: through}
	for _, site := range f.flows.Sites(q) {
		for _, flow := range site.Flows {
			if flow.Cleared == "" {
				out[start(flow)] = true
			}
		}
	}
	return out
}

// encrypts reports whether a flow ends in a function that is called for encryption.
func (f *finder) encrypts(flow taint.Flow) bool {
	name := nameOf(flow.Trace[len(flow.Trace)-1].Func)
	return f.models.Matches("encrypt-names", name) && !f.models.Matches("decrypt-names", name)
}

// nameOf is a function's name without its package or type.
func nameOf(fn string) string { return fn[strings.LastIndexByte(fn, '.')+1:] }

// decrypts tells decryption from encryption, which is the same operation of a stream cipher: by the constructor, and where
// that says nothing by the name of the function.
func (f *finder) decrypts(flow taint.Flow) bool {
	end := flow.Trace[len(flow.Trace)-1]
	if fd := syntax.Enclosing(f.pass, end.Pos); fd != nil && !end.Position.IsValid() && (syntax.CallsName(fd, "Decrypter") || syntax.CallsName(fd, "Decrypt")) {
		return true
	}
	return f.models.Matches("decrypt-names", nameOf(end.Func))
}

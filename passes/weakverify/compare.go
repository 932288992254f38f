package weakverify

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// The engine knows what flows to the two sides of a comparison. Names are syntax: whether a key is called one, whether
// the comparison or its function speaks of a signature, and whether a hash takes a constant that is called a secret.

// A side is what is known of one side of a comparison.
type side struct {
	mac, digest, secret *taint.Flow // the first of each
	key                 *taint.Flow // the first secret that went into the hash, rather than naming its result
	outside             *taint.Flow // the first that somebody else may have written, and no check has cleared
	parameter           *taint.Flow // the first from callers that are not all known
	data                bool        // outside or parameter went into the hash, and is not the secret
}

// settings are the kinds of sources that a secret itself may come from. They are not data that is hashed with the
// secret.
var settings = []string{"file", "store"}

func (f *finder) sideOf(flows []taint.Flow) (s side) {
	first := func(to **taint.Flow, flow *taint.Flow) {
		if *to == nil {
			*to = flow
		}
	}
	for i := range flows {
		flow := &flows[i]
		switch {
		case flow.Kind == "mac":
			first(&s.mac, flow)
		case flow.Kind == "digest":
			first(&s.digest, flow)
		case flow.Kind == "secret-name":
			first(&s.secret, flow)
			if flow.Through && f.isKey(flow.Source) {
				first(&s.key, flow)
			}
		case flow.Kind == taint.KindParameter:
			first(&s.parameter, flow)
			s.data = s.data || flow.Through && !slices.ContainsFunc(flows, func(o taint.Flow) bool { return o.Kind == "secret-name" && o.Source == flow.Source })
		case flow.Cleared == "":
			first(&s.outside, flow)
			s.data = s.data || flow.Through && !slices.Contains(settings, flow.Kind)
		}
	}
	return s
}

// foreign returns the flow that comes from outside, or may.
func (s *side) foreign() *taint.Flow {
	if s.outside != nil {
		return s.outside
	}
	return s.parameter
}

// holds reports whether both sides come from the same source: a text in which MACs replace some words, compared with
// the text as it was.
func (s *side) holds(given *side) bool {
	if s.outside == nil || given.outside == nil {
		return false
	}
	a, b := s.outside.Trace[0], given.outside.Trace[0]
	return a.Pos == b.Pos && a.Position == b.Position
}

// compared asks for comparisons of values that may contain a MAC, a hash or a secret.
var compared = taint.Query{Sources: slices.Concat([]string{"mac", "digest", "secret-name"}, outside), Sinks: []string{"compare", "equal"}, Aspect: "trust", Through: "hashed"}

// comparisons finds comparisons of MACs in variable time, of hashes in place of a MAC, and of secrets.
func (f *finder) comparisons() {
	for _, c := range f.flows.Comparisons(compared) {
		if !c.Site.Direct {
			continue
		}
		a, b := f.sideOf(c.Sides[0]), f.sideOf(c.Sides[1])
		if !f.compared(&c, &a, &b) {
			f.compared(&c, &b, &a)
		}
	}
}

// compared reports a comparison of a value that the program computed, own, with one that it received, given.
func (f *finder) compared(c *taint.Comparison, own, given *side) bool {
	variable := c.Site.Kind == "compare"
	switch {
	case own.mac != nil && given.mac == nil && given.digest == nil:
		if !variable || (given.outside == nil || len(c.Guards) == 0 && own.holds(given)) && !f.says(&c.Site, "tag-words") {
			return false
		}
		f.add(timing, c.Site, *own.mac)
	case own.mac != nil || own.digest != nil && (given.mac != nil || given.digest != nil):
		return false // two codes of its own
	case own.digest != nil && given.foreign() != nil && f.keyed(own):
		f.add(prefix, c.Site, *own.digest)
		f.guarded = append(f.guarded, c.Guards...)
	case own.digest != nil && own.secret == nil && own.outside != nil && given.outside != nil && f.unkeyed(c, own, given):
		f.add(unkeyed, c.Site, joined(*own.digest, own.outside))
	case variable && own.secret != nil && own.digest == nil && own.outside == nil && given.digest == nil && given.secret == nil &&
		given.outside != nil && given.outside.Kind == "remote":
		f.add(secretCompare, c.Site, *given.outside)
	default:
		return false
	}
	return true
}

// joined returns the flow of a hash with the source of the hashed data.
func joined(digest taint.Flow, hashed *taint.Flow) taint.Flow {
	digest.Source, digest.Trace = hashed.Source, hashed.Trace
	return digest
}

// keyed reports whether a secret and something else went into a hash: a hash of a secret alone is its fingerprint.
func (f *finder) keyed(own *side) bool {
	if own.key != nil {
		return own.data || own.key.Joined
	}
	// The name of a constant is in the text alone.
	first := own.digest.Trace[0]
	return own.data && !first.Position.IsValid() && f.hashesConstant(first.Pos)
}

// isKey reports whether the label of a source, "field appKey of client", names a key.
func (f *finder) isKey(label string) bool {
	words := strings.Fields(label)
	return len(words) > 1 && namesKey(f.models.Words("shared-key-words"), words[1], words[0] == "field")
}

// namesKey reports whether the name of a field, or of something else, is that of a key.
func namesKey(keys []string, name string, field bool) bool {
	if field && syntax.HasWord(name, []string{"token"}) {
		return true // the program's own; a parameter is as often what a client sent
	}
	return syntax.HasWord(name, keys) || slices.Contains(keys, strings.ToLower(strings.ReplaceAll(name, "_", "")))
}

// hashesConstant reports whether the function around a place mentions a constant whose name is that of a secret.
func (f *finder) hashesConstant(pos token.Pos) bool {
	fd := syntax.Enclosing(f.pass, pos)
	found := false
	if fd == nil {
		return false
	}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && syntax.HasWord(id.Name, f.models.Words("shared-key-words")) && f.pass.TypesInfo.Types[id].Value != nil
		return !found
	})
	return found
}

// unkeyed reports whether the program trusts a hash without a key that came with the hashed data: it guards a decoder,
// or is called a signature.
func (f *finder) unkeyed(c *taint.Comparison, own, given *side) bool {
	if own.outside.Kind != given.outside.Kind {
		return false // an ETag, a digest that was pinned elsewhere
	}
	if own.outside.Kind == "cookie" || slices.ContainsFunc(c.Guards, func(s taint.Site) bool { return slices.Contains(risky, s.Kind) }) {
		return true
	}
	return f.says(&c.Site, "signature-words") && !f.says(&c.Site, "checksum-words")
}

// says reports whether a name in a comparison, or the name of the function around it, has one of the words of a list.
func (f *finder) says(site *taint.Site, list string) bool {
	words := f.models.Words(list)
	fd := syntax.Enclosing(f.pass, site.Pos)
	return fd != nil && (syntax.HasWord(fd.Name.Name, words) || syntax.Mentions(comparisonAt(fd, site.Pos), words))
}

// comparisonAt returns the comparison at a position: an operator, or a call.
func comparisonAt(fd *ast.FuncDecl, pos token.Pos) ast.Node {
	var at ast.Node = fd.Name
	ast.Inspect(fd, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.OpPos == pos || n.Pos() == pos {
				at = n
			}
		case *ast.CallExpr:
			if n.Pos() == pos || n.Lparen == pos {
				at = n
			}
		}
		return true
	})
	return at
}

package fix

import (
	"go/ast"
	"go/types"
	"slices"
	"sync"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// codecs are all places of a package that encode or decode, tests left out.
type codecs struct {
	b   *Builder
	mu  sync.Mutex // channels are found when a fix needs them
	all []*code
	own []*code // calls of functions of the package that encode and decode, see Builder.paired
}

func newCodecs(b *Builder) *codecs {
	cs := &codecs{b: b}
	for _, f := range b.files {
		if b.inTest(f.Package) {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if c := b.code(call); c != nil {
					cs.all = append(cs.all, c)
				} else if c := b.paired(call, b.callee(call)); c != nil {
					cs.own = append(cs.own, c)
				}
			}
			return true
		})
	}
	return cs
}

func (cs *codecs) channels(c *code) []channel {
	switch {
	case c.stream && c.maker == nil:
		return []channel{{}}
	case c.decode:
		return cs.b.origins(c.from())
	}
	all := cs.b.destinations(taint.Spot{Call: c.call, Arg: taint.Made})
	if c.stream { // what it writes to need not be memory that is read again
		all = append(all, cs.b.receivers(c.from())...)
	}
	return all
}

// from is what a decoder reads, or what an encoder writes to.
func (c *code) from() taint.Spot {
	call := c.call
	if c.maker != nil {
		call = c.maker
	}
	return taint.Spot{Call: call, Arg: slices.Index(call.Args, c.data)}
}

// A group is the readers and writers of one kind of value in one place: what must change together.
type group struct {
	codes []*code
	// links are the channels by which a code of the group was found, the best for each: that of its own function.
	links map[*code]channel
	// copies says that stored bytes are also stored again as they are, in the same store: they must verify under any
	// key.
	copies bool
	solo   bool // paired because there is no other reader and no other writer of the type, not by the channel
}

func (g *group) has(c *code) bool { return slices.Contains(g.codes, c) }

// group collects what belongs to a decode. It is nil if the writer is not found, or if it is in doubt whether all
// readers and writers were.
func (cs *codecs) group(reader *code) *group {
	if reader.typ == nil || reader.stream && reader.maker == nil {
		return nil
	}
	alike := cs.alike(reader)
	g := &group{codes: []*code{reader}, links: make(map[*code]channel)}
	for grown := true; grown; {
		grown = false
		for _, c := range alike {
			if g.has(c) {
				continue
			}
			if cs.joins(g, c) {
				g.codes = append(g.codes, c)
				grown = true
			}
		}
	}
	if !slices.ContainsFunc(g.codes, func(c *code) bool { return !c.decode }) && !cs.pairAlone(g, alike) {
		return nil
	}
	if cs.doubtful(g, alike) {
		return nil
	}
	slices.SortFunc(g.codes, func(x, y *code) int { return int(x.call.Pos() - y.call.Pos()) })
	return g
}

// alike are the places of the same type and format, with their channels.
func (cs *codecs) alike(c *code) (all []*code) {
	list := cs.all
	if c.encoding.pair != nil && c.pkg == cs.b.pkg {
		list = cs.own
	}
	for _, o := range list {
		if o.typ != nil && o.pkg == c.pkg && o.encoding == c.encoding && (types.Identical(o.typ, c.typ) || cs.b.passed(o, c.typ)) {
			cs.follow(o)
			all = append(all, o)
		}
	}
	return all
}

// joins reports whether a code reads what one of the group writes, or the other way round.
func (cs *codecs) joins(g *group, c *code) bool {
	joined := false
	for _, member := range g.codes {
		if member.decode == c.decode {
			continue
		}
		for _, x := range c.channels {
			for _, y := range member.channels {
				r, w := x, y
				if member.decode {
					r, w = y, x
				}
				if cs.b.meets(r, w) {
					joined = true
					cs.link(g, c, x)
					cs.link(g, member, y)
				}
			}
		}
	}
	return joined
}

// link notes by which channel a code was found. One in its own function wins, since a key there is in scope.
func (cs *codecs) link(g *group, c *code, ch channel) {
	if have, ok := g.links[c]; ok && (ch.call == nil || have.call != nil && cs.near(c, have)) {
		return
	}
	g.links[c] = ch
}

func (cs *codecs) near(c *code, ch channel) bool {
	return ch.call != nil && cs.b.tree().body(c.call) == cs.b.tree().body(ch.call)
}

// pairAlone takes the only writer of the type as that of the only reader, if both go through something of the same
// sort.
func (cs *codecs) pairAlone(g *group, alike []*code) bool {
	if len(alike) != 2 || alike[0].decode == alike[1].decode {
		return false
	}
	for _, c := range alike {
		if !g.has(c) {
			if !cs.compatible(g.codes[0], c) {
				return false
			}
			g.codes = append(g.codes, c)
			g.solo = true
			return true
		}
	}
	return false
}

// compatible reports whether nothing speaks against a writer: both sides end in calls of one library, as those of a
// queue, or the bytes are what one function returns and another takes, or what functions of like names write and
// read.
func (cs *codecs) compatible(r, w *code) bool {
	known := func(c *code, m medium) bool {
		return slices.ContainsFunc(c.channels, func(ch channel) bool { return ch.medium == m })
	}
	for _, m := range []medium{cookieMedium, fileMedium, foreignMedium} {
		if known(r, m) || known(w, m) {
			return false
		}
	}
	if known(r, callMedium) || known(w, callMedium) {
		return slices.ContainsFunc(r.channels, func(x channel) bool {
			return slices.ContainsFunc(w.channels, func(y channel) bool {
				return x.medium == callMedium && y.medium == callMedium && x.fn.Pkg() == y.fn.Pkg() && cs.b.keysAgree(x.key, y.key)
			})
		})
	}
	if known(r, handedMedium) && known(w, handedMedium) {
		return true
	}
	x, y := cs.b.tree().function(r.call), cs.b.tree().function(w.call)
	return known(r, unknownMedium) && known(w, unknownMedium) && x != nil && y != nil && cs.b.noun(x.Name.Name) == cs.b.noun(y.Name.Name)
}

// doubtful reports whether another place of the same type may belong to the group, too: then changing the group alone
// may break it.
func (cs *codecs) doubtful(g *group, alike []*code) bool {
	var readers, writers int // outside of the group, and nobody knows what they belong to
	for _, c := range alike {
		if g.has(c) {
			if c.stream && c.maker == nil || cs.b.file(c.call.Pos()) == nil || cs.shared(g, c) {
				return true
			}
			continue
		}
		vague := !slices.ContainsFunc(c.channels, func(ch channel) bool { return ch.medium > handedMedium })
		switch {
		case vague && c.decode:
			readers++
		case vague:
			writers++
		}
	}
	return (readers > 0) != (writers > 0) || cs.readAsOther(g, alike)
}

// readAsOther reports whether the package decodes what the group writes as another type, too.
func (cs *codecs) readAsOther(g *group, alike []*code) bool {
	for _, c := range cs.all {
		if !c.decode || slices.Contains(alike, c) || c.stream && c.maker == nil {
			continue
		}
		cs.follow(c)
		for _, w := range g.codes {
			ch, ok := g.links[w]
			if w.decode || !ok || ch.key == nil {
				continue
			}
			prefix := cs.b.shape(ch.key, 0).constant
			if prefix != "" && slices.ContainsFunc(c.channels, func(r channel) bool {
				return r.key != nil && cs.b.shape(r.key, 0).constant == prefix && cs.b.meets(r, ch)
			}) {
				return true
			}
		}
	}
	return false
}

func (cs *codecs) follow(c *code) {
	if !c.followed {
		c.channels, c.followed = cs.channels(c), true
	}
}

// shared reports whether the bytes are used for something else, too: what is stored is also the answer to a request, or
// what is read goes elsewhere undecoded. What goes back into the store that it came from is noted in the group.
func (cs *codecs) shared(g *group, c *code) bool {
	if !c.decode {
		return slices.ContainsFunc(c.channels, func(ch channel) bool { return ch.medium == foreignMedium })
	}
	spot := cs.raw(c.from())
	if !isText(typeOf(cs.b, spot.Call.Args[spot.Arg])) {
		return false
	}
	return slices.ContainsFunc(cs.b.destinations(spot), func(ch channel) bool {
		back := slices.ContainsFunc(c.channels, func(from channel) bool { return from.medium == ch.medium && cs.b.copiesTo(from, ch) })
		g.copies = g.copies || back
		return ch.medium > handedMedium && !back
	})
}

// raw is the spot of bytes before a call, as of base64, that passes them on to a spot.
func (cs *codecs) raw(s taint.Spot) taint.Spot {
	for {
		call, ok := ast.Unparen(s.Call.Args[s.Arg]).(*ast.CallExpr)
		for ok && cs.b.isConversion(call) {
			call, ok = ast.Unparen(call.Args[0]).(*ast.CallExpr)
		}
		if !ok || len(call.Args) == 0 || !isText(typeOf(cs.b, call.Args[0])) {
			return s
		}
		fn := cs.b.callee(call)
		if fn == nil {
			return s
		}
		if roles := cs.b.models.Func(fn); roles == nil || len(roles.Propagators) == 0 {
			return s
		}
		s = taint.Spot{Call: call}
	}
}

// copiesTo reports whether bytes that come through one channel and go out through another stay in the same store: a
// method of its type, or another file.
func (b *Builder) copiesTo(from, to channel) bool {
	return to.medium == fileMedium || to.medium == callMedium && receiver(to.fn) != nil && b.sameStore(from.fn, to.fn)
}

// passed reports whether a code is in a helper that takes any value, and all that the package passes to the helper is
// of a type.
func (b *Builder) passed(c *code, t types.Type) bool {
	id, ok := ast.Unparen(c.value).(*ast.Ident)
	if !ok || !types.IsInterface(c.typ) || types.IsInterface(t) {
		return false
	}
	v, ok := b.info.Uses[id].(*types.Var)
	if !ok || !b.isParameter(v) {
		return false
	}
	fn, index := b.parameter(v)
	calls := b.tree().calls[fn]
	if fn == nil || index < 0 || len(calls) == 0 {
		return false
	}
	return !slices.ContainsFunc(calls, func(call *ast.CallExpr) bool {
		return !b.inTest(call.Pos()) && (index >= len(call.Args) || !types.Identical(valueType(b.info.TypeOf(call.Args[index])), t))
	})
}

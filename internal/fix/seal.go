package fix

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Seal offers to encrypt what is stored where the value is encoded at one of the places, and to decrypt it wherever
// it is decoded. It offers nothing unless a reader is found, and all readers and writers can be changed together.
// What a cache in memory holds is encrypted under a key of the process.
func (b *Builder) Seal(inProcess bool, places ...token.Pos) []analysis.SuggestedFix {
	cs := b.codecs()
	cs.mu.Lock()
	defer cs.mu.Unlock()
	for pos := range b.outsideTests(places) {
		c := cs.encodeAt(pos)
		if c == nil {
			continue
		}
		g := cs.groupOfWriter(c)
		if g == nil || !b.survives(g) {
			continue
		}
		s := b.newSigning(g)
		s.sealed, s.ownKey = true, inProcess && !slices.ContainsFunc(g.codes, b.byInterface)
		return s.fixes()
	}
	return nil
}

// encodeAt returns the encode whose call begins, or has its parenthesis, at a position; the outermost.
func (cs *codecs) encodeAt(pos token.Pos) (found *code) {
	for _, c := range cs.all {
		if c.decode || c.call.Pos() != pos && c.call.Lparen != pos {
			continue
		}
		if found == nil || c.call.End() > found.call.End() {
			found = c
		}
	}
	return found
}

// groupOfWriter is the group of the readers that read what a code writes; nil if there are none, or several groups.
func (cs *codecs) groupOfWriter(writer *code) *group {
	if writer.typ == nil {
		return nil
	}
	for _, c := range cs.alike(writer) {
		if !c.decode {
			continue
		}
		if g := cs.group(c); g != nil && slices.Contains(g.codes, writer) {
			return g
		}
	}
	return nil
}

// byInterface reports whether a code's bytes go through an interface, behind which there may be a store that others
// share.
func (b *Builder) byInterface(c *code) bool {
	return slices.ContainsFunc(c.channels, func(ch channel) bool { return ch.fn != nil && isInterfaceMethod(ch.fn) })
}

func isInterfaceMethod(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}

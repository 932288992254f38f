package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
)

// KeyVariable is the environment variable that codecs made by fixes take their key from. One key serves a program: the
// purpose keeps its uses apart.
const KeyVariable = "SIGNEDCODEC_KEY"

// Sign offers to sign what is decoded at one of the places, and to verify it before it is decoded: the first place
// that is a call of a decoder in this package, with its writer, counts. It offers nothing if the writer is not found.
// Both fixes change the stored format. One still accepts unsigned data for a while, which is the first, since it
// loses nothing; the other refuses it at once. For a cookie the order is reversed: whoever can forge one forges it in
// the old format.
func (b *Builder) Sign(places ...token.Pos) []analysis.SuggestedFix { return b.sign(0, places) }

// MessageLife is how long a message of a queue is accepted, where nothing else says so: one that was recorded cannot
// be sent again for ever.
const MessageLife = 7 * 24 * time.Hour

// SignMessages is Sign for the messages of a queue.
func (b *Builder) SignMessages(places ...token.Pos) []analysis.SuggestedFix {
	return b.sign(MessageLife, places)
}

func (b *Builder) sign(life time.Duration, places []token.Pos) []analysis.SuggestedFix {
	b.codecs().mu.Lock()
	defer b.codecs().mu.Unlock()
	for pos := range b.outsideTests(places) {
		c := b.codecs().decodeAt(pos)
		if c == nil {
			continue
		}
		if g := b.codecs().group(c); g != nil && b.survives(g) {
			s := b.newSigning(g)
			s.life = life
			return s.fixes()
		}
	}
	return b.signAround(life, places)
}

// signAround signs around calls of functions of the package that encode and decode, where what they make goes to
// several places, so that the functions themselves cannot be changed.
func (b *Builder) signAround(life time.Duration, places []token.Pos) []analysis.SuggestedFix {
	cs := b.codecs()
	for _, c := range cs.own {
		if !c.decode || !slices.ContainsFunc(places, func(pos token.Pos) bool { return standsAt(c.call, pos) }) {
			continue
		}
		if g := cs.group(c); g != nil && b.file(c.call.Pos()) != nil && b.survives(g) {
			s := b.newSigning(g)
			s.life = life
			return s.fixes()
		}
	}
	return nil
}

// fixes are the fix that goes on reading old data and the one that refuses it, the better one first.
func (s *signing) fixes() []analysis.SuggestedFix {
	if s.ownKey {
		return s.fix(false)
	}
	if s.g.medium() == "Cookie" {
		return slices.Concat(s.fix(false), s.fix(true))
	}
	return slices.Concat(s.fix(true), s.fix(false))
}

// decodeAt returns the decode whose call begins, or has its parenthesis, at a position; the outermost.
func (cs *codecs) decodeAt(pos token.Pos) (found *code) {
	for _, c := range cs.all {
		if !c.decode || c.call.Pos() != pos && c.call.Lparen != pos {
			continue
		}
		if found == nil || c.call.End() > found.call.End() {
			found = c
		}
	}
	if found == nil {
		found = cs.decodeInside(pos)
	}
	return found
}

// decodeInside returns the only decode of the function of this package that is called at a position.
func (cs *codecs) decodeInside(pos token.Pos) (found *code) {
	call, ok := at(cs.b, pos, pos, func(call *ast.CallExpr) bool { return standsAt(call, pos) })
	if !ok {
		return nil
	}
	body := cs.b.tree().bodies[cs.b.callee(call)]
	if body == nil {
		return nil
	}
	for _, c := range cs.all {
		if !c.decode || c.call.Pos() < body.Pos() || c.call.Pos() > body.End() {
			continue
		}
		if found != nil {
			return nil
		}
		found = c
	}
	return found
}

// survives reports whether signed bytes, which are no text, arrive as they were sent. A cookie needs them in base64,
// and a column for text or JSON refuses them.
func (b *Builder) survives(g *group) bool {
	if g.codes[0].encoding.name == "JSON" && b.scriptsReadJSON() {
		return false
	}
	for _, c := range g.codes {
		for _, ch := range c.channels {
			if ch.medium == cookieMedium && !ch.armored {
				return false
			}
			if ch.medium == callMedium && c.encoding.name != "Gob" && ch.fn.Pkg() != nil && b.models.Matches("column-packages", ch.fn.Pkg().Path()) {
				return false
			}
		}
	}
	return true
}

// scriptsReadJSON reports whether the package holds a script for Redis that takes stored JSON apart.
func (b *Builder) scriptsReadJSON() bool {
	found := false
	for _, f := range b.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.Contains(lit.Value, "cjson.") {
				found = true
			}
			return !found
		})
	}
	return found
}

// A signing turns the calls of a group into calls of one codec.
type signing struct {
	b       *Builder
	g       *group
	reader  *code  // the first in the package
	name    string // of the codec
	suffix  string // of its purpose, where a type has several codecs
	keys    map[*code]context
	stream  bool
	encode  string // functions that sign and verify around an encoding that signedcodec does not know
	decode  string
	valueOf string
	sealed  bool          // encrypt as well
	life    time.Duration // where the store has none; 0 for no expiry
	ownKey  bool          // of the process: what is stored does not outlive it
}

func (b *Builder) newSigning(g *group) *signing {
	s := &signing{b: b, g: g, keys: b.contexts(g)}
	i := slices.IndexFunc(g.codes, func(c *code) bool { return c.decode })
	s.reader = g.codes[i]
	s.valueOf = b.valueName(s.reader.typ)
	s.suffix = b.codecs().suffix(g)
	s.name = b.freeName(lowerFirst(s.valueOf) + s.suffix + "Codec")
	if s.reader.encoding.signed == "" {
		encode, decode := "encode", "decode"
		if s.reader.pkg == b.pkg { // whose functions may have these names but for their case
			encode, decode = "sign", "verify"
		}
		s.encode = b.freeName(encode + upperFirst(s.valueOf) + s.suffix)
		s.decode = b.freeName(decode + upperFirst(s.valueOf) + s.suffix)
	}
	for _, c := range g.codes {
		s.stream = s.stream || c.stream && !c.decode
	}
	return s
}

// place returns where the codec is declared: after the declaration of the value's type, and else before that of the
// reader. The codecs of a type that has several stand with their readers, since the edits of two fixes must not meet.
func (s *signing) place() token.Pos {
	named, ok := types.Unalias(s.reader.typ).(*types.Named)
	if ok && named.Obj().Pkg() == s.b.pkg && s.suffix == "" {
		if pos := s.b.afterDecl(named.Obj().Pos()); pos.IsValid() {
			return pos
		}
	}
	if d := s.b.topDecl(s.reader.call.Pos()); d != nil {
		return beforeDecl(d)
	}
	return token.NoPos
}

// afterDecl returns the place behind the package-level declaration of one thing at a position, which is where the
// next one begins. It is not valid if there is none, or the file is one that a fix must not touch.
func (b *Builder) afterDecl(pos token.Pos) token.Pos {
	f := b.file(pos)
	if f == nil || b.inTest(pos) {
		return token.NoPos
	}
	for i, d := range f.Decls {
		if gen, ok := d.(*ast.GenDecl); ok && len(gen.Specs) == 1 && d.Pos() <= pos && pos < d.End() && i+1 < len(f.Decls) {
			return beforeDecl(f.Decls[i+1])
		}
	}
	return token.NoPos
}

func (b *Builder) topDecl(pos token.Pos) ast.Decl {
	for _, f := range b.files {
		for _, d := range f.Decls {
			if d.Pos() <= pos && pos < d.End() {
				return d
			}
		}
	}
	return nil
}

func (s *signing) fix(legacy bool) []analysis.SuggestedFix {
	e := s.b.newEdit()
	pos := s.place()
	if !pos.IsValid() || !s.rewrite(e) {
		return nil
	}
	s.declare(e, pos, legacy)
	return e.finish(s.title(legacy))
}

func (s *signing) title(legacy bool) string {
	verb, old := "sign and verify", "unsigned data"
	if s.sealed {
		verb, old = "encrypt", "plaintext"
	}
	if s.ownKey {
		return verb + " with signedcodec under a key of this process"
	}
	if legacy {
		return fmt.Sprintf("%s with signedcodec; accept %s until %s", verb, old, s.b.fallback.Format(time.DateOnly))
	}
	return verb + " with signedcodec; refuse what is stored now"
}

// rewrite changes every call of the group.
func (s *signing) rewrite(e *edit) bool {
	for _, c := range s.g.codes {
		signer := s.signer(e, c)
		switch {
		case s.encode != "":
			if c.stream {
				return false
			}
			if s.reader.encoding.methods != nil {
				s.selfCoded(e, c, signer)
				continue
			}
			s.wrapped(e, c, signer)
		case c.stream && s.stream:
			e.replace(c.maker.Fun.Pos(), c.maker.Fun.End(), signer+"."+s.makerName(c))
		case c.stream: // a reader of what Marshal made
			data, ok := s.b.slurped(e, c.data)
			if !ok || !s.direct(c) {
				return false
			}
			e.replace(c.call.Pos(), c.call.Args[0].Pos(), signer+".Unmarshal("+data+", ")
		case s.stream && !c.decode:
			return false
		case s.stream: // a reader of bytes that an encoder wrote
			reader := e.use(c.call.Pos(), "bytes", "bytes")
			e.replace(c.call.Fun.Pos(), c.call.Fun.End(), signer+".NewDecoder("+reader+".NewReader("+e.keep(c.data)+")).Decode")
			e.replace(c.data.Pos(), c.value.Pos(), "")
		case c.indent:
			e.replace(c.call.Fun.Pos(), c.call.Fun.End(), signer+".Marshal")
			e.replace(c.value.End(), c.call.Rparen, "")
		case c.decode:
			e.replace(c.call.Fun.Pos(), c.call.Fun.End(), signer+".Unmarshal")
		default:
			e.replace(c.call.Fun.Pos(), c.call.Fun.End(), signer+".Marshal")
		}
	}
	return true
}

// direct reports whether a decode is one expression: NewDecoder(r).Decode(&v).
func (s *signing) direct(c *code) bool {
	sel, ok := ast.Unparen(c.call.Fun).(*ast.SelectorExpr)
	return ok && ast.Unparen(sel.X) == ast.Expr(c.maker)
}

func (s *signing) makerName(c *code) string {
	if c.decode {
		return "NewDecoder"
	}
	return "NewEncoder"
}

// wrapped hands a value or bytes to the functions that sign around another encoding.
func (s *signing) wrapped(e *edit, c *code, signer string) {
	name := s.encode
	if c.decode {
		name = s.decode
	}
	e.replace(c.call.Fun.Pos(), c.call.Fun.End(), name)
	e.insert(c.call.Lparen+1, signer+", ")
}

// signer is the codec, bound to the context where there is one.
func (s *signing) signer(e *edit, c *code) string {
	ctx, ok := s.keys[c]
	if !ok {
		return s.name
	}
	if ctx.id != "" {
		return s.name + ".For(" + ctx.id + ")"
	}
	text := e.keep(ctx.key)
	if t := s.b.info.TypeOf(ctx.key); t != types.Typ[types.String] && t != types.Typ[types.UntypedString] {
		text = "string(" + text + ")"
	}
	if ctx.file {
		text = e.use(c.call.Pos(), "path/filepath", "filepath") + ".Base(" + text + ")"
	}
	if len(c.call.Args) > 1 || s.encode != "" { // as gofmt has it
		text = strings.ReplaceAll(text, " + ", "+")
	}
	return s.name + ".For(" + text + ")"
}

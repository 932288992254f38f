package fix

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"
)

// SealText offers to encrypt the text that is stored by a call at one of the places, and to decrypt it wherever the
// package reads an entry of such a key. It offers nothing unless a reader is found, and all readers and writers can
// be changed together. What a cache in memory holds is encrypted under a key of the process.
func (b *Builder) SealText(inProcess bool, places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.outsideTests(places) {
		w := b.writeAt(pos)
		if w == nil {
			continue
		}
		if g := b.entriesLike(w); g != nil && !b.encodedElsewhere(g) {
			if inProcess && !isInterfaceMethod(w.fn) {
				return b.sealEntries(g, &signing{b: b, sealed: true, ownKey: true}, false)
			}
			like := &signing{b: b, sealed: true}
			return slices.Concat(b.sealEntries(g, like, true), b.sealEntries(g, like, false))
		}
	}
	return nil
}

// writeAt returns the write whose call begins, or has its parenthesis, at a position.
func (b *Builder) writeAt(pos token.Pos) *access {
	var found *access
	_, _ = at(b, pos, pos, func(call *ast.CallExpr) bool {
		if a := b.access(call); a != nil && !a.reads() && standsAt(call, pos) {
			found = a
		}
		return true
	})
	return found
}

func (b *Builder) sealEntries(g *entries, like *signing, legacy bool) []analysis.SuggestedFix {
	s := &textSealing{b: b, e: b.newEdit(), g: g, like: like, openers: make(map[result]string)}
	first := slices.MinFunc(g.all, func(x, y *access) int { return cmp.Compare(x.call.Pos(), y.call.Pos()) })
	decl := b.topDecl(first.call.Pos())
	if decl == nil {
		return nil
	}
	what := s.what()
	s.codec = b.freeName(what + "Codec")
	s.place = beforeDecl(decl)
	s.lib = s.e.use(s.place, b.signed, "signedcodec")
	s.text = slices.ContainsFunc(g.all, func(a *access) bool {
		return a.reads() && isString(b.opener(a).text) || !a.reads() && isString(typeOf(b, a.value))
	})
	for _, a := range g.all {
		if !s.change(a, what) {
			return nil
		}
	}
	s.declare(what, legacy)
	return s.e.finish(like.title(legacy))
}

// A textSealing turns the reads and writes of entries into those of encrypted ones.
type textSealing struct {
	b       *Builder
	e       *edit
	g       *entries
	like    *signing  // with the key that is to be used
	place   token.Pos // of the declarations
	lib     string
	codec   string
	text    bool              // entries are text; else bytes
	openers map[result]string // functions that decrypt, by what a read gives
}

// what names the entries: after what is stored, "accessToken", with a number where the package stores other entries
// of the name.
func (s *textSealing) what() string {
	w := s.writer()
	base := s.b.nameOf(w.value)
	name := base
	if slices.ContainsFunc(s.b.codecs().all, func(c *code) bool { return c.typ != nil && lowerFirst(s.b.valueName(c.typ)) == name }) {
		name += "Text" // not the name of a codec for values
	}
	var others []string // keys of entries of the name, in the order of the source
	for _, a := range s.b.accesses() {
		if id := s.b.identity(a.key, 0); !a.reads() && s.b.nameOf(a.value) == base && !slices.Contains(others, id) {
			others = append(others, id)
		}
	}
	if n := slices.Index(others, s.b.identity(w.key, 0)); n > 0 {
		name += strconv.Itoa(n + 1)
	}
	return name
}

func (s *textSealing) writer() *access {
	return s.g.all[slices.IndexFunc(s.g.all, func(a *access) bool { return !a.reads() })]
}

// nameOf names a value after the variable or field that it is, and else after the package.
func (b *Builder) nameOf(x ast.Expr) string {
	x = ast.Unparen(x)
	for {
		call, ok := x.(*ast.CallExpr)
		if !ok || !b.isConversion(call) {
			break
		}
		x = ast.Unparen(call.Args[0])
	}
	switch x := x.(type) {
	case *ast.Ident:
		return lowerFirst(x.Name)
	case *ast.SelectorExpr:
		return lowerFirst(x.Sel.Name)
	}
	return b.pkg.Name()
}

func (s *textSealing) change(a *access, what string) bool {
	if !a.reads() {
		return s.write(a)
	}
	r := *s.b.opener(a)
	name, ok := s.openers[r]
	if !ok {
		name = s.b.freeName("open" + upperFirst(what))
		if n := len(s.openers); n > 0 {
			name = s.b.freeName(fmt.Sprintf("open%s%d", upperFirst(what), n+1))
		}
		s.openers[r] = name
	}
	if r.more == "" {
		s.e.insert(a.whole.Pos(), name+"("+s.signer(a, true)+", ")
	} else {
		s.e.insert(a.whole.Pos(), name+"("+s.signer(a, false)+")(")
	}
	s.e.insert(a.whole.End(), ")")
	return true
}

// signer is the codec, bound to the key where all entries have theirs in scope. Beside other arguments, gofmt wants
// the key without blanks.
func (s *textSealing) signer(a *access, tight bool) string {
	if !s.g.bound {
		return s.codec
	}
	text := s.e.keep(a.key)
	if t := s.b.info.TypeOf(a.key); !isPlainString(t) {
		text = "string(" + text + ")"
	}
	if tight {
		text = strings.ReplaceAll(text, " + ", "+")
	}
	return s.codec + ".For(" + text + ")"
}

func (s *textSealing) declare(what string, legacy bool) {
	options := []string{s.lifetime(), fmt.Sprintf("%[1]s.WithFormat(%[1]s.Raw)", s.lib), s.lib + ".WithEncryption()"}
	if legacy {
		options = append(options, (&signing{b: s.b, encode: s.codec}).legacy(s.e, s.place, s.lib))
	}
	var text strings.Builder
	where, key := s.like.keySource(s.lib)
	fmt.Fprintf(&text, "// %s encrypts what is stored. The key is %s.\nvar %s = %s.Must(%s, %q,\n\t%s)\n\n",
		s.codec, where, s.codec, s.lib, key, purposeOf(s.b.pkg.Name(), what),
		strings.Join(options[:3], ", ")+strings.Join(append([]string{""}, options[3:]...), ",\n\t"))
	for _, r := range s.shapes() {
		s.openFunction(&text, r)
	}
	s.e.insert(s.place, text.String())
}

// shapes are what reads give, in the order of the functions' names.
func (s *textSealing) shapes() []result {
	var all []result
	for r := range s.openers {
		all = append(all, r)
	}
	slices.SortFunc(all, func(x, y result) int { return strings.Compare(s.openers[x], s.openers[y]) })
	return all
}

func (s *textSealing) lifetime() string {
	sg := &signing{b: s.b, g: &group{links: make(map[*code]channel)}}
	for _, a := range s.g.all {
		if !a.reads() {
			c := &code{}
			sg.g.codes = append(sg.g.codes, c)
			sg.g.links[c] = channel{medium: callMedium, fn: a.fn, call: a.call, life: a.life}
		}
	}
	return sg.lifetime(s.e, s.place, s.lib)
}

// purposeOf is the purpose of a codec: "shop-access-token".
func purposeOf(pkg, what string) string {
	var out strings.Builder
	out.WriteString(pkg)
	if what != pkg {
		out.WriteByte('-')
		for i, r := range what {
			if unicode.IsUpper(r) && i > 0 && !unicode.IsUpper(rune(what[i-1])) {
				out.WriteByte('-')
			}
			out.WriteRune(unicode.ToLower(r))
		}
	}
	purpose := out.String()
	return purpose[:min(len(purpose), 255)]
}

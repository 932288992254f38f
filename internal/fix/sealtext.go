package fix

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"
)

// SealText offers to encrypt the text that is stored by a call at one of the places, and to decrypt it wherever the package reads an entry of such
// a key. It offers nothing unless a reader is found, and all readers and writers can be changed together.
func (b *Builder) SealText(places ...token.Pos) []analysis.SuggestedFix {
	for _, pos := range places {
		if b.file(pos) == nil || b.inTest(pos) {
			continue
		}
		w := b.writeAt(pos)
		if w == nil {
			continue
		}
		if g := b.entriesLike(w); g != nil && !b.encodedElsewhere(g) {
			return slices.Concat(b.sealEntries(g, true), b.sealEntries(g, false))
		}
	}
	return nil
}

// writeAt returns the write whose call begins, or has its parenthesis, at a position.
func (b *Builder) writeAt(pos token.Pos) *access {
	var found *access
	_, _ = at(b, pos, pos, func(call *ast.CallExpr) bool {
		if a := b.access(call); a != nil && !a.reads() && (call.Pos() == pos || call.Lparen == pos) {
			found = a
		}
		return true
	})
	return found
}

func (b *Builder) sealEntries(g *entries, legacy bool) []analysis.SuggestedFix {
	s := &textSealing{b: b, e: b.newEdit(), g: g, openers: make(map[result]string)}
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
	return s.e.finish((&signing{b: b, sealed: true}).title(legacy))
}

// A textSealing turns the reads and writes of entries into those of encrypted ones.
type textSealing struct {
	b       *Builder
	e       *edit
	g       *entries
	place   token.Pos // of the declarations
	lib     string
	codec   string
	text    bool              // entries are text; else bytes
	openers map[result]string // functions that decrypt, by what a read gives
}

// what names the entries: after the variable or field that is stored, "accessToken", or else after the package.
func (s *textSealing) what() string {
	for _, a := range s.g.all {
		if a.reads() {
			continue
		}
		x := ast.Unparen(a.value)
		for {
			call, ok := x.(*ast.CallExpr)
			if !ok || !s.b.isConversion(call) {
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
	}
	return s.b.pkg.Name()
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

// signer is the codec, bound to the key where all entries have theirs in scope. Beside other arguments, gofmt wants the key without blanks.
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
	fmt.Fprintf(&text, "// %s encrypts what is stored. The key is in the environment variable %s.\nvar %s = %s.Must(%s.FromEnv(%q), %q,\n\t%s)\n\n",
		s.codec, KeyVariable, s.codec, s.lib, s.lib, KeyVariable, purposeOf(s.b.pkg.Name(), what),
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

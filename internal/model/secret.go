package model

import (
	"go/types"
	"slices"
	"strings"
	"unicode"
)

// Kinds of the sources that names and types identify. Rules use them as they use kinds of the model files.
const (
	KindSecretName     = "secret-name"     // the value of a field, parameter, variable or map entry that is named like a secret
	KindSecretSession  = "secret-session"  // the same, of what a session is found by
	KindSecretOnce     = "secret-once"     // the same, of a code that is good for one use
	KindSecretPassword = "secret-password" // the same, of a password, which is often a hash of one

	kindSecrecy = "secrecy" // the aspect that hashing, sealing and redacting clears
)

// containers are the kinds of what may hold a secret among other things: the header of a request, a URL with its query;
// and the header of a response.
var containers = []string{"secrets", "reply-secrets"}

// Named returns what a name says of a value of a type: a source if the name names a secret and the type can hold
// one, else nil. What the value is ("field", "parameter") begins the label; in, if any, is what it is a part of.
func (s *Set) Named(what, name, in string, t types.Type) *Source {
	plural, ok := holdsText(t)
	if !ok {
		return nil
	}
	kind := s.vocabulary.identifiers(identifierNames).kind(name, plural)
	if kind == "" {
		return nil
	}
	label := what + " " + name
	if in != "" {
		label += " of " + in
	}
	return &Source{Kind: kind, Label: label, Unless: []string{kindSecrecy}}
}

// Context reports what a name is where it stands, among names of packages, types and functions: a source as it is; one of a session's own
// id; nil for a token that is a word of a text.
func (s *Set) Context(src *Source, name, importPath string, places ...string) *Source {
	if src == nil || src.Kind != KindSecretName || !s.bareToken(name) {
		return src
	}
	words := splitWords(importPath[strings.LastIndexByte(importPath, '/')+1:])
	for _, p := range places {
		words = append(words, splitWords(p)...)
	}
	textWords := s.vocabulary.words("text-words")
	if slices.ContainsFunc(words, func(w string) bool { return textWords[w] }) {
		return nil
	}
	if slices.ContainsFunc(words, func(w string) bool { return w == "session" || w == "sessions" || w == "scs" }) {
		out := *src
		out.Kind = KindSecretSession
		return &out
	}
	return src
}

// bareToken reports whether a name says token and no more.
func (s *Set) bareToken(name string) bool {
	words := s.vocabulary.unfilled(splitWords(name))
	return len(words) == 1 && strings.TrimRight(words[0], "0123456789") == "token"
}

// Hides returns the kinds that a function clears because its name says that its result does not reveal its input: a
// hash, a cipher text, a mask, a count.
func (s *Set) Hides(function string) []string {
	words := s.vocabulary.words("hiding-words")
	hidden := slices.ContainsFunc(splitWords(function), func(w string) bool { return words[w] || s.vocabulary.begins("hiding-stems", w) })
	if !hidden {
		return nil
	}
	return []string{kindSecrecy}
}

// Reveals reports whether a function's name says that its result reveals what was hidden in its input.
func (s *Set) Reveals(function string) bool {
	return slices.ContainsFunc(splitWords(function), func(w string) bool { return s.vocabulary.begins("revealing-stems", w) })
}

// Mask reports whether a constant stands for what is left out of a text: "****", "[REDACTED]".
func (s *Set) Mask(text string) bool { return s.vocabulary.has("masks", text) }

// IsSecret reports whether sources of a kind are certainly secrets, by name or by model.
func (s *Set) IsSecret(kind string) bool {
	return kind == "secret" || kind == KindSecretName || kind == KindSecretPassword || kind == KindSecretSession
}

// FromServer reports whether a kind of source is the reply of a server that was dialled.
func (s *Set) FromServer(kind string) bool { return kind == "peer" }

// Stores reports whether sinks of a kind keep what they get, as an entry's value or its key.
func (s *Set) Stores(kind string) bool {
	return strings.HasSuffix(kind, "-value") || strings.HasSuffix(kind, "-key") && kind != "signing-key"
}

// Part returns the kinds of a container's secrets that one of its fields does not have: the path of a URL does not
// contain its query.
func (s *Set) Part(owner *types.TypeName, field string) []string {
	if owner.Name() == "URL" && pkgPath(owner.Pkg()) == "net/url" && field != "RawQuery" && field != "User" && field != "RawFragment" && field != "Fragment" {
		return containers
	}
	return nil
}

// Container returns the sinks of a map whose name says that it is a cache. Label names it.
func (s *Set) Container(name string) (value, key *Sink) {
	if !s.vocabulary.has("cache-names", name) {
		return nil, nil
	}
	return &Sink{Kind: "memory-value", Label: "the map " + name}, &Sink{Kind: "memory-key", Label: "the map " + name}
}

// Memo returns the sinks that a map is which is looked up and filled on a miss: a cache by its use.
func (s *Set) Memo(name string) (value, key *Sink) {
	label := "the map " + name + ", which serves as a cache"
	return &Sink{Kind: "memory-value", Label: label}, &Sink{Kind: "memory-key", Label: label}
}

// holdsText reports whether values of a type can hold a secret's text: strings, bytes, pointers to them; plural for
// slices of these.
func holdsText(t types.Type) (plural, ok bool) {
	t = types.Unalias(t)
	if p, isPtr := t.(*types.Pointer); isPtr {
		t = types.Unalias(p.Elem())
	}
	elem := func(t types.Type) bool {
		b, ok := t.Underlying().(*types.Basic)
		return ok && (b.Kind() == types.Byte || b.Kind() == types.Uint8)
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return false, u.Info()&types.IsString != 0
	case *types.Array:
		return false, elem(u.Elem())
	case *types.Slice:
		if elem(u.Elem()) {
			return false, true
		}
		inner, ok := u.Elem().Underlying().(*types.Basic)
		return true, ok && inner.Info()&types.IsString != 0
	}
	return false, false
}

// An identifierList tells secrets by the names of identifiers. It is safe for concurrent use.
type identifierList struct {
	v       *vocabulary     // what qualifies a name
	phrases map[string]bool // words joined by _
	joined  map[string]bool // the same without _, for who writes accesstoken
	longest int             // words of the longest phrase
}

// identifierNames is the list that identifiers are compared with: their last words.
const identifierNames = "secret-identifier"

func newIdentifierList(v *vocabulary, list string) *identifierList {
	l := &identifierList{v: v, phrases: map[string]bool{}, joined: map[string]bool{}}
	for _, name := range v.list(list).entries {
		words := splitWords(name)
		l.phrases[strings.Join(words, "_")] = true
		if len(words) > 1 {
			l.joined[strings.Join(words, "")] = true
		}
		l.longest = max(l.longest, len(words))
	}
	return l
}

// kind is the kind of secret that an identifier names; empty if it names none.
func (l *identifierList) kind(name string, plural bool) string {
	phrase := l.secret(name, plural)
	switch {
	case phrase == "":
		return ""
	case l.v.words("once-words")[phrase]:
		return KindSecretOnce
	case l.v.words("session-words")[phrase]:
		return KindSecretSession
	case l.v.words("password-words")[phrase]:
		return KindSecretPassword
	}
	return KindSecretName
}

// secret is the phrase by which an identifier names a secret, its words joined by _: its last words do, and no word before them says that
// it is another thing. It is empty if the identifier names none.
func (l *identifierList) secret(name string, plural bool) string {
	words := l.v.unfilled(splitWords(name))
	if len(words) == 0 || len(words) > maxWords {
		return ""
	}
	last := len(words) - 1
	words[last] = strings.TrimRight(words[last], "0123456789")
	if plural {
		singular, ok := strings.CutSuffix(words[last], "s")
		if !ok || last == 0 && singular != "password" && !l.joined[singular] {
			return "" // tokens are as often those of a text
		}
		words[last] = singular
	}
	n := l.match(words)
	if n == 0 {
		return ""
	}
	head, before := words[last], words[:len(words)-n]
	if len(before) > 0 && l.v.qualified(before, head) {
		return ""
	}
	return strings.Join(words[len(words)-n:], "_")
}

// qualified reports whether a word before the name of a secret makes another thing of it, asks about it or says that it is hidden.
func (v *vocabulary) qualified(before []string, head string) bool {
	other, hiding := v.words("other-words"), v.words("hiding-words")
	return v.words("asking-words")[before[0]] || slices.ContainsFunc(before, func(w string) bool {
		hidden := hiding[w] && (head != "secret" && head != "key" || strings.HasSuffix(w, "ed")) // the secret of an HMAC is not
		return hidden || other[w] || other[w+" "+head]
	})
}

// unfilled cuts the words off that follow a name and do not change what it is.
func (v *vocabulary) unfilled(words []string) []string {
	fillers := v.words("filler-words")
	for len(words) > 1 && fillers[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return words
}

// begins reports whether a word begins with one of a list.
func (v *vocabulary) begins(list, word string) bool {
	return slices.ContainsFunc(v.list(list).entries, func(stem string) bool { return strings.HasPrefix(word, stem) })
}

// match returns how many of the last words are a phrase of the list; 0 if none.
func (l *identifierList) match(words []string) int {
	for n := min(l.longest, len(words)); n > 0; n-- {
		if l.phrases[strings.Join(words[len(words)-n:], "_")] {
			return n
		}
	}
	if l.joined[words[len(words)-1]] {
		return 1
	}
	if l.joined[strings.Join(words, "")] { // APIkey, api_Key
		return len(words)
	}
	return 0
}

// maxWords bounds the names that are looked at: longer ones are sentences of generated code.
const maxWords = 8

// splitWords splits an identifier at all that is no letter or digit, and where the case changes: OAuthAPI_keys2 is o, auth,
// api, keys2. Capitals in a row are one word.
func splitWords(name string) []string {
	var words []string
	start, runes := 0, []rune(name)
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(string(runes[start:end])))
		}
		start = end
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			cut(i)
			start = i + 1
		case i == start:
		case unicode.IsUpper(r) && !unicode.IsUpper(runes[i-1]):
			cut(i)
		case unicode.IsLower(r) && unicode.IsUpper(runes[i-1]) && i-1 > start && !plural(runes, i):
			cut(i - 1)
		}
	}
	cut(len(runes))
	return words
}

// plural reports whether a lower-case s ends a word of capitals: JWTs.
func plural(runes []rune, i int) bool {
	return runes[i] == 's' && (i+1 == len(runes) || !unicode.IsLower(runes[i+1]))
}

// Entry is what the entry of a map under a constant key is: a source if the key is the name of a secret; and the kinds
// of a container's secrets that this entry does not have: the Accept line of a header.
func (s *Set) Entry(m types.Type, key string, elem types.Type) (*Source, []string) {
	if types.IsInterface(elem) {
		elem = types.Typ[types.String]
	}
	name := typeName(m)
	list := ""
	if name != nil {
		list = map[string]string{"Header": "secret-header", "MD": "secret-header", "Values": "secret-parameter"}[name.Name()]
	}
	if list == "" {
		return s.Named("entry", key, "", elem), nil
	}
	patterns := s.names
	if patterns == nil {
		patterns = defaultPatterns
	}
	if patterns[list]().MatchString(key) {
		return &Source{Kind: s.kindOfText(key), Label: strings.TrimPrefix(list, "secret-") + " " + key, Unless: []string{kindSecrecy}}, nil
	}
	return nil, containers
}

// kindOfText is the kind of secret that a header or parameter of a name is.
func (s *Set) kindOfText(name string) string {
	if s.vocabulary.words("once-words")[strings.ToLower(name)] {
		return KindSecretOnce
	}
	return "secret"
}

// Sharper returns the kind of a source whose condition a constant has met: a code for one use is less of a secret than what is good for
// long.
func (s *Set) Sharper(kind, name string) string {
	if kind == "secret" {
		return s.kindOfText(name)
	}
	return kind
}

// Leaves returns the kinds of a container's secrets that are not in what a propagator moves: one field of the receiver,
// or the entry under a constant key.
func (s *Set) Leaves(p *Propagator, constantKey bool) []string {
	if p.From.Root != Recv || len(p.From.Fields) > 0 && p.From.Fields[len(p.From.Fields)-1] == Any {
		return nil
	}
	for _, f := range p.From.Fields {
		constantKey = constantKey || f[0] != '[' && f != "RawQuery"
	}
	if !constantKey {
		return nil
	}
	return containers
}

package model

import (
	"go/types"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Kinds of the sources that names and types tell. Rules ask for them like for those of the files of models.
const (
	KindSecretName = "secret-name" // the value of a field, parameter, variable or map entry that is named like a secret

	kindSecrecy = "secrecy" // the aspect that hashing, sealing and redacting clears
)

// containers are the kinds of what may hold a secret among other things: the header of a request, a URL with its query;
// and the header of a response.
var containers = []string{"secrets", "reply-secrets"}

// Named returns what a name says of a value of a type: a source if the name is that of a secret and the type can hold
// one, else nil. What the value is ("field", "parameter") begins the label; in, if any, is what it is a part of.
func (s *Set) Named(what, name, in string, t types.Type) *Source {
	plural, ok := holdsText(t)
	if !ok || !s.identifiers().secret(name, plural) {
		return nil
	}
	label := what + " " + name
	if in != "" {
		label += " of " + in
	}
	return &Source{Kind: KindSecretName, Label: label}
}

// Hides returns what a function clears for its name, which says that its result does not tell what went in: a hash, a
// cipher text, a mask, a count.
func (s *Set) Hides(function string) []string {
	hidden := slices.ContainsFunc(splitWords(function), func(w string) bool {
		return hidingWords[w] || slices.ContainsFunc(hidingStems, func(stem string) bool { return strings.HasPrefix(w, stem) })
	})
	if !hidden {
		return nil
	}
	return []string{kindSecrecy}
}

// Part returns the kinds that a container's secrets are no more in one of its fields: the path of a URL says nothing of
// its query.
func (s *Set) Part(owner *types.TypeName, field string) []string {
	if owner.Name() == "URL" && pkgPath(owner.Pkg()) == "net/url" && field != "RawQuery" && field != "User" && field != "RawFragment" && field != "Fragment" {
		return containers
	}
	return nil
}

var cacheName = regexp.MustCompile(`(?i:cache[sd]?|memoized)$|(?:^|[a-z0-9_])[Cc]ache[sd]?[A-Z0-9_]`)

// Container returns the sinks that a map is for its name: that of a cache. Label names it.
func (s *Set) Container(name string) (value, key *Sink) {
	if !cacheName.MatchString(name) {
		return nil, nil
	}
	return &Sink{Kind: "memory-value", Label: "the map " + name}, &Sink{Kind: "memory-key", Label: "the map " + name}
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

// identifiers is the list of names that the set goes by.
func (s *Set) identifiers() *identifierList {
	if s.secretNames != nil {
		return s.secretNames
	}
	return defaultIdentifiers
}

// An identifierList tells secrets by the names of identifiers. It is safe for concurrent use.
type identifierList struct {
	phrases map[string]bool // words joined by _
	joined  map[string]bool // the same without _, for who writes accesstoken
	longest int             // words of the longest phrase
}

var defaultIdentifiers = newIdentifierList(secretNames[identifierNames])

// identifierNames is the list of secretNames that identifiers are compared with: their last words.
const identifierNames = "secret-identifier"

func newIdentifierList(names []string) *identifierList {
	l := &identifierList{phrases: map[string]bool{}, joined: map[string]bool{}}
	for _, name := range names {
		words := splitWords(name)
		l.phrases[strings.Join(words, "_")] = true
		if len(words) > 1 {
			l.joined[strings.Join(words, "")] = true
		}
		l.longest = max(l.longest, len(words))
	}
	return l
}

// secret reports whether an identifier names a secret: its last words do, and no word before them says that it is another thing.
func (l *identifierList) secret(name string, plural bool) bool {
	words := splitWords(name)
	for len(words) > 1 && fillers[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	if len(words) == 0 || len(words) > maxWords {
		return false
	}
	last := len(words) - 1
	words[last] = strings.TrimRight(words[last], "0123456789")
	if plural {
		singular, ok := strings.CutSuffix(words[last], "s")
		if !ok || last == 0 && singular != "password" && !l.joined[singular] {
			return false // tokens are as often those of a text
		}
		words[last] = singular
	}
	n := l.match(words)
	if n == 0 {
		return false
	}
	head, before := words[last], words[:len(words)-n]
	return !slices.ContainsFunc(before, func(w string) bool { return otherThings[w] || otherThings[w+" "+head] || hides(w, head) }) &&
		!(len(before) > 0 && asking[before[0]])
}

// hides reports whether a word says that what follows is not there in clear. The secret of an HMAC is.
func hides(word, head string) bool {
	return hidingWords[word] && (head != "secret" && head != "key" || strings.HasSuffix(word, "ed"))
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
// that a container's secrets are no more in this entry: the Accept line of a header.
func (s *Set) Entry(m types.Type, key string, elem types.Type) (*Source, []string) {
	if types.IsInterface(elem) {
		elem = types.Typ[types.String]
	}
	name := typeName(m)
	if name == nil || name.Name() != "Header" && name.Name() != "Values" {
		return s.Named("entry", key, "", elem), nil
	}
	list := map[string]string{"Header": "secret-header", "Values": "secret-parameter"}[name.Name()]
	patterns := s.names
	if patterns == nil {
		patterns = defaultPatterns
	}
	if patterns[list]().MatchString(key) {
		return &Source{Kind: "secret", Label: strings.TrimPrefix(list, "secret-") + " " + key}, nil
	}
	return nil, containers
}

// Leaves returns the kinds that a container's secrets are no more in what a propagator moves: one field of the
// receiver, or the entry under a constant key.
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

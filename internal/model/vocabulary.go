package model

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A vocabulary holds the lists of words and names that say what something is where no model does: data/vocabulary.yml, with what the
// user's settings change. A list is read when it is first asked for. A vocabulary is safe for concurrent use.
type vocabulary struct {
	changed map[string][]string // by the user: whole lists
	lists   sync.Map            // name -> *wordList
	names   sync.Map            // name -> *identifierList
}

// plain is the vocabulary without changes.
var plain = &vocabulary{}

// A wordList is one list of a vocabulary.
type wordList struct {
	entries []string
	set     map[string]bool
	pattern *regexp.Regexp // nil for words and phrases
}

// list returns a list by its name. A name that does not exist is a defect of the caller.
func (v *vocabulary) list(name string) *wordList {
	if l, ok := v.lists.Load(name); ok {
		return l.(*wordList)
	}
	def, ok := vocabularyList(name)
	if !ok {
		panic("model: the vocabulary has no list " + name)
	}
	l := &wordList{entries: def.Entries, set: map[string]bool{}}
	if changed, ok := v.changed[name]; ok {
		l.entries = changed
	}
	for _, e := range l.entries {
		l.set[e] = true
	}
	if compile := wordKinds[def.Of]; compile != nil {
		l.pattern = compile(l.entries)
	}
	found, _ := v.lists.LoadOrStore(name, l)
	return found.(*wordList)
}

// identifiers returns a list of phrases for the names of identifiers.
func (v *vocabulary) identifiers(name string) *identifierList {
	if l, ok := v.names.Load(name); ok {
		return l.(*identifierList)
	}
	l, _ := v.names.LoadOrStore(name, newIdentifierList(v, name))
	return l.(*identifierList)
}

func (v *vocabulary) words(list string) map[string]bool { return v.list(list).set }

// has reports whether a name, the path of a package or a text matches an entry of a list of patterns.
func (v *vocabulary) has(list, text string) bool { return v.list(list).pattern.MatchString(text) }

// The kinds of lists, and how their entries become a pattern; nil for lists of words.
var wordKinds = map[string]func(entries []string) *regexp.Regexp{
	"words": nil, "phrases": nil,
	"names": wholePattern, "functions": wholePattern,
	"packages": func(entries []string) *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:^|/)(?:` + strings.Join(entries, "|") + `)(?:[/.]v[0-9]+)?$`)
	},
	"paths": func(entries []string) *regexp.Regexp {
		return regexp.MustCompile(`^(?:` + strings.Join(entries, "|") + `)(?:[/.]v[0-9]+)?$`)
	},
	"texts": func(entries []string) *regexp.Regexp { return regexp.MustCompile(strings.Join(entries, "|")) },
}

// wholePattern matches what is one of the entries.
func wholePattern(entries []string) *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + strings.Join(entries, "|") + `)$`)
}

// Words returns a list of the vocabulary, with the user's changes. It must not be changed.
func (s *Set) Words(list string) []string { return s.vocabulary.list(list).entries }

// Matches reports whether a whole name or a text matches an entry of a list of patterns of the vocabulary.
func (s *Set) Matches(list, name string) bool { return s.vocabulary.has(list, name) }

// WithVocabulary replaces lists of the vocabulary and returns the set. It must be called before the first question.
func (s *Set) WithVocabulary(lists map[string][]string) *Set {
	if len(lists) == 0 {
		return s
	}
	s.vocabulary = &vocabulary{changed: maps.Clone(lists)}
	if !slices.ContainsFunc(secretLists, func(name string) bool { return lists[name] != nil }) {
		return s // what conditions say is as it was
	}
	s.names = map[string]func() *regexp.Regexp{}
	for _, name := range secretLists {
		s.names[name] = sync.OnceValue(func() *regexp.Regexp { return namesPattern(name, s.vocabulary.list(name).entries) })
	}
	for _, roles := range s.own {
		roles.resolve(s.names)
	}
	for i := range s.patterns {
		s.patterns[i].Roles.resolve(s.names)
	}
	return s
}

// VocabularyLists returns the lists of the vocabulary in the order of data/vocabulary.yml.
func VocabularyLists() (lists []WordList) {
	for _, name := range vocabularyNames() {
		l, _ := vocabularyList(name)
		l.Name, l.Entries = name, slices.Clone(l.Entries)
		lists = append(lists, l)
	}
	return lists
}

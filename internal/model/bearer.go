package model

import (
	"go/types"
	"slices"
)

// The sinks that names tell: what opens a door to whoever knows it must not be predictable, what is called a key must not fall back to a
// constant.
const (
	kindSessionID  = "session-id"
	kindKeyDefault = "key-default"

	bearerNames = "bearer-identifier"
	keyNames    = "key-identifier"
)

// Bearer returns the sink that a field, variable or map entry is for its name: nil unless whoever knows its value gets in, and it can hold
// text.
func (s *Set) Bearer(name string, t types.Type) *Sink {
	list := s.vocabulary.identifiers(bearerNames)
	if plural, ok := holdsText(t); !ok || plural || list.secret(name, false) == "" {
		return nil
	}
	return &Sink{Kind: kindSessionID, Label: name}
}

// MakesBearer is Bearer for the first result of a function: one that is called after such a value, or after an id, a key or a code in a
// package or a type of sessions or tokens.
func (s *Set) MakesBearer(fn *types.Func) *Sink {
	res := fn.Signature().Results()
	if res.Len() == 0 {
		return nil
	}
	t := res.At(0).Type()
	if sink := s.Bearer(fn.Name(), t); sink != nil {
		return sink
	}
	words := splitWords(fn.Name())
	if plural, ok := holdsText(t); !ok || plural || len(words) == 0 || !s.vocabulary.words("id-words")[words[len(words)-1]] {
		return nil
	}
	where := []string{fn.Name()}
	if fn.Pkg() != nil {
		where = append(where, fn.Pkg().Name())
	}
	if recv := receiver(fn); recv != nil {
		where = append(where, recv.Name())
	}
	for _, name := range where {
		if slices.ContainsFunc(splitWords(name), func(w string) bool { return s.vocabulary.words("holder-words")[w] }) {
			return &Sink{Kind: kindSessionID, Label: fn.Name()}
		}
	}
	return nil
}

// Key returns the sink that a variable, field or setting is for its name: nil unless it is called a key of the program's own.
func (s *Set) Key(name string, t types.Type) *Sink {
	list := s.vocabulary.identifiers(keyNames)
	if plural, ok := holdsText(t); !ok || plural || list.secret(name, false) == "" {
		return nil
	}
	return &Sink{Kind: kindKeyDefault, Label: name}
}

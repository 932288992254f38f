package model

import (
	"go/types"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// What the lists of the vocabulary say of functions and types: which make errors, write a log, find something under a key, belong to a
// library of tokens.

// NewError reports whether a function is known never to return a nil error.
func (s *Set) NewError(fn types.Object) bool {
	f, ok := fn.(*types.Func)
	return ok && f.Signature().Recv() == nil && s.Matches("error-functions", plainName(f))
}

// NamesError reports whether a function's name says that it makes an error or wraps its arguments.
func (s *Set) NamesError(name string) bool { return s.Matches("error-makers", name) }

// NamesCheck reports whether a function's name says that it verifies its arguments.
func (s *Set) NamesCheck(name string) bool { return s.Matches("unknown-checks", name) }

// LooksUp reports whether a function's name says that it finds something under a key.
func (s *Set) LooksUp(name string) bool { return s.Matches("lookups", name) }

// LooksUpInMap reports whether a method looks a key, its argument, up in a map that is no map of the language.
func (s *Set) LooksUpInMap(fn *types.Func) bool { return s.Matches("map-lookups", plainName(fn)) }

// HelpsTests reports whether a file's name says that it holds helpers or mocks for tests.
func (s *Set) HelpsTests(file string) bool { return s.Matches("test-files", file) }

// MayNameCache reports whether a name may be that of a cache. It is quick: every identifier of a package is asked for.
func (s *Set) MayNameCache(name string) bool {
	return strings.Contains(strings.ToLower(name), "cache") || s.vocabulary.changed["cache-names"] != nil && s.Matches("cache-names", name)
}

// Logs reports whether a function does no more than say what happened: to a log, a terminal or a client.
func (s *Set) Logs(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	if s.Matches("reply-functions", plainName(fn)) {
		return true
	}
	if !s.Matches("log-functions", fn.Name()) || s.Matches("log-fatal", fn.Name()) {
		return false
	}
	if s.Matches("log-packages", std.Path(fn.Pkg())) {
		return true
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	name := typeName(recv.Type())
	return name != nil && s.Matches("log-types", name.Name())
}

// Observes reports whether an import path is that of a package that logs, traces or counts.
func (s *Set) Observes(path string) bool {
	return s.Matches("log-packages", path) || s.Matches("telemetry-packages", path)
}

// TokenLibrary reports whether an import path is that of a library of JSON web tokens.
func (s *Set) TokenLibrary(path string) bool { return s.Matches("token-packages", path) }

// AllowsNone reports whether an object is what such a library wants for a key to let tokens without a signature through.
func (s *Set) AllowsNone(obj types.Object) bool {
	return obj != nil && obj.Pkg() != nil && s.Matches("token-unsigned", obj.Name()) && s.TokenLibrary(obj.Pkg().Path())
}

// IsToken reports whether a type is the parsed token that key functions are given.
func (s *Set) IsToken(t types.Type) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return false
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	return ok && n.Obj().Pkg() != nil && s.Matches("token-types", n.Obj().Name()) && s.TokenLibrary(n.Obj().Pkg().Path())
}

// PinsAlgorithm reports whether a name is that of an option that lists the algorithms that a token may be signed with.
func (s *Set) PinsAlgorithm(name string) bool { return s.Matches("token-algorithms", name) }

// plainName is the name of a function as lists have it: import path, type and name, joined by dots.
func plainName(fn *types.Func) string {
	sym := Symbol{Kind: FuncSymbol, Pkg: std.Path(fn.Pkg()), Name: fn.Name()}
	if recv := receiver(fn); recv != nil {
		sym.Recv = recv.Name()
	}
	return sym.plain()
}

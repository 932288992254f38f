package model

import (
	"go/types"
	"regexp"
	"strings"
)

// The vocabulary of tokens: names that libraries of JSON web tokens share.

var tokenLibraries = regexp.MustCompile(`(?:^|/)jwt(?:-go)?(?:/v[0-9]+|\.v[0-9]+)?$`)

// AllowsNone reports whether an object is what a library wants for a key to let tokens without a signature through.
func AllowsNone(obj types.Object) bool {
	return obj != nil && obj.Pkg() != nil && obj.Name() == "UnsafeAllowNoneSignatureType" && tokenLibraries.MatchString(obj.Pkg().Path())
}

// TokenLibrary reports whether an import path is that of a library of tokens.
func TokenLibrary(path string) bool { return tokenLibraries.MatchString(path) }

// IsToken reports whether a type is the parsed token that key functions are given.
func IsToken(t types.Type) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return false
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	return ok && n.Obj().Name() == "Token" && n.Obj().Pkg() != nil && TokenLibrary(n.Obj().Pkg().Path())
}

// PinsAlgorithm reports whether a name is that of an option that lists the algorithms that a token may be signed with.
func PinsAlgorithm(name string) bool {
	return strings.HasPrefix(name, "WithValidMethods") || name == "ValidMethods"
}

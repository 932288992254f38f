package model

import (
	"go/types"
	"regexp"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// The vocabulary of errors: which functions make one, for callers that have no body to look at.

// newErrors are functions whose result is never nil.
var newErrors = map[string]bool{"errors.New": true, "fmt.Errorf": true, "github.com/pkg/errors.New": true, "github.com/pkg/errors.Errorf": true}

// NewError reports whether a function is known never to return a nil error.
func NewError(fn types.Object) bool {
	return fn != nil && fn.Pkg() != nil && newErrors[std.Path(fn.Pkg())+"."+fn.Name()]
}

// errorNames match the names of functions that make an error, or wrap one.
var errorNames = regexp.MustCompile(`^(?:New|Wrap|With|Join|Append|Combine)|Err|^(?:errorf?|status)$`)

// NamesError reports whether a function's name says that it makes an error or wraps the errors that it is given.
func NamesError(name string) bool { return errorNames.MatchString(name) }

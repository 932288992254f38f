package summary

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// A Callable is the function that a value is, whatever it captured. Callables are compared by ==.
type Callable struct {
	Fn  *ssa.Function
	Ext *Foreign // of another package; Fn is nil then
}

// A Foreign is a function of another package that a call returned: a function literal, a method value or a declared
// function.
type Foreign struct {
	Path string // of the package of a declared function; "" for others
	Name string // unique in its package; part of the names of what it captured
	Free int    // captured variables
	Sum  *Summary
	Sig  *types.Signature
	Obj  *types.Func // of a declared function
}

// name names a function among those of its package.
func (c Callable) name() string {
	if c.Ext != nil {
		return c.Ext.Name
	}
	return c.Fn.Name()
}

// FreeVars returns the number of variables that c captured.
func (c Callable) FreeVars() int {
	if c.Ext != nil {
		return c.Ext.Free
	}
	return len(c.Fn.FreeVars)
}

// Signature returns the signature of c.
func (c Callable) Signature() *types.Signature {
	if c.Ext != nil {
		return c.Ext.Sig
	}
	return c.Fn.Signature
}

// Parameters returns the number of parameters of c, including the receiver of a method.
func (c Callable) Parameters() int {
	n := c.Signature().Params().Len()
	if c.Ext != nil {
		return n
	}
	if c.Fn.Signature.Recv() != nil {
		n++
	}
	return max(n, len(c.Fn.Params))
}

// BindingElem returns the element, below the function value, of captured variable i.
func (c Callable) BindingElem(i int) access.Elem {
	return access.Field("$" + c.name() + "#" + string(access.Tuple(i)))
}

// IsBinding reports whether an element is a captured variable of a function value.
func IsBinding(e access.Elem) bool { return strings.HasPrefix(string(e), ".$") }

// MaxNesting bounds the summaries inside summaries: functions that return functions.
const MaxNesting = 3

// A ForeignType is a dynamic type of a result, as it stands in a fact.
type ForeignType struct {
	Path, Name string
	Pointer    bool
	Methods    map[string]*Summary // of a type that other packages cannot name
}

package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A callable is the function that a value is, whatever it captured. Callables are compared by ==.
type callable struct {
	fn  *ssa.Function
	ext *foreign // of another package; fn is nil then
}

// A foreign function is one of another package that came out of a call: a function literal, a method's value, or a
// declared function.
type foreign struct {
	path string // of the package of a declared function; "" for others
	name string // tells those of one package apart, and names what they captured
	free int    // captured variables
	sum  *summary
	sig  *types.Signature
	obj  *types.Func // of a declared function
}

// name names a function among those of its package.
func (c callable) name() string {
	if c.ext != nil {
		return c.ext.name
	}
	return c.fn.Name()
}

func (c callable) freeVars() int {
	if c.ext != nil {
		return c.ext.free
	}
	return len(c.fn.FreeVars)
}

func (c callable) signature() *types.Signature {
	if c.ext != nil {
		return c.ext.sig
	}
	return c.fn.Signature
}

// parameters is the number of parameters of a function value, with the receiver of a method that it is.
func (c callable) parameters() int {
	n := c.signature().Params().Len()
	if c.ext != nil {
		return n
	}
	if c.fn.Signature.Recv() != nil {
		n++
	}
	return max(n, len(c.fn.Params))
}

// bindingElem names what a function value captured as variable i, below the value.
func (c callable) bindingElem(i int) string { return ".$" + c.name() + "#" + tupleElem(i) }

// maxNesting bounds the summaries inside summaries: functions that return functions.
const maxNesting = 3

// A foreignType is a dynamic type of a result, as a fact tells of it.
type foreignType struct {
	path, name string
	pointer    bool
	methods    map[string]*summary // of a type that other packages cannot name
}

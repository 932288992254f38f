// Package access has access paths, which lead from a value to something inside it, and places, which are paths with a
// root that callers of a function know.
//
// It must not know types, values or summaries.
package access

import (
	"strconv"
	"strings"
)

// A Root says what an access path of a summary starts at.
type Root uint8

const (
	None       Root = iota // the root of the zero Place
	Param                  // a parameter; a method's receiver is parameter 0
	Free                   // a captured variable of a closure
	Cell                   // a field of a named type of this package, or a package-level variable
	Result                 // a result
	CallArg                // an argument of a call of the function value or interface at a parameter's path
	CallResult             // a result of such a call
	Panic                  // what a panic carries to the function that recovers from it
	Given                  // what a call takes, while questions of fixes are answered
	Made                   // memory or a value that the function itself made; it is no origin, so summaries do not have it
)

// A Place is an access path of a summary. Places are compared by ==.
type Place struct {
	Root  Root
	Index int    // of the parameter, captured variable or result
	Path  Path   // below the root; of a CallArg or CallResult, the path to what is called
	Cell  string // of a Cell: its name
	// Method is, of a CallArg or CallResult, the interface method that is called, or "" for a function value. In a Cell
	// it marks one that stands for what lies below a parameter.
	Method string
	// Sub is, of a CallArg or CallResult, the index of the argument or result; from OutArgument on, of an argument after
	// the call.
	Sub int
	// Rest is, of a CallArg or CallResult, the path below the argument or result; of the Cell of a key, the path to the
	// element under the key, below parameter Index-1.
	Rest Path
}

// OutArgument is the first index, among the results of a call, of the arguments as the call leaves them.
const OutArgument = 1 << 10

// Below returns the place at a path below p.
func (p Place) Below(path Path) Place {
	if p.ofCall() {
		p.Rest = p.Rest.JoinAll(path)
	} else {
		p.Path = p.Path.JoinAll(path)
	}
	return p
}

// Component returns the place at an element below p. It reports false if p's path has no room for the element.
func (p Place) Component(e Elem) (Place, bool) {
	path, ok := p.Under().Join(e)
	if p.ofCall() {
		p.Rest = path
	} else {
		p.Path = path
	}
	return p, ok
}

// Under returns the path below the root; of a CallArg or CallResult, below the argument or result.
func (p Place) Under() Path {
	if p.ofCall() {
		return p.Rest
	}
	return p.Path
}

func (p Place) ofCall() bool { return p.Root == CallArg || p.Root == CallResult }

// String returns p as tests and -dump print it.
func (p Place) String() string {
	switch p.Root {
	case Param:
		return "param" + strconv.Itoa(p.Index) + string(p.Path)
	case Free:
		return "free" + strconv.Itoa(p.Index) + string(p.Path)
	case Cell:
		if p.Rest != "" {
			return "cell(" + p.Cell + " of " + strconv.Itoa(p.Index) + string(p.Rest) + ")" + string(p.Path)
		}
		return "cell(" + p.Cell + p.Method + ")" + string(p.Path)
	case Result:
		return "result" + strconv.Itoa(p.Index) + string(p.Path)
	case CallArg:
		return "call(" + CallName(p) + ").arg" + strconv.Itoa(p.Sub) + string(p.Rest)
	case CallResult:
		return "call(" + CallName(p) + ").result" + strconv.Itoa(p.Sub) + string(p.Rest)
	case Panic:
		return "panic" + string(p.Path)
	case Given:
		return "given" + strconv.Itoa(p.Index) + string(p.Path)
	case Made:
		return "made(" + p.Cell + ")" + string(p.Path)
	}
	return "none"
}

// CallName returns a name for what is called at the place of a CallArg or CallResult.
func CallName(p Place) string {
	return p.Cell + strconv.Itoa(p.Index) + string(p.Path) + p.Method
}

// CalledInHeap reports whether what is called, at the place of a CallArg or CallResult, is in a cell of the heap.
func (p Place) CalledInHeap() bool {
	return p.ofCall() && p.Cell != "" && p.Cell != CalledFree && p.Cell != CalledType
}

// IsKey reports whether p is in the cell of a key.
func (p Place) IsKey() bool { return p.Root == Cell && strings.Contains(p.Cell, KeySuffix) }

// KeySuffix ends the name of the cell of a declared key; in the name for a plain text, the text follows it.
const KeySuffix = " key"

// Values of Cell in a CallArg or CallResult where what is called is neither from a parameter nor in a cell of the heap.
const (
	CalledFree = "free" // a captured variable
	CalledType = "type" // a value of a type parameter that the function made itself
)

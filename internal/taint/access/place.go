// Package access has access paths: strings of elements, which lead from a value to what lies inside of it, and places,
// which are paths with a root that callers of a function know.
package access

import (
	"strconv"
	"strings"
)

// A Root says what an access path of a summary starts at.
type Root uint8

const (
	None       Root = iota
	Param           // a parameter; a method's receiver is parameter 0
	Free            // a captured variable of a closure
	Cell            // a field of a named type of this package, or a package-level variable
	Result          // a result
	CallArg         // an argument of a call of the function value or interface at a parameter's path
	CallResult      // a result of such a call
	Panic           // what a panic carries to the function that recovers from it
	Given           // what a call takes, while questions of fixes are answered
	Made            // memory or a value that the function itself made; no origin, so nothing of it is in a summary
)

// A Place is an access path of a summary.
type Place struct {
	Root   Root
	Index  int    // of the parameter, captured variable or result
	Path   Path   // what lies below it
	Cell   string // of a Cell: its name
	Method string // of a CallArg or CallResult: the interface method that is called; "" for a function value. Of a Cell: belowParameter
	Sub    int    // of a CallArg or CallResult: the argument's or result's index; from OutArgument on, an argument's after the call
	Rest   Path   // of a CallArg or CallResult: elements below the argument or result; path leads to what is called. Of a key's cell, see keyIsKnown
}

// OutArgument is the first index of what a call has left in its arguments, among the places of its results.
const OutArgument = 1 << 10

// Below is the place at a path below p.
func (p Place) Below(path Path) Place {
	if p.ofCall() {
		p.Rest = p.Rest.JoinAll(path)
	} else {
		p.Path = p.Path.JoinAll(path)
	}
	return p
}

// Component is below for one element; false if paths do not go that deep.
func (p Place) Component(e Elem) (Place, bool) {
	path, ok := p.Under().Join(e)
	if p.ofCall() {
		p.Rest = path
	} else {
		p.Path = path
	}
	return p, ok
}

// Under is the path below the root.
func (p Place) Under() Path {
	if p.ofCall() {
		return p.Rest
	}
	return p.Path
}

func (p Place) ofCall() bool { return p.Root == CallArg || p.Root == CallResult }

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

// CallName names what is called at a place of a call.
func CallName(p Place) string {
	return p.Cell + strconv.Itoa(p.Index) + string(p.Path) + p.Method
}

// CalledInHeap reports whether what a call's place starts at is a cell of the heap.
func (p Place) CalledInHeap() bool {
	return p.ofCall() && p.Cell != "" && p.Cell != CalledFree && p.Cell != CalledType
}

// IsKey reports whether a place lies in the cell of a key.
func (p Place) IsKey() bool { return p.Root == Cell && strings.Contains(p.Cell, KeySuffix) }

// KeySuffix ends the name of a declared key's cell; of a plain text the text follows.
const KeySuffix = " key"

// What a call's place starts at, if not at a parameter or a cell of the heap.
const (
	CalledFree = "free" // a captured variable;
	CalledType = "type" // a value of a type parameter that the function made itself
)

// Package access has access paths: strings of elements, which lead from a value to what lies inside of it, and places,
// which are paths with a root that callers of a function know.
package access

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

const (
	// MaxDepth is the number of struct fields on an access path that the engine tells apart; what lies deeper counts as
	// its prefix.
	MaxDepth = 3
	// maxElems bounds all elements of a path, indexes and keys included.
	maxElems = 5
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
	Made            // memory or a value that the function itself made; no origin, so nothing of it is in a summary
)

// A Place is an access path of a summary.
type Place struct {
	Root   Root
	Index  int    // of the parameter, captured variable or result
	Path   string // elements below it, see elements
	Cell   string // of a Cell: its name
	Method string // of a CallArg or CallResult: the interface method that is called; "" for a function value. Of a Cell: belowParameter
	Sub    int    // of a CallArg or CallResult: the argument's or result's index; from OutArgument on, an argument's after the call
	Rest   string // of a CallArg or CallResult: elements below the argument or result; path leads to what is called. Of a key's cell, see keyIsKnown
}

// OutArgument is the first index of what a call has left in its arguments, among the places of its results.
const OutArgument = 1 << 10

// A path is a string of elements: ".Name" a field; "[]" an element at an unknown index or key; "[key]" a map's keys;
// "[=3]" an element at a constant index or key; "[:...]" a part of a slice, named by its bounds.
const (
	Any = "[]"
	Key = "[key]"
	// Some is a part of a slice of which no more is known.
	Some = "[:~]"
)

func Field(name string) string { return "." + name }
func Const(value string) string {
	return "[=" + strings.NewReplacer("[", "(", "]", ")", ".", "_").Replace(value) + "]"
}
func Slice(bounds string) string { return "[:" + bounds + "]" }

func IsSlice(e string) bool { return strings.HasPrefix(e, "[:") }
func IsConst(e string) bool { return strings.HasPrefix(e, "[=") }

// IsIndex reports whether e names elements, as against a field or the keys.
func IsIndex(e string) bool { return e[0] == '[' && e != Key }

// Elements splits a path.
func Elements(path string) []string {
	if path == "" {
		return nil
	}
	out := make([]string, 0, maxElems)
	start := 0
	for i := 1; i < len(path); i++ {
		if path[i] == '[' || path[i] == '.' && path[start] != '[' || path[i] == '.' && path[i-1] == ']' {
			out = append(out, path[start:i])
			start = i
		}
	}
	return append(out, path[start:])
}

// Last is the last element of a path; "" if it has none.
func Last(path string) string {
	es := Elements(path)
	if len(es) == 0 {
		return ""
	}
	return es[len(es)-1]
}

// maxInside bounds the path inside an object. Types nest that deep only when they are made to.
const maxInside = 10

// JoinInside appends an element to a path inside an object, which is as long as the object's type is deep: unlike a
// place's, it does not go through pointers.
func JoinInside(path, elem string) (string, bool) {
	es := Elements(path)
	if n := len(es); n > 0 && IsSlice(elem) && IsSlice(es[n-1]) {
		return partOfPart(path, es[n-1], elem), true
	}
	if len(es) >= maxInside {
		return path, false
	}
	return path + elem, true
}

// Join appends an element, or leaves the path as it is when it is as long as the engine looks.
func Join(path, elem string) (string, bool) {
	if elem == "" {
		return path, true
	}
	es := Elements(path)
	if n := len(es); n > 0 && IsSlice(elem) && IsSlice(es[n-1]) {
		return partOfPart(path, es[n-1], elem), true
	}
	if Full(es, elem) {
		return path, false
	}
	return path + elem, true
}

// partOfPart names a part of a part of a slice. Two levels have names; what is cut in a loop is some part, or names
// would never end.
func partOfPart(path, last, elem string) string {
	head := path[:len(path)-len(last)]
	if last == Some || strings.Contains(last, ";") {
		return head + Some
	}
	return head + last[:len(last)-1] + ";" + elem[2:]
}

// OfWhole names an element of a part of a slice as an element of the slice: at a constant index if that can be told, at
// any else.
func OfWhole(path string) string {
	es := Elements(path)
	if !slices.ContainsFunc(es, IsSlice) {
		return path
	}
	out := ""
	for i, e := range es {
		switch {
		case IsSlice(e) && i+1 < len(es) && IsIndex(es[i+1]):
		case i > 0 && IsSlice(es[i-1]) && IsConst(e):
			out += shifted(es[i-1], e)
		default:
			out += e
		}
	}
	return out
}

func shifted(part, elem string) string {
	low, _, _ := strings.Cut(part[2:len(part)-1], ":")
	n, err := strconv.Atoi(cmp.Or(low, "0"))
	k, err2 := strconv.Atoi(elem[2 : len(elem)-1])
	if err != nil || err2 != nil || strings.Contains(part, ";") {
		return Any
	}
	return Const(strconv.Itoa(k + n))
}

// Full reports whether a path has no room for another element.
func Full(es []string, elem string) bool {
	if len(es) >= maxElems {
		return true
	}
	n := 0
	for _, e := range es {
		if e[0] == '.' {
			n++
		}
	}
	return n >= MaxDepth && elem[0] == '.'
}

func JoinAll(path, more string) string {
	for _, e := range Elements(more) {
		next, ok := Join(path, e)
		if !ok {
			return path
		}
		path = next
	}
	return path
}

// SplitSlices takes the parts of slices out of a path: their names mean nothing outside the function.
func SplitSlices(path string) (rest string, parts []string) {
	for _, e := range Elements(path) {
		if IsSlice(e) {
			parts = append(parts, e)
		} else {
			rest += e
		}
	}
	return rest, parts
}

func (p Place) Below(path string) Place {
	if p.ofCall() {
		p.Rest = JoinAll(p.Rest, path)
	} else {
		p.Path = JoinAll(p.Path, path)
	}
	return p
}

// Component is below for one element; false if paths do not go that deep.
func (p Place) Component(elem string) (Place, bool) {
	path, ok := Join(p.Under(), elem)
	if p.ofCall() {
		p.Rest = path
	} else {
		p.Path = path
	}
	return p, ok
}

// Under is the path below the root.
func (p Place) Under() string {
	if p.ofCall() {
		return p.Rest
	}
	return p.Path
}

func (p Place) ofCall() bool { return p.Root == CallArg || p.Root == CallResult }

func (p Place) String() string {
	switch p.Root {
	case Param:
		return "param" + strconv.Itoa(p.Index) + p.Path
	case Free:
		return "free" + strconv.Itoa(p.Index) + p.Path
	case Cell:
		if p.Rest != "" {
			return "cell(" + p.Cell + " of " + strconv.Itoa(p.Index) + p.Rest + ")" + p.Path
		}
		return "cell(" + p.Cell + p.Method + ")" + p.Path
	case Result:
		return "result" + strconv.Itoa(p.Index) + p.Path
	case CallArg:
		return "call(" + CallName(p) + ").arg" + strconv.Itoa(p.Sub) + p.Rest
	case CallResult:
		return "call(" + CallName(p) + ").result" + strconv.Itoa(p.Sub) + p.Rest
	case Panic:
		return "panic" + p.Path
	case Made:
		return "made(" + p.Cell + ")" + p.Path
	}
	return "none"
}

func Tuple(i int) string { return "#" + strconv.Itoa(i) }

func CallName(p Place) string {
	return p.Cell + strconv.Itoa(p.Index) + p.Path + p.Method
}

// CalledInHeap reports whether what a call's place starts at is a cell of the heap.
func (p Place) CalledInHeap() bool {
	return p.ofCall() && p.Cell != "" && p.Cell != CalledFree && p.Cell != CalledType
}

// IsKey reports whether a place lies in the cell of a key.
func (p Place) IsKey() bool { return p.Root == Cell && strings.Contains(p.Cell, KeySuffix) }

// KeySuffix ends the name of a declared key's cell; of a plain text the text follows.
const KeySuffix = " key"

// Overlap reports whether what was stored at one path may be read at another: one of them is above the other.
func Overlap(a, b string) bool {
	x, y := Elements(a), Elements(b)
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] && !(IsIndex(x[i]) && IsIndex(y[i]) && (x[i] == Any || y[i] == Any)) {
			return false
		}
	}
	return true
}

// What a call's place starts at, if not at a parameter or a cell of the heap.
const (
	CalledFree = "free" // a captured variable;
	CalledType = "type" // a value of a type parameter that the function made itself
)

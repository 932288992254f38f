package taint

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

const (
	// maxDepth is the number of struct fields on an access path that the engine tells apart; what lies deeper counts as its prefix.
	maxDepth = 3
	// maxElems bounds all elements of a path, indexes and keys included.
	maxElems = 5
)

// A rootKind says what an access path of a summary starts at.
type rootKind uint8

const (
	rootNone    rootKind = iota
	rootParam            // a parameter; a method's receiver is parameter 0
	rootFree             // a captured variable of a closure
	rootCell             // a field of a named type of this package, or a package-level variable
	rootResult           // a result
	rootCallArg          // an argument of a call of the function value or interface at a parameter's path
	rootCallRes          // a result of such a call
	rootPanic            // what a panic carries to the function that recovers from it
	rootMade             // memory or a value that the function itself made; no origin, so nothing of it is in a summary
)

// A place is an access path of a summary.
type place struct {
	kind   rootKind
	index  int    // of the parameter, captured variable or result
	path   string // elements below it, see elements
	cell   string // of a rootCell: its name
	method string // of a rootCallArg or rootCallRes: the interface method that is called; "" for a function value. Of a rootCell: belowParameter
	sub    int    // of a rootCallArg or rootCallRes: the argument's or result's index; from outArgument on, an argument's after the call
	rest   string // of a rootCallArg or rootCallRes: elements below the argument or result; path leads to what is called. Of a key's cell, see keyIsKnown
}

// outArgument is the first index of what a call has left in its arguments, among the places of its results.
const outArgument = 1 << 10

// A path is a string of elements: ".Name" a field; "[]" an element at an unknown index or key; "[key]" a map's keys;
// "[=3]" an element at a constant index or key; "[:...]" a part of a slice, named by its bounds.
const (
	elemAny = "[]"
	elemKey = "[key]"
	// elemSome is a part of a slice of which no more is known.
	elemSome = "[:~]"
)

func fieldElem(name string) string { return "." + name }
func constElem(value string) string {
	return "[=" + strings.NewReplacer("[", "(", "]", ")", ".", "_").Replace(value) + "]"
}
func sliceElem(bounds string) string { return "[:" + bounds + "]" }

func isSliceElem(e string) bool { return strings.HasPrefix(e, "[:") }
func isConstElem(e string) bool { return strings.HasPrefix(e, "[=") }

// isIndexElem reports whether e names elements, as against a field or the keys.
func isIndexElem(e string) bool { return e[0] == '[' && e != elemKey }

// elements splits a path.
func elements(path string) []string {
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

// lastElem is the last element of a path; "" if it has none.
func lastElem(path string) string {
	es := elements(path)
	if len(es) == 0 {
		return ""
	}
	return es[len(es)-1]
}

// maxInside bounds the path inside an object. Types nest that deep only when they are made to.
const maxInside = 10

// joinInside appends an element to a path inside an object, which is as long as the object's type is deep: unlike a place's, it does
// not go through pointers.
func joinInside(path, elem string) (string, bool) {
	es := elements(path)
	if n := len(es); n > 0 && isSliceElem(elem) && isSliceElem(es[n-1]) {
		return partOfPart(path, es[n-1], elem), true
	}
	if len(es) >= maxInside {
		return path, false
	}
	return path + elem, true
}

// joinPath appends an element, or leaves the path as it is when it is as long as the engine looks.
func joinPath(path, elem string) (string, bool) {
	if elem == "" {
		return path, true
	}
	es := elements(path)
	if n := len(es); n > 0 && isSliceElem(elem) && isSliceElem(es[n-1]) {
		return partOfPart(path, es[n-1], elem), true
	}
	if full(es, elem) {
		return path, false
	}
	return path + elem, true
}

// partOfPart names a part of a part of a slice. Two levels have names; what is cut in a loop is some part, or names would never end.
func partOfPart(path, last, elem string) string {
	head := path[:len(path)-len(last)]
	if last == elemSome || strings.Contains(last, ";") {
		return head + elemSome
	}
	return head + last[:len(last)-1] + ";" + elem[2:]
}

// ofWhole names an element of a part of a slice as an element of the slice: at a constant index if that can be told, at any else.
func ofWhole(path string) string {
	es := elements(path)
	if !slices.ContainsFunc(es, isSliceElem) {
		return path
	}
	out := ""
	for i, e := range es {
		switch {
		case isSliceElem(e) && i+1 < len(es) && isIndexElem(es[i+1]):
		case i > 0 && isSliceElem(es[i-1]) && isConstElem(e):
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
		return elemAny
	}
	return constElem(strconv.Itoa(k + n))
}

// full reports whether a path has no room for another element.
func full(es []string, elem string) bool {
	if len(es) >= maxElems {
		return true
	}
	n := 0
	for _, e := range es {
		if e[0] == '.' {
			n++
		}
	}
	return n >= maxDepth && elem[0] == '.'
}

func joinPaths(path, more string) string {
	for _, e := range elements(more) {
		next, ok := joinPath(path, e)
		if !ok {
			return path
		}
		path = next
	}
	return path
}

// splitSlices takes the parts of slices out of a path: their names mean nothing outside the function.
func splitSlices(path string) (rest string, parts []string) {
	for _, e := range elements(path) {
		if isSliceElem(e) {
			parts = append(parts, e)
		} else {
			rest += e
		}
	}
	return rest, parts
}

func (p place) below(path string) place {
	if p.ofCall() {
		p.rest = joinPaths(p.rest, path)
	} else {
		p.path = joinPaths(p.path, path)
	}
	return p
}

// component is below for one element; false if paths do not go that deep.
func (p place) component(elem string) (place, bool) {
	path, ok := joinPath(p.under(), elem)
	if p.ofCall() {
		p.rest = path
	} else {
		p.path = path
	}
	return p, ok
}

// under is the path below the root.
func (p place) under() string {
	if p.ofCall() {
		return p.rest
	}
	return p.path
}

func (p place) ofCall() bool { return p.kind == rootCallArg || p.kind == rootCallRes }

func (p place) String() string {
	switch p.kind {
	case rootParam:
		return "param" + strconv.Itoa(p.index) + p.path
	case rootFree:
		return "free" + strconv.Itoa(p.index) + p.path
	case rootCell:
		if p.rest != "" {
			return "cell(" + p.cell + " of " + strconv.Itoa(p.index) + p.rest + ")" + p.path
		}
		return "cell(" + p.cell + p.method + ")" + p.path
	case rootResult:
		return "result" + strconv.Itoa(p.index) + p.path
	case rootCallArg:
		return "call(" + callName(p) + ").arg" + strconv.Itoa(p.sub) + p.rest
	case rootCallRes:
		return "call(" + callName(p) + ").result" + strconv.Itoa(p.sub) + p.rest
	case rootPanic:
		return "panic" + p.path
	case rootMade:
		return "made(" + p.cell + ")" + p.path
	}
	return "none"
}

func tupleElem(i int) string { return "#" + strconv.Itoa(i) }

func callName(p place) string {
	return p.cell + strconv.Itoa(p.index) + p.path + p.method
}

// calledInHeap reports whether what a call's place starts at is a cell of the heap.
func (p place) calledInHeap() bool {
	return p.ofCall() && p.cell != "" && p.cell != calledFree && p.cell != calledType
}

// isKey reports whether a place lies in the cell of a key.
func (p place) isKey() bool { return p.kind == rootCell && strings.Contains(p.cell, keySuffix) }

// keySuffix ends the name of a declared key's cell; of a plain text the text follows.
const keySuffix = " key"

// overlap reports whether what was stored at one path may be read at another: one of them is above the other.
func overlap(a, b string) bool {
	x, y := elements(a), elements(b)
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] && !(isIndexElem(x[i]) && isIndexElem(y[i]) && (x[i] == elemAny || y[i] == elemAny)) {
			return false
		}
	}
	return true
}

// What a call's place starts at, if not at a parameter or a cell of the heap.
const (
	calledFree = "free" // a captured variable;
	calledType = "type" // a value of a type parameter that the function made itself
)

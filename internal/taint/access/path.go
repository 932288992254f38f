package access

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// An Elem is one element of a path: ".Name" is a field, "[]" an element at an unknown index or key, "[key]" the keys of
// a map, "[=3]" an element at a constant index or key, "[:...]" a part of a slice, named by its bounds, and "#0" one of
// several results of a call. "" is no element.
type Elem string

const (
	Any  Elem = "[]"    // an element at an unknown index or key
	Key  Elem = "[key]" // the keys of a map
	Some Elem = "[:~]"  // a part of a slice with unknown bounds
)

// constants keeps the text of a constant from ending its element.
var constants = strings.NewReplacer("[", "(", "]", ")", ".", "_")

// Field returns the element for a struct's field.
func Field(name string) Elem { return Elem("." + name) }

// Const returns the element at a constant index or key.
func Const(value string) Elem { return Elem("[=" + constants.Replace(value) + "]") }

// Slice returns the element for the part of a slice with these bounds.
func Slice(bounds string) Elem { return Elem("[:" + bounds + "]") }

// Tuple returns the element for result i of a call that has several.
func Tuple(i int) Elem { return Elem("#" + strconv.Itoa(i)) }

// IsField reports whether e is a field of a struct.
func (e Elem) IsField() bool { return strings.HasPrefix(string(e), ".") }

// Name returns the name of a field; "" for other elements.
func (e Elem) Name() string {
	name, ok := strings.CutPrefix(string(e), ".")
	if !ok {
		return ""
	}
	return name
}

// IsSlice reports whether e is a part of a slice.
func (e Elem) IsSlice() bool { return strings.HasPrefix(string(e), "[:") }

// IsConst reports whether e is an element at a constant index or key.
func (e Elem) IsConst() bool { return strings.HasPrefix(string(e), "[=") }

// IsTuple reports whether e is one of several results of a call.
func (e Elem) IsTuple() bool { return strings.HasPrefix(string(e), "#") }

// IsIndex reports whether e names elements or a part of a slice, and not a field, the keys or a result.
func (e Elem) IsIndex() bool { return strings.HasPrefix(string(e), "[") && e != Key }

// A Path is the sequence of elements that leads from a value to something inside it. Paths are compared by ==. "" is
// the value itself.
type Path string

const (
	// MaxDepth is the number of struct fields on a path that the engine tells apart; what lies deeper counts as its
	// prefix.
	MaxDepth = 3
	// maxElems bounds all elements of a path, indexes and keys included.
	maxElems = 5
	// maxInside bounds the path inside an object. Types nest that deep only when they are made to.
	maxInside = 10
)

// PathOf returns the path of some elements, whatever its length.
func PathOf(elems ...Elem) Path {
	if len(elems) == 1 {
		return Path(elems[0])
	}
	var b strings.Builder
	for _, e := range elems {
		b.WriteString(string(e))
	}
	return Path(b.String())
}

// Elems returns the elements of p.
func (p Path) Elems() []Elem {
	if p == "" {
		return nil
	}
	out := make([]Elem, 0, maxElems)
	start := 0
	for i := 1; i < len(p); i++ {
		if p[i] == '[' || p[i] == '.' && p[start] != '[' || p[i] == '.' && p[i-1] == ']' {
			out = append(out, Elem(p[start:i]))
			start = i
		}
	}
	return append(out, Elem(p[start:]))
}

// Last returns the last element of p; "" if it has none.
func (p Path) Last() Elem {
	es := p.Elems()
	if len(es) == 0 {
		return ""
	}
	return es[len(es)-1]
}

// JoinInside appends elements to a path inside an object. Unlike the path of a place, it does not go through pointers,
// so it is at most as long as the object's type is deep. JoinInside reports whether there was room for all elements.
func (p Path) JoinInside(more ...Elem) (Path, bool) {
	for _, e := range more {
		es := p.Elems()
		switch n := len(es); {
		case n > 0 && e.IsSlice() && es[n-1].IsSlice():
			p = p.partOfPart(es[n-1], e)
		case n >= maxInside:
			return p, false
		default:
			p += Path(e)
		}
	}
	return p, true
}

// Join appends an element unless p is Full. It reports whether there was room.
func (p Path) Join(e Elem) (Path, bool) {
	if e == "" {
		return p, true
	}
	es := p.Elems()
	if n := len(es); n > 0 && e.IsSlice() && es[n-1].IsSlice() {
		return p.partOfPart(es[n-1], e), true
	}
	if Full(es, e) {
		return p, false
	}
	return p + Path(e), true
}

// JoinAll appends the elements of more as long as there is room.
func (p Path) JoinAll(more Path) Path {
	for _, e := range more.Elems() {
		next, ok := p.Join(e)
		if !ok {
			return p
		}
		p = next
	}
	return p
}

// partOfPart appends a part of a part of a slice. Two levels have names; deeper ones are Some, since slicing in a loop
// would make names without end.
func (p Path) partOfPart(last, e Elem) Path {
	head := p[:len(p)-len(last)]
	if last == Some || strings.Contains(string(last), ";") {
		return head + Path(Some)
	}
	return head + Path(last[:len(last)-1]+";"+e[2:])
}

// OfWhole replaces an element of a part of a slice by the element of the whole slice: the one at a constant index if
// both the index and the part's lower bound are constant, else Any.
func (p Path) OfWhole() Path {
	es := p.Elems()
	if !slices.ContainsFunc(es, Elem.IsSlice) {
		return p
	}
	var out Path
	for i, e := range es {
		switch {
		case e.IsSlice() && i+1 < len(es) && es[i+1].IsIndex():
		case i > 0 && es[i-1].IsSlice() && e.IsConst():
			out += Path(shifted(es[i-1], e))
		default:
			out += Path(e)
		}
	}
	return out
}

// shifted returns the element of a slice that is element e of a part of it.
func shifted(part, e Elem) Elem {
	low, _, _ := strings.Cut(string(part[2:len(part)-1]), ":")
	n, err := strconv.Atoi(cmp.Or(low, "0"))
	k, err2 := strconv.Atoi(string(e[2 : len(e)-1]))
	if err != nil || err2 != nil || strings.Contains(string(part), ";") {
		return Any
	}
	return Const(strconv.Itoa(k + n))
}

// Full reports whether a path with the elements es has no room for e.
func Full(es []Elem, e Elem) bool {
	if len(es) >= maxElems {
		return true
	}
	n := 0
	for _, e := range es {
		if e.IsField() {
			n++
		}
	}
	return n >= MaxDepth && e.IsField()
}

// SplitSlices removes the parts of slices from a path, and returns them. Their names mean nothing outside the function.
func (p Path) SplitSlices() (rest Path, parts []Elem) {
	for _, e := range p.Elems() {
		if e.IsSlice() {
			parts = append(parts, e)
		} else {
			rest += Path(e)
		}
	}
	return rest, parts
}

// Cut removes the prefix above from p. It reports false if p is not at above or below it.
func (p Path) Cut(above Path) (rest Path, ok bool) {
	text, ok := strings.CutPrefix(string(p), string(above))
	if !ok || text != "" && !strings.ContainsAny(text[:1], ".[#") {
		return "", false
	}
	return Path(text), true
}

// Within reports whether p is at q or below it.
func (p Path) Within(q Path) bool {
	_, ok := p.Cut(q)
	return ok
}

// Overlaps reports whether what was stored at one path may be read at the other: whether one is at the other or below
// it.
func (p Path) Overlaps(q Path) bool {
	x, y := p.Elems(), q.Elems()
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] && !(x[i].IsIndex() && y[i].IsIndex() && (x[i] == Any || y[i] == Any)) {
			return false
		}
	}
	return true
}

package model

import (
	"fmt"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// A shape is a pattern over functions of any package:
//
//	shape   = [ "(" [ "interface " ] regexp ")." ] name { "|" name } "(" types ")" [ type | "(" types ")" ] [ " in " Type "." Method { "," … } ] .
//	types   = [ type { "," type } ] , the last of which may be "..." for any further.
//	type    = a type as Go writes it with full import paths | "_" for any.
//	name    = the name of a function | "_" for any exported method.
//
// The regexp is matched against the whole name of the receiver's type; without it only functions match. With
// "interface" only methods of interfaces match: an implementation may be anywhere, while the code of a type is known.
// "in" asks for methods that types of the function's package must have; recv.Method is one of the receiver's own type,
// and {recv} and {name} in either stand for the names of the receiver's type and of the function.
type shape struct {
	recv    *regexp.Regexp
	iface   bool
	names   []string
	params  []string
	results []string
	with    [][2]string
}

func parseShape(text string) (*shape, error) {
	sh := &shape{}
	rest := text
	if strings.HasPrefix(rest, "(") {
		end := strings.Index(rest, ").")
		if end < 0 {
			return nil, fmt.Errorf("shape %q: want (receiver pattern).Method(types)", text)
		}
		pattern, iface := strings.CutPrefix(rest[1:end], "interface ")
		recv, err := regexp.Compile("^(?:" + pattern + ")$")
		if err != nil {
			return nil, fmt.Errorf("shape %q: %w", text, err)
		}
		sh.recv, sh.iface, rest = recv, iface, rest[end+2:]
	}
	rest, with, _ := strings.Cut(rest, " in ")
	for w := range strings.SplitSeq(with, ",") {
		if w == "" {
			continue
		}
		typ, method, ok := strings.Cut(strings.TrimSpace(w), ".")
		if !ok {
			return nil, fmt.Errorf("shape %q: %q is not Type.Method", text, w)
		}
		sh.with = append(sh.with, [2]string{typ, method})
	}
	open := strings.IndexByte(rest, '(')
	if open < 0 {
		return nil, fmt.Errorf("shape %q: want Name(types) results", text)
	}
	for name := range strings.SplitSeq(rest[:open], "|") {
		if !token.IsIdentifier(name) {
			return nil, fmt.Errorf("shape %q: want Name(types) results", text)
		}
		sh.names = append(sh.names, name)
	}
	params, after, ok := cutList(rest[open:])
	if !ok {
		return nil, fmt.Errorf("shape %q: parentheses do not match", text)
	}
	sh.params = params
	switch after = strings.TrimSpace(after); {
	case strings.HasPrefix(after, "("):
		if sh.results, after, ok = cutList(after); !ok || after != "" {
			return nil, fmt.Errorf("shape %q: cannot read the results", text)
		}
	case after != "":
		sh.results = []string{after}
	}
	return sh, nil
}

// cutList reads a list of types in parentheses.
func cutList(s string) (list []string, after string, ok bool) {
	depth, start := 0, 1
	for i, r := range s {
		switch r {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		}
		if depth == 0 || depth == 1 && r == ',' {
			if item := strings.TrimSpace(s[start:i]); item != "" {
				list = append(list, item)
			}
			start = i + 1
		}
		if depth == 0 {
			return list, s[i+1:], true
		}
	}
	return nil, "", false
}

// matches reports whether the function has the shape; its name is already known to be one of the shape's.
func (sh *shape) matches(fn *types.Func, recv *types.TypeName) bool {
	if (sh.recv == nil) != (recv == nil) || recv != nil && !sh.recv.MatchString(recv.Name()) {
		return false
	}
	if sh.iface && !types.IsInterface(recv.Type()) {
		return false
	}
	sig := fn.Signature()
	if !matchTuple(sh.params, sig.Params()) || !matchTuple(sh.results, sig.Results()) {
		return false
	}
	for _, w := range sh.with {
		owner := w[0]
		if owner == receiverWord && recv != nil {
			owner = recv.Name()
		}
		if fn.Pkg() == nil || !hasMethod(fn.Pkg(), fill(owner, fn, recv), fill(w[1], fn, recv)) {
			return false
		}
	}
	return true
}

// fill replaces the placeholders in a name by the names of a method and its receiver's type.
func fill(text string, fn *types.Func, recv *types.TypeName) string {
	if recv == nil || !strings.Contains(text, "{") {
		return text
	}
	return strings.NewReplacer("{recv}", recv.Name(), "{name}", fn.Name()).Replace(text)
}

// anyMethod stands for the name of any exported method in a shape.
const anyMethod = "_"

// receiverWord stands after "in" for the receiver's own type.
const receiverWord = "recv"

func matchTuple(want []string, got *types.Tuple) bool {
	open := len(want) > 0 && want[len(want)-1] == "..."
	if open {
		want = want[:len(want)-1]
	}
	if got.Len() < len(want) || got.Len() > len(want) && !open {
		return false
	}
	for i, w := range want {
		if w == "_" {
			continue
		}
		t := types.Unalias(got.At(i).Type())
		if w == "any" {
			w = "interface{}" // an empty interface of either spelling
		}
		if s := std.TypeString(t); s != w && (s != "any" || w != "interface{}") {
			return false
		}
	}
	return true
}

func hasMethod(pkg *types.Package, typeName, method string) bool {
	name, ok := pkg.Scope().Lookup(typeName).(*types.TypeName)
	if !ok {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(name.Type(), true, pkg, method)
	_, ok = obj.(*types.Func)
	return ok
}

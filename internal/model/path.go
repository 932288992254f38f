package model

import (
	"fmt"
	"strconv"
	"strings"
)

// Bounds of an access path: an index above maxIndex or more than maxFields elements is a mistake in a model.
const (
	maxIndex  = 63
	maxFields = 8
)

// ParsePath reads an access path:
//
//	path    = [ root ] { element } .
//	root    = "recv" | "arg[" index [ "..." ] "]" [ ".param[" index "]" ] | "result" [ "[" index "]" ] .
//	element = "." field | ".*" | "[]" | "[key]" | "[@" index "]" .
//
// Without a root the path starts at the value itself. `result` is `result[0]`. `.*` stands last. `[@1]` is the element under the key that
// argument 1 is.
func ParsePath(text string) (Path, error) {
	p := pathParser{text: text, rest: text, path: Path{Param: -1}}
	if err := p.root(); err != nil {
		return Path{}, err
	}
	for p.rest != "" {
		if err := p.element(); err != nil {
			return Path{}, err
		}
	}
	return p.path, nil
}

type pathParser struct {
	text, rest string
	path       Path
}

func (p *pathParser) errorf(format string, args ...any) error {
	return fmt.Errorf("access path %q: %s", p.text, fmt.Sprintf(format, args...))
}

func (p *pathParser) root() error {
	name := p.name()
	switch name {
	case "":
		return nil // the value itself
	case "recv":
		p.path.Root = Recv
		return nil
	case "result":
		p.path.Root = Result
		index, found, err := p.index()
		if found {
			p.path.Index = index
		}
		return err
	case "arg":
		p.path.Root = Arg
		return p.arg()
	}
	return p.errorf("starts with %q; want recv, arg[i], result or .field", name)
}

// arg reads what follows "arg": the index, and which parameter of a function value.
func (p *pathParser) arg() error {
	index, found, err := p.index()
	if err != nil {
		return err
	}
	if !found {
		return p.errorf("arg needs an index, as in arg[0]")
	}
	p.path.Index = index
	after, ok := strings.CutPrefix(p.rest, ".param[")
	if !ok || after == "" || after[0] < '0' || after[0] > '9' {
		return nil
	}
	p.rest = p.rest[len(".param"):]
	open := p.path.Open
	p.path.Param, _, err = p.index()
	if err == nil && (open || p.path.Open) {
		return p.errorf("... and .param[i] exclude each other")
	}
	return err
}

// index reads `[i]` or `[i...]`; found is false, and nothing is read, if something else follows.
func (p *pathParser) index() (index int, found bool, err error) {
	if len(p.rest) < 2 || p.rest[0] != '[' || p.rest[1] < '0' || p.rest[1] > '9' {
		return 0, false, nil
	}
	digits, after, ok := strings.Cut(p.rest[1:], "]")
	if !ok {
		return 0, false, p.errorf("missing ]")
	}
	p.rest = after
	if d, open := strings.CutSuffix(digits, "..."); open {
		if p.path.Root != Arg {
			return 0, false, p.errorf("only arg may have ...")
		}
		digits, p.path.Open = d, true
	}
	index, err = strconv.Atoi(digits)
	if err != nil || index > maxIndex || strconv.Itoa(index) != digits {
		return 0, false, p.errorf("index %q is not a number from 0 to %d", digits, maxIndex)
	}
	return index, true, nil
}

func (p *pathParser) element() error {
	if len(p.path.Fields) == maxFields {
		return p.errorf("more than %d elements", maxFields)
	}
	for _, fixed := range []string{Elem, Key, "." + Any} {
		after, ok := strings.CutPrefix(p.rest, fixed)
		if !ok {
			continue
		}
		if fixed == "."+Any && after != "" {
			return p.errorf(".* must stand last")
		}
		p.path.Fields = append(p.path.Fields, strings.TrimPrefix(fixed, "."))
		p.rest = after
		return nil
	}
	if strings.HasPrefix(p.rest, keyed) {
		return p.keyed()
	}
	if p.rest[0] != '.' {
		return p.errorf("cannot read %q; want .field, .*, [], [key] or [@i]", p.rest)
	}
	p.rest = p.rest[1:]
	name := p.name()
	if name == "" {
		return p.errorf("a field name must follow the dot before %q", p.rest)
	}
	p.path.Fields = append(p.path.Fields, name)
	return nil
}

// keyed begins the element of a container under the key that an argument is.
const keyed = "[@"

func (p *pathParser) keyed() error {
	digits, after, ok := strings.Cut(p.rest[len(keyed):], "]")
	if i, err := strconv.Atoi(digits); !ok || err != nil || i < 0 || i > maxIndex || strconv.Itoa(i) != digits {
		return p.errorf("[@ needs the index of the argument that is the key, as in [@1]")
	}
	p.path.Fields = append(p.path.Fields, p.rest[:len(p.rest)-len(after)])
	p.rest = after
	return nil
}

// KeyedBy is the argument that is the key of a path's element; false for other elements.
func KeyedBy(element string) (arg int, ok bool) {
	digits, ok := strings.CutPrefix(element, keyed)
	if !ok {
		return 0, false
	}
	arg, err := strconv.Atoi(strings.TrimSuffix(digits, "]"))
	return arg, err == nil
}

// name reads an identifier; the empty string if none follows.
func (p *pathParser) name() string {
	end := 0
	for i, r := range p.rest {
		if !isLetter(r) && (i == 0 || r < '0' || r > '9') {
			break
		}
		end = i + len(string(r))
	}
	name := p.rest[:end]
	p.rest = p.rest[end:]
	return name
}

// isLetter accepts what may start an identifier. Field names outside ASCII are not met in any modelled library.
func isLetter(r rune) bool {
	return r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// String prints the path as ParsePath reads it.
func (p Path) String() string {
	var b strings.Builder
	switch p.Root {
	case Recv:
		b.WriteString("recv")
	case Result:
		fmt.Fprintf(&b, "result[%d]", p.Index)
	case Arg:
		open := ""
		if p.Open {
			open = "..."
		}
		fmt.Fprintf(&b, "arg[%d%s]", p.Index, open)
	}
	if p.Param >= 0 {
		fmt.Fprintf(&b, ".param[%d]", p.Param)
	}
	for _, f := range p.Fields {
		if f[0] != '[' {
			b.WriteByte('.')
		}
		b.WriteString(f)
	}
	return b.String()
}

// MarshalText makes a path a string in the compiled models.
func (p Path) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (p *Path) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePath(string(text))
	return err
}

package fix

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// A codec's name says what it encodes and, if others encode the same type, its format or where its bytes go.

// valueName returns a name for the values of a type: "Session", "items", "value".
func (b *Builder) valueName(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return t.Obj().Name()
	case *types.Slice:
		if named, ok := types.Unalias(valueType(t.Elem())).(*types.Named); ok {
			return strings.TrimSuffix(named.Obj().Name(), "s") + "s"
		}
	}
	if types.IsInterface(t) {
		return "value"
	}
	return b.pkg.Name()
}

// suffix distinguishes a codec from others of the same type, by its format or, if that is the same, by the medium.
func (cs *codecs) suffix(g *group) string {
	var others []*group
	for _, c := range cs.all {
		if !c.decode || c.typ == nil || cs.b.valueName(c.typ) != cs.b.valueName(g.codes[0].typ) || g.has(c) {
			continue
		}
		if slices.ContainsFunc(others, func(o *group) bool { return o.has(c) }) {
			continue
		}
		if o := cs.group(c); o != nil && cs.b.survives(o) {
			others = append(others, o)
		}
	}
	if len(others) == 0 {
		return ""
	}
	format, medium := g.codes[0].encoding.name, g.medium()
	sameFormat := slices.DeleteFunc(slices.Clone(others), func(o *group) bool { return o.codes[0].encoding.name != format })
	if len(sameFormat) == 0 {
		return format
	}
	if !slices.ContainsFunc(sameFormat, func(o *group) bool { return o.medium() == medium }) {
		if len(sameFormat) < len(others) {
			return format + medium
		}
		return medium
	}
	before := 1
	for _, o := range sameFormat {
		if o.codes[0].call.Pos() < g.codes[0].call.Pos() {
			before++
		}
	}
	return fmt.Sprintf("%s%s%d", format, medium, before)
}

// medium returns the name of the medium through which the group's bytes travel.
func (g *group) medium() string {
	for _, c := range g.codes {
		for _, ch := range c.channels {
			switch ch.medium {
			case cookieMedium:
				return "Cookie"
			case fileMedium:
				return "File"
			case callMedium:
				return "Store"
			}
		}
	}
	return ""
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	n := 1
	for n < len(s) && isUpper(s[n]) && (n+1 == len(s) || isUpper(s[n+1])) {
		n++
	}
	return strings.ToLower(s[:n]) + s[n:]
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

package fix

import (
	"go/ast"
	"go/token"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// required are the tags of libraries that read settings: in place of a default, what makes the setting required.
var required = []struct{ key, without, instead string }{
	{"envDefault", "env", ",required"},         // in the list of the other tag
	{"env-default", "", `env-required:"true"`}, // a tag of its own
	{"default", "", `required:"true"`},
}

// RequiredSetting offers to take the default of a key out of a struct tag at one of the places, and to have the library refuse to start
// without the setting.
func (b *Builder) RequiredSetting(text string, places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.outsideTests(places) {
		field, ok := at(b, pos, pos, func(f *ast.Field) bool { return f.Tag != nil && len(f.Names) == 1 && f.Names[0].Pos() == pos })
		if !ok {
			continue
		}
		if tag, ok := withoutDefault(field.Tag.Value, text); ok {
			e := b.newEdit()
			e.replace(field.Tag.Pos(), field.Tag.End(), tag)
			return e.finish("take the default out of the tag and require the setting")
		}
	}
	return nil
}

// withoutDefault is a tag, as it is written, that requires what it had a default for.
func withoutDefault(literal, text string) (string, bool) {
	tag, err := strconv.Unquote(literal)
	if err != nil || !strings.HasPrefix(literal, "`") {
		return "", false
	}
	for _, r := range required {
		if value, ok := reflect.StructTag(tag).Lookup(r.key); !ok || value != text {
			continue
		}
		written := r.key + ":" + strconv.Quote(text)
		if r.without == "" {
			return "`" + strings.Replace(tag, written, r.instead, 1) + "`", strings.Contains(tag, written)
		}
		name, ok := reflect.StructTag(tag).Lookup(r.without)
		if !ok || !strings.Contains(tag, written) || strings.Contains(name, "required") {
			return "", false
		}
		out := strings.TrimSpace(strings.Replace(strings.Replace(tag, " "+written, "", 1), written+" ", "", 1))
		out = strings.Replace(out, r.without+":"+strconv.Quote(name), r.without+":"+strconv.Quote(name+r.instead), 1)
		return "`" + out + "`", true
	}
	return "", false
}

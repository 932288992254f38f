package decodetag

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// next says what to write, by the variant of the finding.
func next(pass *analysis.Pass, f rule.Finding) string {
	p := fix.New(pass).Plan()
	switch f.Variant {
	case dropped, discarded:
		p.Instead(f.Site.Pos).Code("the same, with its error assigned to err", "if err != nil {", "\treturn // with what the function returns when it fails", "}")
	case otherEncoder, openField:
		p.Say("Leave the field %s out where it is declared, or decode into a type that does not have it.", f.Flow.Source)
	default:
		p.Say("Write what the tag is to say with the quotes that stand here.").Instead(f.Site.Pos)
	}
	return p.String()
}

// nextDuplicate says to give one of the fields another key.
func nextDuplicate(pass *analysis.Pass, f rule.Finding) string {
	p := fix.New(pass).Plan().Say("Whoever sends %s can set a field by the key of the other. Give one of them another key, here and where it is sent:", f.Flow.Source)
	field := fieldAt(pass, f.Site.Pos)
	if field == nil || len(field.Names) != 1 {
		return p.String()
	}
	key := "json"
	if field.Tag != nil {
		if pairs := pairsOf(field.Tag.Value); len(pairs) > 0 {
			key = pairs[0].key
		}
	}
	name := field.Names[0].Name
	return p.Code(fmt.Sprintf("%s ... `%s:%q`", name, key, strings.ToLower(name[:1])+name[1:]+"Value")).String()
}

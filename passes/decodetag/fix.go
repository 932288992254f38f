package decodetag

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// Fixes of tags edit text: they look for the field at a finding's position.

// rewriteTag writes what was meant. A tag in double quotes is left alone: its value is not its text in the file.
func rewriteTag(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	field := fieldAt(pass, f.Site.Pos)
	if field == nil || field.Tag == nil || !strings.HasPrefix(field.Tag.Value, "`") {
		return nil
	}
	tag, v := field.Tag, fieldOf(pass, field)
	for _, p := range pairsOf(tag.Value) {
		if v == nil {
			return nil
		}
		x := faultOf(v, p, strings.Trim(tag.Value, "`"))
		if x == nil || x.instead.key == "" || p.String() != f.Flow.Source {
			continue
		}
		at := strings.Index(tag.Value, p.String())
		if at < 0 {
			return nil
		}
		pos := tag.Pos() + token.Pos(at)
		return []analysis.SuggestedFix{{
			Message:   "write " + x.instead.String(),
			TextEdits: []analysis.TextEdit{{Pos: pos, End: pos + token.Pos(len(p.String())), NewText: []byte(x.instead.String())}},
		}}
	}
	return nil
}

// fixDropped returns if the decode fails.
func fixDropped(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).StopOnFailure(fix.Undecoded, f.Site.Pos, f.Site.End)
}

// fieldOf returns one of the variables that a field's declaration declares.
func fieldOf(pass *analysis.Pass, f *ast.Field) *types.Var {
	for v, at := range newTags(pass).fields {
		if at == f {
			return v
		}
	}
	return nil
}

// addTag leaves a field out for the encoder that decodes it.
func addTag(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	key := f.Site.Kind
	field := fieldAt(pass, f.Site.Pos)
	if field == nil || key == "" || len(field.Names) != 1 {
		return nil
	}
	text := fmt.Sprintf("%s:%q", key, "-")
	edit := analysis.TextEdit{Pos: field.Type.End(), End: field.Type.End(), NewText: []byte(" `" + text + "`")}
	if tag := field.Tag; tag != nil {
		raw, err := strconv.Unquote(tag.Value)
		if _, has := reflect.StructTag(raw).Lookup(key); err != nil || has || !strings.HasPrefix(tag.Value, "`") {
			return nil
		}
		edit = analysis.TextEdit{Pos: tag.End() - 1, End: tag.End() - 1, NewText: []byte(" " + text)}
	}
	return []analysis.SuggestedFix{{Message: "add the tag " + text, TextEdits: []analysis.TextEdit{edit}}}
}

// fieldAt returns the field, or the embedded type, whose tag or name stands at a position.
func fieldAt(pass *analysis.Pass, pos token.Pos) (found *ast.Field) {
	for _, f := range pass.Files {
		if pos < f.FileStart || pos >= f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil || n.Pos() > pos || n.End() <= pos {
				return false
			}
			if field, ok := n.(*ast.Field); ok {
				found = field
			}
			return true
		})
	}
	return found
}

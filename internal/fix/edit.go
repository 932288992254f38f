package fix

import (
	"bytes"
	"go/ast"
	"go/printer"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// An edit collects the changes of one fix.
type edit struct {
	b        *Builder
	replaced []span
	kept     map[types.Object]bool // imported packages that new text mentions
	list     []analysis.TextEdit
	imports  map[*ast.File]map[string]string // what is to be imported: path -> name
	failed   bool
}

type span struct{ pos, end token.Pos }

func (b *Builder) newEdit() *edit {
	return &edit{b: b, kept: make(map[types.Object]bool), imports: make(map[*ast.File]map[string]string)}
}

// replace puts text in place of [pos, end). Packages that only the old text mentions lose their imports.
func (e *edit) replace(pos, end token.Pos, text string) {
	if e.b.file(pos) == nil || e.b.file(pos) != e.b.file(end) {
		e.failed = true
		return
	}
	for _, s := range e.replaced {
		if s.pos == pos && s.end == end && pos < end {
			return
		}
	}
	e.replaced = append(e.replaced, span{pos, end})
	e.list = append(e.list, analysis.TextEdit{Pos: pos, End: end, NewText: []byte(text)})
}

func (e *edit) insert(pos token.Pos, text string) { e.replace(pos, pos, text) }

// wrap puts text before and after an expression.
func (e *edit) wrap(x ast.Expr, before, after string) {
	e.insert(x.Pos(), before)
	e.insert(x.End(), after)
}

// keep notes that new text repeats an expression, with the packages that it mentions, and returns its text.
func (e *edit) keep(n ast.Node) string {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if pkg, ok := e.b.info.Uses[id].(*types.PkgName); ok {
				e.kept[pkg] = true
			}
		}
		return true
	})
	return e.b.text(n)
}

// text prints a node as it stands, without comments.
func (b *Builder) text(n ast.Node) string {
	var buf bytes.Buffer
	cfg := printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8}
	if err := cfg.Fprint(&buf, b.fset, n); err != nil {
		return ""
	}
	return buf.String()
}

// beforeDecl returns where text goes that is to stand before a declaration and its comment.
func beforeDecl(d ast.Decl) token.Pos {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc != nil {
			return d.Doc.Pos()
		}
	case *ast.GenDecl:
		if d.Doc != nil {
			return d.Doc.Pos()
		}
	}
	return d.Pos()
}

// finish returns the fix, or none if it cannot be made.
func (e *edit) finish(message string) []analysis.SuggestedFix {
	e.addImports()
	e.removeImports()
	if e.failed || len(e.list) == 0 || e.overlaps() {
		return nil
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: e.list}}
}

// overlaps sorts the edits and reports whether two of them meet. Insertions at one place keep their order.
func (e *edit) overlaps() bool {
	slices.SortStableFunc(e.list, func(x, y analysis.TextEdit) int {
		if x.Pos != y.Pos {
			return int(x.Pos - y.Pos)
		}
		return int(x.End - y.End)
	})
	for i := 1; i < len(e.list); i++ {
		if e.list[i].Pos < e.list[i-1].End {
			return true
		}
	}
	return false
}

// oneLine reports whether a node's text has no line break: text that is repeated elsewhere must not carry a layout.
func oneLine(text string) bool { return text != "" && !strings.Contains(text, "\n") }

package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/position"
)

// A Plan says what to do by hand where no fix is offered, in sentences and lines of code.
type Plan struct {
	b   *Builder
	out strings.Builder
}

// Plan begins a plan.
func (b *Builder) Plan() *Plan { return &Plan{b: b} }

// Say adds a sentence.
func (p *Plan) Say(format string, args ...any) *Plan {
	fmt.Fprintf(&p.out, format+"\n", args...)
	return p
}

// Code adds lines of code.
func (p *Plan) Code(lines ...string) *Plan {
	for _, line := range lines {
		for l := range strings.Lines(line) {
			p.out.WriteString("    " + strings.TrimRight(l, "\n") + "\n")
		}
	}
	return p
}

// Instead adds the statement at the first of the places that has one; what follows replaces it.
func (p *Plan) Instead(places ...token.Pos) *Plan {
	for _, pos := range places {
		stmt := p.b.statementAt(pos)
		if stmt == nil {
			continue
		}
		at := position.Of(p.b.fset, stmt.Pos())
		return p.Say("Instead of %s:%d", filepath.Base(at.Filename), at.Line).Code(firstLines(p.b.text(stmt))).Say("write")
	}
	return p
}

// String returns the text of the plan.
func (p *Plan) String() string { return strings.TrimSuffix(p.out.String(), "\n") }

// Equal adds code that does the comparison at one of the places in constant time.
func (p *Plan) Equal(places ...token.Pos) *Plan {
	for pos := range p.b.editable(places) {
		if c := p.b.comparisonAt(pos); c != nil && !c.list {
			e := p.b.newEdit()
			x, okX := p.b.asBytes(e, c.x)
			y, okY := p.b.asBytes(e, c.y)
			if okX && okY {
				return p.Code("hmac.Equal(" + x + ", " + y + ")")
			}
		}
	}
	return p.Code("hmac.Equal of both, as bytes")
}

// statementAt returns the innermost statement or variable declaration at a position, or nil.
func (b *Builder) statementAt(pos token.Pos) ast.Node {
	if b.file(pos) == nil {
		return nil
	}
	stmt, ok := at(b, pos, pos, func(s ast.Stmt) bool {
		_, block := s.(*ast.BlockStmt)
		return !block
	})
	if !ok {
		spec, ok := at(b, pos, pos, func(*ast.ValueSpec) bool { return true })
		if !ok {
			return nil
		}
		return spec
	}
	return stmt
}

// maxLines is the number of lines of a statement that a plan shows.
const maxLines = 4

func firstLines(text string) string {
	lines := strings.SplitAfter(text, "\n")
	if len(lines) <= maxLines {
		return text
	}
	return strings.Join(lines[:maxLines-1], "") + "..."
}

// A Decode describes a call that decodes, in Go expressions.
type Decode struct {
	Reader string // the input, if it is a stream
	Data   string // the input, if it is bytes
	Target string // "&order"
	Type   string // of the target
}

// DecodeAt describes the call that decodes at one of the places. It returns the zero Decode if no known decoder is
// called.
func (b *Builder) DecodeAt(places ...token.Pos) (d Decode) {
	for pos := range b.editable(places) {
		c := b.codecs().decodeAt(pos)
		if c == nil || c.value == nil || c.data == nil {
			continue
		}
		d.Target = b.text(c.value)
		d.Type = b.shortType(c.value)
		if isBytes(typeOf(b, c.data)) {
			d.Data = b.text(c.data)
		} else {
			d.Reader = b.text(c.data)
		}
		return d
	}
	return d
}

// shortType returns the type that an expression points to, qualified by package names.
func (b *Builder) shortType(x ast.Expr) string {
	return types.TypeString(valueType(typeOf(b, x)), func(p *types.Package) string {
		if p == b.pkg {
			return ""
		}
		return p.Name()
	})
}

package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// sources are the user's files that findings lie in, read once each.
type sources struct {
	lines map[string][][]byte
	decls map[string][]span
}

// A span is a function's range of lines.
type span struct {
	name     string
	from, to int
}

// line returns a line of a file, from 1, without its end; nil if there is none.
func (s *sources) line(file string, n int) []byte {
	if s.lines == nil {
		s.lines = make(map[string][][]byte)
	}
	lines, ok := s.lines[file]
	if !ok {
		data, _ := os.ReadFile(file) // a file that is gone has no lines
		lines = bytes.Split(data, []byte("\n"))
		s.lines[file] = lines
	}
	if n < 1 || n > len(lines) {
		return nil
	}
	return bytes.TrimSuffix(lines[n-1], []byte("\r"))
}

// function names the declared function that a position lies in, as types.Func.FullName does without the package.
func (s *sources) function(pos token.Position) string {
	if s.decls == nil {
		s.decls = make(map[string][]span)
	}
	spans, ok := s.decls[pos.Filename]
	if !ok {
		spans = functions(pos.Filename)
		s.decls[pos.Filename] = spans
	}
	for _, f := range spans {
		if f.from <= pos.Line && pos.Line <= f.to {
			return f.name
		}
	}
	return ""
}

func functions(file string) (spans []span) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
	if f == nil || err != nil {
		return nil
	}
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		spans = append(spans, span{functionName(fn), fset.PositionFor(fn.Pos(), false).Line, fset.PositionFor(fn.End(), false).Line})
	}
	return spans
}

func functionName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	star, typ := "", fn.Recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.ParenExpr:
			typ = t.X
			continue
		case *ast.StarExpr:
			star, typ = "*", t.X
			continue
		case *ast.IndexExpr:
			typ = t.X
			continue
		case *ast.IndexListExpr:
			typ = t.X
			continue
		case *ast.Ident:
			return "(" + star + t.Name + ")." + fn.Name.Name
		}
		return fn.Name.Name
	}
}

func mustPosition(posn string) token.Position {
	pos, _ := rule.ParsePosition(posn) // without a position the zero value shows as "-"
	return pos
}

// fingerprint gives each finding an identity that survives moved lines and renamed files: rule, package, function,
// message and the text of its line, and a number where all of these are the same.
func (c *Collector) fingerprint() {
	seen := make(map[string]int)
	for i := range c.Report.Findings {
		f := &c.Report.Findings[i]
		text := bytes.Join(bytes.Fields(c.sources.line(c.Report.path(f.File), f.Line)), []byte(" "))
		id := fmt.Sprintf("%q %q %q %q %q", f.Rule, f.Package, f.Function, f.Message, text)
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", id, seen[id]))
		seen[id]++
		f.Fingerprint = hex.EncodeToString(sum[:16])
	}
}

// position is the line and column, in bytes, of an offset; 0, 0 if the file does not reach that far.
func (s *sources) position(file string, offset int) (line, column int) {
	s.line(file, 1)
	rest := offset
	for i, text := range s.lines[file] {
		if rest <= len(text) {
			return i + 1, rest + 1
		}
		rest -= len(text) + 1
	}
	return 0, 0
}

package rule

import (
	"fmt"
	"go/ast"
	"go/token"
	"reflect"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// A directive is a comment that suppresses findings:
//
//	//unsafedecode:ignore rule[,rule] [until=2027-01-31] -- reason
//
// On a line of code it covers that line. On a line of its own it covers the statement below it up to its first block;
// in the comment of a function it covers the function, and above the package clause the file.
type directive struct {
	pos, end token.Pos
	rules    []string
	until    time.Time // the last day it holds; zero for ever
	problem  string    // why it is no valid directive; it then suppresses nothing
	file     *token.File
	from, to int // lines covered, of file, as written (line directives of generators are not followed)
	quiet    bool
}

const (
	directivePrefix = "//unsafedecode:"
	ignoreDirective = directivePrefix + "ignore"
	dateLayout      = "2006-01-02"
)

// directives are those of one package.
type directives struct {
	all       []*directive
	byFile    map[*token.File][]*directive
	generated map[*token.File]bool
	judged    []judged // directives of other packages of the module
}

// Directives reads the suppression comments of a package, for all rules. It reports nothing.
var Directives = &analysis.Analyzer{
	Name:      "unsafedecodeignore",
	Doc:       "read the comments that suppress findings (reports nothing)",
	URL:       DocURL + "#suppression",
	Run:       readDirectives,
	FactTypes: []analysis.Fact{new(judgedFact)},
	// Comments are there in spite of errors, and the packages that depend on this one must not suffer.
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*directives](),
}

// keepExpiring makes rules report what a directive with a date suppresses, marked with the date. The driver that set it
// compares the date with the clock. Without it the rule does, and a driver that caches results keeps a suppression that
// has expired since.
var keepExpiring bool

func init() {
	Directives.Flags.BoolVar(&keepExpiring, "keepexpiring", false, "report what a directive with a date suppresses, marked with the date")
}

func readDirectives(pass *analysis.Pass) (any, error) {
	result := &directives{byFile: make(map[*token.File][]*directive), generated: make(map[*token.File]bool)}
	for _, file := range pass.Files {
		tf := pass.Fset.File(file.FileStart)
		if tf == nil {
			continue
		}
		generated := ast.IsGenerated(file)
		result.generated[tf] = generated
		for _, group := range file.Comments {
			for _, comment := range group.List {
				d := parseDirective(comment.Text)
				if d == nil {
					continue
				}
				d.pos, d.end, d.file, d.quiet = comment.Pos(), comment.End(), tf, generated
				d.from, d.to = scope(file, tf, group, comment)
				result.all = append(result.all, d)
				result.byFile[tf] = append(result.byFile[tf], d)
			}
		}
	}
	return result, result.elsewhere(pass)
}

// parseDirective returns nil for a comment that is no directive of ours and does not look like one.
func parseDirective(text string) *directive {
	if !strings.HasPrefix(text, directivePrefix) {
		if strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(text, "//"), " \t"), directivePrefix[2:]+"ignore ") {
			return &directive{problem: "a directive has no space after //: write " + ignoreDirective}
		}
		return nil
	}
	if is, err := model.IsDeclared(text); is {
		if err != nil {
			return &directive{problem: err.Error()}
		}
		return nil
	}
	rest, ok := strings.CutPrefix(text, ignoreDirective)
	if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return &directive{problem: fmt.Sprintf("unknown directive %s: write %s", strings.Fields(text)[0], ignoreDirective)}
	}
	// A fixture's expectations follow in the same comment.
	rest, _, _ = strings.Cut(rest, " // want")
	head, reason, ok := strings.Cut(rest+" ", " -- ")
	d := &directive{}
	for _, word := range strings.Fields(head) {
		if date, isDate := strings.CutPrefix(word, "until="); isDate {
			until, err := time.ParseInLocation(dateLayout, date, time.Local)
			if err != nil {
				d.problem = fmt.Sprintf("%q is no date: write until=2027-01-31", date)
				return d
			}
			d.until = until
			continue
		}
		for name := range strings.SplitSeq(word, ",") {
			if name != "" {
				d.rules = append(d.rules, name)
			}
		}
	}
	switch {
	case len(d.rules) == 0:
		d.problem = "the directive names no rule: write " + ignoreDirective + " rule -- reason"
	case !ok || strings.TrimSpace(reason) == "":
		d.problem = "the directive gives no reason: write " + ignoreDirective + " " + strings.Join(d.rules, ",") + " -- reason"
	}
	return d
}

// scope returns the lines that a directive covers.
func scope(file *ast.File, tf *token.File, group *ast.CommentGroup, comment *ast.Comment) (from, to int) {
	if comment.Pos() < file.Package {
		return 1, tf.LineCount()
	}
	line := written(tf, comment.Pos())
	below := written(tf, group.End()) + 1
	from, to = line, below
	trailing := false
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || n.Pos() > group.End() && written(tf, n.Pos()) > below {
			return false
		}
		switch n := n.(type) {
		case *ast.Comment, *ast.CommentGroup:
			return false
		case *ast.FuncDecl:
			if n.Doc == group {
				from, to = line, written(tf, n.End())
			}
		case *ast.File:
			return true
		case ast.Stmt, ast.Decl, ast.Spec, *ast.Field, *ast.KeyValueExpr:
			if written(tf, n.Pos()) == below {
				to = max(to, written(tf, headEnd(n)))
			}
		}
		if n.Pos() < comment.Pos() && (written(tf, n.Pos()) == line || n.End() <= comment.Pos() && written(tf, n.End()) == line) {
			trailing = true
		}
		return true
	})
	if trailing {
		return line, line
	}
	return from, to
}

// written is the line of a position as it is in the file, whatever the line directives of a generator say.
func written(tf *token.File, pos token.Pos) int { return tf.PositionFor(pos, false).Line }

// headEnd is the end of a statement or declaration up to its first block: of `if err := f(x); err != nil {`, the brace.
func headEnd(n ast.Node) token.Pos {
	end := n.End()
	ast.Inspect(n, func(inner ast.Node) bool {
		if block, ok := inner.(*ast.BlockStmt); ok && block.Lbrace < end {
			end = block.Lbrace
		}
		return inner == nil || inner.Pos() < end
	})
	return end
}

// find returns the valid directives that cover a position for a rule.
func (ds *directives) find(fset *token.FileSet, pos token.Pos, rule string) (found []*directive) {
	tf := fset.File(pos)
	if tf == nil {
		return nil
	}
	line := written(tf, pos)
	for _, d := range ds.byFile[tf] {
		if d.problem == "" && d.from <= line && line <= d.to && d.names(rule) {
			found = append(found, d)
		}
	}
	return found
}

func (d *directive) names(rule string) bool {
	for _, name := range d.rules {
		if name == rule {
			return true
		}
	}
	return false
}

// expired reports whether the directive held on no later day than the one before today.
func (d *directive) expired(now time.Time) bool {
	return !d.until.IsZero() && !now.Before(d.until.AddDate(0, 0, 1))
}

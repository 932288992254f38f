package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// An htmlPart is a part of a line: what a step names, what lies between, or what is folded because the line is long.
type htmlPart struct {
	Text   string
	Marked bool
	Sink   bool   // the call at which a trace ends
	Folded string // the text that stands for a part until it is unfolded
}

// A markAt is a column of a step.
type markAt struct {
	column int
	sink   bool
}

// An interval is a part of a line, in bytes, to exclusive.
type interval struct{ from, to int }

func (v interval) holds(i int) bool { return v.from <= i && i < v.to }

// mark splits a line around the expressions that begin at the columns of steps. The call at which a trace ends may hold others.
func mark(text string, at []markAt) []htmlPart {
	var sink interval
	for _, m := range at {
		if from := m.column - 1; m.sink {
			sink = interval{from, from + called(text, from)}
		}
	}
	var marks []interval
	cuts := []int{0, len(text)}
	if sink.from < sink.to {
		cuts = append(cuts, sink.from, sink.to)
	}
	for _, m := range at {
		from := m.column - 1
		if to := from + named(text, from); from < to && (from != sink.from || sink.from >= sink.to) {
			marks = append(marks, interval{from, to})
			cuts = append(cuts, from, to)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var parts []htmlPart
	for i := range len(cuts) - 1 {
		from := cuts[i]
		marked := slices.ContainsFunc(marks, func(v interval) bool { return v.holds(from) })
		parts = append(parts, htmlPart{Text: text[from:cuts[i+1]], Marked: marked, Sink: sink.holds(from)})
	}
	return fold(parts)
}

// Of a line with more characters than longLine, keepChars beside each mark are shown and the rest is folded.
const (
	longLine  = 240
	keepChars = 60
)

// fold folds what is long and makes what is left visible.
func fold(parts []htmlPart) (out []htmlPart) {
	total := 0
	for _, p := range parts {
		total += utf8.RuneCountInString(p.Text)
	}
	for i, p := range parts {
		runes := []rune(p.Text)
		before, after := keepChars, keepChars // at the beginning and the end of the part
		if i == len(parts)-1 {
			after = 0
		}
		if i == 0 && i < len(parts)-1 {
			before = 0
		}
		if total <= longLine || len(runes) <= before+after+keepChars {
			p.Text = VisibleLines(p.Text)
			out = append(out, p)
			continue
		}
		piece := func(text []rune) htmlPart {
			return htmlPart{Text: VisibleLines(string(text)), Marked: p.Marked, Sink: p.Sink}
		}
		folded := piece(runes[before : len(runes)-after])
		folded.Folded = fmt.Sprintf("… %d characters …", len(runes)-before-after)
		for _, x := range []htmlPart{piece(runes[:before]), folded, piece(runes[len(runes)-after:])} {
			if x.Text != "" {
				out = append(out, x)
			}
		}
	}
	return out
}

// named is the length of the names and selectors at an offset of a line, or of the sign there.
func named(text string, from int) int {
	if from < 0 || from >= len(text) || !utf8.RuneStart(text[from]) {
		return 0
	}
	n := strings.IndexFunc(text[from:], func(c rune) bool {
		return !(c == '.' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf)
	})
	switch {
	case n < 0:
		return len(text) - from
	case n == 0:
		_, n = utf8.DecodeRuneInString(text[from:])
	}
	return n
}

// called is the length of the calls that follow one another at an offset: "gob.NewDecoder(r).Decode(&v)". Without a call, or with one that
// does not end in the line, it is that of the names.
func called(text string, from int) int {
	n := named(text, from)
	for end := from + n; end < len(text) && n > 0 && text[end] == '('; {
		closing := closes(text, end)
		if closing < 0 {
			break
		}
		end = closing + 1
		n = end - from
		if end < len(text) && text[end] == '.' {
			end += named(text, end)
			if end == len(text) || text[end] != '(' {
				break
			}
		}
	}
	return n
}

// closes is the offset of the parenthesis that closes the one at an offset; -1 if it is not in the line.
func closes(text string, open int) int {
	depth := 0
	var quote byte
	for i := open; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == '\\' && quote != '`' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '`' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

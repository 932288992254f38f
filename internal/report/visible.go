package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible returns text of an analyzed repository in a form that is harmless in terminals, reports and build logs. File
// names, string constants and function names may contain terminal escape sequences, marks that change the direction of
// writing, and commands to build systems. Characters that cannot be seen are written as in a Go string.
func Visible(s string) string {
	if !suspicious(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r < utf8.RuneSelf && hidden(r):
			b.WriteString(shortEscape(r))
		case hidden(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		case commandAt(s[i:]):
			b.WriteString(`\x23`)
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// VisibleLines is like Visible for text of several lines, such as code: line ends and tabs stay.
func VisibleLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		line, carriage := strings.CutSuffix(line, "\r")
		parts := strings.Split(line, "\t")
		for j := range parts {
			parts[j] = Visible(parts[j])
		}
		lines[i] = strings.Join(parts, "\t")
		if carriage {
			lines[i] += "\r"
		}
	}
	return strings.Join(lines, "\n")
}

func suspicious(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, hidden) || strings.Contains(s, "##[") || strings.Contains(s, "##vso[")
}

// hidden reports whether a character is a control character, changes how others are shown, or ends a line in some readers.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

func shortEscape(r rune) string {
	switch r {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	return fmt.Sprintf(`\x%02x`, r)
}

// commandAt reports whether the log of a build on Azure Pipelines or GitHub would take what begins here as a command, wherever it stands
// in a line.
func commandAt(s string) bool {
	return strings.HasPrefix(s, "##[") || strings.HasPrefix(s, "##vso[")
}

// placeName is a file's name as text shows it at the beginning of a line, where GitHub takes "::" for a command.
func placeName(file string) string {
	file = Visible(file)
	if strings.HasPrefix(strings.TrimSpace(file), ":") {
		return "./" + file
	}
	return file
}

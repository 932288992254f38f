package tidy

import (
	"regexp"
	"strings"
)

// Commute reports whether two texts may be inserted at one place in any order: each is an import, a condition that
// stands alone, or whole declarations of a file.
func Commute(a, b string) bool {
	return importLine.MatchString(a) && importLine.MatchString(b) || condition.MatchString(a) && condition.MatchString(b) || declares(a) && declares(b)
}

var condition = regexp.MustCompile(`(?s)^\n\t*if .*\n\t*\}$`)

var importLine = regexp.MustCompile(`^\s*(import )?([\w.]+ )?"[^"\n]+"\s*$`)

// declares reports whether a text begins and ends as whole declarations do that another fix puts before or behind a declaration.
func declares(text string) bool {
	inner := strings.TrimLeft(text, "\n")
	if inner == text && !strings.HasSuffix(text, "\n\n") || !strings.HasSuffix(text, "\n") && !strings.HasSuffix(text, "}") {
		return false
	}
	return strings.HasPrefix(inner, "// ") || strings.HasPrefix(inner, "func ") || strings.HasPrefix(inner, "var ")
}

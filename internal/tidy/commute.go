package tidy

import (
	"regexp"
	"slices"
	"strings"
)

// Commute reports whether two texts may be inserted at one place in any order: each is an import, a condition that
// stands alone, or whole declarations of a file that declare different names.
func Commute(a, b string) bool {
	return importLine.MatchString(a) && importLine.MatchString(b) || condition.MatchString(a) && condition.MatchString(b) ||
		declares(a) && declares(b) && !Redeclares(a, b)
}

// Redeclares reports whether two texts declare the same name at the top level of a file.
func Redeclares(a, b string) bool {
	names := map[string]bool{}
	for _, m := range declared.FindAllStringSubmatch(a, -1) {
		names[m[1]] = true
	}
	return slices.ContainsFunc(declared.FindAllStringSubmatch(b, -1), func(m []string) bool { return names[m[1]] })
}

var declared = regexp.MustCompile(`(?m)^(?:func|var|const|type) (\w+)`)

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

package config

import (
	"fmt"
	"regexp"
	"strings"
)

// compileGlob reads a pattern over slash-separated paths: `*` and `?` stop at a slash, `**` as a whole element stands
// for any number of elements, none included. A pattern that matches a folder excludes all below it.
func compileGlob(pattern string) (*regexp.Regexp, error) {
	switch {
	case pattern == "":
		return nil, fmt.Errorf("an empty pattern matches nothing")
	case strings.HasPrefix(pattern, "/") || strings.Contains(pattern, `\`):
		return nil, fmt.Errorf("pattern %q: write a path with slashes, relative to the directory of the settings file", pattern)
	}
	pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "./"), "/")
	var b strings.Builder
	b.WriteString("^")
	for i, element := range strings.Split(pattern, "/") {
		switch {
		case element == "**" && i == 0:
			b.WriteString("(?:.*/)?")
			continue
		case element == "**":
			b.WriteString("(?:/.*)?")
			continue
		case strings.Contains(element, "**"):
			return nil, fmt.Errorf("pattern %q: ** stands alone between slashes", pattern)
		case i > 0 && !strings.HasSuffix(b.String(), "(?:.*/)?"):
			b.WriteString("/")
		}
		for _, r := range element {
			switch r {
			case '*':
				b.WriteString("[^/]*")
			case '?':
				b.WriteString("[^/]")
			default:
				b.WriteString(regexp.QuoteMeta(string(r)))
			}
		}
	}
	b.WriteString("(?:/.*)?$")
	return regexp.Compile(b.String())
}

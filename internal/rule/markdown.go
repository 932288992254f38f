package rule

import (
	"fmt"
	"strings"
)

// Markdown is the rule's section of docs/rules.md.
func (r *Rule) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n%s. ", r.Name, capital(r.Title))
	state := "on by default"
	if r.Strict {
		state = "strict: runs with `-strict` or when named"
	}
	fmt.Fprintf(&b, "Severity %s, %s, %s, since %s.\n\n", r.Severity, strings.Join(r.cweLinks(), ", "), state, r.Since)
	fmt.Fprintf(&b, "%s\n", strings.TrimSpace(r.Text))
	for _, ex := range []struct{ title, code string }{{"Reported", r.Before}, {"Mended", r.After}} {
		if ex.code != "" {
			fmt.Fprintf(&b, "\n%s:\n\n```go\n%s\n```\n", ex.title, strings.TrimSpace(ex.code))
		}
	}
	return b.String()
}

func (r *Rule) cweLinks() []string {
	links := make([]string, len(r.CWE))
	for i, n := range r.CWE {
		links[i] = fmt.Sprintf("[CWE-%d](https://cwe.mitre.org/data/definitions/%d.html)", n, n)
	}
	return links
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

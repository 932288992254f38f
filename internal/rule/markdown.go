package rule

import (
	_ "embed"
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
	fmt.Fprintf(&b, "Severity %s, %s, %s, since %s.\n\n", r.Severity, strings.Join(cweLinks(r.CWE), ", "), state, r.Since)
	fmt.Fprintf(&b, "%s\n", strings.TrimSpace(r.Text))
	if len(r.Variants) > 0 {
		b.WriteString("\n| variant | reports | severity | weakness |\n|---|---|---|---|\n")
		for _, v := range r.Variants {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", v.Name, v.Title, r.severityText(v), strings.Join(cweLinks(r.cweOf(Finding{Variant: v})), ", "))
		}
	}
	for _, ex := range []struct{ title, code string }{{"Reported", r.Before}, {"Fixed", r.After}} {
		if ex.code != "" {
			fmt.Fprintf(&b, "\n%s:\n\n```go\n%s\n```\n", ex.title, strings.TrimSpace(ex.code))
		}
	}
	return b.String()
}

// severityText is the severity of a variant, with a note if it is reported only in strict runs.
func (r *Rule) severityText(v *Variant) string {
	text := r.severityOf(Pair{}, v).String()
	if v.Strict {
		text += ", strict"
	}
	return text
}

func cweLinks(numbers []int) []string {
	links := make([]string, len(numbers))
	for i, n := range numbers {
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

//go:embed page.md
var pageText string

// Page is the documentation of rules, docs/rules.md: an introduction, a table, a section for each rule, and the comments
// that suppress findings.
func Page(rules []*Rule) ([]byte, error) {
	var table, sections strings.Builder
	for _, r := range rules {
		state := "default"
		if r.Strict {
			state = "strict"
		}
		fmt.Fprintf(&table, "| [%s](#%s) | %s | %s | %s | %s |\n", r.Name, r.Name, r.Title, r.Severity, strings.Join(cweLinks(r.CWE), ", "), state)
		fmt.Fprintf(&sections, "%s\n", r.Markdown())
	}
	page := pageText
	for mark, text := range map[string]string{"TABLE\n": table.String(), "SECTIONS\n": sections.String()} {
		if strings.Count(page, mark) != 1 {
			return nil, fmt.Errorf("page.md has not one place for the %s", strings.ToLower(strings.TrimSpace(mark)))
		}
		page = strings.Replace(page, mark, text, 1)
	}
	return []byte(page), nil
}

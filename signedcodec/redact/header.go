package redact

import (
	"net/http"
	"strings"
)

// Header returns a copy of h without secrets, with the default Redactor; see [Redactor.Header].
func Header(h http.Header) http.Header { return Default().Header(h) }

// Header returns a copy of h in which secret fields are redacted, in whatever case their names were stored, and those
// that an HTTP cache copied under "X-Varied-". Fields that carry URLs (Location, Content-Location, Referer, Link, Refresh)
// keep the URL without its secrets. Of nil it returns nil.
func (r *Redactor) Header(h http.Header) http.Header {
	if h == nil {
		return nil
	}
	c := make(http.Header, len(h))
	for name, values := range h {
		if !r.names.has(inHeader, name) {
			c[name] = r.urlFields(name, values)
			continue
		}
		var marks []string
		for _, v := range values {
			if mark, ok := r.instead(v); ok {
				marks = append(marks, mark)
			}
		}
		if len(marks) > 0 {
			c[name] = marks
		}
	}
	return c
}

// urlFields returns a copy of the values of a field that is not secret itself.
func (r *Redactor) urlFields(name string, values []string) []string {
	c := append([]string(nil), values...)
	var edit func(string) string
	switch strings.TrimPrefix(strings.ToLower(name), "x-varied-") {
	case "location", "content-location", "referer":
		edit = r.URLString
	case "link":
		edit = r.link
	case "refresh":
		edit = r.refresh
	default:
		return c
	}
	for i, v := range c {
		c[i] = edit(v)
	}
	return c
}

// link redacts the targets of `<https://h/?token=x>; rel=next, <...>; ...`.
func (r *Redactor) link(value string) string {
	var b strings.Builder
	for {
		before, rest, opened := strings.Cut(value, "<")
		b.WriteString(before)
		if !opened {
			return b.String()
		}
		target, after, closed := strings.Cut(rest, ">")
		b.WriteString("<" + r.URLString(target))
		if closed {
			b.WriteString(">")
		}
		value = after
	}
}

// refresh redacts the target of "5; url=https://h/?token=x", with or without quotes around it.
func (r *Redactor) refresh(value string) string {
	const name = "url="
	for i := 0; i+len(name) <= len(value); i++ {
		if !strings.EqualFold(value[i:i+len(name)], name) {
			continue
		}
		quoted := value[i+len(name):]
		target := strings.Trim(quoted, "'\" ")
		start := i + len(name) + strings.Index(quoted, target)
		return value[:start] + r.URLString(target) + value[start+len(target):]
	}
	return value
}

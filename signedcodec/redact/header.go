package redact

import (
	"net/http"
	"slices"
	"strings"
)

// Header returns a copy of h without secrets, with the default Redactor; see [Redactor.Header].
func Header(h http.Header) http.Header { return Default().Header(h) }

// Header returns a copy of h in which secret fields are redacted, in whatever case their names were stored, and those
// that an HTTP cache copied under "X-Varied-". URLs and JSON in other fields (Location, Referer, X-Original-Url, Destination,
// Link, Refresh) stay without their secrets, and so do the protocols of a WebSocket without the tokens among them. Of nil it
// returns nil.
func (r *Redactor) Header(h http.Header) http.Header {
	if h == nil {
		return nil
	}
	c := make(http.Header, len(h))
	for name, values := range h {
		if !r.isSecretField(name, values) {
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

// isSecretField reports whether a field is a credential. Numbers under a plural are counts.
func (r *Redactor) isSecretField(name string, values []string) bool {
	found := r.names.look(inHeader, name)
	return found != harmless && (found != several || slices.ContainsFunc(values, func(v string) bool { return strings.Trim(v, "0123456789") != "" }))
}

// urlFields returns a copy of the values of a field that is not secret itself.
func (r *Redactor) urlFields(name string, values []string) []string {
	c := append([]string(nil), values...)
	var edit func(string) string
	switch strings.TrimPrefix(strings.ToLower(name), "x-varied-") {
	case "location", "content-location", "referer", "destination", "sourcemap", "x-original-url", "x-original-uri", "x-rewrite-url",
		"x-forwarded-uri", "x-forwarded-url", "x-request-uri", "x-forwarded-path", "x-envoy-original-path", "x-waws-unencoded-url",
		"content-base", "ping-from", "ping-to", "x-http-destinationurl":
		edit = r.URLString
	case "link":
		edit = r.link
	case "refresh":
		edit = r.refresh
	case "sec-websocket-protocol":
		edit = r.protocols
	case "vary", "accept", "user-agent", "etag", "if-none-match", "date", "cache-control", "content-type", "content-length":
		return c // most of all fields, and never a place for credentials
	default:
		edit = func(v string) string { redacted, _ := r.inside(v, 0); return redacted }
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

// protocols redacts tokens that browsers can send with a WebSocket in no other place: an element after "bearer" or after a
// name of a credential, one that holds such a word and goes on, and one that is longer than any protocol's name.
func (r *Redactor) protocols(value string) string {
	elements := strings.Split(value, ",")
	secretNext := false
	for i, element := range elements {
		name := strings.Trim(element, " \t\"")
		before, token, found := cutToken(name)
		switch {
		case secretNext, len(name) >= 32:
			before, token, found = "", name, true
		case !found && r.names.has(inParam, name):
			secretNext = true
			continue
		}
		secretNext = false
		if found {
			mark, _ := r.instead(token)
			elements[i] = strings.Replace(element, name, before+mark, 1)
		}
	}
	return strings.Join(elements, ",")
}

// cutToken finds the token in "base64url.bearer.authorization.k8s.io.<token>", "bearer-<token>" and "access_token.<token>".
func cutToken(name string) (before, token string, found bool) {
	lower := strings.ToLower(name)
	for _, word := range []string{"bearer.authorization.k8s.io.", "authorization.", "bearer.", "bearer-", "bearer_", "token.", "token-", "jwt.", "jwt-"} {
		if i := strings.Index(lower, word); i >= 0 && i+len(word) < len(name) {
			return name[:i+len(word)], name[i+len(word):], true
		}
	}
	return "", "", false
}

package redact

import (
	"net/url"
	"strings"
)

// maxNesting is how many layers of URL in parameter, or JSON in string, are looked into. A value that still looks like
// one below that is redacted whole.
const maxNesting = 4

// URL returns a copy of u without secrets, with the default Redactor; see [Redactor.URL]. It is not a cache key: use
// [CacheKey] for that.
func URL(u *url.URL) *url.URL { return Default().URL(u) }

// URLString is [URL] for a URL as text; see [Redactor.URLString].
func URLString(s string) string { return Default().URLString(s) }

// URL returns a copy of u in which the userinfo, and secret parameters of the query, the fragment and the path
// (";name=value"), are redacted. Parameters keep their order, blanks and escapes. Of nil it returns nil.
func (r *Redactor) URL(u *url.URL) *url.URL {
	if u == nil {
		return nil
	}
	c := *u
	if u.User != nil {
		c.User = nil
		if mark, ok := r.instead(u.User.String()); ok {
			c.User = url.User(mark)
		}
	}
	if hasSlashes(u.Opaque) {
		c.Opaque = r.urlText(u.Opaque, 1)
	}
	if u.Host == "" && u.User == nil && strings.Contains(u.Path, "@") {
		// One slash, three, or backslashes: net/url takes the host for a part of the path; what is sent such a URL may not.
		if again, err := url.Parse(r.urlText(u.String(), 1)); err == nil {
			return again
		}
		return &url.URL{Opaque: "", Path: DefaultMark}
	}
	if path := u.EscapedPath(); strings.Contains(path, ";") {
		c.Path, c.RawPath = unescapeBoth(r.matrix(path, 1), url.PathUnescape)
	}
	c.RawQuery = r.params(u.RawQuery, 1)
	if u.Fragment != "" {
		c.Fragment, c.RawFragment = unescapeBoth(r.fragment(u.EscapedFragment(), 1), url.PathUnescape)
	}
	return &c
}

// unescapeBoth returns the two forms in which url.URL keeps a component.
func unescapeBoth(escaped string, unescape func(string) (string, error)) (plain, raw string) {
	plain, err := unescape(escaped)
	if err != nil { // cannot be: the text comes from an Escaped method and a mark that was escaped
		return escaped, ""
	}
	return plain, escaped
}

// URLString redacts a URL or reference given as text, like [Redactor.URL], and changes no other byte. What is no URL
// at all is redacted whole, because its userinfo cannot be found.
func (r *Redactor) URLString(s string) string { return r.urlString(s, 0) }

func (r *Redactor) urlString(s string, depth int) string {
	if _, err := url.Parse(strings.ReplaceAll(s, `\`, "/")); err != nil {
		mark, _ := r.instead(s)
		return mark
	}
	redacted := r.urlText(s, depth+1)
	if r.mode == Remove && redacted != s {
		if _, err := url.Parse(strings.ReplaceAll(redacted, `\`, "/")); err != nil {
			return "" // what is left without the userinfo is no URL
		}
	}
	return redacted
}

// authority finds what stands for the host and userinfo: what follows "//", or a scheme and any number of slashes and
// backslashes, up to the next of them. Without a scheme one slash starts a path.
func authority(s string) (start, end int) {
	start = 0
	if i := strings.IndexByte(s, ':'); i > 0 && !strings.ContainsAny(s[:i], `/\@`) {
		for start = i + 1; ; { // jdbc:postgresql://
			j := strings.IndexByte(s[start:], ':')
			if j <= 0 || strings.ContainsAny(s[start:start+j], `/\@`) || !strings.HasPrefix(s[start+j+1:], "/") {
				break
			}
			start += j + 1
		}
	}
	slashes := start
	for slashes < len(s) && (s[slashes] == '/' || s[slashes] == '\\') {
		slashes++
	}
	if slashes == start || start == 0 && slashes < 2 {
		return 0, 0
	}
	end = slashes
	for end < len(s) && s[end] != '/' && s[end] != '\\' {
		end++
	}
	return slashes, end
}

func hasSlashes(s string) bool { return strings.ContainsAny(s, `/\`) }

func (r *Redactor) urlText(s string, depth int) string {
	rest, fragment, hasFragment := strings.Cut(s, "#")
	rest, query, hasQuery := strings.Cut(rest, "?")
	var b strings.Builder
	if start, end := authority(rest); end > 0 {
		b.WriteString(rest[:start])
		host := rest[start:end]
		if at := strings.LastIndexByte(host, '@'); at >= 0 {
			if mark, ok := r.instead(host[:at]); ok {
				b.WriteString(url.User(mark).String() + "@")
			}
			host = host[at+1:]
		}
		b.WriteString(host)
		rest = rest[end:]
	}
	b.WriteString(r.matrix(rest, depth))
	if hasQuery {
		if redacted := r.params(query, depth); redacted != "" || query == "" {
			b.WriteString("?" + redacted)
		}
	}
	if hasFragment {
		if redacted := r.fragment(fragment, depth); redacted != "" || fragment == "" {
			b.WriteString("#" + redacted)
		}
	}
	redacted := b.String()
	if r.mode == Remove && len(redacted) < len(s) {
		// Without a userinfo before an empty host, two slashes meet, and what follows them is a host.
		rest, _, _ := strings.Cut(redacted, "#")
		rest, _, _ = strings.Cut(rest, "?")
		if start, end := authority(rest); strings.Contains(rest[start:end], "@") {
			return r.urlText(redacted, depth)
		}
	}
	return redacted
}

// matrix redacts the ";name=value" parameters of an escaped path.
func (r *Redactor) matrix(path string, depth int) string {
	if !strings.Contains(path, ";") {
		return path
	}
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		name, params, found := strings.Cut(segment, ";")
		if !found {
			continue
		}
		segments[i] = name
		if redacted := r.params(params, depth); redacted != "" || params == "" {
			segments[i] += ";" + redacted
		}
	}
	return strings.Join(segments, "/")
}

// fragment redacts "access_token=..." (OAuth's implicit grant) and "/route?access_token=..." (routes of a web page).
func (r *Redactor) fragment(escaped string, depth int) string {
	route, query, found := strings.Cut(escaped, "?")
	if !found {
		return r.params(escaped, depth)
	}
	route = r.params(route, depth)
	if redacted := r.params(query, depth); redacted != "" || query == "" {
		return route + "?" + redacted
	}
	return route
}

// params redacts "a=1&b=2" and "a=1;b=2". Both separators are honoured, because servers differ; a secret value reaches
// up to the next '&', because for half of them ';' belongs to it.
func (r *Redactor) params(raw string, depth int) string {
	if !strings.Contains(raw, "=") {
		return raw
	}
	var kept []string
	for piece := range strings.SplitSeq(raw, "&") {
		if redacted, ok := r.semicolons(piece, depth); ok {
			kept = append(kept, redacted)
		}
	}
	return strings.Join(kept, "&")
}

func (r *Redactor) semicolons(piece string, depth int) (string, bool) {
	var kept []string
	for start := 0; ; {
		end := strings.IndexByte(piece[start:], ';')
		param := piece[start:]
		if end >= 0 {
			param = piece[start : start+end]
		}
		name, value, found := strings.Cut(param, "=")
		if found && r.isSecretParam(unescape(name), unescape(value)) {
			secret := piece[start+len(name)+1:]
			if mark, ok := r.instead(unescape(secret)); ok {
				kept = append(kept, name+"="+url.QueryEscape(mark))
			}
			return strings.Join(kept, ";"), len(kept) > 0
		}
		if found {
			param = name + "=" + r.paramValue(value, depth)
		}
		kept = append(kept, param)
		if end < 0 {
			return strings.Join(kept, ";"), true
		}
		start += end + 1
	}
}

// isSecretParam reports whether a parameter is a credential. A number under a plural is a count, and one of three digits is
// the code of a status.
func (r *Redactor) isSecretParam(name, value string) bool {
	found := r.names.look(inParam, name)
	isNumber := value != "" && strings.Trim(value, "0123456789") == ""
	switch found {
	case harmless:
		return false
	case several:
		return !isNumber
	case ambiguous:
		return !isNumber || len(value) > 3
	}
	return true
}

// paramValue redacts inside a value that is itself a URL, JSON or prose; it is escaped anew only when that changed it.
func (r *Redactor) paramValue(value string, depth int) string {
	plain := unescape(value)
	if redacted, changed := r.inside(plain, depth); changed {
		return url.QueryEscape(redacted)
	}
	return value
}

// nested redacts inside a text that is a URL, a reference or JSON, and tells whether it is one.
func (r *Redactor) nested(text string, depth int) (redacted string, is bool) {
	asURL := looksLikeURL(text)
	if !asURL && !looksLikeJSON(text) {
		return text, false
	}
	if depth >= maxNesting {
		mark, _ := r.instead(text)
		return mark, true
	}
	if asURL {
		return r.urlString(text, depth), true
	}
	inJSON, err := r.json([]byte(text), depth+1)
	if err != nil { // prose that starts with a bracket
		return text, false
	}
	return string(inJSON), true
}

// looksLikeURL holds for "scheme://...", with any number of slashes and backslashes where a userinfo could follow them, for
// "//host/..." and for references with a query or fragment, all without blanks.
func looksLikeURL(s string) bool {
	if len(s) == 0 || strings.ContainsFunc(s, isBlank) {
		return false
	}
	if strings.HasPrefix(s, "//") {
		return true
	}
	if s[0] == '/' || s[0] == '?' || s[0] == '#' {
		return strings.Contains(s, "=")
	}
	if scheme, _, found := strings.Cut(s, "://"); found {
		return scheme != "" && !strings.ContainsFunc(scheme, notScheme)
	}
	start, end := authority(s)
	return end > 0 && start > 0 && strings.Contains(s[start:end], "@") && !strings.ContainsFunc(s[:strings.IndexAny(s, `/\`)], notScheme)
}

func isBlank(r rune) bool { return r <= ' ' || r == 0x7f }

func notScheme(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("+-.:", r))
}

func looksLikeJSON(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	return s != "" && (s[0] == '{' || s[0] == '[')
}

func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

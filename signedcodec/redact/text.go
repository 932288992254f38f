package redact

import (
	"encoding/base64"
	"regexp"
	"strings"
)

// Text returns a copy of s, a line of a log, a message or a program, in which credentials are redacted that stand after
// their names (password=..., "token": "...", Authorization: Basic ..., --api-key ...), in URLs and in the addresses of
// databases. What no name tells is not found.
func (r *Redactor) Text(s string) string {
	redacted, _ := r.inside(s, 0)
	return redacted
}

// inside redacts what is inside of a text: a URL or JSON that it is, else whatever is found in prose. It tells whether
// that changed it.
func (r *Redactor) inside(text string, depth int) (string, bool) {
	if redacted, is := r.nested(text, depth); is {
		return redacted, redacted != text
	}
	redacted := r.prose(text, depth)
	return redacted, redacted != text
}

var (
	urlInText = regexp.MustCompile("[A-Za-z][A-Za-z0-9+.-]*:[/\\\\]{1,3}[^\\s\"'<>`{}|^]+")
	// user:password@tcp(host:3306)/db of MySQL in Go, user:password@host:5432/db, jdbc:oracle:thin:user/password@host
	mysqlInText  = regexp.MustCompile(`([A-Za-z0-9_.%-]+:)([^\s"'(]+)(@(?:tcp|tcp6|udp|unix|cloudsql)?\()`)
	hostInText   = regexp.MustCompile(`(^|[\s"'=(,])([A-Za-z0-9_.%+-]*:)([^\s:/@"'<>\[\]{}(),]+)(@[A-Za-z0-9.-]+(?::[0-9]+|/|$|[\s"',;)]))`)
	oracleInText = regexp.MustCompile(`(?i)(jdbc:oracle:(?:thin|oci):[^/\s"']+/)([^@\s"']+)(@)`)
	// Bearer ..., Basic ...
	schemeInText = regexp.MustCompile(`(?i)\b(bearer|basic|token|apikey|negotiate|hawk|digest|dpop)([ \t]+)([A-Za-z0-9._~+/=-]{6,})`)
	// name=value, name: value, "name": "value", name => value, with escaped quotes as in JSON in JSON
	pairInText = regexp.MustCompile(`([A-Za-z_$][A-Za-z0-9_$.-]*(?:\[[A-Za-z0-9_.-]*\])*)(\\*["']?[ \t]{0,3}(?:=>|[:=])[ \t]{0,3})(\\+"(?:[^"\\]|\\[^"])*\\+"|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s,;&"'<>(){}\[\]\\]+)`)
	// --password value, -api-key value
	flagInText = regexp.MustCompile(`(^|\s)(--?)([A-Za-z][A-Za-z0-9_-]*)([ \t]+)("[^"]*"|'[^']*'|[^\s"'-][^\s"']*)`)
)

// prose redacts in a text that is neither a URL nor JSON as a whole.
func (r *Redactor) prose(s string, depth int) string {
	if strings.Contains(s, ":/") || strings.Contains(s, `:\`) {
		s = urlInText.ReplaceAllStringFunc(s, func(u string) string {
			body := strings.TrimRight(u, ".,;:!?)]")
			return r.urlInProse(body, depth) + u[len(body):]
		})
	}
	if strings.Contains(s, "@") {
		s = r.replace(mysqlInText, s, 2, nil)
		s = r.replace(oracleInText, s, 2, nil)
		s = r.replace(hostInText, s, 3, func(m []string) bool { return !addressSchemes[strings.ToLower(m[2])] })
	}
	named := r.namesIn(s)
	if named {
		s = r.lines(s)
	}
	if mentionsScheme(s) {
		s = r.replace(schemeInText, s, 3, func(m []string) bool { return isCredential(m[1], m[3]) })
	}
	if strings.HasPrefix(s, "-") || strings.Contains(s, " -") {
		s = r.replace(flagInText, s, 5, func(m []string) bool { return r.names.look(inParam, m[3]) >= several && !isReference(m[5]) })
	}
	if named {
		s = r.pairsInText(s)
	}
	return s
}

// namesIn reports whether a secret name stands before a colon or an equals sign: most texts have none, and what follows
// looks at them character by character.
func (r *Redactor) namesIn(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != ':' && s[i] != '=' {
			continue
		}
		end := len(strings.TrimRight(s[max(0, i-8):i], " \t\"'\\")) + max(0, i-8)
		start := end
		for start > 0 && end-start < maxCachedName && isNameByte(s[start-1]) {
			start--
		}
		if start < end && (r.names.has(inParam, s[start:end]) || r.names.isList(s[start:end])) {
			return true
		}
	}
	return false
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("_$.-[]%", c) >= 0
}

var schemes = strings.Fields("bearer basic token apikey negotiate hawk digest dpop")

// mentionsScheme reports whether a text may name a scheme of authorization.
func mentionsScheme(s string) bool {
	for i := 0; i+6 < len(s); i++ {
		if s[i] != ' ' && s[i] != '\t' {
			continue
		}
		word := s[max(0, i-len("negotiate")):i]
		for _, scheme := range schemes {
			if at := len(word) - len(scheme); at >= 0 && strings.EqualFold(word[at:], scheme) {
				return true
			}
		}
	}
	return false
}

func (r *Redactor) urlInProse(u string, depth int) string {
	if depth >= maxNesting {
		mark, _ := r.instead(u)
		return mark
	}
	return r.urlText(u, depth+1)
}

// addressSchemes come before the address of a person or a place to speak to, which is no password.
var addressSchemes = map[string]bool{"mailto:": true, "acct:": true, "sip:": true, "sips:": true, "xmpp:": true, "im:": true, "to:": true, "from:": true, "cc:": true, "user:": true, "email:": true}

// replace puts the mark over one group of each match that accept takes; nil takes all.
func (r *Redactor) replace(re *regexp.Regexp, s string, group int, accept func(m []string) bool) string {
	var b strings.Builder
	copied := 0
	for _, at := range re.FindAllStringSubmatchIndex(s, -1) {
		m := make([]string, len(at)/2)
		for i := range m {
			if at[2*i] >= 0 {
				m[i] = s[at[2*i]:at[2*i+1]]
			}
		}
		if accept != nil && !accept(m) {
			continue
		}
		mark, _ := r.instead(strings.Trim(m[group], `"'`))
		b.WriteString(s[copied:at[2*group]] + requote(m[group], mark))
		copied = at[2*group+1]
	}
	b.WriteString(s[copied:])
	return b.String()
}

// requote gives the mark the quotes of what it stands for, escaped or not.
func requote(value, mark string) string {
	quote := value[:len(value)-len(strings.TrimLeft(value, "\\"))]
	value = value[len(quote):]
	if value != "" && (value[0] == '"' || value[0] == '\'') {
		quote += value[:1]
		if len(value) > 1 && value[len(value)-1] == value[0] {
			return quote + mark + quote
		}
		return quote + mark
	}
	return mark
}

// lines redacts a header field that a line of its own, or a quoted argument, shows: up to its end.
func (r *Redactor) lines(s string) string {
	return headerInText.ReplaceAllStringFunc(s, func(line string) string {
		m := headerInText.FindStringSubmatch(line)
		if !r.names.isList(m[2]) {
			return line
		}
		mark, _ := r.instead(strings.TrimSpace(m[4]))
		return m[1] + m[2] + m[3] + mark
	})
}

var headerInText = regexp.MustCompile(`(^|[\s"'>\\]n?)([A-Za-z][A-Za-z0-9-]*)(:[ \t]*)([^\r\n"'\\]+)`)

// isCredential tells "Bearer eyJhbGci" from "bearer certificate".
func isCredential(scheme, text string) bool {
	if strings.EqualFold(scheme, "basic") {
		plain, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
		return err == nil && strings.Contains(string(plain), ":")
	}
	digit := strings.ContainsAny(text, "0123456789")
	upper := strings.ToLower(text) != text
	return digit || upper && len(text) >= 12 || len(text) >= 24
}

// pairsInText redacts values that follow a secret name.
func (r *Redactor) pairsInText(s string) string {
	var b strings.Builder
	copied := 0
	for _, at := range pairInText.FindAllStringSubmatchIndex(s, -1) {
		name, sep, value := s[at[2]:at[3]], s[at[4]:at[5]], s[at[6]:at[7]]
		if !r.pairIsSecret(name, sep, value, s[at[7]:]) {
			continue
		}
		mark, _ := r.instead(strings.Trim(value, `"'`))
		b.WriteString(s[copied:at[6]] + requote(value, mark))
		copied = at[7]
	}
	b.WriteString(s[copied:])
	return b.String()
}

var reference = regexp.MustCompile(`^\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})?$`)

// isReference reports whether a value is that of a variable, which says nothing.
func isReference(value string) bool {
	return strings.HasPrefix(value, "$") && reference.MatchString(value)
}

// pairIsSecret tells a value from what prose says about a secret: "password: hunter2" from "invalid password: too short".
func (r *Redactor) pairIsSecret(name, sep, value, after string) bool {
	found := r.names.look(inParam, unescape(name))
	if found == harmless || sep[0] == ':' && r.names.isList(name) { // a line of a header, which is done
		return false
	}
	if isReference(value) || sep[0] == ':' && name[0] == '$' {
		return false // $token: String, and password: $password, of GraphQL and of shells
	}
	quoted := strings.ContainsAny(value[:1], `"'\`)
	assigned := strings.Contains(sep, "=")
	switch value {
	case "true", "false", "null", "nil", "None", "undefined":
		return false
	}
	isWord := strings.Trim(value, "abcdefghijklmnopqrstuvwxyz") == ""
	switch {
	case found == ambiguous: // code: 404, signature: ...
		return assigned && !strings.ContainsAny(sep, " \t") && strings.Trim(value, "0123456789") != ""
	case found == several:
		return (quoted || assigned) && strings.Trim(value, "0123456789") != ""
	case quoted || assigned:
		return true
	}
	ends := strings.TrimSpace(after) == "" || after[0] == '\n' || after[0] == '\r'
	return !isWord || ends
}

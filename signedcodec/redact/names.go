package redact

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// place tells where a name stands, because some names are secret only in some places.
type place uint8

const (
	inHeader place = 1 << iota // header and trailer fields
	inParam                    // query, fragment, path and form parameters, multipart fields
	inMember                   // members of JSON objects

	everywhere = inHeader | inParam | inMember
)

// requestsCacheNames is the default list of Python's requests-cache.
var requestsCacheNames = []string{
	"Authorization", "Proxy-Authorization",
	"X-API-Key", "X-Auth-Token", "X-API-Token", "X-Access-Token",
	"access_token", "api_key", "apikey",
}

// headerNames are credentials that travel in header fields. They are redacted in every place, because dumped headers
// end up in JSON and forms.
var headerNames = []string{
	"Cookie", "Set-Cookie", "Set-Cookie2",
	"X-Csrf-Token", "X-Xsrf-Token", "X-Amz-Security-Token",
	"X-Goog-Api-Key", "X-Vault-Token", "X-GitHub-Token", "X-Gitlab-Token", "Private-Token", "Job-Token",
	"Ocp-Apim-Subscription-Key", "X-Functions-Key", "X-Shopify-Access-Token",
	"X-Forwarded-Access-Token", "X-Auth-Request-Access-Token", "X-Amzn-Oidc-Accesstoken", "X-Amzn-Oidc-Data",
	"X-Goog-Iap-Jwt-Assertion", "Cf-Access-Jwt-Assertion", "X-Auth-Key", "Auth-Token",
	"DPoP",
}

// parameterNames are credentials that travel in queries, forms and JSON (OAuth 2.0, OpenID Connect, presigned URLs).
var parameterNames = []string{
	"token", "id_token", "refresh_token", "client_secret", "client_assertion", "assertion",
	"password", "passwd", "pwd", "secret",
	"code", "code_verifier", "device_code",
	"sig", "signature", "X-Amz-Signature", "X-Goog-Signature",
	"private_key", "secret_key", "subscription_key", "bearer_token", "session_token",
}

// parameterOnlyNames are credentials in a query or a form ("?key=..." of many web APIs) but everyday words elsewhere.
var parameterOnlyNames = []string{"key"}

// DefaultNames returns the names that a Redactor redacts unless told otherwise, sorted. "key" is among them but is
// redacted in queries, fragments and forms only.
func DefaultNames() []string {
	all := slices.Concat(requestsCacheNames, headerNames, parameterNames, parameterOnlyNames)
	slices.Sort(all)
	return all
}

// names maps a folded name to the places in which it is secret.
type names map[string]place

func defaultNames() names {
	n := make(names)
	for _, list := range [][]string{requestsCacheNames, headerNames, parameterNames} {
		n.add(everywhere, list)
	}
	n.add(inParam, parameterOnlyNames)
	return n
}

func (n names) add(p place, list []string) {
	for _, name := range list {
		n[string(fold(nil, name))] |= p
	}
}

// variedPrefix is the folded prefix under which HTTP caches keep a copy of the request fields that Vary names.
const variedPrefix = "xvaried"

// has reports whether name is secret in place p. A structured name is secret when one of its parts is:
// "user[password]", "tokens.access_token" and "access_token[]" are.
func (n names) has(p place, name string) bool {
	var buf [64]byte
	folded := fold(buf[:0], name)
	if n.exact(p, folded) {
		return true
	}
	if p == inHeader {
		rest, varied := strings.CutPrefix(string(folded), variedPrefix)
		return varied && n.exact(p, []byte(rest))
	}
	for len(folded) > 0 {
		i := slices.IndexFunc(folded, isNameSeparator)
		if i < 0 {
			return n.exact(p, folded)
		}
		if n.exact(p, folded[:i]) {
			return true
		}
		folded = folded[i+1:]
	}
	return false
}

func (n names) exact(p place, folded []byte) bool { return n[string(folded)]&p != 0 }

func isNameSeparator(c byte) bool { return c == '[' || c == ']' || c == '.' }

// fold appends name without '-', '_' and surrounding blanks, in lower case. U+017F and U+212A fold to s and k, as they
// do in encoding/json, which would decode "toKen" (Kelvin sign) into a field named token.
func fold(dst []byte, name string) []byte {
	for _, r := range strings.TrimSpace(name) {
		switch {
		case r == '-' || r == '_':
		case 'A' <= r && r <= 'Z':
			dst = append(dst, byte(r)+'a'-'A')
		case r == '\u017f':
			dst = append(dst, 's')
		case r == '\u212a':
			dst = append(dst, 'k')
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

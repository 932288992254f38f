package redact

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// place tells where a name stands, because some names are secret only in some places.
type place uint8

const (
	inHeader place = 1 << iota // header and trailer fields
	inParam                    // query, fragment, path and form parameters, multipart fields
	inMember                   // members of JSON objects
)

// strength tells how surely a name is that of a credential.
type strength uint8

const (
	harmless strength = iota
	// ambiguous names are those of credentials in queries and forms, and in JSON mostly of other things: a code, a signature.
	ambiguous
	// likely names are those of credentials when their value is a text: a session that is an object is looked into.
	likely
	// several is the plural of a credential: texts under it are redacted, numbers are counts and stay.
	several
	strong
)

// headerNames are credentials that travel in header fields, besides those that the rule of names finds. They are redacted
// in every place, because dumped headers end up in JSON and forms.
var headerNames = []string{
	"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "Set-Cookie2",
	"X-API-Key", "X-Auth-Token", "X-API-Token", "X-Access-Token", "X-Csrf-Token", "X-Xsrf-Token", "X-Amz-Security-Token",
	"X-Goog-Api-Key", "X-Vault-Token", "X-GitHub-Token", "X-Gitlab-Token", "Private-Token", "Job-Token",
	"Ocp-Apim-Subscription-Key", "X-Functions-Key", "X-Shopify-Access-Token",
	"X-Forwarded-Access-Token", "X-Auth-Request-Access-Token", "X-Amzn-Oidc-Accesstoken", "X-Amzn-Oidc-Data",
	"X-Goog-Iap-Jwt-Assertion", "Cf-Access-Jwt-Assertion", "X-Auth-Key", "Auth-Token", "X-Amz-Signature", "X-Goog-Signature",
	"DPoP", "X-Auth",
}

// ownPhrases are last words of names that are credentials where they are logged or stored, besides those that package
// secretcache of the linter goes by.
var ownPhrases = []string{
	"otp", "totp", "cookie", "credential", "access_key", "storage_key", "deploy_key", "ssh_key", "functions_key", "webhook_key", "license_key",
	"password_hash", "password_digest", "hashed_password", "encrypted_password", "one_time_code", "verification_code", "device_code", "recovery_code",
	"backup_code", "session_id", "sessionid", "sessid", "sess_id", "csrf", "xsrf", "csrfmiddlewaretoken", "authenticity_token", "requestverificationtoken",
	"nonce_secret", "pin_code", "login_ticket", "private_token", "saml_response", "samlresponse", "connection_string", "apikey",
	"secret_key_base", "id_token_hint", "oauth_verifier", "pswd",
}

// likelyPhrases and ambiguousPhrases are names of credentials and of much else.
var (
	likelyPhrases    = []string{"session", "assertion", "pass", "bearer"}
	ambiguousPhrases = []string{"code", "sig", "signature"}
)

// parameterOnlyNames are credentials in a query or a form ("?key=..." of many web APIs) but everyday words elsewhere.
var parameterOnlyNames = []string{"key", "sid", "pw", "pin"}

// joinedEnds end names that are written in one word, such as accesstoken or DBPASSWORD, unless they are a part of a word
// that is none of theirs.
var joinedEnds = []string{
	"password", "passwd", "passwort", "passphrase", "passcode", "secret", "token", "cookie", "jwt", "totp", "pwd", "credential",
	"apikey", "appkey", "accesskey", "secretkey", "privatekey", "signingkey", "encryptionkey", "authkey", "accountkey", "sharedkey",
	"masterkey", "sessionkey", "subscriptionkey", "sessionid", "sessid", "authorization", "dbpass", "userpass", "adminpass",
}

// plainStatements are words of the linter's list that ask about a secret and that a name of a secret itself can begin
// with: verify_token, wrong_password.
var plainStatements = strings.Fields("check checks verify verifies validate use uses using with bad wrong expired invalid err error lookup find print want wants")

// DefaultNames returns names that a Redactor redacts unless told otherwise, sorted: those that are compared as a whole, and
// the last words that make a name one of them ("token" does so for "deploy_token"). "key", "pin", "pw" and "sid" are redacted in
// queries, fragments and forms only.
func DefaultNames() []string {
	all := slices.Concat(headerNames, headersWords, parametersWords, phrasesWords, ownPhrases, likelyPhrases, ambiguousPhrases, parameterOnlyNames)
	slices.Sort(all)
	return slices.Compact(all)
}

// names tells which names are secret: those that the caller gave, those of lists, and what the rule says of the rest.
type names struct {
	given  map[string]bool     // folded, by WithNames: true; by WithoutNames: false
	listed map[string]strength // folded, in every place
	known  *nameCache
}

func defaultNames() names {
	n := names{given: map[string]bool{}, listed: map[string]strength{}, known: &nameCache{}}
	for _, list := range [][]string{headerNames, headersWords} {
		for _, name := range list {
			n.listed[string(fold(nil, name))] = strong
		}
	}
	return n
}

// variedPrefix is the folded prefix under which HTTP caches keep a copy of the request fields that Vary names.
const variedPrefix = "xvaried"

// has reports whether the name is that of a credential in place p, surely or not.
func (n names) has(p place, name string) bool { return n.look(p, name) != harmless }

// look tells how secret a name is in place p. A structured name is as secret as its most secret part:
// "user[password]", "tokens.access_token" and "access_token[]".
func (n names) look(p place, name string) strength {
	if len(name) > maxName || name == "" {
		return harmless
	}
	if found, ok := n.known.get(p, name); ok {
		return found
	}
	found := n.judge(p, name)
	n.known.put(p, name, found)
	return found
}

func (n names) judge(p place, name string) strength {
	if p == inHeader {
		if rest, varied := cutVaried(name); varied {
			name = rest
		}
		return n.part(p, name)
	}
	found := n.part(p, name)
	if !strings.ContainsFunc(name, isNameSeparator) {
		return found
	}
	for part := range strings.FieldsFuncSeq(name, isNameSeparator) {
		found = max(found, n.part(p, part))
	}
	return found
}

// maxName bounds the names that are looked at: longer ones are no names.
const maxName = 256

func cutVaried(name string) (string, bool) {
	var buf [64]byte
	folded := fold(buf[:0], name)
	if len(folded) <= len(variedPrefix) || string(folded[:len(variedPrefix)]) != variedPrefix {
		return name, false
	}
	i := 0
	for letters := 0; letters < len(variedPrefix); i++ {
		if name[i] != '-' && name[i] != '_' && name[i] != ' ' {
			letters++
		}
	}
	return strings.TrimLeft(name[i:], "-_"), true
}

// part is look for a name without structure.
func (n names) part(p place, name string) strength {
	var buf [64]byte
	folded := fold(buf[:0], name)
	if secret, ok := n.given[string(folded)]; ok {
		if secret {
			return strong
		}
		return harmless
	}
	if s, ok := n.listed[string(folded)]; ok {
		return s
	}
	if p == inParam && slices.Contains(parameterOnlyNames, string(folded)) {
		return ambiguous
	}
	return byRule(p, name, string(folded))
}

// isList reports whether a name is one of a header field that is a credential: what stands before its value in a list of
// names and values.
func (n names) isList(name string) bool {
	return n.listed[string(fold(nil, name))] == strong
}

func isNameSeparator(r rune) bool {
	return r == '[' || r == ']' || r == '.' || r == ':' || r == '/' || r == '$'
}

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

// nameCache keeps what was found of the names of a program, which are few, while the rule that finds it splits words. It
// is bounded, because names come with data.
type nameCache struct {
	mu    sync.RWMutex
	found [inMember + 1]map[string]strength
}

const (
	maxCachedNames = 4096
	maxCachedName  = 64
)

func (c *nameCache) get(p place, name string) (strength, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	s, ok := c.found[p][name]
	return s, ok
}

func (c *nameCache) put(p place, name string, s strength) {
	if len(name) > maxCachedName {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found[p] == nil {
		c.found[p] = map[string]strength{}
	}
	if len(c.found[p]) < maxCachedNames {
		c.found[p][strings.Clone(name)] = s
	}
}

package model

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Lists of names that tell a secret, for conditions with `names:`. They are compared without regard to case; - and _
// are one.
var secretNames = map[string][]string{
	"secret-header": {
		"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-API-Key", "X-Auth-Token", "X-API-Token",
		"X-Access-Token", "X-Csrf-Token", "X-Amz-Security-Token",
	},
	"secret-parameter": {
		"access_token", "api_key", "apikey", "token", "client_secret", "password", "refresh_token", "id_token", "code",
		"sig", "signature",
	},
	// Names of fields, parameters, variables and map entries: the last words of the name, which is split into words.
	identifierNames: {
		"token", "jwt", "bearer", "secret", "password", "passwd", "passwort", "pwd", "passphrase", "passcode", "api_key", "app_key", "app_secret",
		"secret_key", "private_key", "signing_key", "encryption_key", "auth_key", "account_key", "shared_key", "master_key", "hmac_key", "session_key",
		"service_key", "subscription_key", "access_token", "refresh_token", "id_token", "auth_token", "session_token", "bearer_token", "csrf_token",
		"client_secret", "shared_secret", "consumer_secret", "webhook_secret", "secret_access_key", "access_key_secret", "credentials", "creds",
		"authorization", "authorization_header", "auth_header", "authorization_code", "auth_code", "code_verifier", "client_assertion", "assertion",
	},
	// Names of what opens a door to whoever knows it, so that nobody may guess it: the last words of the name.
	bearerNames: {
		"token", "secret", "password", "passwd", "passphrase", "csrf", "xsrf", "otp", "session", "session_id", "sid", "session_key", "session_token",
		"api_key", "reset_code", "reset_key", "verification_code", "verification_key", "verify_code", "verify_key", "activation_code", "activation_key",
		"confirmation_code", "confirmation_key", "confirm_code", "invitation_code", "login_code", "login_key", "recovery_code", "access_code",
		"auth_code", "authorization_code", "oauth_state", "auth_state", "magic_link", "sms_code",
	},
	// Identifiers and settings that are the keys of the program's own signatures and sessions.
	keyNames:      signingKeys,
	"key-setting": signingKeys,
	// Environment variables and configuration keys: the last words of the name.
	"secret-setting": {"secret", "password", "passwd", "token", "api_key", "apikey", "private_key", "credential", "credentials", "secret_key", "access_key"},
}

// signingKeys are the last words of the names of keys that a program signs, seals and keeps sessions with.
var signingKeys = []string{
	"secret_key", "signing_key", "sign_key", "signing_secret", "jwt_secret", "jwt_key", "token_secret", "token_key", "session_secret", "session_key",
	"cookie_secret", "cookie_key", "hmac_secret", "hmac_key", "csrf_secret", "csrf_key", "auth_secret", "auth_key", "encryption_key", "crypt_key",
	"jwt_secret_key", "jwt_signing_key", "app_secret_key", "hash_key", "block_key",
}

// SecretNames returns the names of a list, as a condition compares them. Unknown lists are empty.
func SecretNames(list string) []string { return slices.Clone(secretNames[list]) }

// namesPattern is what a condition's constant argument must match: one of the names, or for settings end in one.
func namesPattern(list string, names []string) *regexp.Regexp {
	separator := `[-_]`
	if strings.HasSuffix(list, "-setting") {
		separator = `[-_.]?`
	}
	alternatives := make([]string, len(names))
	for i, name := range names {
		alternatives[i] = regexp.MustCompile(`[-_]`).ReplaceAllString(regexp.QuoteMeta(name), separator)
	}
	start := "^"
	if strings.HasSuffix(list, "-setting") {
		start = `(?:^|[-_.])`
	}
	return regexp.MustCompile("(?i)" + start + "(?:" + strings.Join(alternatives, "|") + ")$")
}

// defaultPatterns are the patterns of the lists as they are; compiled when first asked for.
var defaultPatterns = func() map[string]func() *regexp.Regexp {
	patterns := map[string]func() *regexp.Regexp{}
	for list, names := range secretNames {
		patterns[list] = sync.OnceValue(func() *regexp.Regexp { return namesPattern(list, names) })
	}
	return patterns
}()

// resolve gives the conditions with names their pattern.
func (r *Roles) resolve(patterns map[string]func() *regexp.Regexp) {
	conds := func(conds []Cond) {
		for i := range conds {
			if conds[i].Names != "" {
				conds[i].Match = patterns[conds[i].Names]()
			}
		}
	}
	for i := range r.Sources {
		conds(r.Sources[i].If)
	}
	for i := range r.Sinks {
		conds(r.Sinks[i].If)
	}
	for i := range r.Sanitizers {
		conds(r.Sanitizers[i].If)
	}
	for i := range r.Validators {
		conds(r.Validators[i].If)
	}
	for i := range r.Propagators {
		conds(r.Propagators[i].If)
	}
}

// SecretLists returns the names of the lists, sorted.
func SecretLists() []string { return slices.Sorted(maps.Keys(secretNames)) }

// Package redact keeps credentials out of what is cached, logged or stored.
//
// It knows the names under which secrets travel in HTTP messages, URLs, forms, JSON and the prose of logs, and how to
// replace, remove or pseudonymize the values under those names while every other byte stays as it was. It does not know caches
// or log libraries, it does not guess secrets by the look of a value, and it never decodes a body into a Go type.
//
// Names go by a rule. The last words of a name decide, in whatever case and spelling: what ends in password, token, secret or
// api_key is a credential (dbPassword, X-Acme-Token, ACCESSTOKEN); what ends otherwise (token_type, key_id), asks about one
// (has_password) or is another thing by the word before it (page_token, public_key) is not. The linter's rule secretcache goes
// by the same words. [DefaultNames] lists them, docs/redaction.md of the module explains them.
//
// # What to use where
//
//   - what is stored as a value: [Header], [URL], or [Redactor.Request] and [Redactor.Response] for whole messages;
//   - what is stored as a key: [CacheKey]. A redacted URL is not a key: two users whose tokens are both replaced by the
//     same mark would share an entry. A cache key is a keyed hash of the request with its credentials, so users stay
//     apart, and no credential can be read or guessed from it.
//
// Everything here returns a copy; the arguments are not changed, except that a message's body is read and put back.
package redact

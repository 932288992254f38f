// Package redact keeps credentials out of what is cached, logged or stored.
//
// It knows the names under which secrets travel in HTTP messages, URLs, forms and JSON, and how to replace, remove or
// pseudonymize the values under those names while every other byte stays as it was. It does not know caches or log
// libraries, it does not guess secrets by the look of a value, and it never decodes a body into a Go type.
//
// Names are compared without regard to case, '-' and '_', so "X-API-KEY", "x_api_key" and "xApiKey" are one name. The
// names that are redacted from the start are listed by [DefaultNames] and explained in docs/redaction.md of the module.
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

// Package signedcodec signs what a program will decode again, and never decodes
// what did not verify.
//
// A cache entry, a cookie, a session file or a queue message comes back as bytes
// that somebody else may have written. Handing them to encoding/gob or any other
// decoder trusts them. A [Signer] adds a tag when they leave and checks it when
// they return, before a single byte is decoded:
//
//	var sessions = signedcodec.Must(signedcodec.FromEnv("SESSION_KEY"), "app/session", signedcodec.WithMaxAge(24*time.Hour))
//
//	token, err := sessions.For(sessionID).Marshal(session)
//	err = sessions.For(sessionID).Unmarshal(token, &session)
//
// Three things are bound into every tag: the key, the purpose that the [Signer]
// was made for, and the context given to [Signer.For]. A token copied from one
// cache key, session or user to another does not verify there. Use For wherever
// a token has an address.
//
// What is signed is not hidden: payloads are readable by whoever holds the token.
// [WithEncryption] seals tokens instead, with AES-256-GCM and under the same methods:
// use it for secrets that must be cached.
//
//	var secrets = signedcodec.Must(signedcodec.FromEnv("CACHE_KEY"), "app/secrets", signedcodec.WithTTL(time.Hour), signedcodec.WithEncryption())
//
// [Signer.Open] tells when a token was made, when it expires, and whether its key is
// stale. Neither kind prevents replay: within its lifetime, an old token for the
// same context verifies. Keep counters or server-side state where that matters.
//
// The package knows keys, tags, time and formats. It must not know HTTP, a
// session library, a cache or a store: package adapters does that, by method set
// alone. It imports the standard library only. docs/wire.md holds the normative
// wire format.
package signedcodec

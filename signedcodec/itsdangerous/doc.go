// Package itsdangerous reads and writes the signed tokens of Python's itsdangerous, Flask's session cookies and Django's
// signing module, so that a Go and a Python service can share a signed cookie or cache.
//
// It knows those wire formats and nothing of the rest of this module. For tokens that only Go reads, use package
// signedcodec: it binds the context and dates every token, which these formats cannot.
//
// # Defaults
//
// SHA-256 and strict decoding. Python's own default is SHA-1: say WithDigest(SHA1) to meet it, or keep SHA-256 here and
// configure the Python side with digest_method=hashlib.sha256. A migration accepts both with WithFallbackDigests.
//
// Secrets shorter than 16 bytes, of one repeated byte, or published as an example are refused unless AllowWeakSecrets is
// given. The secret that signs is the one named in the constructor; WithFallbackSecrets only verify.
//
// # Where it differs from itsdangerous 2.2
//
//  1. NaN and Infinity in a JSON payload are refused.
//  2. A forged token of a timed signer gives [ErrSignature], not a timestamp error: nothing of it is parsed.
//  3. Strict mode, the default, takes one encoding of a token only. It refuses what Lenient accepts: signatures, payloads
//     and timestamps in base64 with padding, foreign characters or stray bits, timestamps with leading zeros, and bytes
//     behind compressed data. Python itself never writes such tokens.
//
// "No limit" is [NoLimit], where Python says None. Every other negative age makes all tokens too old, as in Python.
// Besides, a timestamp beyond what Python's datetime holds is an expired token here and an exception that escapes there,
// and inflated payloads are limited (WithMaxInflate).
//
// Tokens are equal byte for byte to Python's, except compressed ones (two zlib implementations may find different
// encodings of the same data) and floats in exponent form or without a fraction (Python writes 1.0, Go writes 1).
//
// # What the format cannot give
//
// A token carries neither what it is for nor for whom. The salt separates uses: give each its own, because a Signer with
// the same secret and salt as a TimestampSigner accepts that one's tokens. What a token is for (a user, a cache key) must
// be part of the signed value, and compared after it verified.
package itsdangerous

// Package hmacs has the proofs of the standard library: hmac, subtle, signatures and AEAD.
package hmacs

import (
	"bytes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"io"
	"strings"

	"example.com/kinds"
)

func proved(key []byte) {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(proved)
	mac := hmac.New(sha256.New, key)
	mac.Write(payload)
	if !hmac.Equal(mac.Sum(nil), sig) {
		return
	}
	kinds.SinkBytes(payload) // @cleared(proved)
}

func otherBytes(key []byte) {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(other)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("clean"))
	if !hmac.Equal(mac.Sum(nil), sig) {
		return
	}
	kinds.SinkBytes(payload) // @sink(other)
}

func writtenTwice(key []byte) {
	header, payload, sig := kinds.SourceBytes(), kinds.SourceBytes(), kinds.SourceBytes() // @source(writtentwice)
	mac := hmac.New(sha256.New, key)
	mac.Write(header)
	mac.Write(payload)
	expected := mac.Sum(nil)
	if !hmac.Equal(sig, expected) {
		return
	}
	kinds.SinkBytes(header)  // @cleared(writtentwice)
	kinds.SinkBytes(payload) // @cleared(writtentwice)
}

func writtenAfter(key []byte) {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(after)
	mac := hmac.New(sha256.New, key)
	sum := mac.Sum(nil)
	mac.Write(payload)
	if !hmac.Equal(sig, sum) {
		return
	}
	kinds.SinkBytes(payload) // @sink(after)
}

func byWriter(key []byte) {
	payload, sig := kinds.Source(), kinds.SourceBytes() // @source(bywriter)
	mac := hmac.New(sha256.New, key)
	io.WriteString(mac, payload)
	if subtle.ConstantTimeCompare(mac.Sum(nil), sig) != 1 {
		return
	}
	kinds.Sink(payload) // @cleared(bywriter)
}

func unkeyed() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(unkeyed)
	sum := sha256.Sum256(payload)
	if !hmac.Equal(sum[:], sig) {
		return
	}
	kinds.SinkBytes(payload) // @sink(unkeyed)
	h := sha256.New()
	h.Write(payload)
	if subtle.ConstantTimeCompare(h.Sum(nil), sig) == 1 {
		kinds.SinkBytes(payload) // @sink(unkeyed)
	}
}

// A comparison of what was sent with what was sent, or with a constant token, covers nothing else.
func token(want []byte) {
	payload, tok := kinds.SourceBytes(), kinds.SourceBytes() // @source(token)
	if subtle.ConstantTimeCompare(tok, want) != 1 {
		return
	}
	kinds.SinkBytes(payload) // @sink(token)
}

func encodedToken(key []byte) ([]byte, error) {
	body, sig64, ok := strings.Cut(kinds.Source(), ".") // @source(encodedtoken)
	if !ok {
		return nil, errors.New("no token")
	}
	sig, err := base64.RawURLEncoding.DecodeString(sig64)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(body))
	if !hmac.Equal(sig, mac.Sum(nil)) {
		return nil, errors.New("forged")
	}
	payload, err := base64.RawURLEncoding.DecodeString(body) // @trace(encodedtoken) passed through base64.Encoding.DecodeString
	if err != nil {
		return nil, err
	}
	kinds.SinkBytes(payload) // @cleared(encodedtoken)
	return payload, nil
}

func signature(pub ed25519.PublicKey) {
	msg, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(ed)
	kinds.SinkBytes(msg)                                 // @sink(ed)
	if !ed25519.Verify(pub, msg, sig) {
		return
	}
	kinds.SinkBytes(msg) // @cleared(ed)
}

func sealed(aead cipher.AEAD) {
	b := kinds.SourceBytes() // @source(sealed)
	n := aead.NonceSize()
	plain, err := aead.Open(nil, b[:n], b[n:], nil) // @trace(sealed) passed through AEAD.Open
	if err != nil {
		return
	}
	kinds.SinkBytes(plain) // @cleared(sealed)
}

func streamCipher(block cipher.Block) {
	b := kinds.SourceBytes() // @source(ctr)
	out := make([]byte, len(b)-16)
	cipher.NewCTR(block, b[:16]).XORKeyStream(out, b[16:]) // @trace(ctr) passed through Stream.XORKeyStream
	kinds.SinkBytes(out)                                   // @sink(ctr)
}

type codec struct{ key []byte }

func (c *codec) mac(b []byte) []byte {
	m := hmac.New(sha256.New, c.key)
	m.Write(b)
	return m.Sum(nil)
}

func (c *codec) open(b []byte) ([]byte, error) {
	if len(b) < sha256.Size {
		return nil, errors.New("short")
	}
	sig, payload := b[:sha256.Size], b[sha256.Size:]
	if !hmac.Equal(sig, c.mac(payload)) {
		return nil, errors.New("forged")
	}
	return payload, nil
}

func own(c *codec) {
	p, err := c.open(kinds.SourceBytes()) // @source(own)
	if err != nil {
		return
	}
	var v any
	kinds.Decode(bytes.NewReader(p), &v) // @cleared(own) @trace(own) passed through bytes.NewReader
}

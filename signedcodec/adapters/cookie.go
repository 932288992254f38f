package adapters

import (
	"fmt"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// maxCookie is what browsers keep of one cookie, in bytes (RFC 6265, section 6.1).
const maxCookie = 4096

// CookieCodec is a securecookie.Codec, so it goes into the Codecs of every store
// of gorilla/sessions. Values are bound to the cookie's name; they are signed,
// not encrypted.
type CookieCodec struct {
	signer    *signedcodec.Signer
	maxLength int
}

// NewCookieCodec makes a codec for cookies of up to 4096 bytes. The values map of
// gorilla/sessions needs a signer with format Gob:
//
//	store := &sessions.CookieStore{Codecs: []securecookie.Codec{adapters.NewCookieCodec(signer)}}
func NewCookieCodec(s *signedcodec.Signer) CookieCodec { return CookieCodec{s, maxCookie} }

// WithMaxLength changes the limit of an encoded value, in bytes; 0 is none. A
// store that keeps sessions in files or a database needs no limit.
func (c CookieCodec) WithMaxLength(n int) CookieCodec {
	c.maxLength = n
	return c
}

// Encode signs a value for the cookie of that name.
func (c CookieCodec) Encode(name string, value any) (string, error) {
	text, err := c.signer.For(name).MarshalString(value)
	if err != nil {
		return "", err
	}
	if c.maxLength > 0 && len(text) > c.maxLength {
		return "", fmt.Errorf("adapters: cookie %q has %d bytes, the limit is %d: %w", name, len(text), c.maxLength, signedcodec.ErrTooLarge)
	}
	return text, nil
}

// Decode verifies the value of the cookie of that name into the pointer dst.
func (c CookieCodec) Decode(name, value string, dst any) error {
	if c.maxLength > 0 && len(value) > c.maxLength {
		return signedcodec.ErrTooLarge
	}
	return c.signer.For(name).UnmarshalString(value, dst)
}

package adapters

import (
	"errors"
	"fmt"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// maxCookie is what browsers keep of one cookie, in bytes (RFC 6265, section 6.1).
const maxCookie = 4096

// CookieCodec is a securecookie.Codec, so it goes into the Codecs of every store
// of gorilla/sessions. Values are bound to the cookie's name; they are signed,
// not encrypted, unless the signer was made with signedcodec.WithEncryption. Its
// errors are securecookie.Errors as well as those of signedcodec.
type CookieCodec struct {
	signer    *signedcodec.Signer
	maxLength int
	maxAge    time.Duration
}

// NewCookieCodec makes a codec for cookies of up to 4096 bytes, in the signer's
// format. For gorilla/sessions use [NewSessionCodec].
func NewCookieCodec(s *signedcodec.Signer) CookieCodec {
	return CookieCodec{signer: s, maxLength: maxCookie}
}

// NewSessionCodec makes a codec for gorilla/sessions, whose values are a
// map[any]any:
//
//	codec, err := adapters.NewSessionCodec(signer)
//	store := &sessions.CookieStore{Codecs: []securecookie.Codec{codec}}
//
// A signer whose format cannot hold such a map, as JSON cannot, is refused at
// once with [signedcodec.ErrFormat]: make it WithFormat(Gob).
func NewSessionCodec(s *signedcodec.Signer) (CookieCodec, error) {
	c := NewCookieCodec(s)
	text, err := s.MarshalString(map[any]any{"name": "value"})
	if err == nil {
		var back map[any]any
		err = s.For().UnmarshalString(text, &back)
	}
	if err != nil {
		return CookieCodec{}, fmt.Errorf("adapters: the signer's format does not hold the values of a session, use signedcodec.WithFormat(signedcodec.Gob): %w", err)
	}
	return c, nil
}

// WithMaxLength changes the limit of an encoded value, in bytes; 0 is none. A
// store that keeps sessions in files or a database needs no limit.
func (c CookieCodec) WithMaxLength(n int) CookieCodec {
	c.maxLength = n
	return c
}

// MaxAge makes values that expire after that many seconds, as securecookie's
// MaxAge does; 0 leaves it to the signer. gorilla's stores set MaxAge of
// securecookie's own codec only: give here what Options.MaxAge says.
func (c CookieCodec) MaxAge(seconds int) CookieCodec {
	c.maxAge = time.Duration(seconds) * time.Second
	return c
}

// Encode signs a value for the cookie of that name. Errors: those of
// [signedcodec.Signer.Marshal], and [signedcodec.ErrTooLarge] for what browsers
// would drop.
func (c CookieCodec) Encode(name string, value any) (string, error) {
	b := c.signer.For(name)
	if c.maxAge > 0 {
		b = b.ExpiringAt(b.Now().Add(c.maxAge))
	}
	text, err := b.MarshalString(value)
	if err != nil {
		return "", cookieError{err, false}
	}
	if c.maxLength > 0 && len(text) > c.maxLength {
		return "", cookieError{fmt.Errorf("adapters: cookie %q has %d bytes, the limit is %d: %w", name, len(text), c.maxLength, signedcodec.ErrTooLarge), false}
	}
	return text, nil
}

// Decode verifies the value of the cookie of that name into the pointer dst.
// Errors are those of [signedcodec.Signer.Unmarshal].
func (c CookieCodec) Decode(name, value string, dst any) error {
	if c.maxLength > 0 && len(value) > c.maxLength {
		return cookieError{signedcodec.ErrTooLarge, true}
	}
	if err := c.signer.For(name).UnmarshalString(value, dst); err != nil {
		return cookieError{err, true}
	}
	return nil
}

// cookieError is a securecookie.Error: gorilla/sessions and its users ask by
// IsDecode whether the cookie is at fault.
type cookieError struct {
	err      error
	decoding bool
}

func (e cookieError) Error() string { return e.err.Error() }
func (e cookieError) Unwrap() error { return e.err }

// IsUsage reports whether the program is at fault: no keys, or a value or target
// that the format cannot hold.
func (e cookieError) IsUsage() bool {
	return errors.Is(e.err, signedcodec.ErrKey) || !e.decoding && errors.Is(e.err, signedcodec.ErrInvalid)
}

// IsDecode reports whether the cookie is at fault.
func (e cookieError) IsDecode() bool { return e.decoding && errors.Is(e.err, signedcodec.ErrInvalid) }

// IsInternal reports whether anything else is.
func (e cookieError) IsInternal() bool { return !e.IsUsage() && !e.IsDecode() }

// Cause is nil: what caused an error of signedcodec may quote the value.
func (e cookieError) Cause() error { return nil }

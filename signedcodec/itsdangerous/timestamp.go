package itsdangerous

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"
	"time"
)

// Timestamps is how the seconds since 1970 are written.
type Timestamps uint8

const (
	Base64Timestamps Timestamps = iota // big-endian bytes without leading zeros, in base64: itsdangerous
	Base62Timestamps                   // a number in base 62: Django
)

// A TimestampSigner signs byte strings with the time: value, separator, timestamp, separator, signature. It is safe for
// concurrent use.
type TimestampSigner struct{ s *Signer }

// NewTimestampSigner returns a TimestampSigner. The default salt is "itsdangerous.Signer", that of Signer as in Python:
// give each its own. The error tells of a weak secret, or of an option that cannot be used.
func NewTimestampSigner(secret []byte, opts ...Option) (*TimestampSigner, error) {
	s, err := NewSigner(secret, opts...)
	if err != nil {
		return nil, err
	}
	return &TimestampSigner{s}, nil
}

// String tells the type; secrets are never printed.
func (t *TimestampSigner) String() string { return "itsdangerous.TimestampSigner" }

// GoString is String, for %#v.
func (t *TimestampSigner) GoString() string { return t.String() }

// Sign returns value with the time, in whole seconds, and the signature of both.
func (t *TimestampSigner) Sign(value []byte) []byte {
	c := t.s.c
	token := make([]byte, 0, len(value)+2*len(c.sep)+11+(t.s.keys[0].size*8+5)/6)
	token = append(append(token, value...), c.sep...)
	return t.s.sign(c.timestamps.append(token, c.now()))
}

// Unsign returns the signed value, which shares memory with token, and when it was signed. A token is too old when its age
// in whole seconds is above maxAge, or when it comes from the future; with [NoLimit] neither is checked. Any other negative
// maxAge makes every token too old, as in Python, because it comes from a calculation that went wrong.
// The time is zero when it is beyond what 63 bits of seconds hold. Errors: [ErrSignature], [ErrTimestamp], [ErrExpired],
// [ErrTooLarge].
func (t *TimestampSigner) Unsign(token []byte, maxAge time.Duration) ([]byte, time.Time, error) {
	value, at, err := t.verify(token, maxAge)
	return value, at, err
}

func (t *TimestampSigner) verify(token []byte, maxAge time.Duration) (verified, time.Time, error) {
	c := t.s.c
	signed, err := t.s.verify(token)
	if err != nil {
		return nil, time.Time{}, err
	}
	i := bytes.LastIndex(signed, []byte(c.sep))
	if i < 0 {
		return nil, time.Time{}, ErrTimestamp
	}
	seconds, ok := c.timestamp(signed[i+len(c.sep):])
	if !ok {
		return nil, time.Time{}, ErrTimestamp
	}
	if maxAge != NoLimit {
		now := c.now()
		if maxAge < 0 || seconds > now || now-seconds > uint64(maxAge/time.Second) {
			return nil, time.Time{}, ErrExpired
		}
	}
	var at time.Time
	if seconds <= math.MaxInt64 {
		at = time.Unix(int64(seconds), 0)
	}
	return signed[:i:i], at, nil
}

// now is the time in seconds since 1970; before that it is 0.
func (c *config) now() uint64 { return uint64(max(0, c.clock().Unix())) }

func (t Timestamps) append(dst []byte, seconds uint64) []byte {
	if t == Base62Timestamps {
		return appendBase62(dst, seconds)
	}
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], seconds)
	return appendBase64(dst, bytes.TrimLeft(b[:], "\x00"))
}

// timestamp reads what append wrote. Lenient mode takes leading zero bytes and Python's base64.
func (c *config) timestamp(text []byte) (seconds uint64, ok bool) {
	if c.timestamps == Base62Timestamps {
		return base62(text)
	}
	b, err := c.decodeBase64(text)
	if err != nil || len(b) > 8 || !c.lenient && len(b) > 0 && b[0] == 0 {
		return 0, false
	}
	for _, digit := range b {
		seconds = seconds<<8 | uint64(digit)
	}
	return seconds, true
}

const digits62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func appendBase62(dst []byte, n uint64) []byte {
	var b [11]byte // 62^11 > 2^64
	i := len(b)
	for {
		i--
		b[i] = digits62[n%62]
		if n /= 62; n == 0 {
			return append(dst, b[i:]...)
		}
	}
}

// base62 reads a number without leading zeros.
func base62(text []byte) (n uint64, ok bool) {
	if len(text) == 0 || text[0] == '0' && len(text) > 1 {
		return 0, false
	}
	for _, c := range text {
		digit := bytes.IndexByte([]byte(digits62), c)
		if digit < 0 {
			return 0, false
		}
		high, low := bits.Mul64(n, 62)
		sum, carry := bits.Add64(low, uint64(digit), 0)
		if high != 0 || carry != 0 {
			return 0, false
		}
		n = sum
	}
	return n, true
}

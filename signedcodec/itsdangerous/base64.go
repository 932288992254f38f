package itsdangerous

import (
	"bytes"
	"encoding/base64"
	"errors"
)

var errBase64 = errors.New("not base64")

// alphabet holds the characters of URL-safe base64 without padding.
var alphabet = func() (set [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
		set[c] = true
	}
	return set
}()

func appendBase64(dst, src []byte) []byte { return base64.RawURLEncoding.AppendEncode(dst, src) }

// decodeBase64 decodes what the configured mode accepts.
func (c *config) decodeBase64(text []byte) ([]byte, error) {
	if c.lenient {
		return decodeLenient(text)
	}
	return decodeStrict(text)
}

// decodeStrict takes exactly what appendBase64 writes. The alphabet is checked here, because package base64 skips CR and
// LF even in its strict mode.
func decodeStrict(text []byte) ([]byte, error) {
	for _, c := range text {
		if !alphabet[c] {
			return nil, errBase64
		}
	}
	out, err := base64.RawURLEncoding.Strict().AppendDecode(nil, text)
	if err != nil {
		return nil, errBase64
	}
	return out, nil
}

// decodeLenient takes what Python's urlsafe_b64decode takes after itsdangerous padded the text to a multiple of four:
// both alphabets, characters of neither skipped, the end at complete padding, stray bits at the end ignored.
func decodeLenient(text []byte) ([]byte, error) {
	padded := append(bytes.Clone(text), "==="[:(4-len(text)%4)%4]...)
	var (
		out         = make([]byte, 0, len(padded)/4*3)
		carry       byte
		quad, padds int
	)
	for _, c := range padded {
		if c == '=' {
			if padds++; quad >= 2 && quad+padds >= 4 {
				return out, nil
			}
			continue
		}
		v, ok := sextet(c)
		if !ok {
			continue
		}
		padds = 0
		switch quad {
		case 1:
			out = append(out, carry<<2|v>>4)
		case 2:
			out = append(out, carry<<4|v>>2)
		case 3:
			out = append(out, carry<<6|v)
		}
		carry, quad = v, (quad+1)%4
	}
	if quad != 0 {
		return nil, errBase64
	}
	return out, nil
}

func sextet(c byte) (byte, bool) {
	switch {
	case 'A' <= c && c <= 'Z':
		return c - 'A', true
	case 'a' <= c && c <= 'z':
		return c - 'a' + 26, true
	case '0' <= c && c <= '9':
		return c - '0' + 52, true
	case c == '-' || c == '+':
		return 62, true
	case c == '_' || c == '/':
		return 63, true
	}
	return 0, false
}

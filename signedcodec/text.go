package signedcodec

import (
	"slices"
	"sync"
)

const (
	textPrefix       = "sc1."
	sealedTextPrefix = "sc2."

	// inBody is how much of the header is in a text: all but the magic.
	inBody = headerSize - len(magic)
	// headChars are the characters of the header and the first two bytes of the
	// payload, 24 bytes, so that what follows starts with a character of its own.
	headChars = 32
	headBytes = headChars / 4 * 3
)

func (c *config) textPrefix() string {
	if c.sealed {
		return sealedTextPrefix
	}
	return textPrefix
}

// bufPool holds space for tokens that become a string.
var bufPool = sync.Pool{New: func() any { return new([]byte) }}

func (s *Signer) signText(format byte, payload []byte) (string, error) {
	buf := bufPool.Get().(*[]byte)
	defer bufPool.Put(buf)
	text, err := s.appendText((*buf)[:0], format, payload)
	if err != nil {
		return "", err
	}
	*buf = text
	return string(text), nil
}

// appendText encodes header, payload and tag where they lie. The pieces have
// multiples of three bytes, except for the last.
func (s *Signer) appendText(dst []byte, format byte, payload []byte) ([]byte, error) {
	key, h, err := s.prepare(format, payload)
	if err != nil {
		return nil, err
	}
	dst = slices.Grow(dst, len(textPrefix)+encodedLen(len(payload)+s.overhead()-len(magic)))
	dst = append(dst, s.textPrefix()...)
	if s.sealed {
		return s.appendSealedText(dst, key, h, payload)
	}
	var head [headerSize + 2]byte
	h.put(head[:])
	var tag [2 + tagSize]byte
	key.tag(head[:headerSize], s.binding().ctx, payload, tag[2:], false)
	n := copy(head[headerSize:], payload)
	rest := payload[n:]
	if n < 2 { // what follows starts in the middle of a character
		var short [headerSize + 1 + tagSize]byte
		all := append(append(short[:0], head[len(magic):headerSize+n]...), tag[2:]...)
		return appendBase64(dst, all), nil
	}
	whole := len(rest) / 3 * 3
	dst = appendBase64(appendBase64(dst, head[len(magic):]), rest[:whole])
	last := tag[2-len(rest[whole:]):]
	copy(last, rest[whole:])
	return appendBase64(dst, last), nil
}

func (s *Signer) appendSealedText(dst []byte, key *purposeKey, h header, payload []byte) ([]byte, error) {
	buf := bufPool.Get().(*[]byte)
	defer bufPool.Put(buf)
	token, err := s.seal((*buf)[:0], key, h, payload)
	if err != nil {
		return nil, err
	}
	*buf = token
	return appendBase64(dst, token[len(magic):]), nil
}

// openText verifies a text in memory of its own, which the caller may keep.
func (s *Signer) openText(text string, format byte) (verified, proof, error) {
	return s.openTextInto(nil, text, format)
}

// appendVerified is openText that appends the payload to dst.
func (s *Signer) appendVerified(dst []byte, text string, format byte) ([]byte, proof, error) {
	v, p, err := s.openTextInto(dst, text, format)
	return v.bytes, p, err
}

// openTextInto appends the payload of a text to dst. It refuses by length, version
// and key before it decodes the payload's base64, and never sees two texts for one
// token: padding, white space, other alphabets and loose trailing bits are all
// refused.
func (s *Signer) openTextInto(dst []byte, text string, format byte) (verified, proof, error) {
	if s.unusable() {
		return verified{}, proof{}, errNoSigner
	}
	p := proof{size: len(text)}
	body, err := s.textBody(text)
	if err != nil {
		return verified{}, p, err
	}
	if s.sealed {
		return s.unsealText(dst, body, format)
	}
	var head [headerSize + 2]byte
	n := decodedLen(len(body)) - (overhead - len(magic)) // bytes of the payload
	key, err := s.textHead(&p, &head, body, n)
	if err != nil {
		return verified{}, p, err
	}
	if dst == nil {
		dst = []byte{} // an empty payload is not a missing one
	}
	start := len(dst)
	dst = slices.Grow(dst, n)
	payload := dst[start : start+n : start+n]
	var tag [tagSize]byte
	if !splitText(payload, &tag, body) {
		clear(payload)
		return verified{}, p, ErrMalformed
	}
	if !key.tag(head[:headerSize], s.binding().ctx, payload, tag[:], true) {
		clear(payload)
		return verified{}, p, ErrSignature
	}
	p.vouched = true
	if err := s.admit(p.header, format); err != nil {
		clear(payload)
		return verified{}, p, err
	}
	return verified{dst[:start+n]}, p, nil
}

// textHead decodes the header alone and finds the key that it names.
func (s *Signer) textHead(p *proof, head *[headerSize + 2]byte, body string, n int) (*purposeKey, error) {
	copy(head[:], magic[:])
	if _, ok := decodeBase64(head[len(magic):len(magic)], body[:headChars]); !ok {
		return nil, ErrMalformed
	}
	h, err := parseHeader(head[:headerSize], s.version())
	if err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, ErrMalformed
	}
	return s.findKey(p, h)
}

// splitText decodes the payload to where it belongs, and the tag.
func splitText(payload []byte, tag *[tagSize]byte, body string) bool {
	if len(payload) < 2 {
		var short [headerSize + 1 + tagSize]byte
		all, ok := decodeBase64(short[:0], body)
		if !ok {
			return false
		}
		copy(payload, all[inBody:])
		copy(tag[:], all[inBody+len(payload):])
		return true
	}
	var head [headBytes]byte
	if _, ok := decodeBase64(head[:0], body[:headChars]); !ok {
		return false
	}
	copy(payload, head[inBody:])
	whole := (len(payload) - 2) / 3
	split := headChars + whole*4
	if _, ok := decodeBase64(payload[2:2], body[headChars:split]); !ok {
		return false
	}
	var last [2 + tagSize]byte
	rest, ok := decodeBase64(last[:0], body[split:])
	if !ok {
		return false
	}
	n := copy(payload[2+whole*3:], rest)
	copy(tag[:], rest[n:])
	return true
}

func (s *Signer) unsealText(dst []byte, body string, format byte) (verified, proof, error) {
	buf := bufPool.Get().(*[]byte)
	defer bufPool.Put(buf)
	token := append((*buf)[:0], magic[:]...)
	token, ok := decodeBase64(token, body)
	if !ok {
		return verified{}, proof{size: len(textPrefix) + len(body)}, ErrMalformed
	}
	*buf = token
	v, p, err := s.unseal(dst, token, format)
	p.size = len(textPrefix) + len(body)
	return v, p, err
}

// textBody checks the length and the prefix.
func (c *config) textBody(text string) (string, error) {
	prefix := c.textPrefix()
	longest := int64(len(prefix)) + int64(encodedLen64(int64(c.maxBytes)+int64(c.overhead()-len(magic))))
	switch {
	case int64(len(text)) > longest:
		return "", ErrTooLarge
	case len(text) >= len(prefix) && text[:len(prefix)] == prefix && len(text) >= len(prefix)+headChars:
		return text[len(prefix):], nil
	case len(text) < len(prefix):
		return "", ErrMalformed
	case text[:len(prefix)] == sealedTextPrefix:
		return "", errIsSealed
	case c.sealed && text[:len(prefix)] == textPrefix:
		return "", errIsPlain
	}
	return "", ErrMalformed
}

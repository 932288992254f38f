package signedcodec

import (
	"slices"
	"sync"
)

const textPrefix = "sc1."

// textScratch is reused space for the binary and the text form of a token.
type textScratch struct{ binary, text []byte }

var textPool = sync.Pool{New: func() any { return new(textScratch) }}

// maxScratch keeps one large token from pinning its buffers in the pool.
const maxScratch = 64 << 10

func (sp *textScratch) free() {
	if cap(sp.text) <= maxScratch && cap(sp.binary) <= maxScratch {
		textPool.Put(sp)
	}
}

func (b Bound) signText(format byte, payload []byte) (string, error) {
	sp := textPool.Get().(*textScratch)
	text, err := b.appendText(sp, sp.text[:0], format, payload)
	if err != nil {
		sp.free()
		return "", err
	}
	sp.text = text
	s := string(text)
	sp.free()
	return s, nil
}

func (b Bound) appendText(sp *textScratch, dst []byte, format byte, payload []byte) ([]byte, error) {
	token, err := b.sign(sp.binary[:0], format, payload)
	if err != nil {
		return nil, err
	}
	sp.binary = token
	return appendBase64(append(dst, textPrefix...), token[len(magic):]), nil
}

// openText verifies a text in memory of its own, which the caller may keep.
func (b Bound) openText(text string, format byte) (verified, error) {
	return b.openTextIn(nil, text, format)
}

// openTextIn decodes into buf, growing it as needed. It refuses by length before
// it decodes base64, and never sees two texts for one token: padding, white
// space, other alphabets and loose trailing bits are all refused.
func (b Bound) openTextIn(buf []byte, text string, format byte) (verified, error) {
	if b.unusable() {
		return verified{}, errNoSigner
	}
	body, err := b.s.textBody(text)
	if err == nil {
		buf = slices.Grow(buf[:0], len(magic)+decodedLen(len(body)))
		token, ok := decodeBase64(append(buf, magic[:]...), body)
		if ok {
			return b.open(token, format)
		}
		err = ErrMalformed
	}
	if b.s.onVerify != nil {
		b.s.report(header{}, false, len(text), err)
	}
	return verified{}, err
}

func (s *Signer) textBody(text string) (string, error) {
	longest := len(textPrefix) + encodedLen(s.maxBytes+overhead-len(magic))
	switch {
	case len(text) > longest:
		return "", ErrTooLarge
	case len(text) < len(textPrefix) || text[:len(textPrefix)] != textPrefix:
		return "", ErrMalformed
	}
	return text[len(textPrefix):], nil
}

package signedcodec

import "sync"

const textPrefix = "sc1."

// textScratch is reused space for the binary form of a text token.
type textScratch struct{ binary, text []byte }

var textPool = sync.Pool{New: func() any { return new(textScratch) }}

// maxScratch keeps one large token from pinning its buffers in the pool.
const maxScratch = 64 << 10

func (b Bound) signText(format byte, payload []byte) (string, error) {
	sp := textPool.Get().(*textScratch)
	defer func() {
		if cap(sp.text) <= maxScratch {
			textPool.Put(sp)
		}
	}()
	token, err := b.sign(sp.binary[:0], format, payload)
	if err != nil {
		return "", err
	}
	sp.binary = token
	sp.text = appendBase64(append(sp.text[:0], textPrefix...), token[len(magic):])
	return string(sp.text), nil
}

// openText refuses by length before it decodes base64, and never sees two
// texts for one token: padding, white space, other alphabets and loose trailing
// bits are all refused.
func (b Bound) openText(text string, format byte) (verified, error) {
	if b.unusable() {
		return verified{}, errNoSigner
	}
	body, err := b.s.textBody(text)
	if err == nil {
		token := make([]byte, 0, len(magic)+decodedLen(len(body)))
		token, ok := decodeBase64(append(token, magic[:]...), body)
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

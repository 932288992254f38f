package signedcodec

import (
	"encoding/binary"
	"math"
	"slices"
	"time"
)

// Layout of docs/wire.md, section "Token".
const (
	tokenVersion  = 0x01
	streamVersion = 0x81
	headerSize    = 24
	overhead      = headerSize + tagSize // 56
)

// magic starts every token. Its first byte never starts UTF-8, MessagePack, gob
// or pickle, so unsigned data is told apart by one byte.
var magic = [2]byte{0xC1, 0x53}

// header is the fixed part of a token or stream.
type header struct {
	version byte
	format  byte
	keyID   uint32
	issued  uint64 // unix seconds
	expires uint64 // unix seconds, 0 none
}

func (h header) put(b []byte) {
	_ = b[headerSize-1]
	b[0], b[1], b[2], b[3] = magic[0], magic[1], h.version, h.format
	binary.BigEndian.PutUint32(b[4:], h.keyID)
	binary.BigEndian.PutUint64(b[8:], h.issued)
	binary.BigEndian.PutUint64(b[16:], h.expires)
}

// parseHeader reads what the bytes claim. Only keyID may be used before the tag
// was checked.
func parseHeader(b []byte, version byte) (header, error) {
	if len(b) < headerSize || b[0] != magic[0] || b[1] != magic[1] {
		return header{}, ErrMalformed
	}
	if b[2] != version {
		return header{}, wrongVersion(b[2])
	}
	return header{
		version: b[2],
		format:  b[3],
		keyID:   binary.BigEndian.Uint32(b[4:]),
		issued:  binary.BigEndian.Uint64(b[8:]),
		expires: binary.BigEndian.Uint64(b[16:]),
	}, nil
}

var (
	errIsStream = &failure{text: "this is a signed stream: read it with NewDecoder or NewReader", kind: ErrMalformed}
	errIsToken  = &failure{text: "this is a signed token, not a stream: read it with Unmarshal or Verify", kind: ErrMalformed}
)

func wrongVersion(got byte) error {
	switch got {
	case streamVersion:
		return errIsStream
	case tokenVersion:
		return errIsToken
	}
	return ErrMalformed
}

// newHeader is the header of what is signed now.
func (b Bound) newHeader(version, format byte, keyID uint32) (header, error) {
	now, err := b.s.now()
	if err != nil {
		return header{}, err
	}
	expires := b.bound().expires
	if b.s.ttl > 0 {
		// One second more, because issued is rounded down.
		end := now + min(b.s.ttl, math.MaxInt64-now-1) + 1
		if expires == 0 || end < expires {
			expires = end
		}
	}
	return header{version: version, format: format, keyID: keyID, issued: uint64(now), expires: uint64(expires)}, nil
}

// sign appends a token to dst.
func (b Bound) sign(dst []byte, format byte, payload []byte) ([]byte, error) {
	if b.unusable() {
		return nil, errNoSigner
	}
	if len(payload) > b.s.maxBytes {
		return nil, ErrTooLarge
	}
	key := b.s.keys().primary()
	h, err := b.newHeader(tokenVersion, format, key.id)
	if err != nil {
		return nil, err
	}
	start := len(dst)
	dst = slices.Grow(dst, len(payload)+overhead)[:start+len(payload)+overhead]
	token := dst[start:]
	// The payload moves first: it may lie where the header goes.
	body := token[headerSize : headerSize+len(payload)]
	copy(body, payload)
	h.put(token)
	key.tag(token[:headerSize], b.bound().ctx, body, token[headerSize+len(payload):], false)
	return dst, nil
}

// verified is a payload whose tag matched. Only open, the chunk reader's next and
// join make one, and decoding takes nothing else: code that would decode unchecked
// bytes does not compile.
type verified struct{ bytes []byte }

// join appends what was verified to what was verified: messages span chunks.
func (v verified) join(w verified) verified {
	return verified{append(v.bytes, w.bytes...)}
}

// open checks in the order of docs/wire.md: length, magic and version, key id,
// tag, format, time. The result aliases the token.
func (b Bound) open(token []byte, format byte) (verified, error) {
	if b.unusable() {
		return verified{}, errNoSigner
	}
	h, primary, err := b.check(token, format)
	if b.s.onVerify != nil {
		b.s.report(h, primary, len(token), err)
	}
	if err != nil {
		return verified{}, err
	}
	return verified{token[headerSize : len(token)-tagSize : len(token)-tagSize]}, nil
}

func (b Bound) check(token []byte, format byte) (h header, primary bool, err error) {
	if len(token) > b.s.maxBytes+overhead {
		return h, false, ErrTooLarge
	}
	if len(token) < overhead {
		return h, false, ErrMalformed
	}
	h, err = parseHeader(token, tokenVersion)
	if err != nil {
		return h, false, err
	}
	keys := b.s.keys()
	key := keys.find(h.keyID)
	if key == nil {
		return h, false, ErrUnknownKey
	}
	primary = key == keys.primary()
	end := len(token) - tagSize
	if !key.tag(token[:headerSize], b.bound().ctx, token[headerSize:end], token[end:], true) {
		return h, primary, ErrSignature
	}
	return h, primary, b.s.admit(h, format)
}

// admit checks what the tag vouches for: the format, then the times.
func (s *Signer) admit(h header, format byte) error {
	if h.format != format {
		return ErrFormat
	}
	now, err := s.now()
	switch {
	case err != nil:
		return err
	case h.issued > uint64(now)+uint64(s.skew):
		return ErrNotYetValid
	case h.expires != 0 && uint64(now) >= h.expires:
		return ErrExpired
	case s.maxAge > 0 && uint64(now) > h.issued && uint64(now)-h.issued > uint64(s.maxAge):
		return ErrExpired
	case s.ttl > 0 && s.maxAge == 0 && h.expires == 0:
		// A signer that limits lifetimes only by WithTTL would accept a token
		// without one for ever.
		return ErrExpired
	case h.issued < uint64(s.notBefore):
		return ErrExpired
	}
	return nil
}

// report calls the hook. Times are given only when the tag matched: before that,
// they are whatever the sender wrote.
func (s *Signer) report(h header, primary bool, size int, err error) {
	ev := Event{Purpose: s.purpose, KeyID: h.keyID, Primary: primary, Size: size, Err: err}
	switch err {
	case ErrTooLarge, ErrUnknownKey, ErrSignature, ErrMalformed:
	default:
		ev.Issued = unixTime(h.issued)
		if h.expires != 0 {
			ev.Expires = unixTime(h.expires)
		}
	}
	s.onVerify(ev)
}

func unixTime(sec uint64) time.Time {
	return time.Unix(int64(min(sec, math.MaxInt64>>8)), 0)
}

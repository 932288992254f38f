package signedcodec

import (
	"encoding/binary"
	"math"
	"slices"
	"time"
)

// Layout of docs/wire.md, section "Token".
const (
	tokenVersion        = 0x01
	sealedVersion       = 0x02
	streamVersion       = 0x81
	sealedStreamVersion = 0x82
	streamBit           = 0x80

	headerSize = 24
	overhead   = headerSize + tagSize // 56
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
		return header{}, wrongVersion(b[2], version)
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
	errIsStream = &failure{text: "this is a stream: read it with NewDecoder or NewReader", kind: ErrMalformed}
	errIsToken  = &failure{text: "this is a token, not a stream: read it with Unmarshal or Verify", kind: ErrMalformed}
	errIsSealed = &failure{text: "this is encrypted: read it with a Signer made with WithEncryption", kind: ErrMalformed}
	errIsPlain  = &failure{text: "this is signed but not encrypted: a Signer made with WithEncryption refuses it", kind: ErrMalformed}
)

func wrongVersion(got, want byte) error {
	switch {
	case got&^streamBit != tokenVersion && got&^streamBit != sealedVersion:
		return ErrMalformed
	case got&streamBit > want&streamBit:
		return errIsStream
	case got&streamBit < want&streamBit:
		return errIsToken
	case got&^streamBit == sealedVersion:
		return errIsSealed
	}
	return errIsPlain
}

// version is that of the signer's tokens.
func (c *config) version() byte {
	if c.sealed {
		return sealedVersion
	}
	return tokenVersion
}

// overhead is what a token is longer than its payload.
func (c *config) overhead() int {
	if c.sealed {
		return sealedOverhead
	}
	return overhead
}

// newHeader is the header of what is signed now.
func (s *Signer) newHeader(version, format byte, keyID uint32) (header, error) {
	now, err := s.now()
	if err != nil {
		return header{}, err
	}
	expires := s.binding().expires
	if s.ttl > 0 {
		// One second more, because issued is rounded down.
		end := now + min(s.ttl, math.MaxInt64-now-1) + 1
		if expires == 0 || end < expires {
			expires = end
		}
	}
	return header{version: version, format: format, keyID: keyID, issued: uint64(now), expires: uint64(expires)}, nil
}

// prepare checks what sign and appendText sign, and returns its key and header.
func (s *Signer) prepare(format byte, payload []byte) (*purposeKey, header, error) {
	if s.unusable() {
		return nil, header{}, errNoSigner
	}
	if len(payload) > s.maxBytes {
		return nil, header{}, ErrTooLarge
	}
	key := s.keys().primary()
	h, err := s.newHeader(s.version(), format, key.id)
	return key, h, err
}

// sign appends a token to dst.
func (s *Signer) sign(dst []byte, format byte, payload []byte) ([]byte, error) {
	key, h, err := s.prepare(format, payload)
	if err != nil {
		return nil, err
	}
	if s.sealed {
		return s.seal(dst, key, h, payload)
	}
	start := len(dst)
	dst = slices.Grow(dst, len(payload)+overhead)[:start+len(payload)+overhead]
	token := dst[start:]
	// The payload moves first: it may lie where the header goes.
	body := token[headerSize : headerSize+len(payload)]
	copy(body, payload)
	h.put(token)
	key.tag(token[:headerSize], s.binding().ctx, body, token[headerSize+len(payload):], false)
	return dst, nil
}

// verified is a payload whose tag matched. Only open, unseal, the text and chunk
// readers, inflate and join make one, and decoding takes nothing else: code that
// would decode unchecked bytes does not compile.
type verified struct{ bytes []byte }

// join appends what was verified to what was verified: messages span chunks.
func (v verified) join(w verified) verified {
	return verified{append(v.bytes, w.bytes...)}
}

// proof is what is known of a token after it was checked. Its header holds what
// the sender claims; that is true only where the tag vouched for it.
type proof struct {
	header
	primary bool // the key is the primary one
	vouched bool // the tag matched
	size    int  // bytes looked at
}

// open checks in the order of docs/wire.md: length, magic and version, key id,
// tag, format, time. The result aliases a signed token; a sealed one is decrypted
// into memory of its own.
func (s *Signer) open(token []byte, format byte) (verified, proof, error) {
	if s.unusable() {
		return verified{}, proof{}, errNoSigner
	}
	if s.sealed {
		return s.unseal(nil, token, format)
	}
	p := proof{size: len(token)}
	key, err := s.identify(&p, token)
	if err != nil {
		return verified{}, p, err
	}
	end := len(token) - tagSize
	if !key.tag(token[:headerSize], s.binding().ctx, token[headerSize:end], token[end:], true) {
		return verified{}, p, ErrSignature
	}
	p.vouched = true
	if err := s.admit(p.header, format); err != nil {
		return verified{}, p, err
	}
	return verified{token[headerSize:end:end]}, p, nil
}

// identify checks length, magic and version and finds the key that a token names.
func (s *Signer) identify(p *proof, token []byte) (key *purposeKey, err error) {
	switch payload := len(token) - s.overhead(); {
	case payload > s.maxBytes:
		return nil, ErrTooLarge
	case payload < 0 && len(token) < headerSize:
		return nil, ErrMalformed
	}
	h, err := parseHeader(token, s.version())
	switch {
	case err != nil:
		return nil, err
	case len(token) < s.overhead():
		return nil, ErrMalformed
	}
	return s.findKey(p, h)
}

func (s *Signer) findKey(p *proof, h header) (*purposeKey, error) {
	p.header = h
	keys := s.keys()
	key := keys.find(h.keyID)
	if key == nil {
		return nil, ErrUnknownKey
	}
	p.primary = key == keys.primary()
	return key, nil
}

// admit checks what the tag vouches for: the format, then the times.
func (c *core) admit(h header, format byte) error {
	if h.format != format {
		return ErrFormat
	}
	if h.expires == 0 && c.maxAge == 0 && c.ttl == 0 && c.clock == nil && h.issued <= systemClock.atLeast()+uint64(c.skew) {
		// Time only goes on: what was not in the future a moment ago is not now, and
		// to ask how late it is costs a fortieth of a short token.
		if h.issued < uint64(c.notBefore) {
			return ErrExpired
		}
		return nil
	}
	now, err := c.now()
	switch {
	case err != nil:
		return err
	case h.issued > uint64(now)+uint64(c.skew):
		return ErrNotYetValid
	case h.expires != 0 && uint64(now) >= h.expires:
		return ErrExpired
	case c.maxAge > 0 && uint64(now) > h.issued && uint64(now)-h.issued > uint64(c.maxAge):
		return ErrExpired
	case c.ttl > 0 && c.maxAge == 0 && h.expires == 0:
		// A signer that limits lifetimes only by WithTTL would accept a token
		// without one for ever.
		return ErrExpired
	case h.issued < uint64(c.notBefore):
		return ErrExpired
	}
	return nil
}

// report calls the hook once for what was verified, and decoded where that is
// part of the call. It returns err.
func (s *Signer) report(p proof, err error) error {
	if s.unusable() || s.onVerify == nil {
		return err
	}
	ev := Event{Purpose: s.purpose, KeyID: p.keyID, Primary: p.primary, Size: p.size, Err: err}
	if p.vouched {
		ev.Issued, ev.Expires = p.times()
	}
	s.onVerify(ev)
	return err
}

// times are those of the header; expires is zero where it has none.
func (h header) times() (issued, expires time.Time) {
	if h.expires != 0 {
		expires = unixTime(h.expires)
	}
	return unixTime(h.issued), expires
}

func unixTime(sec uint64) time.Time {
	return time.Unix(int64(min(sec, math.MaxInt64>>8)), 0)
}

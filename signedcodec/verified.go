package signedcodec

import "time"

// Verified is a token that verified: what [Signer.Open] returns. The zero value
// holds nothing and decodes into nothing.
type Verified struct {
	// Payload is what was signed. It shares the memory of a signed token, so a
	// token that changes afterwards changes it; that of an encrypted one is its own.
	Payload []byte
	Issued  time.Time // when it was signed
	Expires time.Time // zero when the token carries no expiry
	KeyID   uint32    // the key that signed it
	// Stale says that the key is not the primary one any more: sign the value
	// again, so that the old key can go.
	Stale bool

	c       *coding
	payload verified
}

// Open verifies a token in the signer's format and decodes nothing yet. Any
// [ErrInvalid] may come back. A session that slides, and moves to a new key as it
// is used, takes three lines:
//
//	v, err := sessions.For(id).Open(token)
//	// ... v.Decode(&session)
//	if v.Stale || time.Since(v.Issued) > time.Hour {
//		token, err = sessions.For(id).Marshal(session)
//	}
//
// What [WithLegacy] accepts has no time and no key, so Open refuses it.
func (s *Signer) Open(token []byte) (v Verified, err error) {
	payload, p, err := s.open(token, s.formatID())
	if err := s.report(p, err); err != nil {
		return v, err
	}
	v.fill(&s.coding, payload, &p)
	return v, nil
}

// OpenText is [Signer.Open] for text, with its errors.
func (s *Signer) OpenText(text string) (v Verified, err error) {
	payload, p, err := s.openText(text, s.formatID())
	if err := s.report(p, err); err != nil {
		return v, err
	}
	v.fill(&s.coding, payload, &p)
	return v, nil
}

func (v *Verified) fill(c *coding, payload verified, p *proof) {
	v.c, v.payload, v.Payload, v.KeyID, v.Stale = c, payload, payload.bytes, p.keyID, !p.primary
	v.Issued = unixTime(p.issued)
	if p.expires != 0 {
		v.Expires = unixTime(p.expires)
	}
}

// Decode decodes the payload into the pointer v. The error is an [ErrFormat], or an
// [ErrTooLarge] of what [Gzip] unpacks; on any error v is untouched. It looks at
// what verified, whatever Payload was set to.
func (v Verified) Decode(target any) error {
	if v.c == nil {
		return ErrMalformed
	}
	return v.c.decode(v.payload, target)
}

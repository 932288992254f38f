package signedcodec

import "slices"

// Marshal encodes v in the signer's format and signs it. Errors: [ErrFormat] for
// a value that the format cannot hold, [ErrTooLarge].
func (s *Signer) Marshal(v any) ([]byte, error) {
	payload, err := s.encode(v)
	if err != nil {
		return nil, err
	}
	return s.sign(nil, s.format.id(), payload)
}

// Unmarshal verifies a token, then decodes it into the pointer v. Any [ErrInvalid]
// may come back; on every error the target is untouched, with all that it points
// to. A type that decodes itself (UnmarshalJSON, GobDecode, UnmarshalBinary)
// answers for what it points to.
func (s *Signer) Unmarshal(token []byte, v any) error {
	if s.legacyToken(token) {
		return s.unmarshalLegacy(token, v)
	}
	payload, p, err := s.open(token, s.formatID())
	if err == nil {
		err = s.decode(payload, v)
	}
	return s.report(p, err)
}

// MarshalString is Marshal as text for cookies, headers and URLs. Errors are those
// of [Signer.Marshal].
func (s *Signer) MarshalString(v any) (string, error) {
	payload, err := s.encode(v)
	if err != nil {
		return "", err
	}
	return s.signText(s.format.id(), payload)
}

// UnmarshalString is [Signer.Unmarshal] for text, with its errors.
func (s *Signer) UnmarshalString(text string, v any) error {
	if s.legacyText(text) {
		return s.unmarshalLegacy([]byte(text), v)
	}
	payload, p, err := s.openText(text, s.formatID())
	if err == nil {
		err = s.decode(payload, v)
	}
	return s.report(p, err)
}

// AppendSign appends a signed token over the raw payload to dst and returns the
// extended slice. dst and payload may overlap. The token is in format [Raw]. The
// error for a payload over the limit is [ErrTooLarge].
func (s *Signer) AppendSign(dst, payload []byte) ([]byte, error) {
	return s.sign(dst, byte(Raw), payload)
}

// Verify verifies a token of AppendSign and appends its payload to dst. It
// allocates nothing when dst has room. On any error, which is an [ErrInvalid], it
// returns nil.
func (s *Signer) Verify(dst, token []byte) ([]byte, error) {
	if s.legacyToken(token) {
		return s.verifyLegacy(dst, token)
	}
	if !s.unusable() && s.sealed {
		payload, p, err := s.unseal(dst, token, byte(Raw))
		return payload.bytes, s.report(p, err)
	}
	payload, p, err := s.open(token, byte(Raw))
	if err := s.report(p, err); err != nil {
		return nil, err
	}
	return append(dst, payload.bytes...), nil
}

// SignText signs a raw payload as text: "sc1." and unpadded base64url. The error
// for a payload over the limit is [ErrTooLarge].
func (s *Signer) SignText(payload []byte) (string, error) {
	return s.signText(byte(Raw), payload)
}

// VerifyText verifies a token of SignText and returns its payload, or an
// [ErrInvalid].
func (s *Signer) VerifyText(text string) ([]byte, error) {
	if s.legacyText(text) {
		return s.verifyLegacy(nil, []byte(text))
	}
	payload, p, err := s.openText(text, byte(Raw))
	if err := s.report(p, err); err != nil {
		return nil, err
	}
	return slices.Clip(payload.bytes), nil
}

// AppendSignText appends the text token of SignText to dst. It allocates nothing
// when dst has room. The error for a payload over the limit is [ErrTooLarge].
func (s *Signer) AppendSignText(dst, payload []byte) ([]byte, error) {
	return s.appendText(dst, byte(Raw), payload)
}

// AppendVerifyText verifies a token of SignText and appends its payload to dst.
// It allocates nothing when dst has room. On any error, which is an [ErrInvalid],
// it returns nil.
func (s *Signer) AppendVerifyText(dst []byte, text string) ([]byte, error) {
	if s.legacyText(text) {
		return s.verifyLegacy(dst, []byte(text))
	}
	out, p, err := s.appendVerified(dst, text, byte(Raw))
	if err := s.report(p, err); err != nil {
		return nil, err
	}
	return out, nil
}

// encode is what Marshal and NewEncoder do before signing.
func (s *Signer) encode(v any) ([]byte, error) {
	if s.unusable() {
		return nil, errNoSigner
	}
	return s.coding.encode(v)
}

// formatID is that of the signer; an unusable one has an id that nothing matches.
func (s *Signer) formatID() byte {
	if s.unusable() {
		return 0xff
	}
	return s.format.id()
}

package signedcodec

import (
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"
)

// Bound is a [Signer] bound to a context and, with ExpiringAt, to an end of
// life. It is cheap to make and safe to copy. The zero Bound refuses everything.
type Bound struct {
	s *Signer
	// binding is behind a pointer because contexts may be session ids: printing
	// a struct that holds a Bound must not show them.
	binding *binding
}

type binding struct {
	ctx     []byte // each context string with its be64 length
	expires int64  // unix seconds, 0 none
}

var noBinding binding

func (b Bound) bound() *binding {
	if b.binding == nil {
		return &noBinding
	}
	return b.binding
}

// For binds more context, after the strings already bound.
func (b Bound) For(context ...string) Bound {
	old := b.bound()
	size := len(old.ctx)
	for _, c := range context {
		size += 8 + len(c)
	}
	ctx := append(make([]byte, 0, size), old.ctx...)
	for _, c := range context {
		ctx = append(binary.BigEndian.AppendUint64(ctx, uint64(len(c))), c...)
	}
	return Bound{s: b.s, binding: &binding{ctx: ctx, expires: old.expires}}
}

// ExpiringAt makes tokens that expire at t, or earlier where an earlier
// ExpiringAt or [WithTTL] says so.
func (b Bound) ExpiringAt(t time.Time) Bound {
	old := b.bound()
	// 0 means "never" on the wire, so a time before 1970 becomes second 1.
	expires := max(t.Add(time.Second-1).Unix(), 1)
	if old.expires != 0 {
		expires = min(expires, old.expires)
	}
	return Bound{s: b.s, binding: &binding{ctx: old.ctx, expires: expires}}
}

// Marshal encodes v in the signer's format and signs it.
func (b Bound) Marshal(v any) ([]byte, error) {
	payload, err := b.encode(v)
	if err != nil {
		return nil, err
	}
	return b.sign(nil, b.s.format.id(), payload)
}

// Unmarshal verifies a token, then decodes it into the pointer v. On any error
// the target is untouched.
func (b Bound) Unmarshal(token []byte, v any) error {
	if b.legacy(token) {
		return b.unmarshalLegacy(token, v)
	}
	payload, err := b.open(token, b.format().id())
	if err != nil {
		return err
	}
	return b.s.format.decode(payload, v)
}

// MarshalString is Marshal as text for cookies, headers and URLs.
func (b Bound) MarshalString(v any) (string, error) {
	payload, err := b.encode(v)
	if err != nil {
		return "", err
	}
	return b.signText(b.s.format.id(), payload)
}

// UnmarshalString is Unmarshal for text.
func (b Bound) UnmarshalString(text string, v any) error {
	if b.legacyText(text) {
		return b.unmarshalLegacy([]byte(text), v)
	}
	payload, err := b.openText(text, b.format().id())
	if err != nil {
		return err
	}
	return b.s.format.decode(payload, v)
}

// AppendSign appends a signed token over the raw payload to dst and returns the
// extended slice. dst and payload may overlap. The token is in format [Raw].
func (b Bound) AppendSign(dst, payload []byte) ([]byte, error) {
	return b.sign(dst, byte(Raw), payload)
}

// Verify verifies a token of AppendSign and appends its payload to dst. It
// allocates nothing when dst has room. On any error it returns nil.
func (b Bound) Verify(dst, token []byte) ([]byte, error) {
	if b.legacy(token) {
		return b.verifyLegacy(dst, token)
	}
	payload, err := b.open(token, byte(Raw))
	if err != nil {
		return nil, err
	}
	return append(dst, payload.bytes...), nil
}

// SignText signs a raw payload as text: "sc1." and unpadded base64url.
func (b Bound) SignText(payload []byte) (string, error) {
	return b.signText(byte(Raw), payload)
}

// VerifyText verifies a token of SignText and returns its payload.
func (b Bound) VerifyText(text string) ([]byte, error) {
	if b.legacyText(text) {
		return b.verifyLegacy(nil, []byte(text))
	}
	payload, err := b.openText(text, byte(Raw))
	if err != nil {
		return nil, err
	}
	return payload.bytes, nil
}

// AppendSignText appends the text token of SignText to dst. It allocates nothing
// when dst has room.
func (b Bound) AppendSignText(dst, payload []byte) ([]byte, error) {
	sp := textPool.Get().(*textScratch)
	defer sp.free()
	return b.appendText(sp, dst, byte(Raw), payload)
}

// AppendVerifyText verifies a token of SignText and appends its payload to dst.
// It allocates nothing when dst has room. On any error it returns nil.
func (b Bound) AppendVerifyText(dst []byte, text string) ([]byte, error) {
	if b.legacyText(text) {
		return b.verifyLegacy(dst, []byte(text))
	}
	sp := textPool.Get().(*textScratch)
	defer sp.free()
	sp.binary = slices.Grow(sp.binary[:0], min(decodedLen(len(text)), maxScratch))
	payload, err := b.openTextIn(sp.binary, text, byte(Raw))
	if err != nil {
		return nil, err
	}
	return append(dst, payload.bytes...), nil
}

// encode is what Marshal and NewEncoder do before signing.
func (b Bound) encode(v any) ([]byte, error) {
	if b.unusable() {
		return nil, errNoSigner
	}
	return b.s.format.encode(v)
}

// unusable tells a nil or zero Signer, which has no keys.
func (b Bound) unusable() bool { return b.s == nil || b.s.state.Load() == nil }

// format is that of the signer; the zero Bound has one that nothing matches.
func (b Bound) format() Format {
	if b.s == nil {
		return 0
	}
	return b.s.format
}

var errNoSigner = keyError("a zero Signer or Bound: make a Signer with New")

// String names the signer, not the context.
func (b Bound) String() string { return "bound " + b.s.String() }

// GoString is String: %#v must not show more than %v.
func (b Bound) GoString() string { return b.String() }

// Format prints the redacted form whatever the verb.
func (b Bound) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, b.String()) }

// LogValue logs the redacted form.
func (b Bound) LogValue() slog.Value { return slog.StringValue(b.String()) }

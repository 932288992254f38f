package signedcodec

import (
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"time"
)

// Signer signs and verifies for one purpose. It is safe for concurrent use and
// made once, usually as a package-level variable.
//
// Its methods work without a context. Use [Signer.For] wherever a token has an
// address, such as a cache key or a session id.
type Signer struct {
	config
	live        *Live // nil when the keys never change
	state       atomic.Pointer[keyState]
	legacyCount atomic.Uint64
}

// New makes a signer from a key source and a purpose of 1 to 255 bytes, such as
// "app/session"; signers of different purposes do not accept each other's tokens.
// One of [WithMaxAge], [WithTTL] and [WithoutExpiry] is required.
func New(keys KeySource, purpose string, opts ...Option) (*Signer, error) {
	c, err := newConfig(purpose, opts)
	if err != nil {
		return nil, err
	}
	if keys == nil {
		return nil, keyError("no key source: use FromEnv, FromFile, FromCredential or a Key")
	}
	ring, err := keys.Keyring()
	if err == nil {
		ring, err = ring.Keyring() // refuses an empty ring
	}
	if err != nil {
		return nil, err
	}
	st, err := newKeyState(ring, purpose)
	if err != nil {
		return nil, err
	}
	s := &Signer{config: c}
	s.live, _ = keys.(*Live)
	s.state.Store(st)
	return s, nil
}

// Must is [New] for package-level variables: it panics when New fails, so that a
// program with no key does not start. The panic value is the error and holds no
// key.
func Must(keys KeySource, purpose string, opts ...Option) *Signer {
	s, err := New(keys, purpose, opts...)
	if err != nil {
		panic(err)
	}
	return s
}

// keys returns the keys in force, derived anew when a Live has reloaded them.
func (s *Signer) keys() *keyState {
	st := s.state.Load()
	if s.live == nil {
		return st
	}
	ring := s.live.current()
	if ring == nil || ring == st.ring {
		return st
	}
	fresh, err := newKeyState(ring, s.purpose)
	if err != nil {
		return st
	}
	s.state.Store(fresh)
	return fresh
}

// Purpose is what the signer was made for.
func (s *Signer) Purpose() string { return s.purpose }

// Now is the signer's clock, for adapters that turn a time to live into an
// [Signer.ExpiringAt].
func (s *Signer) Now() time.Time {
	if s.clock == nil {
		return time.Now()
	}
	return s.clock()
}

// LegacyCount is how many values [WithLegacy] has accepted: when it stays zero,
// the migration is over.
func (s *Signer) LegacyCount() uint64 { return s.legacyCount.Load() }

// For binds tokens to a context, such as a cache key, or a table and a row: a
// token verifies only under the same strings in the same order. ("a", "b") and
// ("ab") are different contexts.
func (s *Signer) For(context ...string) Bound { return Bound{s: s}.For(context...) }

// ExpiringAt makes tokens that expire at t, or earlier where [WithTTL] says so.
// Times are whole seconds: a token may be accepted for up to a second longer.
func (s *Signer) ExpiringAt(t time.Time) Bound { return Bound{s: s}.ExpiringAt(t) }

// Marshal encodes v in the signer's format and signs it.
func (s *Signer) Marshal(v any) ([]byte, error) { return Bound{s: s}.Marshal(v) }

// Unmarshal verifies a token and decodes it into the pointer v.
func (s *Signer) Unmarshal(token []byte, v any) error { return Bound{s: s}.Unmarshal(token, v) }

// MarshalString is Marshal as text for cookies, headers and URLs.
func (s *Signer) MarshalString(v any) (string, error) { return Bound{s: s}.MarshalString(v) }

// UnmarshalString is Unmarshal for text.
func (s *Signer) UnmarshalString(text string, v any) error {
	return Bound{s: s}.UnmarshalString(text, v)
}

// AppendSign appends a signed token over the raw payload to dst.
func (s *Signer) AppendSign(dst, payload []byte) ([]byte, error) {
	return Bound{s: s}.AppendSign(dst, payload)
}

// Verify appends the raw payload of a token to dst.
func (s *Signer) Verify(dst, token []byte) ([]byte, error) { return Bound{s: s}.Verify(dst, token) }

// SignText signs a raw payload as text.
func (s *Signer) SignText(payload []byte) (string, error) { return Bound{s: s}.SignText(payload) }

// VerifyText returns the raw payload of a text token.
func (s *Signer) VerifyText(text string) ([]byte, error) { return Bound{s: s}.VerifyText(text) }

// AppendSignText appends a text token over the raw payload to dst.
func (s *Signer) AppendSignText(dst, payload []byte) ([]byte, error) {
	return Bound{s: s}.AppendSignText(dst, payload)
}

// AppendVerifyText appends the raw payload of a text token to dst.
func (s *Signer) AppendVerifyText(dst []byte, text string) ([]byte, error) {
	return Bound{s: s}.AppendVerifyText(dst, text)
}

// NewEncoder writes a stream of signed messages to w.
func (s *Signer) NewEncoder(w io.Writer) *Encoder { return Bound{s: s}.NewEncoder(w) }

// NewDecoder reads a stream of signed messages from r.
func (s *Signer) NewDecoder(r io.Reader) *Decoder { return Bound{s: s}.NewDecoder(r) }

// NewWriter signs a stream of bytes to w.
func (s *Signer) NewWriter(w io.Writer) *Writer { return Bound{s: s}.NewWriter(w) }

// NewReader verifies a stream of bytes from r.
func (s *Signer) NewReader(r io.Reader) *Reader { return Bound{s: s}.NewReader(r) }

// String names the purpose and the redacted primary key.
func (s *Signer) String() string {
	if s == nil || s.state.Load() == nil {
		return "signer(none)"
	}
	return fmt.Sprintf("signer(%q, %s)", s.purpose, s.state.Load().ring.keys[0])
}

// GoString is String: %#v must not show more than %v.
func (s *Signer) GoString() string { return s.String() }

// Format prints the redacted form whatever the verb.
func (s *Signer) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue logs the redacted form.
func (s *Signer) LogValue() slog.Value { return slog.StringValue(s.String()) }

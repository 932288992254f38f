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
// Use [Signer.For] wherever a token has an address, such as a cache key or a
// session id. A zero or nil Signer refuses everything with [ErrKey].
type Signer struct {
	*core
	bound hidden[binding]
}

// Bound is a Signer that [Signer.For] or [Signer.ExpiringAt] returned.
type Bound = *Signer

// core is what a signer shares with those that are bound to contexts.
type core struct {
	config
	live        *Live // nil when the keys never change
	state       atomic.Pointer[keyState]
	legacyCount atomic.Uint64
}

// New makes a signer from a key source and a purpose of 1 to 255 bytes, such as
// "app/session"; signers of different purposes do not accept each other's tokens.
// One of [WithMaxAge], [WithTTL] and [WithoutExpiry] is required.
//
// Keys that cannot be used or read give an [ErrKey]; every other error tells of
// an option that cannot be used.
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
	s := &Signer{core: &core{config: c, live: ring.live}}
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

// unusable tells a nil or zero Signer, which has no keys.
func (s *Signer) unusable() bool { return s == nil || s.core == nil }

var errNoSigner = keyError("a zero or nil Signer: make one with New")

// keys returns the keys in force, derived anew when a Live has reloaded them.
func (c *core) keys() *keyState {
	st := c.state.Load()
	if c.live == nil {
		return st
	}
	ring := c.live.current()
	if ring == nil || ring == st.ring {
		return st
	}
	fresh, err := newKeyState(ring, c.purpose)
	if err != nil {
		return st
	}
	c.state.Store(fresh)
	return fresh
}

// Purpose is what the signer was made for.
func (s *Signer) Purpose() string {
	if s.unusable() {
		return ""
	}
	return s.purpose
}

// Now is the signer's clock, for adapters that turn a time to live into an
// [Signer.ExpiringAt].
func (s *Signer) Now() time.Time {
	if s.unusable() || s.clock == nil {
		return time.Now()
	}
	return s.clock()
}

// Lifetime is the longest time for which a token is accepted after it was
// signed, and 0 where [WithoutExpiry] was given: what a cookie's Max-Age or a
// cache's time to live may be.
func (s *Signer) Lifetime() time.Duration {
	if s.unusable() {
		return 0
	}
	seconds := max(s.maxAge, s.ttl)
	if s.maxAge > 0 && s.ttl > 0 {
		seconds = min(s.maxAge, s.ttl)
	}
	return time.Duration(min(seconds, maxLifetime)) * time.Second
}

// LegacyCount is how many values [WithLegacy] has accepted: when it stays zero,
// the migration is over.
func (s *Signer) LegacyCount() uint64 {
	if s.unusable() {
		return 0
	}
	return s.legacyCount.Load()
}

// String names the purpose and the redacted primary key, not the context.
func (s *Signer) String() string {
	if s.unusable() {
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

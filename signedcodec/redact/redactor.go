package redact

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"sync"
	"sync/atomic"

	"github.com/unsafedecode/unsafedecode/signedcodec/internal/weak"
)

// Mode is what becomes of a secret value.
type Mode uint8

const (
	// Replace puts the mark in place of the value: the reader sees that there was one. The default.
	Replace Mode = iota
	// Remove deletes the value with its name.
	Remove
	// Pseudonym puts the mark, '-' and 22 characters of a keyed hash (HMAC-SHA256, 128 bits) in place of the value:
	// equal values stay equal and different ones different, and nobody without the key can test a guess.
	Pseudonym
)

// Bounds and defaults.
const (
	// DefaultMark stands for a redacted value.
	DefaultMark = "REDACTED"
	// DefaultMaxBody is the largest body, in bytes, that Request, Response and CacheKey read.
	DefaultMaxBody = 1 << 20
	// MinKeyBytes is the shortest key that WithKey takes: 32 bytes, the output of HMAC-SHA256.
	MinKeyBytes = 32
)

// A Redactor redacts. It is immutable and safe for concurrent use. It prints as "redact.Redactor", never with its key.
type Redactor struct {
	names      names
	mode       Mode
	mark       string
	maxBody    int64
	keepOpaque bool
	// The keys are behind functions, where printers and dumpers of fields stop.
	valueMAC   func() hash.Hash // of pseudonyms
	requestMAC func() hash.Hash // of cache keys
}

// An Option configures a Redactor.
type Option func(*settings) error

type settings struct {
	Redactor
	key []byte
}

// WithMode sets what becomes of secret values.
func WithMode(m Mode) Option {
	return func(s *settings) error {
		if m > Pseudonym {
			return fmt.Errorf("redact: mode %d is not one of Replace, Remove and Pseudonym", m)
		}
		s.mode = m
		return nil
	}
}

// WithNames adds names that are secret in every place: header fields, parameters and JSON members.
func WithNames(list ...string) Option {
	return func(s *settings) error {
		for _, name := range list {
			if len(fold(nil, name)) == 0 {
				return fmt.Errorf("redact: WithNames(%q): a name needs a letter or a digit", name)
			}
		}
		for _, name := range list {
			s.names.given[string(fold(nil, name))] = true
		}
		return nil
	}
}

// WithoutNames keeps the values of names that would be redacted, in every place. It takes whole names: an exception for
// "code" is none for "device_code". A name that is not redacted anyway is an error, because a misspelt exception would be
// believed to work.
func WithoutNames(list ...string) Option {
	return func(s *settings) error {
		for _, name := range list {
			if !s.names.has(inParam, name) && !s.names.has(inHeader, name) {
				return fmt.Errorf("redact: WithoutNames(%q): that name is not redacted; see DefaultNames", name)
			}
			s.names.given[string(fold(nil, name))] = false
		}
		return nil
	}
}

// WithMark sets the text that stands for a redacted value, [DefaultMark] otherwise. It must be printable ASCII.
func WithMark(mark string) Option {
	return func(s *settings) error {
		if mark == "" {
			return errors.New("redact: the mark is empty; use WithMode(Remove) to delete values")
		}
		for _, r := range mark {
			if r < ' ' || r > '~' {
				return errors.New("redact: the mark must be printable ASCII")
			}
		}
		s.mark = mark
		return nil
	}
}

// WithKey sets the key of pseudonyms and cache keys, at least [MinKeyBytes] random bytes. Give every process that
// shares a cache the same key. Without it a Redactor makes a random one, and its pseudonyms and cache keys are its own.
func WithKey(key []byte) Option {
	return func(s *settings) error {
		if len(key) < MinKeyBytes {
			return fmt.Errorf("redact: the key has %d bytes, needs at least %d random ones", len(key), MinKeyBytes)
		}
		if weak.Published(key) || weak.Monotonous(key) {
			return errors.New("redact: the key is published, or repeats or counts up its bytes; use random ones")
		}
		s.key = key
		return nil
	}
}

// WithMaxBody sets the largest body in bytes that is read, [DefaultMaxBody] otherwise. A larger one is dropped.
func WithMaxBody(bytes int64) Option {
	return func(s *settings) error {
		if bytes < 0 {
			return fmt.Errorf("redact: WithMaxBody(%d) is negative", bytes)
		}
		s.maxBody = bytes
		return nil
	}
}

// KeepOpaqueBodies keeps bodies that cannot be looked into (HTML, XML, images, compressed ones) as they are. Otherwise
// they are dropped. Bodies that claim to be JSON or a form and are not, or are too large, are dropped all the same.
func KeepOpaqueBodies() Option {
	return func(s *settings) error {
		s.keepOpaque = true
		return nil
	}
}

// New returns a Redactor with the default names, replacing by "REDACTED", unless options say otherwise. Options apply
// in order. The error tells of an option that cannot be used.
func New(opts ...Option) (*Redactor, error) {
	s := &settings{Redactor: Redactor{names: defaultNames(), mark: DefaultMark, maxBody: DefaultMaxBody}}
	for _, opt := range opts {
		if err := opt(s); err != nil {
			return nil, err
		}
	}
	if s.key == nil {
		s.key = make([]byte, MinKeyBytes)
		rand.Read(s.key) // never fails: see crypto/rand
	}
	s.names.known = &nameCache{} // what options asked, they may have changed
	s.valueMAC = derive(s.key, "signedcodec/redact/v1/value")
	s.requestMAC = derive(s.key, "signedcodec/redact/v1/request")
	return &s.Redactor, nil
}

// Must is New for package variables: it panics on an error, which never contains the key.
func Must(opts ...Option) *Redactor {
	r, err := New(opts...)
	if err != nil {
		panic(err)
	}
	return r
}

var (
	builtin = sync.OnceValue(func() *Redactor { return Must() })
	current atomic.Pointer[Redactor]
)

// Default returns the Redactor behind the package-level functions.
func Default() *Redactor {
	if r := current.Load(); r != nil {
		return r
	}
	return builtin()
}

// SetDefault makes r the Redactor behind the package-level functions; call it once, early in main, with a key from the
// environment when cache keys are to outlive the process or be shared by several. It panics when r is nil.
func SetDefault(r *Redactor) {
	if r == nil {
		panic("redact: SetDefault(nil)")
	}
	current.Store(r)
}

// Format implements fmt.Formatter, so that no verb prints the key.
func (r *Redactor) Format(f fmt.State, _ rune) { io.WriteString(f, "redact.Redactor") }

// MarshalText implements encoding.TextMarshaler, so that loggers and encoders do not reach the key either. The error is
// nil.
func (r *Redactor) MarshalText() ([]byte, error) { return []byte("redact.Redactor"), nil }

// instead returns what stands for value; ok is false when it is to be removed.
func (r *Redactor) instead(value string) (mark string, ok bool) {
	switch r.mode {
	case Remove:
		return "", false
	case Pseudonym:
		h := r.valueMAC()
		io.WriteString(h, value)
		return r.mark + "-" + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16]), true
	}
	return r.mark, true
}

// derive returns what makes a MAC under the key that is derived for one use.
func derive(key []byte, use string) func() hash.Hash {
	h := hmac.New(sha256.New, key)
	io.WriteString(h, use)
	derived := h.Sum(nil)
	return func() hash.Hash { return hmac.New(sha256.New, derived) }
}

// writeField adds one string to a MAC with its length in front, so that no two lists of fields give the same bytes.
func writeField(h hash.Hash, s string) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(s)))
	h.Write(n[:])
	io.WriteString(h, s)
}

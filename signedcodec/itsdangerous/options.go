package itsdangerous

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Bounds and defaults.
const (
	// NoLimit as a maximum age accepts tokens of any age.
	NoLimit time.Duration = -1
	// MinSecretBytes is the shortest secret that is taken without AllowWeakSecrets.
	MinSecretBytes = 16
	// DefaultMaxBytes is the longest token in bytes that is looked at.
	DefaultMaxBytes = 16 << 20
	// DefaultMaxInflate is the largest payload in bytes that a compressed token may inflate to.
	DefaultMaxInflate = 1 << 20
)

// An Option configures a signer or serializer.
type Option func(*config) error

type config struct {
	salt, sep       string
	digest          Digest
	fallbackDigests []Digest
	fallbackSecrets [][]byte
	derivation      Derivation
	lenient         bool
	weak            bool
	timestamps      Timestamps
	format          Format
	clock           func() time.Time
	maxBytes        int
	maxInflate      int
}

// WithSalt sets the salt: the name of what the tokens are for. Default: "itsdangerous.Signer" for the signers,
// "itsdangerous" for the serializers, "cookie-session" for Flask, as in Python.
func WithSalt(salt string) Option {
	return func(c *config) error { c.salt = salt; return nil }
}

// WithSep sets the separator, "." otherwise. It must not hold a character that base64 uses.
func WithSep(sep string) Option {
	return func(c *config) error {
		if sep == "" || strings.ContainsFunc(sep, func(r rune) bool { return r == '=' || r < 0x80 && alphabet[byte(r)] }) {
			return fmt.Errorf("itsdangerous: separator %q is empty or holds a character of the signature's alphabet", sep)
		}
		c.sep = sep
		return nil
	}
}

// WithDigest sets the hash of the signature and of the key derivation, [SHA256] otherwise. Python's default is [SHA1].
func WithDigest(d Digest) Option {
	return func(c *config) error { c.digest = d; return d.check() }
}

// WithFallbackDigests also accepts signatures made with these hashes. Signing uses the one of WithDigest only.
func WithFallbackDigests(list ...Digest) Option {
	return func(c *config) error {
		for _, d := range list {
			if err := d.check(); err != nil {
				return err
			}
		}
		c.fallbackDigests = slices.Clone(list)
		return nil
	}
}

// WithFallbackSecrets also accepts tokens signed with these retired secrets, in any order. They never sign.
func WithFallbackSecrets(list ...[]byte) Option {
	return func(c *config) error { c.fallbackSecrets = list; return nil }
}

// WithDerivation sets how the signing key is derived from secret and salt, [DjangoConcat] otherwise.
func WithDerivation(d Derivation) Option {
	return func(c *config) error {
		if d > NoDerivation {
			return fmt.Errorf("itsdangerous: %d is no key derivation", d)
		}
		c.derivation = d
		return nil
	}
}

// Lenient accepts every spelling of a token that Python accepts: see the package comment, difference 3. Whoever sees one
// token can then make others that verify too, so lists of revoked or used tokens do not hold.
func Lenient() Option {
	return func(c *config) error { c.lenient = true; return nil }
}

// AllowWeakSecrets accepts short, repetitive and published secrets, for reading what was signed with them.
func AllowWeakSecrets() Option {
	return func(c *config) error { c.weak = true; return nil }
}

// WithTimestamps sets how timestamps are written, [Base64Timestamps] otherwise.
func WithTimestamps(t Timestamps) Option {
	return func(c *config) error {
		if t > Base62Timestamps {
			return fmt.Errorf("itsdangerous: %d is no way to write timestamps", t)
		}
		c.timestamps = t
		return nil
	}
}

// WithFormat sets how a serializer writes values: [PythonJSON] for Serializer and TimedSerializer, [CompactJSON] for the
// URL-safe ones otherwise.
func WithFormat(f Format) Option {
	return func(c *config) error {
		if f == nil {
			return errors.New("itsdangerous: WithFormat(nil)")
		}
		c.format = f
		return nil
	}
}

// WithClock sets the clock, time.Now otherwise.
func WithClock(now func() time.Time) Option {
	return func(c *config) error {
		if now == nil {
			return errors.New("itsdangerous: WithClock(nil)")
		}
		c.clock = now
		return nil
	}
}

// WithMaxBytes sets the longest token in bytes that is looked at, [DefaultMaxBytes] otherwise.
func WithMaxBytes(n int) Option {
	return func(c *config) error { c.maxBytes = n; return positive("WithMaxBytes", n) }
}

// WithMaxInflate sets the size in bytes that a compressed payload may inflate to, [DefaultMaxInflate] otherwise: a token
// of 1 KiB can inflate to 1 MiB.
func WithMaxInflate(n int) Option {
	return func(c *config) error { c.maxInflate = n; return positive("WithMaxInflate", n) }
}

func positive(name string, n int) error {
	if n <= 0 {
		return fmt.Errorf("itsdangerous: %s(%d) must be positive", name, n)
	}
	return nil
}

// Django sets what Django's signing module does differently: ":" as separator, timestamps in base 62, JSON in ASCII. Add
// the salt that the Python side uses: "django.core.signing" for dumps and loads, the class's dotted name for its signers.
func Django() Option {
	return func(c *config) error {
		c.sep, c.timestamps, c.format = ":", Base62Timestamps, ASCIIJSON
		return nil
	}
}

func newConfig(salt string, format Format, opts []Option) (*config, error) {
	c := &config{
		salt: salt, sep: ".", format: format, clock: time.Now,
		maxBytes: DefaultMaxBytes, maxInflate: DefaultMaxInflate,
	}
	for _, opt := range opts {
		if err := opt(c); err != nil {
			return nil, err
		}
	}
	return c, nil
}

package signedcodec

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Defaults of a [Signer].
const (
	// DefaultMaxBytes bounds a payload, in bytes, unless WithMaxBytes says otherwise.
	DefaultMaxBytes = 16 << 20
	// DefaultSkew is how far another signer's clock may run ahead of ours.
	DefaultSkew = time.Minute
)

// Option configures a [Signer].
type Option func(*config) error

// config is a signer's configuration; it holds no key.
type config struct {
	coding
	purpose   string
	sealed    bool
	maxAge    int64 // seconds, 0 none
	ttl       int64 // seconds, 0 none
	noExpiry  bool
	notBefore int64 // unix seconds
	maxBytes  int
	skew      int64            // seconds
	clock     func() time.Time // nil for the system's
	onVerify  func(Event)
	legacy    LegacyFunc
	legacyEnd time.Time
}

// maxLifetime is a time.Duration's limit in seconds.
const maxLifetime = int64(math.MaxInt64 / time.Second)

// WithFormat sets how values become payloads: [JSON] (the default), [Gob],
// [Binary], [Raw], or [Gzip] of one of them. Tokens of another format are refused
// with [ErrFormat], never dispatched on.
func WithFormat(f Format) Option {
	return func(c *config) error {
		c.format = f
		return f.check()
	}
}

// ValueCodec is an encoding of the caller's own, such as MessagePack. Unmarshal
// sees verified bytes only, and may keep them.
type ValueCodec interface {
	Marshal(v any) ([]byte, error)
	Unmarshal(data []byte, v any) error
}

// WithCodec sets an encoding of the caller's own. The identifier, 64 to 127, is
// its format byte in tokens: give each encoding one, and never reuse it.
func WithCodec(id byte, codec ValueCodec) Option {
	return func(c *config) error {
		switch {
		case codec == nil:
			return errors.New("signedcodec: WithCodec: the codec is nil")
		case Format(id) < ownFrom || id > 127:
			return fmt.Errorf("signedcodec: WithCodec: %d is not between 64 and 127", id)
		}
		c.format, c.own = Format(id), codec
		return nil
	}
}

// WithStrictJSON refuses, with [ErrFormat], JSON payloads that have a member that
// the target has no field for, or one twice.
func WithStrictJSON() Option {
	return func(c *config) error {
		c.strict = true
		return nil
	}
}

// WithExactNumbers decodes JSON numbers in interfaces as json.Number instead of
// float64, which holds integers up to 2^53 only.
func WithExactNumbers() Option {
	return func(c *config) error {
		c.exact = true
		return nil
	}
}

// WithMaxAge refuses tokens that were issued longer ago than d. It is enforced
// by the verifier, so shortening it takes effect on tokens that exist.
func WithMaxAge(d time.Duration) Option {
	return func(c *config) (err error) {
		c.maxAge, err = wholeSeconds("WithMaxAge", d)
		return err
	}
}

// WithTTL writes into every token that it expires after d. Verifiers enforce it
// whatever their own options are.
func WithTTL(d time.Duration) Option {
	return func(c *config) (err error) {
		c.ttl, err = wholeSeconds("WithTTL", d)
		return err
	}
}

// WithoutExpiry says that tokens are meant to live as long as their key. An
// expiry that a token carries all the same, from [Signer.ExpiringAt], is enforced.
func WithoutExpiry() Option {
	return func(c *config) error {
		c.noExpiry = true
		return nil
	}
}

// WithNotBefore refuses every token issued before t, as [ErrExpired]. Set to the
// moment of an incident, it ends all older sessions at once. Tokens tell whole
// seconds, so t is rounded up: what was issued later in the same second is refused
// as well.
func WithNotBefore(t time.Time) Option {
	return func(c *config) error {
		if t.Unix() < 0 {
			return errors.New("signedcodec: WithNotBefore: the time lies before 1970")
		}
		c.notBefore = t.Unix()
		if t.Nanosecond() > 0 {
			c.notBefore++
		}
		return nil
	}
}

// WithMaxBytes bounds the payload of a token or message to n bytes, when signing
// and, before anything else is looked at, when verifying. [Signer.NewWriter] and
// [Signer.NewReader] are not bounded: they work in chunks of 64 KiB.
func WithMaxBytes(n int) Option {
	return func(c *config) error {
		if n <= 0 || n > math.MaxInt32 {
			return fmt.Errorf("signedcodec: WithMaxBytes: %d is not between 1 and %d", n, math.MaxInt32)
		}
		c.maxBytes = n
		return nil
	}
}

// WithSkew accepts tokens issued up to d in the future, by a signer whose clock
// runs ahead; the default is [DefaultSkew]. It never prolongs a lifetime.
func WithSkew(d time.Duration) Option {
	return func(c *config) error {
		if d < 0 {
			return errors.New("signedcodec: WithSkew: the duration is negative")
		}
		c.skew = int64(d / time.Second)
		return nil
	}
}

// WithClock replaces time.Now, for tests and for trusted time sources.
func WithClock(now func() time.Time) Option {
	return func(c *config) error {
		if now == nil {
			return errors.New("signedcodec: WithClock: the clock is nil")
		}
		c.clock = now
		return nil
	}
}

// OnVerify calls hook after every verification, successful or not, on the
// goroutine that verifies: count failures here, and tokens of old keys before
// removing one. Where a call also decodes, it reports once, after decoding. A
// [Decoder] reports each message, a [Reader] once, when the stream ends or fails.
func OnVerify(hook func(Event)) Option {
	return func(c *config) error {
		c.onVerify = hook
		return nil
	}
}

// Event is one verification.
type Event struct {
	Purpose string
	KeyID   uint32    // as the token names it; zero when it names none
	Primary bool      // the key is the primary one
	Issued  time.Time // zero unless the signature matched
	Expires time.Time // zero unless it matched, and when the token carries no expiry
	Size    int       // bytes of the token, or of the message read so far
	Legacy  bool      // unsigned data that went to the WithLegacy function
	Err     error     // what the call returns; nil when accepted
}

// wholeSeconds rounds up: the wire counts seconds, and a lifetime is never
// shorter than asked for.
func wholeSeconds(option string, d time.Duration) (int64, error) {
	if d <= 0 {
		return 0, fmt.Errorf("signedcodec: %s: the duration must be positive; use WithoutExpiry for tokens that live on", option)
	}
	seconds := int64(d / time.Second)
	if d%time.Second > 0 {
		seconds++
	}
	return seconds, nil
}

func newConfig(purpose string, opts []Option) (config, error) {
	c := config{
		purpose:  purpose,
		coding:   coding{format: JSON},
		maxBytes: DefaultMaxBytes,
		skew:     int64(DefaultSkew / time.Second),
	}
	if purpose == "" || len(purpose) > 255 {
		return c, errors.New(`signedcodec: the purpose must have 1 to 255 bytes; name what is signed, such as "app/session"`)
	}
	for _, opt := range opts {
		if opt == nil {
			continue
		}
		if err := opt(&c); err != nil {
			return c, err
		}
	}
	if err := c.checkJSON(); err != nil {
		return c, err
	}
	if err := c.checkLegacy(); err != nil {
		return c, err
	}
	return c, c.checkLifetime()
}

func (c *config) checkJSON() error {
	if (c.strict || c.exact) && c.format.base() != JSON {
		return fmt.Errorf("signedcodec: WithStrictJSON and WithExactNumbers are for format JSON, not %s", c.format)
	}
	return nil
}

// wallTime is the clock's time.
func (c *config) wallTime() time.Time {
	if c.clock == nil {
		return time.Now()
	}
	return c.clock()
}

func (c *config) checkLifetime() error {
	limited := c.maxAge > 0 || c.ttl > 0
	switch {
	case !limited && !c.noExpiry:
		return errors.New("signedcodec: say how long tokens live: WithMaxAge, WithTTL or WithoutExpiry")
	case limited && c.noExpiry:
		return errors.New("signedcodec: WithoutExpiry contradicts WithMaxAge and WithTTL: keep one")
	}
	return nil
}

// now is the clock in unix seconds. A clock before 1970 is broken, and signing
// with it would make tokens of year 584 billion.
func (c *config) now() (int64, error) {
	var now int64
	if c.clock == nil {
		now = systemClock.unix()
	} else {
		now = c.clock().Unix()
	}
	if now < 0 {
		return 0, errClock
	}
	return now, nil
}

var errClock = &failure{text: "the clock is before 1970: set the system time", kind: ErrNotYetValid}

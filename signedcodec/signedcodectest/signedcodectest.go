// Package signedcodectest helps to test programs that sign.
//
// A package-level signer whose key comes from the environment keeps a package's tests from starting where no key is set.
// Import this package in a _test.go file of the package itself, if only for that:
//
//	import _ "github.com/unsafedecode/unsafedecode/signedcodec/signedcodectest"
//
// In a test binary, and in no other, [signedcodec.FromEnv], [signedcodec.FromFile] and [signedcodec.FromCredential] then give
// a random key of the process for a variable, file or credential that is missing. One that is there is used, and refused when
// it is weak, as ever. Import it in a file of the package under test, not of its external test package, because packages
// are initialized in the order of their imports.
package signedcodectest

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/internal/testkeys"
)

var _ = enable()

func enable() bool {
	if testing.Testing() {
		testkeys.Enable()
	}
	return true
}

// New makes a signer with a random key. Tokens do not expire unless opts say so.
func New(t testing.TB, purpose string, opts ...signedcodec.Option) *signedcodec.Signer {
	t.Helper()
	key := signedcodec.GenerateKey()
	s, err := signedcodec.New(key, purpose, opts...)
	if err != nil {
		s, err = signedcodec.New(key, purpose, append(slices.Clone(opts), signedcodec.WithoutExpiry())...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Clock is a clock that a test sets: give its Now to [signedcodec.WithClock]. It is safe for concurrent use.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock makes a clock that stands at t.
func NewClock(t time.Time) *Clock { return &Clock{now: t} }

// Now is the clock's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Tampered returns what an attacker can make of a token without its key, by the name of the attack: bits that are flipped,
// ends that are cut off, what is put before and behind, and what was never signed.
func Tampered(token []byte) map[string][]byte {
	all := map[string][]byte{
		"nothing": {}, "not signed": []byte(`{"admin":true}`), "twice": slices.Concat(token, token),
		"longer": append(slices.Clone(token), 0), "shifted": append([]byte{0}, token...),
	}
	names := []string{"magic", "version", "format", "key id", "issued", "expires", "payload", "tag"}
	for i, at := range []int{0, 2, 3, 5, 12, 20, 28, len(token) - 1} {
		if at >= 0 && at < len(token) {
			flipped := slices.Clone(token)
			flipped[at] ^= 1
			all["flipped "+names[i]] = flipped
		}
	}
	for _, n := range []int{1, 16, 32, len(token) / 2} {
		if n < len(token) {
			all["without its last bytes "+strings.Repeat("-", n%7)] = slices.Clone(token[:len(token)-n])
		}
	}
	return all
}

// TamperedText is [Tampered] for tokens as text.
func TamperedText(text string) map[string]string {
	all := map[string]string{
		"nothing": "", "not signed": "admin", "padded": text + "=", "newline behind": text + "\n", "blank before": " " + text,
		"upper case": strings.ToUpper(text), "twice": text + text, "without its prefix": strings.TrimPrefix(text, "sc1."),
	}
	for _, at := range []int{len(text) / 4, len(text) / 2, len(text) - 8} {
		if at > 4 && at < len(text) {
			other := byte('A')
			if text[at] == 'A' {
				other = 'B'
			}
			all["changed at "+strings.Repeat("-", at%11)] = text[:at] + string(other) + text[at+1:]
		}
	}
	return all
}

// Refused fails the test for everything that [Tampered] makes of token and that open accepts. Open is what the program does
// with bytes that come back; it must return a [signedcodec.ErrInvalid], or, in a cache, report a miss as one.
func Refused(t testing.TB, token []byte, open func(token []byte) error) {
	t.Helper()
	if err := open(slices.Clone(token)); err != nil {
		t.Errorf("the token itself is refused: %v", err)
	}
	for name, bad := range Tampered(token) {
		if err := open(bad); !errors.Is(err, signedcodec.ErrInvalid) {
			t.Errorf("%s: got %v, want an ErrInvalid", name, err)
		}
	}
	if bytes.Equal(token, nil) {
		t.Error("the token is empty")
	}
}

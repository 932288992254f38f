package signedcodec

import (
	"errors"
	"math"
	"testing"
	"time"
)

func TestTimes(t *testing.T) {
	key := GenerateKey()
	now := epoch
	clock := WithClock(func() time.Time { return now })
	cases := []struct {
		name    string
		opts    []Option
		bind    func(*Signer) Bound
		at      time.Duration
		wantErr error
	}{
		{"max age, last second", []Option{WithMaxAge(time.Minute)}, nil, time.Minute, nil},
		{"max age, over", []Option{WithMaxAge(time.Minute)}, nil, 61 * time.Second, ErrExpired},
		{"ttl, in time", []Option{WithTTL(time.Minute)}, nil, time.Minute, nil},
		{"ttl, over", []Option{WithTTL(time.Minute)}, nil, 61 * time.Second, ErrExpired},
		{"the shorter of ttl and deadline", []Option{WithTTL(time.Hour)}, func(s *Signer) Bound { return s.ExpiringAt(epoch.Add(time.Minute)) }, time.Minute, ErrExpired},
		{"deadline, in time", []Option{WithoutExpiry()}, func(s *Signer) Bound { return s.ExpiringAt(epoch.Add(time.Minute)) }, 59 * time.Second, nil},
		{"the earlier of two deadlines", []Option{WithoutExpiry()}, func(s *Signer) Bound { return s.ExpiringAt(epoch.Add(time.Minute)).ExpiringAt(epoch.Add(time.Hour)) }, time.Minute, ErrExpired},
		{"deadline before 1970", []Option{WithoutExpiry()}, func(s *Signer) Bound { return s.ExpiringAt(time.Unix(-5, 0)) }, 0, ErrExpired},
		{"deadline zero", []Option{WithoutExpiry()}, func(s *Signer) Bound { return s.ExpiringAt(time.Unix(0, 0)) }, 0, ErrExpired},
		{"no expiry, a century", []Option{WithoutExpiry()}, nil, 100 * 365 * 24 * time.Hour, nil},
		{"within skew", []Option{WithoutExpiry()}, nil, -time.Minute, nil},
		{"beyond skew", []Option{WithoutExpiry()}, nil, -61 * time.Second, ErrNotYetValid},
		{"own skew", []Option{WithoutExpiry(), WithSkew(0)}, nil, -time.Second, ErrNotYetValid},
		{"not before", []Option{WithoutExpiry(), WithNotBefore(epoch)}, nil, 0, nil},
		{"not before, within its second", []Option{WithoutExpiry(), WithNotBefore(epoch.Add(time.Millisecond))}, nil, 0, ErrExpired},
		{"longest of all lives", []Option{WithMaxAge(math.MaxInt64)}, nil, 250 * 365 * 24 * time.Hour, nil},
		{"longest ttl", []Option{WithTTL(math.MaxInt64)}, nil, 250 * 365 * 24 * time.Hour, nil},
		{"issued before", []Option{WithoutExpiry(), WithNotBefore(epoch.Add(time.Second))}, nil, 0, ErrExpired},
	}
	for _, c := range cases {
		now = epoch
		s, err := New(key, "app/test", append(c.opts, clock)...)
		if err != nil {
			t.Fatal(c.name, err)
		}
		b := s.For()
		if c.bind != nil {
			b = c.bind(s)
		}
		token := sign(t, b, "payload")
		now = epoch.Add(c.at)
		if _, err := s.Verify(nil, token); !errors.Is(err, c.wantErr) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.wantErr)
		}
	}
}

// A signer that limits lifetimes by WithTTL alone must not take a token that
// never expires, from the time before the option was set.
func TestTTLRefusesTokensWithoutExpiry(t *testing.T) {
	key := GenerateKey()
	token := sign(t, signerOf(t, key, "app/test").For(), "payload")
	refused(t, signerOf(t, key, "app/test", WithTTL(time.Hour)).For(), token, nil)
	if _, err := signerOf(t, key, "app/test", WithTTL(time.Hour)).Verify(nil, token); !errors.Is(err, ErrExpired) {
		t.Error(err)
	}
}

func TestBrokenClock(t *testing.T) {
	s := testSigner(t, "app/test", WithClock(func() time.Time { return time.Unix(-1, 0) }))
	if _, err := s.AppendSign(nil, nil); !errors.Is(err, ErrNotYetValid) {
		t.Error(err)
	}
}

func TestLifetime(t *testing.T) {
	key := GenerateKey()
	for _, c := range []struct {
		opts []Option
		want time.Duration
	}{
		{[]Option{WithoutExpiry()}, 0}, {[]Option{WithMaxAge(time.Hour)}, time.Hour}, {[]Option{WithTTL(time.Minute)}, time.Minute},
		{[]Option{WithTTL(time.Minute), WithMaxAge(time.Hour)}, time.Minute}, {[]Option{WithTTL(time.Hour), WithMaxAge(time.Minute)}, time.Minute},
		{[]Option{WithMaxAge(math.MaxInt64)}, time.Duration(maxLifetime) * time.Second},
	} {
		if got := signerOf(t, key, "app/test", c.opts...).Lifetime(); got != c.want {
			t.Errorf("got %v, want %v", got, c.want)
		}
	}
}

// On 32 bits, the largest limit and what a token adds to it do not fit an int.
func TestLargestLimit(t *testing.T) {
	for _, opts := range [][]Option{nil, {WithEncryption()}} {
		s := testSigner(t, "app/test", append(opts, WithMaxBytes(math.MaxInt32))...)
		text, err := s.SignText([]byte("payload"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.VerifyText(text)
		if err != nil || string(got) != "payload" {
			t.Error(string(got), err)
		}
		if got, err = s.Verify(nil, sign(t, s, "payload")); err != nil || string(got) != "payload" {
			t.Error(string(got), err)
		}
	}
}

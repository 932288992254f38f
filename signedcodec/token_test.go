package signedcodec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

var epoch = time.Unix(1_700_000_000, 0)

func fixedClock() time.Time { return epoch }

// testSigner has a fresh key, a fixed clock and no expiry, unless opts say more.
func testSigner(t testing.TB, purpose string, opts ...Option) *Signer {
	t.Helper()
	return signerOf(t, GenerateKey(), purpose, opts...)
}

func signerOf(t testing.TB, keys KeySource, purpose string, opts ...Option) *Signer {
	t.Helper()
	base := []Option{WithClock(fixedClock)}
	if c, _ := newConfig(purpose, opts); c.maxAge+c.ttl == 0 && !c.noExpiry {
		base = append(base, WithoutExpiry())
	}
	s, err := New(keys, purpose, append(base, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// spy fails the test when a decoder reaches it.
type spy struct{ calls *int }

func (s spy) UnmarshalJSON([]byte) error   { *s.calls++; return nil }
func (s spy) UnmarshalBinary([]byte) error { *s.calls++; return nil }
func (s spy) GobDecode([]byte) error       { *s.calls++; return nil }

// refused checks that no method of b accepts token and that nothing was decoded.
func refused(t *testing.T, b Bound, token []byte, want error) {
	t.Helper()
	calls := 0
	err := b.Unmarshal(token, &spy{&calls})
	if !errors.Is(err, ErrInvalid) || (want != nil && !errors.Is(err, want)) {
		t.Fatalf("Unmarshal: got %v, want %v", err, want)
	}
	if calls != 0 {
		t.Fatal("a decoder ran on bytes that did not verify")
	}
	out, err := b.Verify([]byte("prefix"), token)
	if out != nil || !errors.Is(err, ErrInvalid) {
		t.Fatalf("Verify: got %q, %v", out, err)
	}
}

func sign(t testing.TB, b Bound, payload string) []byte {
	t.Helper()
	token, err := b.AppendSign(nil, []byte(payload))
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestRoundTrip(t *testing.T) {
	b := testSigner(t, "app/test").For("key", "1")
	for _, size := range []int{0, 1, 2, 3, 55, 56, 63, 64, 1000, 1 << 16} {
		payload := bytes.Repeat([]byte{0xA5}, size)
		token := sign(t, b, string(payload))
		if len(token) != size+overhead {
			t.Errorf("%d bytes became %d, want 56 more", size, len(token))
		}
		got, err := b.Verify([]byte("prefix"), token)
		if err != nil || string(got) != "prefix"+string(payload) {
			t.Errorf("Verify of %d bytes: %v", size, err)
		}
		text, err := b.SignText(payload)
		if err != nil {
			t.Fatal(err)
		}
		got, err = b.VerifyText(text)
		if err != nil || !bytes.Equal(got, payload) {
			t.Errorf("VerifyText of %d bytes: %v", size, err)
		}
		appended, err := b.AppendSignText([]byte("text "), payload)
		if err != nil || string(appended) != "text "+text {
			t.Errorf("AppendSignText of %d bytes: %v", size, err)
		}
		again, err := b.AppendVerifyText([]byte("prefix"), text)
		if err != nil || string(again) != "prefix"+string(payload) {
			t.Errorf("AppendVerifyText of %d bytes: %v", size, err)
		}
		if cap(got) != len(got) {
			t.Error("VerifyText hands out the tag behind the payload")
		}
	}
}

func TestAppendSignOverlap(t *testing.T) {
	s := testSigner(t, "app/test")
	for shift := range 40 {
		buf := make([]byte, 200)
		payload := buf[shift : shift+50]
		for i := range payload {
			payload[i] = byte(i)
		}
		want := bytes.Clone(payload)
		token, err := s.AppendSign(buf[:0], payload)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.Verify(nil, token); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("payload at %d: %v %x", shift, err, got)
		}
	}
}

func TestEverySingleBitFlipIsRefused(t *testing.T) {
	b := testSigner(t, "app/test").For("key")
	token := sign(t, b, `{"user":"eve"}`)
	for bit := range len(token) * 8 {
		token[bit/8] ^= 1 << (bit % 8)
		refused(t, b, token, nil)
		token[bit/8] ^= 1 << (bit % 8)
	}
	if _, err := b.Verify(nil, token); err != nil {
		t.Fatal("the token itself must verify:", err)
	}
}

func TestEveryTruncationAndExtensionIsRefused(t *testing.T) {
	b := testSigner(t, "app/test").For("key")
	token := sign(t, b, `{"user":"eve"}`)
	for n := range token {
		refused(t, b, token[:n], nil)
		refused(t, b, token[n+1:], nil)
		for _, extra := range []byte{0, token[n], 0xFF} {
			refused(t, b, slices.Insert(bytes.Clone(token), n, extra), nil)
		}
		refused(t, b, slices.Concat(token, token[:n+1]), nil)
		refused(t, b, slices.Concat(token[:n+1], token), nil)
	}
}

func TestSplicesAreRefused(t *testing.T) {
	b := testSigner(t, "app/test").For("key")
	one, two := sign(t, b, "first payload !"), sign(t, b, "second payload!")
	for n := 1; n < len(one); n++ {
		for _, spliced := range [][]byte{slices.Concat(one[:n], two[n:]), slices.Concat(two[:n], one[n:])} {
			if bytes.Equal(spliced, one) || bytes.Equal(spliced, two) {
				continue // the common head or tail
			}
			refused(t, b, spliced, nil)
		}
	}
}

func TestSwapsAreRefused(t *testing.T) {
	key, other := GenerateKey(), GenerateKey()
	s := signerOf(t, key, "app/test")
	token := sign(t, s.For("a", "b"), "payload")
	contexts := [][]string{nil, {}, {""}, {"a"}, {"b"}, {"ab"}, {"b", "a"}, {"a", "b", ""}, {"", "a", "b"}, {"a\x00b"}, {"A", "b"}}
	for _, ctx := range contexts {
		refused(t, s.For(ctx...), token, ErrSignature)
	}
	refused(t, signerOf(t, key, "app/tes").For("a", "b"), token, ErrSignature)
	refused(t, signerOf(t, key, "app/test ").For("a", "b"), token, ErrSignature)
	refused(t, signerOf(t, other, "app/test").For("a", "b"), token, ErrUnknownKey)

	for _, f := range []Format{JSON, Gob, Binary, Gzip(Raw, 100), Gzip(JSON, 100)} {
		in := signerOf(t, key, "app/test", WithFormat(f)).For("a", "b")
		calls := 0
		if err := in.Unmarshal(token, &spy{&calls}); !errors.Is(err, ErrFormat) || calls != 0 {
			t.Errorf("a raw token as %v: %v, %d decoder calls", f, err, calls)
		}
	}
	if _, err := s.For("a").For("b").Verify(nil, token); err != nil {
		t.Error("For(a, b) and For(a).For(b) must be one context:", err)
	}
}

// A context list must not be confused with a context followed by payload.
func TestContextAndPayloadDoNotMix(t *testing.T) {
	s := testSigner(t, "app/test")
	payload := "\x00\x00\x00\x00\x00\x00\x00\x01bREST"
	token := sign(t, s.For("a"), payload)
	forged := slices.Concat(token[:headerSize], []byte("REST"), token[len(token)-tagSize:])
	refused(t, s.For("a", "b"), forged, ErrSignature)
	forgedCtx := sign(t, s.For(), "\x00\x00\x00\x00\x00\x00\x00\x09")
	refused(t, s.For(""), forgedCtx, ErrSignature)
}

func TestRefusalsComeInOrder(t *testing.T) {
	key := GenerateKey()
	s := signerOf(t, key, "app/test", WithMaxBytes(64), WithMaxAge(time.Hour), WithFormat(JSON))
	old := signerOf(t, key, "app/test", WithMaxBytes(1<<10), WithMaxAge(time.Hour), WithFormat(JSON),
		WithClock(func() time.Time { return epoch.Add(-2 * time.Hour) }))
	expired, err := old.Marshal("not a number")
	if err != nil {
		t.Fatal(err)
	}
	expiredRaw := sign(t, old.For(), "raw")
	flip := func(token []byte, at ...int) []byte {
		token = bytes.Clone(token)
		for _, i := range at {
			token[(i+len(token))%len(token)] ^= 0x10
		}
		return token
	}
	const magicAt, keyAt, tagAt = 0, 5, -1
	cases := []struct {
		name  string
		token []byte
		want  error
	}{
		{"too long, all else wrong", append(flip(expired, magicAt, keyAt, tagAt), make([]byte, 200)...), ErrTooLarge},
		{"bad magic, key and tag", flip(expired, magicAt, keyAt, tagAt), ErrMalformed},
		{"bad version, key and tag", flip(expired, 2, keyAt, tagAt), ErrMalformed},
		{"bad key id and tag", flip(expired, keyAt, tagAt), ErrUnknownKey},
		{"bad tag, format and time", flip(expiredRaw, tagAt), ErrSignature},
		{"bad format and time", expiredRaw, ErrFormat},
		{"bad time and payload", expired, ErrExpired},
	}
	for _, c := range cases {
		var n int
		if err := s.Unmarshal(c.token, &n); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestSizeLimit(t *testing.T) {
	s := testSigner(t, "app/test", WithMaxBytes(10))
	if _, err := s.AppendSign(nil, make([]byte, 11)); err != ErrTooLarge {
		t.Error("signing:", err)
	}
	token := sign(t, s.For(), "0123456789")
	if _, err := s.Verify(nil, token); err != nil {
		t.Error("at the limit:", err)
	}
	refused(t, s.For(), append(token, 0), ErrTooLarge)
	text, err := s.SignText(make([]byte, 10))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.VerifyText(text); err != nil {
		t.Error("text at the limit:", err)
	}
	if _, err := s.VerifyText(text + "AA"); err != ErrTooLarge {
		t.Error("text over the limit:", err)
	}
	if n := testing.AllocsPerRun(10, func() { _, _ = s.VerifyText(text + text) }); n > 1 {
		t.Errorf("text over the limit is decoded before it is refused: %v allocations", n) // one is text + text
	}
}

func TestConstruction(t *testing.T) {
	key := GenerateKey()
	forever := WithoutExpiry()
	cases := []struct {
		name    string
		keys    KeySource
		purpose string
		opts    []Option
	}{
		{"no keys", nil, "p", []Option{forever}},
		{"zero key", Key{}, "p", []Option{forever}},
		{"nil ring", (*Keyring)(nil), "p", []Option{forever}},
		{"empty ring", &Keyring{}, "p", []Option{forever}},
		{"no purpose", key, "", []Option{forever}},
		{"long purpose", key, string(make([]byte, 256)), []Option{forever}},
		{"no lifetime", key, "p", nil},
		{"two lifetimes", key, "p", []Option{forever, WithMaxAge(time.Hour)}},
		{"ttl and none", key, "p", []Option{forever, WithTTL(time.Hour)}},
		{"zero age", key, "p", []Option{WithMaxAge(0)}},
		{"negative ttl", key, "p", []Option{WithTTL(-1)}},
		{"negative skew", key, "p", []Option{forever, WithSkew(-1)}},
		{"zero size", key, "p", []Option{forever, WithMaxBytes(0)}},
		{"nil clock", key, "p", []Option{forever, WithClock(nil)}},
		{"unknown format", key, "p", []Option{forever, WithFormat(9)}},
		{"no format", key, "p", []Option{forever, WithFormat(0)}},
		{"gzip without limit", key, "p", []Option{forever, WithFormat(Gzip(JSON, 0))}},
		{"gzip with negative limit", key, "p", []Option{forever, WithFormat(Gzip(JSON, -1))}},
		{"legacy without end", key, "p", []Option{forever, WithLegacy(func([]byte, any) error { return nil }, time.Time{})}},
		{"legacy without function", key, "p", []Option{forever, WithLegacy(nil, epoch)}},
		{"not before 1970", key, "p", []Option{forever, WithNotBefore(time.Time{})}},
	}
	for _, c := range cases {
		if s, err := New(c.keys, c.purpose, c.opts...); err == nil || s != nil {
			t.Errorf("%s: no error", c.name)
		}
	}
}

func TestZeroValuesRefuseEverything(t *testing.T) {
	token := sign(t, testSigner(t, "app/test").For(), "payload")
	for _, b := range []Bound{nil, {}, new(Signer).For("x"), (*Signer)(nil).For("x"), (*Signer)(nil).ExpiringAt(epoch)} {
		refusesEverything(t, b, token)
	}
}

func refusesEverything(t *testing.T, b Bound, token []byte) {
	t.Helper()
	if _, err := b.AppendSign(nil, nil); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
	if _, err := b.Verify(nil, token); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
	if _, err := b.VerifyText("sc1.AAAA"); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
	if _, err := b.AppendVerifyText(nil, "sc1.AAAA"); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
	if _, err := b.AppendSignText(nil, nil); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
	var v any
	for _, err := range []error{
		b.Unmarshal(token, &v), b.UnmarshalString("sc1.", &v), b.NewDecoder(bytes.NewReader(token)).Decode(&v),
		b.NewEncoder(new(bytes.Buffer)).Encode(1), b.NewEncoder(new(bytes.Buffer)).Close(), b.NewWriter(new(bytes.Buffer)).Close(),
	} {
		if !errors.Is(err, ErrKey) {
			t.Error(err)
		}
	}
}

func TestOnVerify(t *testing.T) {
	oldKey, newKey := GenerateKey(), GenerateKey()
	ring, err := NewKeyring(newKey, oldKey)
	if err != nil {
		t.Fatal(err)
	}
	var events []Event
	s := signerOf(t, ring, "app/test", OnVerify(func(e Event) { events = append(events, e) }))
	fresh := sign(t, s.ExpiringAt(epoch.Add(time.Hour)), "payload")
	stale := sign(t, signerOf(t, oldKey, "app/test").For(), "payload")
	forged := bytes.Clone(fresh)
	forged[10] ^= 1
	for _, token := range [][]byte{fresh, stale, forged, nil} {
		_, _ = s.Verify(nil, token)
	}
	want := []Event{
		{Purpose: "app/test", KeyID: newKey.ID(), Primary: true, Issued: epoch, Expires: epoch.Add(time.Hour), Size: len(fresh)},
		{Purpose: "app/test", KeyID: oldKey.ID(), Issued: epoch, Size: len(stale)},
		{Purpose: "app/test", KeyID: newKey.ID(), Primary: true, Size: len(forged), Err: ErrSignature},
		{Purpose: "app/test", Err: ErrMalformed},
	}
	if fmt.Sprint(events) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", events, want)
	}
}

func TestVerifyDoesNotAllocate(t *testing.T) {
	if raceEnabled {
		return // the race detector makes sync.Pool drop items at random
	}
	for _, size := range []int{0, 1, 2, 100, 1 << 10, 64<<10 - 1, 64 << 10, 100 << 10, 1 << 20} {
		for name, b := range map[string]*Signer{
			"signed": testSigner(t, "app/test", WithFormat(Raw)).For("key"), "sealed": testSigner(t, "app/test", WithFormat(Raw), WithEncryption()).For("key"),
		} {
			payload := make([]byte, size)
			token := sign(t, b, string(payload))
			text, err := b.SignText(payload)
			if err != nil {
				t.Fatal(err)
			}
			in, out := make([]byte, 0, size), make([]byte, 0, 2*size+200)
			for call, f := range map[string]func() error{
				"AppendSign":       func() error { _, err := b.AppendSign(out, payload); return err },
				"Verify":           func() error { _, err := b.Verify(in, token); return err },
				"AppendSignText":   func() error { _, err := b.AppendSignText(out, payload); return err },
				"AppendVerifyText": func() error { _, err := b.AppendVerifyText(in, text); return err },
				"Open": func() error {
					if b.Encrypts() {
						return nil // whose payload is in memory of its own
					}
					_, err := b.Open(token)
					return err
				},
			} {
				if err := f(); err != nil { // and fill the pools
					t.Fatal(err)
				}
				if n := testing.AllocsPerRun(20, func() { _ = f() }); n != 0 {
					t.Errorf("%s of %d bytes, %s, allocates %v times", call, size, name, n)
				}
			}
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	s := testSigner(t, "app/test")
	done := make(chan error)
	for g := range 8 {
		go func() {
			var err error
			b := s.For(fmt.Sprint(g))
			for i := range 200 {
				var got int
				token, e := b.Marshal(i)
				err = errors.Join(err, e, b.Unmarshal(token, &got))
				if got != i {
					err = errors.Join(err, fmt.Errorf("got %d, want %d", got, i))
				}
			}
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestErrorsAreInvalid(t *testing.T) {
	for _, err := range []error{ErrMalformed, ErrTooLarge, ErrUnknownKey, ErrSignature, ErrFormat, ErrExpired, ErrNotYetValid, errTruncated, errGzip, formatError("", 0, &json.SyntaxError{})} {
		if !errors.Is(err, ErrInvalid) {
			t.Errorf("%v is not ErrInvalid", err)
		}
	}
	if errors.Is(ErrKey, ErrInvalid) {
		t.Error("a refused key is no refused token")
	}
}

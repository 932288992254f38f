package itsdangerous

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

var secret = []byte("a secret of 32 random bytes, say")

func at(seconds int64) Option {
	return WithClock(func() time.Time { return time.Unix(seconds, 0) })
}

func signer(t testing.TB, opts ...Option) *Signer {
	t.Helper()
	s, err := NewSigner(secret, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOptionsRefused(t *testing.T) {
	for name, opt := range map[string]Option{
		"empty separator":    WithSep(""),
		"separator A":        WithSep("A"),
		"separator =":        WithSep("="),
		"separator .-.":      WithSep(".-."),
		"digest":             WithDigest(9),
		"fallback digest":    WithFallbackDigests(SHA1, 9),
		"derivation":         WithDerivation(9),
		"timestamps":         WithTimestamps(9),
		"no format":          WithFormat(nil),
		"no clock":           WithClock(nil),
		"zero bytes":         WithMaxBytes(0),
		"negative inflation": WithMaxInflate(-1),
		"short fallback":     WithFallbackSecrets([]byte("SECRETVALUE")),
	} {
		if s, err := NewSigner(secret, opt); err == nil || s != nil {
			t.Errorf("%s: accepted", name)
		} else if strings.Contains(err.Error(), "SECRET") || !strings.HasPrefix(err.Error(), "itsdangerous: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWeakSecrets(t *testing.T) {
	for _, weak := range []string{"", "dev", "SECRETVALUE", "SECRETVALUE 15b", strings.Repeat("S", 64), "abababababababababababab",
		"thisISaSECRET_1234", "CHANGE_ME_TO_A_COMPLEX_RANDOM_SECRET", "81HqDtbqAywKSOumSha3BhWNOdQ26slT6K0YaZeZyPs=", "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"} {
		for name, construct := range map[string]func([]byte, ...Option) error{
			"signer":     func(s []byte, o ...Option) error { _, err := NewSigner(s, o...); return err },
			"timestamp":  func(s []byte, o ...Option) error { _, err := NewTimestampSigner(s, o...); return err },
			"serializer": func(s []byte, o ...Option) error { _, err := NewSerializer(s, o...); return err },
			"timed":      func(s []byte, o ...Option) error { _, err := NewTimedSerializer(s, o...); return err },
			"url":        func(s []byte, o ...Option) error { _, err := NewURLSafeSerializer(s, o...); return err },
			"urltimed":   func(s []byte, o ...Option) error { _, err := NewURLSafeTimedSerializer(s, o...); return err },
			"flask":      func(s []byte, o ...Option) error { _, err := NewFlaskSessions(s, o...); return err },
		} {
			err := construct([]byte(weak))
			if err == nil {
				t.Errorf("%s takes the secret %q", name, weak)
			} else if weak != "" && strings.Contains(err.Error(), weak) {
				t.Errorf("%s quotes the secret: %v", name, err)
			}
			if err := construct([]byte(weak), AllowWeakSecrets()); err != nil {
				t.Errorf("%s with AllowWeakSecrets: %v", name, err)
			}
		}
	}
}

// Every flipped bit, truncation and extension of a token is refused.
func TestTampering(t *testing.T) {
	for _, opts := range [][]Option{nil, {WithDigest(SHA1)}, {WithDigest(SHA512), WithSep("::")}} {
		s := signer(t, opts...)
		token := s.Sign([]byte("value"))
		if got, err := s.Unsign(token); err != nil || string(got) != "value" {
			t.Fatalf("%q, %v", got, err)
		}
		for i := range len(token) * 8 {
			bad := bytes.Clone(token)
			bad[i/8] ^= 1 << (i % 8)
			if got, err := s.Unsign(bad); !errors.Is(err, ErrSignature) || got != nil {
				t.Errorf("bit %d: %q, %v", i, got, err)
			}
		}
		for i := range token {
			if _, err := s.Unsign(token[:i]); !errors.Is(err, ErrSignature) {
				t.Errorf("first %d bytes: %v", i, err)
			}
		}
		for c := range 256 {
			if _, err := s.Unsign(append(bytes.Clone(token), byte(c))); !errors.Is(err, ErrSignature) {
				t.Errorf("with %q behind: %v", byte(c), err)
			}
			if _, err := s.Unsign(append([]byte{byte(c)}, token...)); !errors.Is(err, ErrSignature) {
				t.Errorf("with %q before: %v", byte(c), err)
			}
		}
	}
}

// A token is refused by a signer that differs in anything; only the fallbacks accept it.
func TestSeparation(t *testing.T) {
	token := signer(t).Sign([]byte("value"))
	other := []byte("another secret, 32 random bytes.")
	for name, opts := range map[string][]Option{
		"salt":       {WithSalt("other")},
		"digest":     {WithDigest(SHA512)},
		"derivation": {WithDerivation(HMAC)},
		"separator":  {WithSep(":")},
	} {
		if _, err := signer(t, opts...).Unsign(token); !errors.Is(err, ErrSignature) {
			t.Errorf("another %s: %v", name, err)
		}
	}
	if _, err := signer(t, WithDigest(SHA1), WithFallbackDigests(SHA256)).Unsign(token); err != nil {
		t.Errorf("fallback digest: %v", err)
	}
	rotated, err := NewSigner(other, WithFallbackSecrets([]byte("a third secret, of no use here.."), secret))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rotated.Unsign(token); err != nil {
		t.Errorf("fallback secret: %v", err)
	}
	// CVE-2025-47278: it is the named secret that signs, never a fallback.
	alone, err := NewSigner(other)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(rotated.Sign([]byte("v")), alone.Sign([]byte("v"))) {
		t.Error("a fallback secret signs")
	}
}

func TestTimestamps(t *testing.T) {
	for _, style := range []Timestamps{Base64Timestamps, Base62Timestamps} {
		for _, seconds := range []int64{0, 1, 61, 62, 255, 256, 1700000000, math.MaxInt64} {
			text := style.append(nil, uint64(seconds))
			c := &config{timestamps: style}
			if got, ok := c.timestamp(text); !ok || got != uint64(seconds) {
				t.Errorf("style %d: %d written as %q is read as %d, %v", style, seconds, text, got, ok)
			}
		}
	}
	c := &config{timestamps: Base62Timestamps}
	for _, bad := range []string{"", "00", "01", "-1", "+1", "1 ", "_", "LygHa16AHYG", "zzzzzzzzzzz", strings.Repeat("1", 40)} { // 2^64 and above
		if n, ok := c.timestamp([]byte(bad)); ok {
			t.Errorf("%q is read as %d", bad, n)
		}
	}
	if n, ok := c.timestamp([]byte("LygHa16AHYF")); !ok || n != math.MaxUint64 {
		t.Errorf("the largest number is read as %d, %v", n, ok)
	}
}

func TestAges(t *testing.T) {
	s, err := NewTimestampSigner(secret, at(1000))
	if err != nil {
		t.Fatal(err)
	}
	token := s.Sign([]byte("v"))
	for _, tc := range []struct {
		now    int64
		maxAge time.Duration
		want   error
	}{
		{1000, 0, nil}, {1001, 0, ErrExpired}, {1010, 10 * time.Second, nil}, {1011, 10 * time.Second, ErrExpired},
		{1011, 10*time.Second + 999*time.Millisecond, ErrExpired}, {999, time.Hour, ErrExpired}, {-5, time.Hour, ErrExpired},
		{999, NoLimit, nil}, {1 << 40, NoLimit, nil}, {1000, -time.Hour, ErrExpired}, {1000, -2, ErrExpired}, {1 << 40, -time.Hour, ErrExpired}, {1 << 40, math.MaxInt64, ErrExpired},
	} {
		reader, _ := NewTimestampSigner(secret, at(tc.now))
		got, signed, err := reader.Unsign(token, tc.maxAge)
		if !errors.Is(err, tc.want) || (err == nil) != (tc.want == nil) {
			t.Errorf("at %d with %v: %v, want %v", tc.now, tc.maxAge, err, tc.want)
		}
		if err == nil && (string(got) != "v" || signed.Unix() != 1000) {
			t.Errorf("at %d: %q, %v", tc.now, got, signed)
		}
	}
}

type target struct {
	A int
	B []string
}

// On every error the target is what it was, and the error quotes nothing of the payload.
func TestLoadsUntouched(t *testing.T) {
	raw, _ := NewURLSafeSerializer(secret, WithFormat(Raw))
	s, _ := NewURLSafeSerializer(secret)
	plain, _ := NewSerializer(secret)
	for _, payload := range []string{`{"A":7,"B":["SECRETVALUE",3]}`, `{"A":7,"B":"SECRETVALUE"}`, `{"A":"SECRETVALUE"}`, `{"A":7} SECRETVALUE`, `{"A":7,`, "\xff", "{\"A\":7,\"B\":[\"\xff\"]}", `{"A":NaN}`, `SECRETVALUE`, ``} {
		token, err := raw.Dumps(payload)
		if err != nil {
			t.Fatal(err)
		}
		for name, loads := range map[string]func(v any) error{
			"url": func(v any) error { return s.Loads(token, v) },
			"forged": func(v any) error {
				return s.Loads("x"+token, v)
			},
			"plain": func(v any) error {
				return plain.Loads(plain.s.Sign([]byte(payload)), v)
			},
		} {
			v := target{1, []string{"before"}}
			err := loads(&v)
			if !errors.Is(err, ErrInvalid) || strings.Contains(err.Error(), "SECRET") || strings.Contains(fmt.Sprintf("%+v %#v", err, err), "SECRET") {
				t.Errorf("%s %s: %v", name, payload, err)
			}
			if !reflect.DeepEqual(v, target{1, []string{"before"}}) {
				t.Errorf("%s %s: the target became %+v", name, payload, v)
			}
		}
	}
	token, _ := s.Dumps(target{A: 7})
	for _, v := range []any{nil, target{}, (*target)(nil)} {
		if err := s.Loads(token, v); err == nil || errors.Is(err, ErrInvalid) {
			t.Errorf("target %T: %v", v, err)
		}
	}
	v := target{1, []string{"before"}}
	if err := s.Loads(token, &v); err != nil || v.A != 7 || v.B != nil {
		t.Errorf("a value is set whole: %+v, %v", v, err)
	}
}

func TestLimits(t *testing.T) {
	for _, v := range vectors(t) {
		if v.Inflated == 0 {
			continue
		}
		s, err := NewURLSafeSerializer(v.Keys[0], WithDigest(SHA1), WithSalt(string(v.Salt)))
		if err != nil {
			t.Fatal(err)
		}
		var got any
		if err := s.Loads(string(v.Token), &got); !errors.Is(err, ErrTooLarge) || got != nil {
			t.Errorf("%s: %d bytes inflate to %d by default: %v", v.ID, len(v.Token), v.Inflated, err)
		}
	}
	s := signer(t, WithMaxBytes(60))
	if _, err := s.Unsign(s.Sign(make([]byte, 16))); err != nil {
		t.Errorf("60 bytes: %v", err)
	}
	if _, err := s.Unsign(s.Sign(make([]byte, 17))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("61 bytes: %v", err)
	}
}

func TestJSONSpelling(t *testing.T) {
	for _, tc := range []struct {
		v                      any
		python, compact, ascii string
	}{
		{map[string]any{"b": 1, "a": []int{1, 2}}, `{"a": [1, 2], "b": 1}`, `{"a":[1,2],"b":1}`, `{"a":[1,2],"b":1}`},
		{"é☃😀\u2028<>&\x7f", `"\u00e9\u2603\ud83d\ude00\u2028<>&\u007f"`, "\"é☃😀\u2028<>&\x7f\"", `"\u00e9\u2603\ud83d\ude00\u2028<>&\u007f"`},
		{"\"\\/\n\r\t\b\f\x00\x1f", `"\"\\/\n\r\t\b\f\u0000\u001f"`, `"\"\\/\n\r\t\b\f\u0000\u001f"`, `"\"\\/\n\r\t\b\f\u0000\u001f"`},
		{json.RawMessage(`{"z" : "\u0041\/,:" ,"a":"\\\""}`), `{"z": "A/,:", "a": "\\\""}`, `{"z":"A/,:","a":"\\\""}`, `{"z":"A/,:","a":"\\\""}`},
		{"", `""`, `""`, `""`},
	} {
		for f, want := range map[Format]string{PythonJSON: tc.python, CompactJSON: tc.compact, ASCIIJSON: tc.ascii} {
			if got, err := f.Encode(tc.v); err != nil || string(got) != want {
				t.Errorf("%+v: %s, %v, want %s", f, got, err, want)
			}
		}
	}
	if _, err := CompactJSON.Encode(math.NaN()); err == nil {
		t.Error("NaN is encoded")
	}
	if _, err := Raw.Encode(7); err == nil {
		t.Error("Raw encodes a number")
	}
	if err := Raw.Decode(nil, new(int)); err == nil {
		t.Error("Raw decodes into a number")
	}
}

// Secrets are printed by nothing.
func TestSecretHidden(t *testing.T) {
	s := signer(t, WithDerivation(NoDerivation), WithFallbackSecrets([]byte("KEYKEY-b7Qz!p0kW3eR9")))
	ts, _ := NewTimestampSigner(secret, WithDerivation(NoDerivation))
	se, _ := NewURLSafeTimedSerializer(secret, WithDerivation(NoDerivation))
	for _, v := range []any{s, *s, ts, *ts, se, *se} {
		in := struct{ v any }{v}
		text := fmt.Sprintf("%v %+v %#v %x %s %q %t %p %v %+v %#v %s %t %p", v, v, v, v, v, v, v, &v, in, in, in, in, in, &in)
		for _, s := range []string{string(secret), "KEYKEY", fmt.Sprintf("%x", secret), fmt.Sprint(secret[:5])[1:10]} {
			if strings.Contains(text, s) {
				t.Errorf("%T prints %s", v, text)
			}
		}
	}
}

func TestConcurrent(t *testing.T) {
	s, err := NewURLSafeTimedSerializer(secret)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range 50 {
				token, err := s.Dumps([]int{i, j})
				if err != nil {
					t.Error(err)
				}
				var got []int
				if _, err := s.Loads(token, &got, time.Hour); err != nil || got[0] != i || got[1] != j {
					t.Errorf("%v, %v", got, err)
				}
			}
		}()
	}
	wg.Wait()
}

func BenchmarkSigner(b *testing.B) {
	for _, size := range []int{64, 1024} {
		s := signer(b)
		value := make([]byte, size)
		b.Run(fmt.Sprintf("sign+unsign/%d", size), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Unsign(s.Sign(value)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkURLSafeTimedSerializer(b *testing.B) {
	s, err := NewURLSafeTimedSerializer(secret)
	if err != nil {
		b.Fatal(err)
	}
	v := map[string]any{"user_id": 7, "csrf": "abc"}
	token, err := s.Dumps(v)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("dumps", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.Dumps(v); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("loads", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var got map[string]any
			if _, err := s.Loads(token, &got, NoLimit); err != nil {
				b.Fatal(err)
			}
		}
	})
}

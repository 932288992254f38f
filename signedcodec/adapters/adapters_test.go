package adapters

import (
	"bufio"
	"bytes"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/redact"
	"github.com/unsafedecode/unsafedecode/signedcodec/signedcodectest"
)

// memory is a backend for every adapter here: the smallest thing with the method
// sets. The real libraries are tested in adapterstest.
type memory struct{ m map[string][]byte }

func newMemory() *memory { return &memory{map[string][]byte{}} }

func (m *memory) find(key string) ([]byte, bool) { b, ok := m.m[key]; return b, ok }

// only is the one stored entry.
func (m *memory) only(t *testing.T) (key string, entry []byte) {
	t.Helper()
	if len(m.m) != 1 {
		t.Fatalf("%d entries, want 1", len(m.m))
	}
	key = slices.Collect(maps.Keys(m.m))[0]
	return key, m.m[key]
}

type scsMemory struct{ *memory }

func (m scsMemory) Find(token string) ([]byte, bool, error) {
	b, ok := m.find(token)
	return b, ok, nil
}
func (m scsMemory) Delete(token string) error { delete(m.m, token); return nil }
func (m scsMemory) Commit(token string, b []byte, _ time.Time) error {
	m.m[token] = b
	return nil
}
func (m scsMemory) All() (map[string][]byte, error) { return m.m, nil }

type httpMemory struct{ *memory }

func (m httpMemory) Get(key string) ([]byte, bool) { return m.find(key) }
func (m httpMemory) Set(key string, b []byte)      { m.m[key] = b }
func (m httpMemory) Delete(key string)             { delete(m.m, key) }

type fiberMemory struct{ *memory }

func (m fiberMemory) Get(key string) ([]byte, error)                  { return m.m[key], nil }
func (m fiberMemory) Set(key string, b []byte, _ time.Duration) error { m.m[key] = b; return nil }
func (m fiberMemory) Delete(key string) error                         { delete(m.m, key); return nil }
func (m fiberMemory) Reset() error                                    { clear(m.m); return nil }
func (m fiberMemory) Close() error                                    { return nil }

func newSigner(t *testing.T, opts ...signedcodec.Option) *signedcodec.Signer {
	t.Helper()
	s, err := signedcodec.New(signedcodec.GenerateKey(), "app/test", append(opts, signedcodec.WithoutExpiry())...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tamperings are what an attacker with write access can do to entry "a", given
// that "b" holds another good entry.
func tamperings(m *memory, a, b string) map[string]func() {
	good := bytes.Clone(m.m[a])
	return map[string]func(){
		"flipped":  func() { m.m[a] = bytes.Clone(good); m.m[a][30] ^= 1 },
		"unsigned": func() { m.m[a] = []byte("attacker's own") },
		"empty":    func() { m.m[a] = []byte{} },
		"copied":   func() { m.m[a] = m.m[b] },
		"cut":      func() { m.m[a] = good[:len(good)-1] },
	}
}

func TestSCSStore(t *testing.T) {
	m := newMemory()
	now := time.Now()
	s := NewSCSStore(scsMemory{m}, newSigner(t, signedcodec.WithClock(func() time.Time { return now })))
	for _, token := range []string{"a", "b"} {
		if err := s.Commit(token, []byte("session "+token), now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if b, found, err := s.Find("a"); err != nil || !found || string(b) != "session a" {
		t.Fatal(string(b), found, err)
	}
	good := m.m["a"]
	for name, tamper := range tamperings(m, "a", "b") {
		tamper()
		if b, found, err := s.Find("a"); b != nil || found || err != nil {
			t.Errorf("%s: %q, %v, %v, want a miss", name, b, found, err)
		}
		all, err := s.All()
		if err != nil || len(all) != 1 || string(all["b"]) != "session b" {
			t.Errorf("%s: All gives %v, %v", name, all, err)
		}
	}
	m.m["a"] = good
	now = now.Add(2 * time.Hour)
	if _, found, err := s.Find("a"); found || err != nil {
		t.Error("a session that its store forgot to expire:", found, err)
	}
	if err := s.Delete("a"); err != nil || len(m.m) != 1 {
		t.Error(err)
	}
}

func TestSCSCodec(t *testing.T) {
	c := NewSCSCodec(newSigner(t, signedcodec.WithFormat(signedcodec.Gob)))
	deadline := time.Now().Add(time.Hour).UTC()
	b, err := c.Encode(deadline, map[string]any{"user": 7})
	if err != nil {
		t.Fatal(err)
	}
	got, values, err := c.Decode(b)
	if err != nil || !got.Equal(deadline) || values["user"] != 7 {
		t.Error(got, values, err)
	}
	b[len(b)-1] ^= 1
	if _, values, err := c.Decode(b); !errors.Is(err, signedcodec.ErrSignature) || values != nil {
		t.Error(values, err)
	}
}

func TestCookieCodec(t *testing.T) {
	c := NewCookieCodec(newSigner(t))
	text, err := c.Encode("session", "Ada")
	if err != nil {
		t.Fatal(err)
	}
	var got string
	if err := c.Decode("session", text, &got); err != nil || got != "Ada" {
		t.Error(got, err)
	}
	if err := c.Decode("admin", text, &got); !errors.Is(err, signedcodec.ErrSignature) {
		t.Error("another cookie:", err)
	}
	big := strings.Repeat("x", 4096)
	if _, err := c.Encode("session", big); !errors.Is(err, signedcodec.ErrTooLarge) {
		t.Error("over the limit:", err)
	}
	text, err = c.WithMaxLength(0).Encode("session", big)
	if err != nil {
		t.Error("without a limit:", err)
	}
	if err := c.Decode("session", text, &got); !errors.Is(err, signedcodec.ErrTooLarge) || got != "Ada" {
		t.Error("decoding over the limit:", err)
	}
}

const page = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}"

func TestHTTPCache(t *testing.T) {
	const url = "https://api.example.com/?api_key=hunter2"
	m := newMemory()
	s := newSigner(t, signedcodec.WithMaxBytes(100))
	c := NewHTTPCache(httpMemory{m}, s)
	c.Set(url, []byte(page))
	key, _ := m.only(t)
	if strings.Contains(key, "hunter2") {
		t.Error("the backend sees the secret in the key:", key)
	}
	if b, ok := c.Get(url); !ok || string(b) != page {
		t.Fatal(string(b), ok)
	}
	c.Set("b", []byte(strings.Replace(page, "a", "b", 1)))
	for name, tamper := range tamperings(m, key, s.Name("b")) {
		tamper()
		if b, ok := c.Get(url); ok || b != nil {
			t.Errorf("%s: %q", name, b)
		}
	}
	c.InPlaintext().Set(url, make([]byte, 101))
	if _, ok := m.m[key]; ok {
		t.Error("an older response stays when the newer one is too large")
	}
	c.Delete("b")
	c.KeepingKeys().Set("b", []byte(page))
	if key, _ := m.only(t); key != "b" {
		t.Error("KeepingKeys:", key)
	}
}

// What is in the backend can be read there, so credentials are kept out of it;
// what is taken out of the cache is what the origin sent.
func TestHTTPCacheStoresNoCredentials(t *testing.T) {
	response := func(header, body string) string {
		return "HTTP/1.1 200 OK\r\n" + header + "\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body
	}
	for name, tc := range map[string]struct {
		response string
		stored   bool
	}{
		"cookie":              {response("Set-Cookie: sid=hunter2", "x"), true},
		"varied":              {response("Vary: Authorization\r\nX-Varied-Authorization: Bearer hunter2", "x"), true},
		"location":            {response("Location: https://h/?token=hunter2", "x"), true},
		"JSON":                {response("Content-Type: application/json", `{"access_token":"hunter2"}`), false},
		"JSON without a type": {response("X: y", `{"access_token":"hunter2"}`), false},
		"compressed JSON":     {response("Content-Type: application/json\r\nContent-Encoding: gzip", "hunter2"), false},
		"broken JSON":         {response("Content-Type: application/json", `{"access_token":"hunter2"`), false},
		"not a response":      {"hunter2", false},
	} {
		m := newMemory()
		c := NewHTTPCache(httpMemory{m}, newSigner(t))
		c.Set("k", []byte(tc.response))
		got, found := c.Get("k")
		if found != tc.stored {
			t.Errorf("%s: stored: %v", name, found)
		}
		for _, entry := range m.m {
			if bytes.Contains(entry, []byte("hunter2")) {
				t.Errorf("%s: the backend holds %q", name, entry)
			}
		}
		if _, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(got)), nil); found && err != nil {
			t.Errorf("%s: what comes out is no response: %v", name, err)
		}
		whole := NewHTTPCache(httpMemory{m}, newSigner(t, signedcodec.WithEncryption()))
		whole.Set("k", []byte(tc.response))
		if got, found := whole.Get("k"); !found || string(got) != tc.response {
			t.Errorf("%s, encrypted: %q, %v", name, got, found)
		}
		for _, entry := range m.m {
			if bytes.Contains(entry, []byte("hunter2")) {
				t.Errorf("%s: the backend holds %q", name, entry)
			}
		}
		whole.Redacting(redact.Must()).Set("k", []byte(tc.response))
		if got, _ := whole.Get("k"); bytes.Contains(got, []byte("hunter2")) {
			t.Errorf("%s, Redacting: %q", name, got)
		}
	}
	html := response("Content-Type: text/html", "<p>page")
	c := NewHTTPCache(httpMemory{newMemory()}, newSigner(t))
	c.Set("k", []byte(html))
	if got, found := c.Get("k"); !found || string(got) != html {
		t.Errorf("a page: %q, %v", got, found)
	}
}

func TestSessionCodec(t *testing.T) {
	if _, err := NewSessionCodec(newSigner(t)); !errors.Is(err, signedcodec.ErrFormat) || !strings.Contains(err.Error(), "Gob") {
		t.Error("JSON cannot hold a session's values:", err)
	}
	clock := signedcodectest.NewClock(time.Unix(1_700_000_000, 0))
	c, err := NewSessionCodec(newSigner(t, signedcodec.WithFormat(signedcodec.Gob), signedcodec.WithClock(clock.Now)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := c.MaxAge(60).Encode("session", map[any]any{"user": 7})
	if err != nil {
		t.Fatal(err)
	}
	var got map[any]any
	if err := c.Decode("session", text, &got); err != nil || got["user"] != 7 {
		t.Error(got, err)
	}
	clock.Advance(2 * time.Minute)
	if err := c.Decode("session", text, &got); !errors.Is(err, signedcodec.ErrExpired) {
		t.Error("past MaxAge:", err)
	}
}

func TestFiberStorage(t *testing.T) {
	m := newMemory()
	now := time.Now()
	s := NewFiberStorage(fiberMemory{m}, newSigner(t, signedcodec.WithClock(func() time.Time { return now })))
	for _, key := range []string{"a", "b"} {
		if err := s.Set(key, []byte("value "+key), time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := s.Get("a"); err != nil || string(b) != "value a" {
		t.Fatal(string(b), err)
	}
	good := m.m["a"]
	for name, tamper := range tamperings(m, "a", "b") {
		tamper()
		if b, err := s.Get("a"); b != nil || err != nil {
			t.Errorf("%s: %q, %v, want a miss", name, b, err)
		}
	}
	m.m["a"] = good
	now = now.Add(2 * time.Minute)
	if b, err := s.Get("a"); b != nil || err != nil {
		t.Error("a value past its time to live:", b, err)
	}
	if err := errors.Join(s.Set("", []byte("x"), 0), s.Set("x", nil, 0), s.Reset(), s.Close()); err != nil || len(m.m) != 0 {
		t.Error(err, m.m)
	}
}

package signedcodec

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"time"
)

// One event for each call that verifies, and each true in every field.
func TestOneTrueEventForEachVerification(t *testing.T) {
	var events []Event
	oldKey, newKey := GenerateKey(), GenerateKey()
	ring, err := NewKeyring(newKey, oldKey)
	if err != nil {
		t.Fatal(err)
	}
	now := epoch
	opts := []Option{WithClock(func() time.Time { return now }), OnVerify(func(e Event) { events = append(events, e) }), WithTTL(time.Hour), WithMaxBytes(1000)}
	for _, seal := range []bool{false, true} {
		o := opts
		if seal {
			o = append(o[:len(o):len(o)], WithEncryption())
		}
		s, old := signerOf(t, ring, "app/test", o...), signerOf(t, oldKey, "app/test", o...)
		one := func(name string, call func() error, wantErr error, vouched bool, key Key) {
			t.Helper()
			events = nil
			err := call()
			if len(events) != 1 {
				t.Fatalf("%s: %d events", name, len(events))
			}
			e := events[0]
			if !errors.Is(e.Err, wantErr) || e.Err != err || e.Purpose != "app/test" || e.Legacy || e.Size == 0 {
				t.Errorf("%s: %+v, want %v", name, e, wantErr)
			}
			if vouched != !e.Issued.IsZero() || vouched != !e.Expires.IsZero() || vouched && !e.Issued.Equal(epoch) {
				t.Errorf("%s: issued %v, expires %v, but the tag vouches: %v", name, e.Issued, e.Expires, vouched)
			}
			if e.KeyID != key.ID() || e.Primary != (key.ID() == newKey.ID() && !errors.Is(wantErr, ErrUnknownKey)) {
				t.Errorf("%s: key %08x, primary %v", name, e.KeyID, e.Primary)
			}
		}
		token, err := s.Marshal("x")
		if err != nil {
			t.Fatal(err)
		}
		text, err := s.MarshalString("x")
		if err != nil {
			t.Fatal(err)
		}
		stale, err := old.Marshal("x")
		if err != nil {
			t.Fatal(err)
		}
		raw := sign(t, s, "x")
		var str string
		one("good", func() error { return s.Unmarshal(token, &str) }, nil, true, newKey)
		one("good text", func() error { return s.UnmarshalString(text, &str) }, nil, true, newKey)
		one("good raw", func() error { _, err := s.Verify(nil, raw); return err }, nil, true, newKey)
		one("open", func() error { _, err := s.Open(token); return err }, nil, true, newKey)
		one("old key", func() error { return s.Unmarshal(stale, &str) }, nil, true, oldKey)
		one("does not fit", func() error { return s.Unmarshal(token, new(int)) }, ErrFormat, true, newKey)
		one("text does not fit", func() error { return s.UnmarshalString(text, new(int)) }, ErrFormat, true, newKey)
		one("no target", func() error { return s.Unmarshal(token, nil) }, ErrFormat, true, newKey)
		one("another format", func() error { return s.Unmarshal(raw, &str) }, ErrFormat, true, newKey)
		one("another context", func() error { return s.For("x").Unmarshal(token, &str) }, ErrSignature, false, newKey)
		one("unknown key", func() error { return old.Unmarshal(token, &str) }, ErrUnknownKey, false, newKey)
		one("cut", func() error { return s.Unmarshal(token[:len(token)-20], &str) }, ErrInvalid, false, keyNamedBy(token[:len(token)-20], newKey))
		one("no token", func() error { return s.Unmarshal([]byte("x"), &str) }, ErrMalformed, false, Key{})
		one("too large", func() error { return s.Unmarshal(make([]byte, 2000), &str) }, ErrTooLarge, false, Key{})
		now = epoch.Add(2 * time.Hour)
		one("expired", func() error { return s.Unmarshal(token, &str) }, ErrExpired, true, newKey)
		now = epoch
		stream := new(bytes.Buffer)
		enc := s.NewEncoder(stream)
		if err := errors.Join(enc.Encode("x"), enc.Encode("y"), enc.Close()); err != nil {
			t.Fatal(err)
		}
		dec := s.NewDecoder(stream)
		one("message", func() error { return dec.Decode(&str) }, nil, true, newKey)
		one("message that does not fit", func() error { return dec.Decode(new(int)) }, ErrFormat, true, newKey)
		events = nil
		if err := dec.Decode(&str); err != io.EOF || len(events) != 0 {
			t.Error("the end is no verification:", err, events)
		}
	}
}

// keyNamedBy is the key of a token that is long enough to name one.
func keyNamedBy(token []byte, key Key) Key {
	if len(token) >= overhead && token[2] == tokenVersion {
		return key
	}
	return Key{}
}

func TestGzipLimitIsReported(t *testing.T) {
	var events []Event
	key := GenerateKey()
	big := signerOf(t, key, "app/test", WithFormat(Gzip(Raw, 10000)))
	small := signerOf(t, key, "app/test", WithFormat(Gzip(Raw, 10)), OnVerify(func(e Event) { events = append(events, e) }))
	token, err := big.Marshal(make([]byte, 1000))
	if err != nil {
		t.Fatal(err)
	}
	if err := small.Unmarshal(token, new([]byte)); err != ErrTooLarge || len(events) != 1 || events[0].Err != ErrTooLarge || events[0].Issued.IsZero() {
		t.Error(err, events)
	}
}

// A stream that is open for long ends when it expires or its key is withdrawn.
func TestStreamsAreCheckedAtEachMessage(t *testing.T) {
	now, key := epoch, GenerateKey()
	ring := &switching{key: key}
	live := watch(ring, time.Second, func() time.Time { return now })
	for name, c := range map[string]struct {
		change func()
		want   error
	}{
		"expired":   {func() { now = now.Add(time.Hour) }, ErrExpired},
		"withdrawn": {func() { ring.key = GenerateKey(); now = now.Add(10 * time.Second) }, ErrUnknownKey},
	} {
		now, ring.key = epoch, key
		if err := live.Reload(); err != nil {
			t.Fatal(err)
		}
		s := signerOf(t, live, "app/test", WithTTL(time.Minute), WithClock(func() time.Time { return now }))
		var buf bytes.Buffer
		enc := s.NewEncoder(&buf)
		if err := errors.Join(enc.Encode(1), enc.Encode(2)); err != nil {
			t.Fatal(err)
		}
		dec := s.NewDecoder(&buf)
		var n int
		if err := dec.Decode(&n); err != nil {
			t.Fatal(name, err)
		}
		c.change()
		if err := dec.Decode(&n); !errors.Is(err, c.want) || n != 1 {
			t.Errorf("%s: %d, %v, want %v", name, n, err, c.want)
		}
	}
}

type switching struct{ key Key }

func (s *switching) Keyring() (*Keyring, error) { return NewKeyring(s.key) }

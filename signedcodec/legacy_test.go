package signedcodec

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func TestLegacy(t *testing.T) {
	key := GenerateKey()
	now := epoch
	var events []Event
	opts := []Option{
		WithFormat(Gob), WithClock(func() time.Time { return now }), OnVerify(func(e Event) { events = append(events, e) }),
		WithLegacy(func(data []byte, v any) error { return gob.NewDecoder(bytes.NewReader(data)).Decode(v) }, epoch.Add(time.Hour)),
	}
	s := signerOf(t, key, "app/test", opts...)
	var old bytes.Buffer
	if err := gob.NewEncoder(&old).Encode(profile{Name: "Ada"}); err != nil {
		t.Fatal(err)
	}
	var got profile
	if err := s.Unmarshal(old.Bytes(), &got); err != nil || got.Name != "Ada" || s.LegacyCount() != 1 || !events[0].Legacy {
		t.Fatal("unsigned data during the migration:", err)
	}
	got = profile{}
	if err := s.NewDecoder(bytes.NewReader(old.Bytes())).Decode(&got); err != nil || got.Name != "Ada" || s.LegacyCount() != 2 {
		t.Error("as a stream:", err)
	}
	if err := s.Unmarshal(old.Bytes()[:5], &got); !errors.Is(err, ErrMalformed) || got.Name != "Ada" {
		t.Error("what the function refuses:", err)
	}
	token, err := s.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	token[len(token)-1] ^= 1
	if err := s.Unmarshal(token, &got); err != ErrSignature || s.LegacyCount() != 2 {
		t.Error("a forged token must not reach the function:", err)
	}
	var stream bytes.Buffer
	if err := s.NewEncoder(&stream).Encode(got); err != nil {
		t.Fatal(err)
	}
	if err := s.NewDecoder(&stream).Decode(&got); err != nil {
		t.Error("a signed stream during the migration:", err)
	}
	now = epoch.Add(time.Hour)
	if err := s.Unmarshal(old.Bytes(), &got); err != ErrMalformed {
		t.Error("after the migration:", err)
	}
	if err := s.NewDecoder(bytes.NewReader(old.Bytes())).Decode(&got); !errors.Is(err, ErrMalformed) {
		t.Error("as a stream, after the migration:", err)
	}
}

func TestLegacyText(t *testing.T) {
	s := testSigner(t, "app/test", WithLegacy(func(data []byte, v any) error {
		*v.(*[]byte) = append([]byte("old "), data...)
		return nil
	}, epoch.Add(time.Hour)))
	if got, err := s.VerifyText("cookie"); err != nil || string(got) != "old cookie" {
		t.Error(string(got), err)
	}
	if got, err := s.Verify([]byte("> "), []byte("entry")); err != nil || string(got) != "> old entry" {
		t.Error(string(got), err)
	}
	if _, err := s.VerifyText("sc1.cookie"); err != ErrMalformed {
		t.Error(err)
	}
}

func decodeOldGob(data []byte, v any) error { return gob.NewDecoder(bytes.NewReader(data)).Decode(v) }

// oldStreams are what programs wrote before: several values in each.
func oldStreams(t *testing.T) map[Format]struct {
	fn   LegacyFunc
	data []byte
} {
	t.Helper()
	var asGob, asJSON bytes.Buffer
	g, j := gob.NewEncoder(&asGob), json.NewEncoder(&asJSON)
	for _, p := range oldProfiles() {
		if err := errors.Join(g.Encode(p), j.Encode(p)); err != nil {
			t.Fatal(err)
		}
	}
	return map[Format]struct {
		fn   LegacyFunc
		data []byte
	}{Gob: {decodeOldGob, asGob.Bytes()}, JSON: {json.Unmarshal, asJSON.Bytes()}}
}

func oldProfiles() []profile {
	return []profile{{Name: "Ada", Tags: []string{"}]\"\\"}}, {Name: strings.Repeat("x", 5000), Age: 300}, {}, {Name: "last", Age: -1}}
}

func TestOldStreamsAreReadValueByValue(t *testing.T) {
	for format, old := range oldStreams(t) {
		var events []Event
		s := testSigner(t, "app/test", WithFormat(format), WithLegacy(old.fn, epoch.Add(time.Hour)), OnVerify(func(e Event) { events = append(events, e) }))
		for _, r := range []io.Reader{bytes.NewReader(old.data), iotest.OneByteReader(bytes.NewReader(old.data)), iotest.DataErrReader(bytes.NewReader(old.data))} {
			dec := s.NewDecoder(r)
			for i, want := range oldProfiles() {
				got := profile{Name: "before"}
				if err := dec.Decode(&got); err != nil || got.Name != want.Name || got.Age != want.Age {
					t.Fatalf("%v, value %d: %q, %v", format, i, got.Name, err)
				}
			}
			for range 2 {
				if err := dec.Decode(new(profile)); err != io.EOF {
					t.Errorf("%v: after the last value: %v", format, err)
				}
			}
		}
		if n := uint64(3 * len(oldProfiles())); s.LegacyCount() != n || len(events) != int(n) || !events[0].Legacy || events[0].Err != nil {
			t.Errorf("%v: %d values counted, %d events", format, s.LegacyCount(), len(events))
		}
	}
}

// On a connection that stays open, a value arrives when the peer has sent it.
func TestOldStreamsOnAConnection(t *testing.T) {
	for format, old := range oldStreams(t) {
		s := testSigner(t, "app/test", WithFormat(format), WithLegacy(old.fn, epoch.Add(time.Hour)))
		here, peer := net.Pipe()
		defer here.Close()
		defer peer.Close()
		read := make(chan error, 1)
		go func() {
			dec := s.NewDecoder(here)
			for _, want := range oldProfiles() {
				var got profile
				if err := dec.Decode(&got); err != nil || got.Name != want.Name {
					read <- fmt.Errorf("%v: %q, %w", format, got.Name, err)
					return
				}
			}
			read <- nil
		}()
		if _, err := peer.Write(old.data); err != nil {
			t.Fatal(err)
		}
		if err := <-read; err != nil { // the peer has not closed
			t.Error(err)
		}
	}
}

// A file that was appended to: first what the old program wrote, then messages.
func TestSignedMessagesAfterOldOnes(t *testing.T) {
	for format, old := range oldStreams(t) {
		s := testSigner(t, "app/test", WithFormat(format), WithLegacy(old.fn, epoch.Add(time.Hour)))
		file := bytes.NewBuffer(old.data)
		enc := s.NewEncoder(file)
		if err := errors.Join(enc.Encode(profile{Name: "signed"}), enc.Close()); err != nil {
			t.Fatal(err)
		}
		dec := s.NewDecoder(file)
		var names []string
		var err error
		for err == nil {
			var p profile
			if err = dec.Decode(&p); err == nil {
				names = append(names, p.Name)
			}
		}
		if err != io.EOF || len(names) != len(oldProfiles())+1 || names[len(names)-1] != "signed" {
			t.Errorf("%v: %d values, %v", format, len(names), err)
		}
	}
}

func TestOldStreamsAreBounded(t *testing.T) {
	for format, old := range oldStreams(t) {
		s := testSigner(t, "app/test", WithFormat(format), WithMaxBytes(1000), WithLegacy(old.fn, epoch.Add(time.Hour)))
		dec := s.NewDecoder(bytes.NewReader(old.data))
		if err := dec.Decode(new(profile)); err != nil {
			t.Errorf("%v: %v", format, err)
		}
		if err := dec.Decode(new(profile)); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%v: a value over the limit: %v", format, err)
		}
		cut := testSigner(t, "app/test", WithFormat(format), WithLegacy(old.fn, epoch.Add(time.Hour))).NewDecoder(bytes.NewReader(old.data[:len(old.data)-5]))
		var err error
		for err == nil {
			err = cut.Decode(new(profile))
		}
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%v: a stream that is cut off: %v", format, err)
		}
	}
	s := testSigner(t, "app/test", WithFormat(Raw), WithLegacy(decodeOldGob, epoch.Add(time.Hour)))
	if err := s.NewDecoder(strings.NewReader("one two")).Decode(new([]byte)); !errors.Is(err, errOldFormat) {
		t.Error("a stream that cannot be cut:", err)
	}
}

func TestOldJSONValuesOfAllKinds(t *testing.T) {
	s := testSigner(t, "app/test", WithLegacy(json.Unmarshal, epoch.Add(time.Hour)))
	dec := s.NewDecoder(strings.NewReader("1 \"a\" [1,[2]]{\"a\":\"}\"}\ntrue\tnull -2.5e3\"\\\"\"3"))
	var got []string
	for {
		var v any
		err := dec.Decode(&v)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(got, err)
		}
		got = append(got, fmt.Sprint(v))
	}
	want := []string{"1", "a", "[1 [2]]", "map[a:}]", "true", "<nil>", "-2500", `"`, "3"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// A token that something happened to is told to be one that does not verify.
func TestDamagedTokensAreNoOldData(t *testing.T) {
	for _, opts := range [][]Option{nil, {WithEncryption()}} {
		s := testSigner(t, "app/test", append(opts, WithFormat(Raw), WithLegacy(func(_ []byte, v any) error {
			*v.(*[]byte) = []byte("believed")
			return nil
		}, epoch.Add(time.Hour)))...)
		token := sign(t, s, "payload")
		text, err := s.SignText([]byte("payload"))
		if err != nil {
			t.Fatal(err)
		}
		damaged := []string{" " + text, "\r\n\t" + text, "\ufeff" + text, strings.ToUpper(text), "SC" + text[2:], "Sc1." + text[4:], text[4:10], "sc1.", "sc2. "}
		for cut := 1; cut <= 6; cut++ {
			damaged = append(damaged, text[cut:])
		}
		damaged = append(damaged, " "+string(token), "\n\n"+string(token))
		for cut := 1; cut <= 4; cut++ {
			damaged = append(damaged, string(token[cut:]))
		}
		for _, d := range damaged {
			if d == text[4:10] {
				continue // a few characters could be anything
			}
			if got, err := s.VerifyText(d); !errors.Is(err, ErrInvalid) {
				t.Errorf("text %q: %q, %v", d, got, err)
			}
			if got, err := s.Verify(nil, []byte(d)); !errors.Is(err, ErrInvalid) {
				t.Errorf("token %q: %q, %v", d, got, err)
			}
			if err := s.NewDecoder(strings.NewReader(d)).Decode(new([]byte)); !errors.Is(err, ErrInvalid) {
				t.Errorf("stream %q: %v", d, err)
			}
		}
		if s.LegacyCount() != 0 {
			t.Error("a damaged token was believed")
		}
		for _, old := range []string{"sc", "sc1", "scroll", "a cookie", "eyJhbGciOiJIUzI1NiJ9.e30.abc", "\x01\x02\x03\x04\x05\x06\x07\x08", "S\x01", "{}"} {
			if _, err := s.Verify(nil, []byte(old)); err != nil {
				t.Errorf("old data %q: %v", old, err)
			}
			if _, err := s.VerifyText(old); err != nil {
				t.Errorf("old text %q: %v", old, err)
			}
		}
	}
}

func TestAMigrationThatIsOver(t *testing.T) {
	key := GenerateKey()
	for _, until := range []time.Time{epoch, epoch.Add(-time.Hour)} {
		if _, err := New(key, "app/test", WithoutExpiry(), WithLegacy(decodeOldGob, until), WithClock(fixedClock)); err == nil || !strings.Contains(err.Error(), "WithLegacy") {
			t.Error(err)
		}
	}
	if _, err := New(key, "app/test", WithoutExpiry(), WithLegacy(decodeOldGob, time.Now().Add(-time.Minute))); err == nil {
		t.Error("by the system's clock")
	}
}

func TestCausesAreFoundButNotShown(t *testing.T) {
	cause := errors.New("cannot use hunter2")
	shows := func(err error) bool {
		return strings.Contains(fmt.Sprintf("%v %+v %#v %s %q", err, err, err, err, err), "hunter2")
	}
	s := testSigner(t, "app/test", WithLegacy(func([]byte, any) error { return fmt.Errorf("wrapped: %w", cause) }, epoch.Add(time.Hour)))
	if err := s.Unmarshal([]byte("old"), new(int)); !errors.Is(err, cause) || !errors.Is(err, ErrMalformed) || !errors.Is(err, ErrInvalid) || shows(err) {
		t.Error("legacy function:", err)
	}
	for _, f := range []Format{JSON, Gob, Binary} {
		s := testSigner(t, "app/test", WithFormat(f))
		_, err := s.Marshal(badTarget{})
		if !errors.Is(err, errQuoting) || !errors.Is(err, ErrFormat) || shows(err) {
			t.Errorf("marshaling as %v: %v", f, err)
		}
	}
	b := testSigner(t, "app/test", WithFormat(Binary))
	token, err := b.Marshal(epoch)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Unmarshal(token, new(badTarget)); !errors.Is(err, errQuoting) || shows(err) {
		t.Error("unmarshaling:", err)
	}
	disk := errors.New("disk on fire")
	if err := s.NewDecoder(iotest.ErrReader(disk)).Decode(new(int)); !errors.Is(err, disk) {
		t.Error("the disk:", err)
	}
}

package keyring

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	oskeyring "github.com/zalando/go-keyring"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

var entry = Entry{Service: "signedcodec-test", Account: "sessions"}

// TestEntry and its kin run on the library's memory keyring; TestSecretService runs the same steps on a real one.
func TestEntry(t *testing.T) {
	oskeyring.MockInit()
	checkLife(t, entry)
}

// checkLife goes through the life of an entry: absent, created, rotated, stored, deleted.
func checkLife(t *testing.T, e Entry) {
	t.Helper()
	if _, err := e.Keyring(); !errors.Is(err, ErrNotFound) || !errors.Is(err, signedcodec.ErrKey) {
		t.Fatalf("absent: %v", err)
	}
	for name, err := range map[string]error{"Rotate": e.Rotate(1), "Delete": e.Delete()} {
		if !errors.Is(err, ErrNotFound) {
			t.Fatalf("%s of an absent entry: %v", name, err)
		}
	}
	if err := e.Create(); err != nil {
		t.Fatal(err)
	}
	if err := e.Create(); !errors.Is(err, ErrExists) {
		t.Fatalf("created twice: %v", err)
	}
	first := ids(t, e)
	token := sign(t, e)
	if err := e.Rotate(2); err != nil {
		t.Fatal(err)
	}
	second := ids(t, e)
	if len(first) != 1 || len(second) != 2 || second[1] != first[0] || second[0] == first[0] {
		t.Fatalf("keys %x, after a rotation %x", first, second)
	}
	if !verifies(t, e, token) {
		t.Error("a token of the former key is refused after the rotation")
	}
	for range 2 {
		if err := e.Rotate(2); err != nil {
			t.Fatal(err)
		}
	}
	if third := ids(t, e); len(third) != 3 || third[2] != second[0] {
		t.Errorf("keys %x after three rotations that keep 2; before %x", third, second)
	}
	if verifies(t, e, token) {
		t.Error("a token of a forgotten key is accepted")
	}
	if err := e.Rotate(0); err != nil || len(ids(t, e)) != 1 {
		t.Errorf("Rotate(0): %v, keys %x", err, ids(t, e))
	}
	a, b := signedcodec.GenerateKey(), signedcodec.GenerateKey()
	if err := e.Store(a, b); err != nil || ids(t, e)[0] != a.ID() || ids(t, e)[1] != b.ID() {
		t.Errorf("Store: %v, keys %x", err, ids(t, e))
	}
	if err := e.Delete(); err != nil {
		t.Error(err)
	}
	if _, err := e.Keyring(); !errors.Is(err, ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
}

func ids(t *testing.T, e Entry) []uint32 {
	t.Helper()
	ring, err := e.Keyring()
	if err != nil {
		t.Fatal(err)
	}
	return ring.IDs()
}

func sign(t *testing.T, e Entry) []byte {
	t.Helper()
	s, err := signedcodec.New(e, "test", signedcodec.WithoutExpiry())
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.Marshal("v")
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func verifies(t *testing.T, e Entry, token []byte) bool {
	t.Helper()
	s, err := signedcodec.New(e, "test", signedcodec.WithoutExpiry())
	if err != nil {
		t.Fatal(err)
	}
	var v string
	return s.Unmarshal(token, &v) == nil && v == "v"
}

// Text that a person or another program put there.
func TestForeignText(t *testing.T) {
	a, b, c := signedcodec.GenerateKey(), signedcodec.GenerateKey(), signedcodec.GenerateKey()
	for name, tc := range map[string]struct {
		text string
		want []uint32 // after Rotate(9), without the new key
	}{
		"one key alone":         {a.Reveal(), []uint32{a.ID()}},
		"with a newline":        {a.Reveal() + "\r\n", []uint32{a.ID()}},
		"primary not the first": {"verify:" + b.Reveal() + ",verify:" + c.Reveal() + ", primary:" + a.Reveal(), []uint32{a.ID(), b.ID(), c.ID()}},
		"comments":              {"# old: " + c.Reveal() + "\nprimary:" + a.Reveal() + " # new\n\tverify:" + b.Reveal(), []uint32{a.ID(), b.ID()}},
	} {
		oskeyring.MockInit()
		if err := oskeyring.Set(entry.Service, entry.Account, tc.text); err != nil {
			t.Fatal(err)
		}
		if got := ids(t, entry); got[0] != a.ID() {
			t.Errorf("%s: keys %x", name, got)
		}
		if err := entry.Rotate(9); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := ids(t, entry)[1:]; fmt.Sprint(got) != fmt.Sprint(tc.want) {
			t.Errorf("%s: old keys %x, want %x", name, got, tc.want)
		}
	}
}

func TestRefused(t *testing.T) {
	key := signedcodec.GenerateKey()
	for name, text := range map[string]string{
		"empty":         "",
		"no key":        "SECRETVALUE",
		"cut off":       key.Reveal()[:40],
		"two alone":     key.Reveal() + " " + signedcodec.GenerateKey().Reveal(),
		"no primary":    "verify:" + key.Reveal(),
		"two primaries": "primary:" + key.Reveal() + " primary:" + signedcodec.GenerateKey().Reveal(),
		"twice the key": "primary:" + key.Reveal() + " verify:" + key.Reveal(),
	} {
		oskeyring.MockInit()
		if err := oskeyring.Set(entry.Service, entry.Account, text); err != nil {
			t.Fatal(err)
		}
		ring, err := entry.Keyring()
		for op, err := range map[string]error{"Keyring": err, "Rotate": entry.Rotate(1)} {
			if !errors.Is(err, signedcodec.ErrKey) || ring != nil {
				t.Errorf("%s of %s: %v", op, name, err)
			} else if secret := key.Reveal()[14:30]; strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "SECRETVALUE") {
				t.Errorf("%s of %s quotes the entry: %v", op, name, err)
			}
		}
		if after, _ := oskeyring.Get(entry.Service, entry.Account); after != text {
			t.Errorf("%s: a failed Rotate changed the entry", name)
		}
	}
	if err := entry.Store(key, key); !errors.Is(err, signedcodec.ErrKey) {
		t.Errorf("the same key twice: %v", err)
	}
	if err := entry.Rotate(-1); err == nil {
		t.Error("Rotate(-1) is accepted")
	}
	for _, e := range []Entry{{}, {Service: "s"}, {Account: "a"}} {
		if _, err := e.Keyring(); !errors.Is(err, signedcodec.ErrKey) {
			t.Errorf("%+v: %v", e, err)
		}
		if err := e.Store(key); err == nil {
			t.Errorf("%+v: stored", e)
		}
	}
}

func TestUnavailable(t *testing.T) {
	oskeyring.MockInitWithError(errors.New("no such bus"))
	_, err := entry.Keyring()
	if !errors.Is(err, ErrUnavailable) || !errors.Is(err, signedcodec.ErrKey) || !strings.Contains(err.Error(), "FromFile") {
		t.Errorf("Keyring: %v", err)
	}
	for name, err := range map[string]error{"Create": entry.Create(), "Rotate": entry.Rotate(1), "Delete": entry.Delete(), "Store": entry.Store(signedcodec.GenerateKey())} {
		if !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	oskeyring.MockInitWithError(oskeyring.ErrSetDataTooBig)
	if err := entry.Store(signedcodec.GenerateKey()); err == nil || !strings.Contains(err.Error(), "too many keys") {
		t.Errorf("too big: %v", err)
	}
}

// A prompt that nobody answers does not block for ever, and a library that panics does not end the program.
func TestCall(t *testing.T) {
	e := Entry{Service: "s", Account: "a", Wait: time.Nanosecond}
	release := make(chan struct{})
	defer close(release)
	if _, err := e.call("read", func() (string, error) { <-release; return "", nil }); !errors.Is(err, ErrUnavailable) {
		t.Errorf("blocked: %v", err)
	}
	e.Wait = 0
	if _, err := e.call("read", func() (string, error) { panic("SECRETVALUE") }); !errors.Is(err, ErrUnavailable) || strings.Contains(err.Error(), "SECRET") {
		t.Errorf("panic: %v", err)
	}
}

// FuzzParse: Rotate's reading of the text agrees with signedcodec's.
func FuzzParse(f *testing.F) {
	a := "sck1_a_b_c"
	if key, err := signedcodec.NewKey([]byte("0123456789abcdefghijklmnopqrstuv")); err == nil {
		a = key.Reveal()
	}
	for _, seed := range []string{"", a, a + "\n", "primary:" + a, "verify:" + a + " # x", "primary:" + a + ",verify:", "#" + a, ":", "primary:primary:" + a} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ring, err := signedcodec.ParseKeyring(text)
		keys, parseErr := parse(text)
		if (err == nil) != (parseErr == nil) {
			t.Fatalf("%q: signedcodec %v, here %v", text, err, parseErr)
		}
		if err != nil {
			return
		}
		again, err := signedcodec.ParseKeyring(format(keys[0], keys[1:]))
		if err != nil || fmt.Sprint(again.IDs()) != fmt.Sprint(ring.IDs()) {
			t.Fatalf("%q: written again: %v, %v", text, again, err)
		}
	})
}

func BenchmarkKeyring(b *testing.B) { // what reading adds to the call of the operating system
	oskeyring.MockInit()
	if err := entry.Create(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := entry.Keyring(); err != nil {
			b.Fatal(err)
		}
	}
}

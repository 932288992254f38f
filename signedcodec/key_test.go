package signedcodec

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/signedcodec/internal/weak"
)

func TestKeyText(t *testing.T) {
	key := GenerateKey()
	text := key.Reveal()
	if len(text) != keyTextSize || !strings.HasPrefix(text, "sck1_"+hexID(key.ID())+"_") {
		t.Fatal("layout")
	}
	parsed, err := ParseKey(text)
	if err != nil || !parsed.Equal(key) || parsed.ID() != key.ID() {
		t.Fatal("ParseKey of Reveal:", err)
	}
	for i := range text {
		damaged := text[:i] + string(rune(text[i]^1)) + text[i+1:]
		if _, err := ParseKey(damaged); !errors.Is(err, ErrKey) {
			t.Errorf("character %d changed: %v", i, err)
		} else if strings.Contains(err.Error(), text[14:57]) {
			t.Error("the error shows the key")
		}
	}
	for _, bad := range []string{"", "sck1_", text[:20], text + "x", text + "\n", strings.ToUpper(text), key.String(), "hunter2"} {
		if _, err := ParseKey(bad); !errors.Is(err, ErrKey) {
			t.Errorf("%d characters accepted", len(bad))
		}
	}
}

func TestWeakKeysAreRefused(t *testing.T) {
	counting := make([]byte, 32)
	for i := range counting {
		counting[i] = byte(i * 3)
	}
	random := make([]byte, 16)
	_, _ = rand.Read(random)
	one, two := weak.VectorKey(1), weak.VectorKey(2)
	for name, b := range map[string][]byte{
		"nil": nil, "one byte": {7}, "31 bytes": make([]byte, 31), "33 bytes": make([]byte, 33),
		"zeros": make([]byte, 32), "repeated": bytes.Repeat([]byte{1, 2, 3, 200}, 8), "counted": counting,
		"few values":        []byte("\x00\x01\x03\x07\x0f\x1f\x3f\x7f\xff\x80\x00\x3f\x01\xff\x03\x80\x07\x00\x0f\x7f\x1f\x01\x3f\x03\x7f\x07\xff\x0f\x80\x1f\x00\x7f"),
		"random half twice": bytes.Repeat(random[:8], 4),
		"hex text":          []byte(hex.EncodeToString(random)),
		"base64 text":       []byte(base64.StdEncoding.EncodeToString(append(random, random[:8]...))),
		"passphrase":        []byte("passphrasewhichneedstobe32bytes!"),
		"test vector 1":     one[:], "test vector 2": two[:],
	} {
		if _, err := NewKey(b); !errors.Is(err, ErrKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWeakSecretsAreRefused(t *testing.T) {
	for _, secret := range []string{
		"", "x", "secret", "changeme", "15 bytes long!!", strings.Repeat("a", 64), "1234567890123456789012345678901234567890",
		"your-256-bit-secret", "a-string-secret-at-least-256-bits-long", "something-very-secret", "SUPER_SECRET_KEY",
		"django-insecure-#k4v!u9h2$m8x@1z", "abababababababababababab", "changeme-changeme-2024",
	} {
		if _, err := DeriveKey([]byte(secret), "app/cache"); !errors.Is(err, ErrKey) {
			t.Errorf("%q: %v", secret, err)
		}
	}
	if _, err := DeriveKey([]byte("b7Qz!p0kW3eR9tY2uI5o"), ""); !errors.Is(err, ErrKey) {
		t.Error("no label:", err)
	}
}

// The tests for weakness must not refuse what random generation gives.
func TestRandomKeysAreAccepted(t *testing.T) {
	for range 20000 {
		b := make([]byte, 32)
		_, _ = rand.Read(b)
		if _, err := NewKey(b); err != nil {
			t.Fatalf("%x: %v", b, err)
		}
		for _, secret := range [][]byte{b[:16], []byte(hex.EncodeToString(b[:16])), []byte(base64.RawStdEncoding.EncodeToString(b[:18]))} {
			if err := checkSecret(secret); err != nil {
				t.Fatalf("%q: %v", secret, err)
			}
		}
	}
}

func TestDeriveKey(t *testing.T) {
	ikm := []byte("b7Qz!p0kW3eR9tY2uI5o")
	a, err := DeriveKey(ikm, "a")
	if err != nil {
		t.Fatal(err)
	}
	again, _ := DeriveKey(ikm, "a")
	b, _ := DeriveKey(ikm, "b")
	if !a.Equal(again) || a.Equal(b) || a.Equal(Key{}) || !(Key{}).Equal(Key{}) {
		t.Error("labels must separate keys, and nothing else")
	}
}

func TestKeyring(t *testing.T) {
	a, b, c := GenerateKey(), GenerateKey(), GenerateKey()
	ring, err := NewKeyring(a, b, c)
	if err != nil || ring.Primary() != a.ID() || len(ring.IDs()) != 3 {
		t.Fatal(ring, err)
	}
	for name, f := range map[string]func() (*Keyring, error){
		"zero primary":  func() (*Keyring, error) { return NewKeyring(Key{}) },
		"zero other":    func() (*Keyring, error) { return NewKeyring(a, Key{}) },
		"same key":      func() (*Keyring, error) { return NewKeyring(a, a) },
		"same id":       func() (*Keyring, error) { return NewKeyring(a, Key{secret: b.secret, id: a.id}) },
		"same id later": func() (*Keyring, error) { return NewKeyring(a, b, b) },
	} {
		if _, err := f(); !errors.Is(err, ErrKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseKeyring(t *testing.T) {
	a, b := GenerateKey().Reveal(), GenerateKey().Reveal()
	wantA, _ := ParseKey(a)
	for _, text := range []string{
		a, a + "\n", "\t" + a + "\r\n", "primary:" + a, "verify:" + b + " primary:" + a, "primary:" + a + ",verify:" + b,
		"# rotated in May\nverify:" + b + "\nprimary:" + a + " # new\n",
	} {
		ring, err := ParseKeyring(text)
		if err != nil || ring.Primary() != wantA.ID() {
			t.Errorf("refused or wrong primary: %v", err)
		}
	}
	for name, text := range map[string]string{
		"empty": "", "comment": "# nothing", "two bare": a + " " + b, "two primaries": "primary:" + a + " primary:" + b,
		"verify only": "verify:" + a, "unknown role": "sign:" + a, "half bare": "primary:" + a + " " + b,
		"twice": "primary:" + a + " verify:" + a, "not a key": "primary:hunter2",
	} {
		if _, err := ParseKeyring(text); !errors.Is(err, ErrKey) {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), a[14:57]) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the error shows the key", name)
		}
	}
}

func TestRotation(t *testing.T) {
	oldKey, newKey := GenerateKey(), GenerateKey()
	before := signerOf(t, oldKey, "app/test")
	ring, err := NewKeyring(newKey, oldKey)
	if err != nil {
		t.Fatal(err)
	}
	during, after := signerOf(t, ring, "app/test"), signerOf(t, newKey, "app/test")
	old, fresh := sign(t, before.For(), "payload"), sign(t, during.For(), "payload")
	if _, err := during.Verify(nil, old); err != nil {
		t.Error("the old key must verify during rotation:", err)
	}
	if _, err := after.Verify(nil, fresh); err != nil {
		t.Error("the primary must sign:", err)
	}
	refused(t, after.For(), old, ErrUnknownKey)
	refused(t, before.For(), fresh, ErrUnknownKey)
}

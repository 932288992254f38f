package signedcodectest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// The key of this variable is in no environment.
var atStart = signedcodec.Must(signedcodec.FromEnv("SIGNEDCODECTEST_UNSET"), "app/test", signedcodec.WithoutExpiry())

func TestMissingKeysAreRandom(t *testing.T) {
	for name, source := range map[string]signedcodec.KeySource{
		"variable": signedcodec.FromEnv("SIGNEDCODECTEST_UNSET"), "file": signedcodec.FromFile(filepath.Join(t.TempDir(), "key")), "credential": signedcodec.FromCredential("key"),
	} {
		ring, err := source.Keyring()
		if err != nil {
			t.Fatal(name, err)
		}
		again, err := source.Keyring()
		if err != nil || again.Primary() != ring.Primary() {
			t.Errorf("%s: another key the second time: %v", name, err)
		}
	}
	one, _ := signedcodec.FromEnv("SIGNEDCODECTEST_A").Keyring()
	two, _ := signedcodec.FromEnv("SIGNEDCODECTEST_B").Keyring()
	if one.Primary() == two.Primary() {
		t.Error("two variables share a key")
	}
	token, err := atStart.Marshal("x")
	if err != nil {
		t.Fatal(err)
	}
	Refused(t, token, func(token []byte) error { return atStart.Unmarshal(token, new(string)) })
}

// What is there is used, and refused when it is weak.
func TestKeysThatAreThereCount(t *testing.T) {
	key := signedcodec.GenerateKey()
	t.Setenv("SIGNEDCODECTEST_SET", key.Reveal())
	if ring, err := signedcodec.FromEnv("SIGNEDCODECTEST_SET").Keyring(); err != nil || ring.Primary() != key.ID() {
		t.Error(err)
	}
	for _, weak := range []string{"", "secret", "your-256-bit-secret"} {
		t.Setenv("SIGNEDCODECTEST_SET", weak)
		if _, err := signedcodec.FromEnv("SIGNEDCODECTEST_SET").Keyring(); !errors.Is(err, signedcodec.ErrKey) {
			t.Errorf("%q: %v", weak, err)
		}
	}
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte(key.Reveal()), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := signedcodec.FromFile(path).Keyring(); !errors.Is(err, signedcodec.ErrKey) {
		t.Error("a key file that everybody reads:", err)
	}
}

// A program that is no test does not start without its key, whatever it imports.
func TestProgramsNeedTheirKey(t *testing.T) {
	cmd := exec.Command("go", "run", "./testdata/program")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "SIGNEDCODECTEST_PROGRAM is not set") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestTampered(t *testing.T) {
	s := New(t, "app/test", signedcodec.WithMaxAge(1e9))
	if n := len(Tampered(make([]byte, 100))); n < 12 {
		t.Errorf("%d attacks", n)
	}
	text, err := s.MarshalString("x")
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range TamperedText(text) {
		if err := s.UnmarshalString(bad, new(string)); !errors.Is(err, signedcodec.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

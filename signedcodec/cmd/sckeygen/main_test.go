package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

func call(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run("", args, strings.NewReader(""), &out)
	return out.String(), err
}

func TestPrintedKey(t *testing.T) {
	out, err := call(t)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := signedcodec.ParseKey(strings.TrimSpace(out)); err != nil {
		t.Error(err)
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if err := generate(path, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := signedcodec.FromFile(path).Keyring(); err != nil {
		t.Error(err)
	}
	if err := generate(path, nil); err == nil {
		t.Error("a key in use was overwritten")
	}
}

// Through a whole rotation, two instances that may be one step apart understand each other.
func TestRotation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if err := generate(path, nil); err != nil {
		t.Fatal(err)
	}
	ring := func() *signedcodec.Keyring {
		r, err := signedcodec.FromFile(path).Keyring()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	signer := func(r *signedcodec.Keyring) *signedcodec.Signer {
		return signedcodec.Must(r, "app/test", signedcodec.WithoutExpiry())
	}
	first := ring()
	before := first
	for step := 1; step <= 3; step++ {
		out, err := call(t, "rotate", path)
		if err != nil || !strings.Contains(out, "step "+string(rune('0'+step))+" of 3") || strings.Contains(out, "sck1_") {
			t.Fatal(out, err)
		}
		after := ring()
		for _, pair := range [][2]*signedcodec.Keyring{{before, after}, {after, before}} {
			token, err := signer(pair[0]).Marshal("x")
			if err != nil {
				t.Fatal(err)
			}
			if err := signer(pair[1]).Unmarshal(token, new(string)); err != nil && !(step == 3 && pair[0] == before) {
				t.Errorf("step %d: %v", step, err)
			}
		}
		before = after
	}
	if last := ring(); len(last.IDs()) != 1 || last.Primary() == first.Primary() {
		t.Error("after three steps:", last)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Error("files are left over:", left)
	}
}

func TestShowAndDrop(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	a, b := signedcodec.GenerateKey(), signedcodec.GenerateKey()
	if err := os.WriteFile(path, []byte("primary:"+a.Reveal()+" verify:"+b.Reveal()+" # from May\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	id := func(k signedcodec.Key) string { return k.String()[5:13] }
	out, err := call(t, "show", path)
	if err != nil || out != "primary "+id(a)+" from May\nverify  "+id(b)+" from May\n" {
		t.Error(out, err)
	}
	var piped bytes.Buffer
	if err := run("", []string{"show", "-"}, strings.NewReader(a.Reveal()), &piped); err != nil || piped.String() != "primary "+id(a)+"\n" {
		t.Error(piped.String(), err)
	}
	if _, err := call(t, "drop", path, id(a)); err == nil {
		t.Error("the key that signs was dropped")
	}
	if _, err := call(t, "drop", path, "00000000"); err == nil {
		t.Error("a key that is not there was dropped")
	}
	if out, err := call(t, "drop", path, strings.ToUpper(id(b))); err != nil {
		t.Error(out, err)
	}
	if ring, err := signedcodec.FromFile(path).Keyring(); err != nil || len(ring.IDs()) != 1 {
		t.Error(ring, err)
	}
}

func TestInspect(t *testing.T) {
	clock := signedcodec.WithClock(func() time.Time { return time.Unix(1_700_000_000, 0) })
	key := signedcodec.GenerateKey()
	for _, opts := range [][]signedcodec.Option{nil, {signedcodec.WithEncryption()}} {
		s := signedcodec.Must(key, "app/test", append(opts, clock, signedcodec.WithTTL(time.Hour))...)
		token, err := s.Marshal("payload")
		if err != nil {
			t.Fatal(err)
		}
		text, err := s.MarshalString("payload")
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []string{text, " " + text + "\n", hex.EncodeToString(token), base64.StdEncoding.EncodeToString(token), string(token)} {
			out, err := call(t, "inspect", form)
			for _, want := range []string{"NOT VERIFIED", "JSON", key.String()[5:13], "2023-11-14T22:13:20Z", "2023-11-14T23:13:21Z", "9 bytes"} {
				if err != nil || !strings.Contains(out, want) {
					t.Errorf("%q is missing: %s, %v", want, out, err)
				}
			}
			if strings.Contains(out, "sealed") != s.Encrypts() {
				t.Error(out)
			}
		}
		var stream, out bytes.Buffer
		if err := s.NewWriter(&stream).Close(); err != nil {
			t.Fatal(err)
		}
		if err := run("", []string{"inspect", "-"}, &stream, &out); err != nil || !strings.Contains(out.String(), "stream") {
			t.Error(out.String(), err)
		}
	}
	for _, bad := range []string{"", "x", "sc1.", "sc1.AAAA", "sc1.AQ=", "c153", strings.Repeat("00", 60), "c15303" + strings.Repeat("00", 60), "c15301" + strings.Repeat("00", 22)} {
		if out, err := call(t, "inspect", bad); err == nil {
			t.Errorf("%q: %s", bad, out)
		}
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"rotate"}, {"show", "a", "b"}, {"unknown"}, {"drop", "x"}} {
		if _, err := call(t, args...); err == nil {
			t.Errorf("%v is accepted", args)
		}
	}
	if err := run("file", []string{"show", "x"}, nil, nil); err == nil {
		t.Error("-o with a command")
	}
	if _, err := call(t, "show", filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("a missing file")
	}
}

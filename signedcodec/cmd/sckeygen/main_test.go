package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

func TestPrintedKey(t *testing.T) {
	var out bytes.Buffer
	if err := run("", &out); err != nil {
		t.Fatal(err)
	}
	if _, err := signedcodec.ParseKey(strings.TrimSpace(out.String())); err != nil {
		t.Error(err)
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if err := run(path, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := signedcodec.FromFile(path).Keyring(); err != nil {
		t.Error(err)
	}
	if err := run(path, nil); err == nil {
		t.Error("a key in use was overwritten")
	}
}

package files

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f")
	if err := Save(name, []Item{{"a"}, {"b"}}); err != nil {
		t.Fatal(err)
	}
	if got, err := Load(name); err != nil || len(got) != 2 || got[1].Name != "b" {
		t.Errorf("got %v, %v", got, err)
	}
	var buf bytes.Buffer
	if err := Export(&buf, []Item{{"c"}}); err != nil {
		t.Fatal(err)
	}
	if got, err := Import(&buf); err != nil || len(got) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestUnsigned(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f")
	var buf bytes.Buffer
	if err := Export(&buf, []Item{{"c"}}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Load(name); err == nil {
		t.Errorf("got %v", got)
	}
}

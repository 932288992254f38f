package named

import (
	"os"
	"path/filepath"
	"testing"
)

// A file that is copied to another name is refused; one whose directory has moved is not.
func TestCopied(t *testing.T) {
	s, moved := &Store{t.TempDir()}, &Store{t.TempDir()}
	if err := s.Save("a", &Item{"a"}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(s.dir, "a.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{filepath.Join(s.dir, "b.json"), filepath.Join(moved.dir, "a.json")} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Load("a"); err != nil || got.Name != "a" {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := s.Load("b"); err == nil {
		t.Errorf("under another name: got %v", got)
	}
	if got, err := moved.Load("a"); err != nil || got.Name != "a" {
		t.Errorf("in another directory: got %v, %v", got, err)
	}
}

package around

import (
	"bytes"
	"encoding/gob"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	if err := Save(dir, "a", Values{"user": "ann"}); err != nil {
		t.Fatal(err)
	}
	if v, err := Regenerate(dir, "a", "b"); err != nil || v["user"] != "ann" {
		t.Fatalf("got %v, %v", v, err)
	}
	if v, err := Load(dir, "b"); err != nil || v["user"] != "ann" {
		t.Fatalf("got %v, %v", v, err)
	}
	name := filepath.Join(dir, "b")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		data[i] ^= 1
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if v, err := Load(dir, "b"); err == nil {
			t.Errorf("byte %d changed: got %v", i, v)
		}
		data[i] ^= 1
	}
}

// The answer to a client stays what it was.
func TestAnswer(t *testing.T) {
	w := httptest.NewRecorder()
	if err := Answer(w, Values{"user": "ann"}); err != nil {
		t.Fatal(err)
	}
	var v Values
	if err := gob.NewDecoder(bytes.NewReader(w.Body.Bytes())).Decode(&v); err != nil || v["user"] != "ann" {
		t.Errorf("got %v, %v", v, err)
	}
}

type client map[string]any

func (c client) Do(command string, args ...any) (any, error) {
	c[args[0].(string)] = args[1]
	return nil, nil
}

func (c client) Get(key string) (any, error) { return c[key], nil }

func TestVisits(t *testing.T) {
	c := client{}
	if err := SaveVisit(c, "a", &Visit{Pages: []string{"/"}}); err != nil {
		t.Fatal(err)
	}
	if v, err := LoadVisit(c, "a"); err != nil || len(v.Pages) != 1 {
		t.Fatalf("got %v, %v", v, err)
	}
}

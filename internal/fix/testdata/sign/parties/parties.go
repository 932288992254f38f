// Package parties keeps values in sessions that are found by a request, and writes others to a log of its own.
package parties

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// Sessions are kept elsewhere; their cookies come and go with requests.
type Sessions interface {
	Load(r *http.Request, name string) []byte
	Save(w http.ResponseWriter, r *http.Request, name string, data []byte) error
}

// Cart is what somebody wants to buy.
type Cart struct{ Items []string }

// ReadCart reads a cart.
func ReadCart(s Sessions, r *http.Request) (c Cart, err error) {
	err = json.Unmarshal(s.Load(r, "cart"), &c) // fix: sign
	return c, err
}

// WriteCart writes one.
func WriteCart(s Sessions, w http.ResponseWriter, r *http.Request, c Cart) error {
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.Save(w, r, "cart", b)
}

// Visit is what is answered, too.
type Visit struct{ Path string }

// ReadVisit reads a visit.
func ReadVisit(s Sessions, r *http.Request) (v Visit, err error) {
	err = json.Unmarshal(s.Load(r, "visit"), &v) // fix: none
	return v, err
}

// WriteVisit writes one, and answers with it.
func WriteVisit(s Sessions, w http.ResponseWriter, r *http.Request, v Visit) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return err
	}
	return s.Save(w, r, "visit", b)
}

// Show prints a cart, which nobody reads back.
func Show(c Cart) error {
	pr, pw := io.Pipe()
	go json.NewEncoder(pw).Encode(c)
	_, err := io.Copy(os.Stdout, pr)
	return err
}

// A Note is written to a temporary file first.
type Note struct{ Text string }

// WriteNote replaces the file.
func WriteNote(name string, n Note) error {
	f, err := os.CreateTemp(filepath.Dir(name), "note")
	if err != nil {
		return err
	}
	defer f.Close()
	if err := json.NewEncoder(f).Encode(n); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// ReadNote reads the file.
func ReadNote(name string) (n Note, err error) {
	f, err := os.Open(name)
	if err != nil {
		return n, err
	}
	defer f.Close()
	err = json.NewDecoder(f).Decode(&n) // fix: sign
	return n, err
}

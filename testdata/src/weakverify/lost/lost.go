// Package lost verifies, and does not let the outcome matter.
package lost

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"io"
	"log"
	"log/slog"
	"net/http"

	"weakverify/lost/lib"
)

var errForged = errors.New("forged")

type server struct {
	key    []byte
	forged int
}

func (s *server) mac(b []byte) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write(b)
	return m.Sum(nil)
}

func (s *server) verify(b, tag []byte) bool { return hmac.Equal(tag, s.mac(b)) }

func logged(pub ed25519.PublicKey, b, sig []byte) []byte {
	if !ed25519.Verify(pub, b, sig) { // want "weakverify: the result of ed25519.Verify is ignored: stop when the verification fails"
		log.Println("bad signature")
	}
	return b
}

func loggedError(key, b, tag []byte) []byte {
	if err := lib.Verify(key, b, tag); err != nil { // want "weakverify: the error of lib.Verify is ignored"
		slog.Warn("not signed", "error", err)
	}
	return b
}

// The reply says that it failed, and the program goes on.
func (s *server) noReturn(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body) // trace: read from body of an HTTP request
	if err != nil {
		return
	}
	if !s.verify(b, []byte(r.Header.Get("X-Tag"))) { // want "weakverify: the result of .*verify is ignored"
		http.Error(w, "forged", http.StatusForbidden)
	}
	w.Write(b)
}

func (s *server) method(b, tag []byte) []byte {
	s.verify(b, tag) // want "weakverify: the result of .*verify is ignored"
	return b
}

func otherPackage(key, b, tag []byte) []byte {
	_ = lib.Verify(key, b, tag) // want "weakverify: the error of lib.Verify is ignored"
	return b
}

func goroutine(key, b, tag []byte) []byte {
	go lib.Verify(key, b, tag) // want "weakverify: the error of lib.Verify is ignored"
	return b
}

func deferred(key, b, tag []byte) []byte {
	defer lib.Verify(key, b, tag) // want "weakverify: the error of lib.Verify is ignored"
	return b
}

func emptyBranch(key, b, tag []byte) []byte {
	if err := lib.Verify(key, b, tag); err != nil { // want "weakverify: the error of lib.Verify is ignored"
	}
	return b
}

// Who calls decides.
func told(key, b, tag []byte) ([]byte, bool) {
	ok := lib.Verify(key, b, tag) == nil
	return b, ok
}

func wrapped(key, b, tag []byte) error {
	err := lib.Verify(key, b, tag)
	if err != nil {
		log.Println(err)
	}
	return err
}

func (s *server) counted(b, tag []byte) []byte {
	if !s.verify(b, tag) {
		s.forged++
		return nil
	}
	return b
}

func chosen(key, old, b, tag []byte) bool {
	ok := lib.Verify(key, b, tag) == nil
	if !ok {
		log.Println("trying the old key")
		ok = lib.Verify(old, b, tag) == nil
	}
	return ok
}

func kept(s *struct{ valid bool }, key, b, tag []byte) {
	s.valid = lib.Verify(key, b, tag) == nil
}

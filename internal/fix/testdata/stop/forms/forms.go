// Package forms ignores the outcome of verifications.
package forms

import (
	"crypto/ed25519"
	"crypto/hmac"
	"errors"
	"log"
	"net/http"
)

var errForged = errors.New("forged")

type order struct{ ID string }

func verify(key, b, tag []byte) error {
	if !hmac.Equal(key, tag) {
		return errForged
	}
	return nil
}

func parse(text string) (*order, error) { return &order{ID: text}, nil }

func dropped(pub ed25519.PublicKey, b, sig []byte) ([]byte, error) {
	ed25519.Verify(pub, b, sig) // fix: stop
	return b, nil
}

func sentinel(pub ed25519.PublicKey, b, sig []byte) (o order, err error) {
	if len(b) == 0 {
		return o, errForged
	}
	_ = ed25519.Verify(pub, b, sig) // fix: stop
	return order{string(b)}, nil
}

func withError(key, b, tag []byte) (order, error) {
	_ = verify(key, b, tag) // fix: stop
	return order{string(b)}, nil
}

func logged(key, b, tag []byte) (string, bool) {
	if err := verify(key, b, tag); err != nil { // fix: stop
		log.Println(err)
	}
	return string(b), true
}

func loggedLater(text string) (string, error) {
	o, err := parse(text) // fix: stop
	if err != nil {
		log.Println(err)
	}
	return o.ID, nil
}

func blank(text string) (string, error) {
	o, _ := parse(text) // fix: stop
	return o.ID, nil
}

func handler(w http.ResponseWriter, r *http.Request) {
	b, tag := []byte(r.FormValue("b")), []byte(r.FormValue("tag"))
	hmac.Equal(b, tag) // fix: stop
	w.Write(b)
}

func answered(w http.ResponseWriter, r *http.Request) {
	b, tag := []byte(r.FormValue("b")), []byte(r.FormValue("tag"))
	if !hmac.Equal(b, tag) { // fix: stop
		http.Error(w, "forged", http.StatusForbidden)
	}
	w.Write(b)
}

func empty(key, b, tag []byte) error {
	if err := verify(key, b, tag); err != nil { // fix: stop
	}
	log.Println(string(b))
	return nil
}

func inClosure(key, b, tag []byte) func() error {
	return func() error {
		switch len(b) {
		case 0:
			verify(key, b, tag) // fix: stop
		}
		return nil
	}
}

// Nothing would tell the caller.
func text(key, b, tag []byte) (string, int) {
	verify(key, b, tag) // fix: none
	return string(b), len(b)
}

func goroutine(key, b, tag []byte) {
	go verify(key, b, tag) // fix: stop
}

func deferred(key, b, tag []byte) error {
	defer verify(key, b, tag) // fix: stop
	return nil
}

func longCall(key, b, tag []byte) error {
	_ = verify( // fix: stop
		key,
		b,
		tag,
	)
	return nil
}

func longCallWithError(key, b, tag []byte) (err error) {
	verify( // fix: stop
		key,
		b,
		tag,
	)
	return err
}

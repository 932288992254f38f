package flows

import (
	"encoding/gob"
	"net/http"
	"strings"

	"aidanwoods.dev/go-paseto"
	old "github.com/o1egl/paseto"
)

func claims(r *http.Request, key paseto.V4SymmetricKey, secret []byte) error {
	var v any
	sent := r.Header.Get("X-Token")
	_ = gob.NewDecoder(strings.NewReader(sent)).Decode(&v) // want
	var payload string
	if err := old.NewV2().Decrypt(sent, secret, &payload, nil); err != nil {
		return err
	}
	_ = gob.NewDecoder(strings.NewReader(payload)).Decode(&v)
	token, err := paseto.NewParser().ParseV4Local(key, sent, nil)
	if err != nil {
		return err
	}
	cart, _ := token.GetString("cart")
	return gob.NewDecoder(strings.NewReader(cart)).Decode(&v)
}

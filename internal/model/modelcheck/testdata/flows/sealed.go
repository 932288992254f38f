package flows

import (
	"bytes"
	"encoding/gob"
	"net/http"

	"filippo.io/age"
	"github.com/fernet/fernet-go"
	"github.com/tink-crypto/tink-go/v2/tink"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/nacl/secretbox"
	"io"
)

func open(r *http.Request, keys []*fernet.Key, a tink.AEAD, key *[32]byte, nonce *[24]byte, id age.Identity) {
	var v any
	sent, _ := io.ReadAll(r.Body)
	_ = gob.NewDecoder(bytes.NewReader(sent)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewReader(fernet.VerifyAndDecrypt(sent, 0, keys))).Decode(&v)
	if plain, err := a.Decrypt(sent, nil); err == nil {
		_ = gob.NewDecoder(bytes.NewReader(plain)).Decode(&v)
	}
	if plain, ok := secretbox.Open(nil, sent, nonce, key); ok {
		_ = gob.NewDecoder(bytes.NewReader(plain)).Decode(&v)
	}
	if aead, err := chacha20poly1305.New(key[:]); err == nil {
		if plain, err := aead.Open(nil, nonce[:12], sent, nil); err == nil {
			_ = gob.NewDecoder(bytes.NewReader(plain)).Decode(&v)
		}
	}
	if plain, err := age.Decrypt(bytes.NewReader(sent), id); err == nil {
		_ = gob.NewDecoder(plain).Decode(&v)
	}
}

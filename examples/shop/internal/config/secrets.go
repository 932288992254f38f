package config

import (
	"fmt"
	"os"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// The shortest secrets, in bytes: keys of HMAC-SHA256 are as long as its output.
const (
	minKey      = 32
	minPassword = 16
)

// Secrets are the keys of the shop. None of them has a default.
type Secrets struct {
	Signing  signedcodec.KeySource // what the shop signs for itself
	CacheKey []byte                // keyed hashes in the keys of the cache
	Payment  []byte                // shared with the payment provider

	AdminPassword string // of the account admin@shop.example
}

// SecretsFromEnv reads SHOP_KEY, SHOP_CACHE_KEY, SHOP_PAYMENT_SECRET and
// SHOP_ADMIN_PASSWORD.
func SecretsFromEnv() (Secrets, error) {
	signing, err := signedcodec.FromEnv("SHOP_KEY").Keyring()
	if err != nil {
		return Secrets{}, fmt.Errorf("config: %w", err)
	}
	s := Secrets{Signing: signing}
	if s.CacheKey, err = secret("SHOP_CACHE_KEY", minKey); err != nil {
		return Secrets{}, err
	}
	if s.Payment, err = secret("SHOP_PAYMENT_SECRET", minKey); err != nil {
		return Secrets{}, err
	}
	password, err := secret("SHOP_ADMIN_PASSWORD", minPassword)
	s.AdminPassword = string(password)
	return s, err
}

// secret returns the variable's value, of at least that many bytes.
func secret(name string, atLeast int) ([]byte, error) {
	v := os.Getenv(name)
	if len(v) < atLeast {
		return nil, fmt.Errorf("config: environment variable %s has %d bytes, needs at least %d random ones: run this program with -new-key", name, len(v), atLeast)
	}
	return []byte(v), nil
}

// Package hashed takes a hash of secret and data for a MAC.
package hashed

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"gopkg.in/yaml.v3"
)

type client struct{ secret string }

func (c *client) token(user string) string {
	sum := sha256.Sum256([]byte(c.secret + user))
	return hex.EncodeToString(sum[:])
}

func (c *client) verify(user, token string) bool {
	return token == c.token(user) // want "weakverify: unkeyed hash of secret and data used as a MAC: use crypto/hmac and hmac.Equal"
}

func (c *client) written(user, token string) bool {
	h := md5.New()
	io.WriteString(h, user)
	io.WriteString(h, c.secret)
	return hex.EncodeToString(h.Sum(nil)) == token // want "weakverify"
}

func (c *client) assembled(user, token string) bool {
	text := user + "|" + c.secret
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:]) == token // want "weakverify"
}

// A checksum is for accidents.
func intact(data []byte, checksum string) bool {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]) == checksum
}

func (c *client) proper(user, token string) bool {
	m := hmac.New(sha256.New, []byte(c.secret))
	m.Write([]byte(user))
	got, err := hex.DecodeString(token)
	return err == nil && hmac.Equal(got, m.Sum(nil))
}

// The hash of a secret alone is its fingerprint: it tells whether the secret is another than before.
func (c *client) changed(fingerprint string) bool {
	sum := sha256.Sum256([]byte(c.secret))
	return hex.EncodeToString(sum[:]) != fingerprint
}

// The text of a hash of a secret alone is its fingerprint as well.
func (c *client) renamed(fingerprint string) bool {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(c.secret))) != fingerprint
}

func (c *client) printed(user, token string) bool {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s", user, c.secret))
	return token == hex.EncodeToString(sum[:]) // want "weakverify"
}

// An account is kept in a file, its id derived from its secret.
type account struct{ ID, Secret string }

func (a *account) load() error {
	data, err := os.ReadFile("account.yml")
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(data, a); err != nil {
		return err
	}
	a.check()
	return nil
}

// The file that the secret was read from is no second thing that goes into the hash.
func (a *account) check() {
	if a.ID != fmt.Sprintf("%x", sha256.Sum256([]byte(a.Secret))) {
		a.Secret = ""
	}
}

// The keys of a map are no secrets.
func outdated(files map[string]string, hash string) bool {
	h := md5.New()
	for key := range files {
		io.WriteString(h, key)
		io.WriteString(h, files[key])
	}
	return hex.EncodeToString(h.Sum(nil)) != hash
}

const linkSecret = "links"

func link(id, token string) bool {
	sum := sha256.Sum256([]byte(linkSecret + id))
	return hex.EncodeToString(sum[:]) == token // want "weakverify"
}

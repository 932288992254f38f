// Package disk has files and embedded stores, some of them used as caches.
package disk

import (
	"encoding/json"
	"os"

	"go.etcd.io/bbolt"
)

type session struct {
	User  string
	Token string
}

type cacheFile struct{ path string }

func (c *cacheFile) write(s *session) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return os.WriteFile(c.path, b, 0o600) // want "field Token of session, encoded, stored in plaintext in a file"
}

func cacheBucket(b *bbolt.Bucket, token string) error {
	return b.Put([]byte("t:"+token), nil) // want "parameter token stored in plaintext as a key of a bbolt file"
}

// The program's own storage is none of this rule's business.
func writeConfig(path string, s *session) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o600)
}

func putUser(b *bbolt.Bucket, token string) error { return b.Put([]byte("t"), []byte(token)) }

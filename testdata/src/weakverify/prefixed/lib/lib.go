// Package lib hashes for its callers.
package lib

import (
	"crypto/md5"
	"encoding/hex"
)

// Hash is the hash of some texts, one after another.
func Hash(parts ...string) string {
	h := md5.New()
	for _, p := range parts {
		h.Write([]byte(p))
	}
	return hex.EncodeToString(h.Sum(nil))
}

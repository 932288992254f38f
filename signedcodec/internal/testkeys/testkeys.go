// Package testkeys holds keys that stand in for missing ones while a program is under test. It knows nothing of signers.
package testkeys

import (
	"crypto/rand"
	"sync"
	"sync/atomic"
)

var (
	enabled atomic.Bool
	keys    sync.Map // name to *[32]byte
)

// Enable lets For make keys. Only package signedcodectest calls it, and only in a test binary.
func Enable() { enabled.Store(true) }

// For returns a random key of this process for the source of that name, if Enable was called.
func For(name string) (key [32]byte, ok bool) {
	if !enabled.Load() {
		return key, false
	}
	_, _ = rand.Read(key[:])
	stored, _ := keys.LoadOrStore(name, &key)
	return *stored.(*[32]byte), true
}

// Package scs is a stub of github.com/alexedwards/scs/v2: the signatures are true, the bodies mean nothing.
package scs

import "time"

// A Store keeps sessions.
type Store interface {
	Delete(token string) (err error)
	Find(token string) (b []byte, found bool, err error)
	Commit(token string, b []byte, expiry time.Time) (err error)
}

// An IterableStore lists its sessions.
type IterableStore interface {
	All() (map[string][]byte, error)
}

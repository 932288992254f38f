// Package fernet is a stub of github.com/fernet/fernet-go: the signatures are true, the bodies mean nothing.
package fernet

import "time"

type Key [32]byte

func VerifyAndDecrypt(tok []byte, ttl time.Duration, k []*Key) (msg []byte) { return nil }

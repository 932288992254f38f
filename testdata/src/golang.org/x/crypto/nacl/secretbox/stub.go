// Package secretbox is a stub of golang.org/x/crypto/nacl/secretbox: the signatures are true, the bodies mean nothing.
package secretbox

func Open(out, box []byte, nonce *[24]byte, key *[32]byte) ([]byte, bool) { return nil, false }
func Seal(out, message []byte, nonce *[24]byte, key *[32]byte) []byte     { return nil }

// Package box is a stub of golang.org/x/crypto/nacl/box: the signatures are true, the bodies mean nothing.
package box

func Open(out, box []byte, nonce *[24]byte, peersPublicKey, privateKey *[32]byte) ([]byte, bool) {
	return nil, false
}

func OpenAnonymous(out, box []byte, publicKey, privateKey *[32]byte) (message []byte, ok bool) {
	return nil, false
}

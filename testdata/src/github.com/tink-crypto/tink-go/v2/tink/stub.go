// Package tink is a stub of github.com/tink-crypto/tink-go/v2/tink: the signatures are true, the bodies mean nothing.
package tink

type AEAD interface {
	Encrypt(plaintext, associatedData []byte) ([]byte, error)
	Decrypt(ciphertext, associatedData []byte) ([]byte, error)
}

type MAC interface {
	ComputeMAC(data []byte) ([]byte, error)
	VerifyMAC(mac, data []byte) error
}

type Verifier interface {
	Verify(signature, data []byte) error
}

type HybridDecrypt interface {
	Decrypt(ciphertext, contextInfo []byte) ([]byte, error)
}

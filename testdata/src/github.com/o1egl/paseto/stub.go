// Package paseto is a stub of github.com/o1egl/paseto: the signatures are true, the bodies mean nothing.
package paseto

type V2 struct{}

func NewV2() *V2 { return nil }

func (p *V2) Decrypt(token string, key []byte, payload interface{}, footer interface{}) error {
	return nil
}

// Package signedcodec stands in for the bundled library.
package signedcodec

type Signer struct{}

type Bound struct{}

func (s *Signer) For(context ...string) Bound { return Bound{} }

func (s *Signer) Verify(dst, token []byte) ([]byte, error) { return nil, nil }

func (b Bound) Unmarshal(token []byte, v any) error { return nil }

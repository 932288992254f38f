// Package signedcodec stands in for the bundled library.
package signedcodec

type KeySource interface{ Keyring() error }

func FromEnv(name string) KeySource { return nil }

type Option struct{}

func WithEncryption() Option { return Option{} }

func WithoutExpiry() Option { return Option{} }

func Must(keys KeySource, purpose string, opts ...Option) *Signer { return nil }

type Signer struct{}

func (s *Signer) Marshal(v any) ([]byte, error) { return nil, nil }

func (s *Signer) SignText(payload []byte) (string, error) { return "", nil }

func (s *Signer) AppendSign(dst, payload []byte) ([]byte, error) { return nil, nil }

func (s *Signer) Name(parts ...string) string { return "" }

type Bound = *Signer

func (s *Signer) For(context ...string) Bound { return s }

func (s *Signer) Verify(dst, token []byte) ([]byte, error) { return nil, nil }

func (s *Signer) Unmarshal(token []byte, v any) error { return nil }

type Verified struct{ Payload []byte }

func (s *Signer) Open(token []byte) (Verified, error) { return Verified{}, nil }

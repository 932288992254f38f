// Package jose is a stub of github.com/go-jose/go-jose/v4: the signatures are true, the bodies mean nothing.
package jose

type (
	SignatureAlgorithm string
	HeaderKey          string
)

const (
	ES256 = SignatureAlgorithm("ES256")
	HS256 = SignatureAlgorithm("HS256")
)

// A JSONWebKey is a key with what describes it.
type JSONWebKey struct {
	Key       any
	KeyID     string
	Algorithm string
	Use       string
}

// A SigningKey is an algorithm and a key.
type SigningKey struct {
	Algorithm SignatureAlgorithm
	Key       any
}

// SignerOptions are headers and the like.
type SignerOptions struct{ ExtraHeaders map[HeaderKey]any }

// A Signer signs payloads.
type Signer interface {
	Sign(payload []byte) ([]byte, error)
}

func NewSigner(sig SigningKey, opts *SignerOptions) (Signer, error) { return nil, nil }

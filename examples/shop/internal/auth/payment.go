package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// Payments checks the notifications of the payment provider.
type Payments struct {
	secret []byte
}

// NewPayments returns a Payments with the secret that the provider shares.
func NewPayments(secret []byte) *Payments {
	return &Payments{secret: secret}
}

// Sign returns the signature that the provider sends along with a notification:
// HMAC-SHA256 in hexadecimal.
func (p *Payments) Sign(body []byte) string {
	return hex.EncodeToString(p.mac(body))
}

// Verify reports whether the signature is that of the notification.
func (p *Payments) Verify(body []byte, signature string) bool {
	sum, err := hex.DecodeString(signature)
	return err == nil && hmac.Equal(sum, p.mac(body))
}

func (p *Payments) mac(body []byte) []byte {
	mac := hmac.New(sha256.New, p.secret)
	mac.Write(body)
	return mac.Sum(nil)
}

package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"os"
)

// paymentSecret is shared with the payment provider.
func paymentSecret() []byte {
	if s := os.Getenv("SHOP_PAYMENT_SECRET"); s != "" {
		return []byte(s)
	}
	return []byte("payment-test-secret")
}

// SignPayment returns the signature that the payment provider sends along with a
// notification.
func SignPayment(body []byte) string {
	mac := hmac.New(sha256.New, paymentSecret())
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// VerifyPayment reports whether the signature is that of the notification.
func VerifyPayment(body []byte, signature string) bool {
	return SignPayment(body) == signature
}

const receiptSecret = "receipt-links"

// ReceiptToken returns the token in the link to an order's receipt.
func ReceiptToken(orderID string) string {
	sum := sha256.Sum256([]byte(receiptSecret + orderID))
	return hex.EncodeToString(sum[:])
}

// VerifyReceipt reports whether the token opens the order's receipt.
func VerifyReceipt(orderID, token string) bool {
	return token == ReceiptToken(orderID)
}

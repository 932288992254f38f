// Package auth knows the tokens of API clients, the links that open a receipt and
// the signatures of the services that call the shop. It knows no passwords and no
// sessions.
package auth

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const (
	tokenLifetime = 12 * time.Hour
	linkLifetime  = 90 * 24 * time.Hour
	maxToken      = 1 << 10 // bytes
)

// ErrToken is returned for a request without a token that the shop issued.
var ErrToken = errors.New("auth: no valid token")

// Claims are what a token says about its owner.
type Claims struct {
	Email string `json:"email"`
	Role  string `json:"role"`
}

// Tokens issues and checks the tokens of API clients and of receipt links.
type Tokens struct {
	clients  *signedcodec.Signer
	receipts *signedcodec.Signer
}

// NewTokens returns tokens that are signed with keys.
func NewTokens(keys signedcodec.KeySource) (*Tokens, error) {
	clients, err := signedcodec.New(keys, "shop/token", signedcodec.WithMaxAge(tokenLifetime), signedcodec.WithMaxBytes(maxToken))
	if err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	receipts, err := signedcodec.New(keys, "shop/receipt", signedcodec.WithMaxAge(linkLifetime), signedcodec.WithMaxBytes(maxToken))
	if err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	return &Tokens{clients: clients, receipts: receipts}, nil
}

// Issue returns a token for the account.
func (t *Tokens) Issue(email, role string) (string, error) {
	token, err := t.clients.MarshalString(Claims{Email: email, Role: role})
	if err != nil {
		return "", fmt.Errorf("auth: token: %w", err)
	}
	return token, nil
}

// FromRequest returns the claims of the request's bearer token, or ErrToken.
func (t *Tokens) FromRequest(r *http.Request) (Claims, error) {
	bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return Claims{}, ErrToken
	}
	var claims Claims
	if err := t.clients.UnmarshalString(bearer, &claims); err != nil {
		return Claims{}, ErrToken
	}
	return claims, nil
}

// Receipt returns the token in the link to an order's receipt.
func (t *Tokens) Receipt(orderID string) (string, error) {
	token, err := t.receipts.For(orderID).SignText(nil)
	if err != nil {
		return "", fmt.Errorf("auth: receipt: %w", err)
	}
	return token, nil
}

// OpensReceipt reports whether the token opens the order's receipt.
func (t *Tokens) OpensReceipt(orderID, token string) bool {
	_, err := t.receipts.For(orderID).VerifyText(token)
	return err == nil
}

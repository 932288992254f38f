// Package oidc is a stub of github.com/coreos/go-oidc/v3/oidc: the signatures are true, the bodies mean nothing.
package oidc

import "context"

type IDToken struct{ Issuer, Subject string }

func (t *IDToken) Claims(v any) error { return nil }

type IDTokenVerifier struct{}

func (v *IDTokenVerifier) Verify(ctx context.Context, rawIDToken string) (*IDToken, error) {
	return nil, nil
}

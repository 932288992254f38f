// Package oauth2 is a stub of golang.org/x/oauth2: the signatures are true, the bodies mean nothing.
package oauth2

import (
	"context"
	"time"
)

// A Token is a token.
type Token struct {
	AccessToken  string    `json:"access_token"`
	TokenType    string    `json:"token_type,omitempty"`
	RefreshToken string    `json:"refresh_token,omitempty"`
	Expiry       time.Time `json:"expiry,omitempty"`
}

// A Config is a configuration.
type Config struct{ ClientID, ClientSecret string }

// An AuthCodeOption is an option.
type AuthCodeOption interface{ setValue() }

func (c *Config) Exchange(ctx context.Context, code string, opts ...AuthCodeOption) (*Token, error) {
	return nil, nil
}

func (c *Config) AuthCodeURL(state string, opts ...AuthCodeOption) string { return "" }

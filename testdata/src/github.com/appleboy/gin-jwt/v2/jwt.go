// Package jwt is a stub of github.com/appleboy/gin-jwt/v2: the signatures are true, the bodies mean nothing.
package jwt

import "github.com/golang-jwt/jwt/v5"

type GinJWTMiddleware struct{ Key []byte }

type MapClaims map[string]any

func (mw *GinJWTMiddleware) ParseTokenString(token string) (*jwt.Token, error) { return nil, nil }

func ExtractClaimsFromToken(token *jwt.Token) MapClaims { return nil }

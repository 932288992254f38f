// Package signed has secrets that the bundled library signs, or encrypts as well.
package signed

import (
	"context"

	"github.com/redis/go-redis/v9"
	"github.com/unsafedecode/unsafedecode/signedcodec"
)

type session struct {
	User        string
	AccessToken string
}

var (
	plain  = signedcodec.Must(signedcodec.FromEnv("KEY"), "signed", signedcodec.WithoutExpiry())
	sealed = signedcodec.Must(signedcodec.FromEnv("KEY"), "sealed", signedcodec.WithoutExpiry(), signedcodec.WithEncryption())
)

// What is signed can be read.
func signs(ctx context.Context, rdb *redis.Client, id string, s *session) error {
	b, err := plain.For(id).Marshal(s)
	if err != nil {
		return err
	}
	return rdb.Set(ctx, id, b, 0).Err() // want `field AccessToken of session, encoded, stored in plaintext in Redis`
}

func signsText(ctx context.Context, rdb *redis.Client, id string, s *session) error {
	b, err := plain.SignText([]byte(s.AccessToken))
	if err != nil {
		return err
	}
	return rdb.Set(ctx, id, b, 0).Err() // want `field AccessToken of session stored in plaintext in Redis`
}

func encrypts(ctx context.Context, rdb *redis.Client, id string, s *session) error {
	b, err := sealed.For(id).Marshal(s)
	if err != nil {
		return err
	}
	return rdb.Set(ctx, id, b, 0).Err()
}

func encryptsText(ctx context.Context, rdb *redis.Client, id string, s *session) error {
	b, err := sealed.For(id).AppendSign(nil, []byte(s.AccessToken))
	if err != nil {
		return err
	}
	return rdb.Set(ctx, id, b, 0).Err()
}

// A store's signer is not seen to be made, and trusted.
type store struct {
	rdb    *redis.Client
	signer *signedcodec.Signer
}

func (s *store) save(ctx context.Context, v *session) error {
	b, err := s.signer.Marshal(v)
	if err != nil {
		return err
	}
	return s.rdb.Set(ctx, v.User, b, 0).Err()
}

// The name of a secret tells nothing about it.
func named(ctx context.Context, rdb *redis.Client, s *session, page []byte) error {
	return rdb.Set(ctx, "page:"+plain.Name(s.AccessToken), page, 0).Err()
}

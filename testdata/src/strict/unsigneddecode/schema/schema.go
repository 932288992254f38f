// Package schema decodes stored JSON.
package schema

import (
	"context"
	"encoding/json"

	"github.com/redis/go-redis/v9"
)

type session struct{ User string }

func load(ctx context.Context, rdb *redis.Client) (s session, err error) {
	b, err := rdb.Get(ctx, "session").Bytes()
	if err != nil {
		return s, err
	}
	err = json.Unmarshal(b, &s) // want `unsigneddecode: JSON decodes the value in Redis`
	return s, err
}

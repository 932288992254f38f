// Package texts has tokens that are words.
package texts

import (
	"context"
	"strings"

	"github.com/redis/go-redis/v9"
)

// A Tokenizer takes texts apart.
type Tokenizer struct{ rdb *redis.Client }

func (t *Tokenizer) Keep(ctx context.Context, text string) {
	for _, w := range strings.Fields(text) {
		token := strings.ToLower(w)
		t.rdb.Set(ctx, "word:"+token, token, 0)
	}
}

func (t *Tokenizer) Login(ctx context.Context, accessToken string) {
	t.rdb.Set(ctx, "k", accessToken, 0) // want "parameter accessToken stored in plaintext in Redis"
}

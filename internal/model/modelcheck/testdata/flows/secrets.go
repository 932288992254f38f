package flows

import (
	"context"

	vault "github.com/hashicorp/vault/api"
	"github.com/knadh/koanf/v2"
	redis "github.com/redis/go-redis/v9"
	"github.com/spf13/viper"
	"golang.org/x/oauth2"
)

func keep(ctx context.Context, c *redis.Client, k *koanf.Koanf, v *vault.Client, o *oauth2.Config) {
	c.Set(ctx, "a", viper.GetString("db.password"), 0) // want
	c.Set(ctx, "a", viper.GetString("db.host"), 0)
	c.Set(ctx, "a", k.String("smtp.password"), 0) // want
	c.Set(ctx, "a", k.String("smtp.host"), 0)
	c.Set(ctx, "a", v.Token(), 0) // want
	c.Set(ctx, "a", v.Address(), 0)
	t, _ := o.Exchange(ctx, "code")
	c.Set(ctx, "a", t.AccessToken, 0) // want
	c.Set(ctx, "a", t.TokenType, 0)
}

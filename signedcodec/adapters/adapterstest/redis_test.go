package adapterstest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

func newSigner(t testing.TB, opts ...signedcodec.Option) *signedcodec.Signer {
	t.Helper()
	s, err := signedcodec.New(signedcodec.GenerateKey(), "app/test", append(opts, signedcodec.WithoutExpiry())...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

type user struct {
	Name  string
	Admin bool
}

func TestRedisValues(t *testing.T) {
	ctx := context.Background()
	rdb := startRedis(t)
	users := signedcodec.NewCodec[user](newSigner(t), "users")
	ada, eve := user{"Ada", true}, user{"Eve", false}
	for key, u := range map[string]*user{"user:1": &ada, "user:2": &eve} {
		if err := rdb.Set(ctx, key, users.Bind(key, u), time.Minute).Err(); err != nil {
			t.Fatal(err)
		}
	}
	get := func(key string) (user, error) {
		var u user
		err := rdb.Get(ctx, key).Scan(users.Bind(key, &u))
		return u, err
	}
	if u, err := get("user:1"); err != nil || u != ada {
		t.Fatal(u, err)
	}
	if _, err := get("user:3"); !errors.Is(err, redis.Nil) {
		t.Error("a missing key stays a redis.Nil:", err)
	}
	if err := rdb.Copy(ctx, "user:1", "user:2", 0, true).Err(); err != nil {
		t.Fatal(err)
	}
	if u, err := get("user:2"); !errors.Is(err, signedcodec.ErrSignature) || u != (user{}) {
		t.Error("a value copied to another key:", u, err)
	}
	if err := rdb.SetRange(ctx, "user:1", 30, "x").Err(); err != nil {
		t.Fatal(err)
	}
	if u, err := get("user:1"); !errors.Is(err, signedcodec.ErrSignature) || u != (user{}) {
		t.Error("a value changed in place:", u, err)
	}
	if err := rdb.Set(ctx, "user:1", `{"Name":"Eve","Admin":true}`, 0).Err(); err != nil {
		t.Fatal(err)
	}
	if u, err := get("user:1"); !errors.Is(err, signedcodec.ErrMalformed) || u != (user{}) {
		t.Error("an unsigned value:", u, err)
	}
}

func TestRedisHashAndList(t *testing.T) {
	ctx := context.Background()
	rdb := startRedis(t)
	users := signedcodec.NewCodec[user](newSigner(t), "users")
	ada := user{"Ada", true}
	if err := rdb.HSet(ctx, "users", "1", users.For("users").Bind("1", &ada)).Err(); err != nil {
		t.Fatal(err)
	}
	if err := rdb.LPush(ctx, "queue", users.Bind("queue", &ada)).Err(); err != nil {
		t.Fatal(err)
	}
	var fromHash, fromList user
	err := errors.Join(
		rdb.HGet(ctx, "users", "1").Scan(users.For("users").Bind("1", &fromHash)),
		rdb.RPop(ctx, "queue").Scan(users.Bind("queue", &fromList)),
	)
	if err != nil || fromHash != ada || fromList != ada {
		t.Error(fromHash, fromList, err)
	}
}

// Package stored has values that are secrets for the names of the places where they are put.
package stored

import (
	"context"
	"encoding/json"
	"os"

	"github.com/redis/go-redis/v9"
)

type account struct {
	User   string
	APIKey string
}

func fetch() (string, error) { b, err := os.ReadFile("/run/k"); return string(b), err }

func one() string { b, _ := os.ReadFile("/run/k"); return string(b) }

func literal(ctx context.Context, rdb *redis.Client) {
	b, _ := json.Marshal(account{"x", one()})
	rdb.Set(ctx, "k", b, 0) // want "field APIKey of account stored in plaintext in Redis"
}

func pointer(ctx context.Context, rdb *redis.Client, k string) {
	b, _ := json.Marshal(&account{User: "x", APIKey: k})
	rdb.Set(ctx, "k", b, 0) // want "field APIKey of account stored in plaintext in Redis"
}

func assigned(ctx context.Context, rdb *redis.Client, k string) {
	var a account
	a.APIKey = k
	b, _ := json.Marshal(a)
	rdb.Set(ctx, "k", b, 0) // want "field APIKey of account stored in plaintext in Redis"
}

func entries(ctx context.Context, rdb *redis.Client) {
	k, err := fetch()
	if err != nil {
		return
	}
	b, _ := json.Marshal(map[string]any{"api_key": k, "has_token": true})
	rdb.Set(ctx, "k", b, 0) // want "entry api_key stored in plaintext in Redis"
}

func hash(ctx context.Context, rdb *redis.Client, k string) {
	rdb.HSet(ctx, "user:1", "access_token", k) // want "entry access_token stored in plaintext in Redis"
	rdb.HSet(ctx, "user:1", "name", k)
	rdb.Set(ctx, "github_token", k, 0) // want "entry github_token stored in plaintext in Redis"
}

func tuple(ctx context.Context, rdb *redis.Client) {
	apiKey, err := fetch()
	if err != nil {
		return
	}
	rdb.Set(ctx, "k", apiKey, 0) // want "variable apiKey stored in plaintext in Redis"
}

func joined(ctx context.Context, rdb *redis.Client) {
	apiKey := "Bearer " + one()
	rdb.Set(ctx, "k", apiKey, 0) // want "variable apiKey stored in plaintext in Redis"
}

func asserted(ctx context.Context, rdb *redis.Client, v any) {
	accessToken, ok := v.(string)
	if !ok {
		return
	}
	rdb.Set(ctx, "k", accessToken, 0) // want "variable accessToken stored in plaintext in Redis"
}

func both(ctx context.Context, rdb *redis.Client, apiKey, refreshToken string) {
	rdb.Set(ctx, "k:"+apiKey, refreshToken, 0) // want "parameter apiKey stored in plaintext as a key of Redis" "parameter refreshToken stored in plaintext in Redis"
}

type vault struct{ s string }

func (v *vault) Secret() string               { return v.s }
func (v *vault) AccessToken() (string, error) { return v.s, nil }
func (v *vault) Sign() string                 { return v.s }

func getters(ctx context.Context, rdb *redis.Client, v *vault) {
	rdb.Set(ctx, "k", v.Secret(), 0) // want "result of vault.Secret stored in plaintext in Redis"
	t, _ := v.AccessToken()
	rdb.Set(ctx, "k", t, 0) // want "result of vault.AccessToken stored in plaintext in Redis"
	rdb.Set(ctx, "k", v.Sign(), 0)
}

// unmasked writes the secret back in, although its tag leaves it out.
type unmasked struct {
	User   string
	Secret string `json:"-"`
}

func (u unmasked) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"user": u.User, "secret": u.Secret})
}

type masked struct {
	User   string
	Secret string `json:"-"`
}

func (m masked) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"user": m.User, "secret": stars(m.Secret)})
}

func stars(s string) string {
	if s == "" {
		return ""
	}
	return "*****"
}

func writers(ctx context.Context, rdb *redis.Client, u unmasked, m masked) {
	b, _ := json.Marshal(u)
	rdb.Set(ctx, "k", b, 0) // want "stored in plaintext in Redis"
	b, _ = json.Marshal(m)
	rdb.Set(ctx, "k", b, 0)
}

func near(ctx context.Context, rdb *redis.Client, k string) {
	a := account{User: k, APIKey: "none"}
	b, _ := json.Marshal(a)
	rdb.Set(ctx, "k", b, 0)
	a.APIKey = stars(k)
	b, _ = json.Marshal(a)
	rdb.Set(ctx, "k", b, 0)
	a.APIKey = "****" + one()[4:]
	b, _ = json.Marshal(a)
	rdb.Set(ctx, "k", b, 0)
	b, _ = json.Marshal(map[string]any{"token": len(k), "secret": nil, "password": true})
	rdb.Set(ctx, "k", b, 0)
}

type status struct {
	User         string
	State        int
	RefreshToken string
}

// unset has a literal whose secret was never set.
func unset(ctx context.Context, rdb *redis.Client, user string) {
	s := &status{User: user, State: 1}
	b, _ := json.Marshal(s)
	rdb.Set(ctx, "k", b, 0)
	b, _ = json.Marshal(status{User: user})
	rdb.Set(ctx, "k", b, 0)
}

var load func(s *status) error

func filled(ctx context.Context, rdb *redis.Client, user string) {
	s := &status{User: user}
	if err := load(s); err != nil {
		return
	}
	b, _ := json.Marshal(s)
	rdb.Set(ctx, "k", b, 0) // want "field RefreshToken of status, encoded, stored in plaintext in Redis"
}

type file interface{ Name() string }

type entry struct {
	name     string
	Password string
}

func (e *entry) Name() string { return e.name }

func open(name, password string) file { return &entry{name: name, Password: password} }

// part has the name of what has a secret elsewhere.
func part(ctx context.Context, rdb *redis.Client, f *entry, pw string) {
	rdb.Set(ctx, "k", open("x", pw).Name(), 0)
}

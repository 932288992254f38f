// Package encoded has structs with a secret field that an encoder writes.
package encoded

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"io"
	"net/http"

	"github.com/redis/go-redis/v9"
	"golang.org/x/oauth2"
)

type user struct {
	Name     string
	Password string
}

type hidden struct {
	Name     string
	Password string `json:"-"`
}

type private struct {
	Name     string
	password string
}

type masked struct{ Password string }

func (masked) MarshalJSON() ([]byte, error) { return []byte(`"***"`), nil }

type team struct {
	Members []*user
}

func inJSON(ctx context.Context, rdb *redis.Client, u user) {
	b, _ := json.Marshal(u)
	rdb.Set(ctx, "u", b, 0) // want "field Password of user, encoded, stored in plaintext in Redis"
}

func below(ctx context.Context, rdb *redis.Client, t *team) {
	b, _ := json.Marshal(t)
	rdb.Set(ctx, "t", b, 0) // want "field Password of user, encoded,"
}

func inGob(ctx context.Context, rdb *redis.Client, h *hidden) {
	var buf bytes.Buffer
	gob.NewEncoder(&buf).Encode(h)
	rdb.Set(ctx, "h", buf.Bytes(), 0) // want "field Password of hidden, encoded,"
}

func token(ctx context.Context, rdb *redis.Client, c *oauth2.Config, code string) {
	t, err := c.Exchange(ctx, code)
	if err != nil {
		return
	}
	b, _ := json.Marshal(t)
	rdb.Set(ctx, "t", b, 0) // want "OAuth2 token stored in plaintext in Redis"
}

func excluded(ctx context.Context, rdb *redis.Client, h *hidden) {
	b, _ := json.Marshal(h)
	rdb.Set(ctx, "h", b, 0)
}

func filled(ctx context.Context, rdb *redis.Client, secret string) {
	b, _ := json.Marshal(&hidden{Name: "x", Password: secret})
	rdb.Set(ctx, "h", b, 0)
}

func unexported(ctx context.Context, rdb *redis.Client, p *private) {
	b, _ := json.Marshal(p)
	rdb.Set(ctx, "p", b, 0)
}

func ownWay(ctx context.Context, rdb *redis.Client, m masked) {
	b, _ := json.Marshal(m)
	rdb.Set(ctx, "m", b, 0)
}

func emptied(ctx context.Context, rdb *redis.Client, u *user) {
	u.Password = ""
	b, _ := json.Marshal(u)
	rdb.Set(ctx, "u", b, 0)
}

func copied(ctx context.Context, rdb *redis.Client, u *user) {
	c := *u
	c.Password = ""
	b, _ := json.Marshal(c)
	rdb.Set(ctx, "u", b, 0)
}

func emptiedSometimes(ctx context.Context, rdb *redis.Client, u *user, public bool) {
	if public {
		u.Password = ""
	}
	b, _ := json.Marshal(u)
	rdb.Set(ctx, "u", b, 0) // want "field Password of user"
}

type grant struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int    `json:"expires_in"`
}

type weather struct{ Degrees int }

// reply keeps the bytes that it decodes a token from.
func reply(ctx context.Context, rdb *redis.Client, c *http.Client, url string) (*grant, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var g grant
	if err := json.Unmarshal(body, &g); err != nil {
		return nil, err
	}
	rdb.Set(ctx, "grant", body, 0) // want "field AccessToken of grant in a reply, encoded, stored in plaintext in Redis"
	return &g, nil
}

func harmless(ctx context.Context, rdb *redis.Client, c *http.Client, url string) error {
	resp, err := c.Get(url)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	var w weather
	if err := json.Unmarshal(body, &w); err != nil {
		return err
	}
	return rdb.Set(ctx, "weather", body, 0).Err()
}

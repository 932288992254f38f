// Package session knows who is on the other side of a request. The browser holds
// an opaque random id and nothing else; what the shop knows of the visitor stays
// in the cache, signed. It knows no accounts and no carts.
package session

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/cache"
	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const (
	cookieName = "shop_session"
	lifetime   = 14 * 24 * time.Hour
	maxRecent  = 10
	maxCookie  = 64 // bytes; an id has 26
)

// ErrNone is returned for a request without a session that the shop started.
var ErrNone = errors.New("session: none")

// Session is what the shop knows of a visitor.
type Session struct {
	User   string   `json:"user,omitempty"`
	Role   string   `json:"role,omitempty"`
	CartID string   `json:"cart"`
	Recent []string `json:"recent,omitempty"`

	id string
}

// See notes that the visitor looked at sku, the newest first.
func (s *Session) See(sku string) {
	recent := []string{sku}
	for _, r := range s.Recent {
		if r != sku && len(recent) < maxRecent {
			recent = append(recent, r)
		}
	}
	s.Recent = recent
}

// Sessions reads and writes sessions.
type Sessions struct {
	cache  *cache.Redis
	codec  signedcodec.Codec[Session]
	secure bool
}

// New returns sessions that are kept in c and signed with keys. With secure set,
// browsers send the cookie over HTTPS only.
func New(c *cache.Redis, keys signedcodec.KeySource, secure bool) (*Sessions, error) {
	signer, err := signedcodec.New(keys, "shop/session", signedcodec.WithMaxAge(lifetime))
	if err != nil {
		return nil, fmt.Errorf("session: %w", err)
	}
	return &Sessions{cache: c, codec: signedcodec.NewCodec[Session](signer), secure: secure}, nil
}

// FromRequest returns the session of the request's cookie, or ErrNone.
func (s *Sessions) FromRequest(r *http.Request) (*Session, error) {
	c, err := r.Cookie(cookieName)
	if err != nil || len(c.Value) > maxCookie {
		return nil, ErrNone
	}
	key := cacheKey(c.Value)
	b, err := s.cache.Get(r.Context(), key)
	if errors.Is(err, cache.ErrMiss) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, err
	}
	sess, err := s.codec.For(key).Decode(b)
	if err != nil {
		slog.Warn("session refused", "err", err)
		return nil, ErrNone
	}
	sess.id = c.Value
	return &sess, nil
}

// Start returns a new session and sets its cookie. It never takes over an id that
// came with the request.
func (s *Sessions) Start(ctx context.Context, w http.ResponseWriter) (*Session, error) {
	sess := &Session{CartID: rand.Text(), id: rand.Text()}
	if err := s.Save(ctx, sess); err != nil {
		return nil, err
	}
	s.setCookie(w, sess.id)
	return sess, nil
}

// Renew gives the session a new id and forgets the old one. Call it whenever what
// the session may do changes.
func (s *Sessions) Renew(ctx context.Context, w http.ResponseWriter, sess *Session) error {
	if err := s.cache.Delete(ctx, cacheKey(sess.id)); err != nil {
		return err
	}
	sess.id = rand.Text()
	if err := s.Save(ctx, sess); err != nil {
		return err
	}
	s.setCookie(w, sess.id)
	return nil
}

// Save keeps the session.
func (s *Sessions) Save(ctx context.Context, sess *Session) error {
	key := cacheKey(sess.id)
	b, err := s.codec.For(key).Encode(*sess)
	if err != nil {
		return fmt.Errorf("session: %w", err)
	}
	return s.cache.Set(ctx, key, b, lifetime)
}

func (s *Sessions) setCookie(w http.ResponseWriter, id string) {
	http.SetCookie(w, &http.Cookie{
		Name:     cookieName,
		Value:    id,
		Path:     "/",
		MaxAge:   int(lifetime / time.Second),
		HttpOnly: true,
		Secure:   s.secure,
		SameSite: http.SameSiteLaxMode,
	})
}

// cacheKey hashes the id, so that whoever reads the cache cannot become a visitor.
func cacheKey(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "session:" + hex.EncodeToString(sum[:])
}

// Package session knows who is on the other side of a request: the visitor's
// identity, which travels in a cookie, and what the shop remembers about the
// visit, which stays in the cache. It knows no accounts and no carts.
package session

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/gob"
	"errors"
	"fmt"
	"math/rand"
	"net/http"
	"time"

	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/cache"
)

const (
	cookieName = "shop_session"
	lifetime   = 14 * 24 * time.Hour
	maxRecent  = 10
)

// Session is the visitor's identity.
type Session struct {
	ID      string
	User    string
	Role    string
	CartID  string
	Started time.Time
}

// State is what the shop remembers about a visit.
type State struct {
	Recent []string
	Visits int
}

// Sessions reads and writes sessions.
type Sessions struct {
	cache *cache.Redis
}

// New returns sessions whose state is kept in c.
func New(c *cache.Redis) *Sessions {
	return &Sessions{cache: c}
}

// Start returns a session for a visitor who has none yet.
func (s *Sessions) Start() *Session {
	return &Session{ID: newID(), CartID: newID(), Started: time.Now()}
}

func newID() string {
	return fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64())
}

// FromRequest returns the session of the request's cookie, or an error that
// wraps http.ErrNoCookie if the request has none.
func (s *Sessions) FromRequest(r *http.Request) (*Session, error) {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return nil, err
	}
	return decodeSession(c.Value)
}

// Write sets the session's cookie.
func (s *Sessions) Write(w http.ResponseWriter, sess *Session) error {
	value, err := encodeSession(sess)
	if err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{
		Name:     cookieName,
		Value:    value,
		Path:     "/",
		MaxAge:   int(lifetime / time.Second),
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
	return nil
}

func encodeSession(sess *Session) (string, error) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(sess); err != nil {
		return "", fmt.Errorf("session: encode: %w", err)
	}
	return base64.URLEncoding.EncodeToString(buf.Bytes()), nil
}

func decodeSession(value string) (*Session, error) {
	raw, err := base64.URLEncoding.DecodeString(value)
	if err != nil {
		return nil, fmt.Errorf("session: cookie: %w", err)
	}
	var sess Session
	if err := gob.NewDecoder(bytes.NewReader(raw)).Decode(&sess); err != nil {
		return nil, fmt.Errorf("session: decode: %w", err)
	}
	return &sess, nil
}

// State returns what is remembered about the session's visit; a visit of which
// nothing is remembered has the zero state.
func (s *Sessions) State(ctx context.Context, id string) (*State, error) {
	key := "session:" + id
	b, err := s.cache.Get(ctx, key)
	if errors.Is(err, cache.ErrMiss) {
		return &State{}, nil
	}
	if err != nil {
		return nil, err
	}
	var st State
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&st); err != nil {
		return nil, fmt.Errorf("session: state of %s: %w", id, err)
	}
	return &st, nil
}

// SaveState remembers st for the session.
func (s *Sessions) SaveState(ctx context.Context, id string, st *State) error {
	key := "session:" + id
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(st); err != nil {
		return fmt.Errorf("session: state of %s: %w", id, err)
	}
	return s.cache.Set(ctx, key, buf.Bytes(), lifetime)
}

// See notes that the visitor looked at sku, the newest first.
func (st *State) See(sku string) {
	recent := []string{sku}
	for _, s := range st.Recent {
		if s != sku && len(recent) < maxRecent {
			recent = append(recent, s)
		}
	}
	st.Recent = recent
}

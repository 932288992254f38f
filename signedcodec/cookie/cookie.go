// Package cookie keeps a value of one type in a signed, or sealed, cookie of net/http.
//
//	var prefs = cookie.Must[Prefs]("prefs", signer)
//
//	err := prefs.Set(w, Prefs{Theme: "dark"})
//	p, err := prefs.Get(r)
//
// Cookies are __Host- cookies with Secure, HttpOnly and SameSite=Lax unless options say otherwise, live as long as the
// signer's tokens, and are bound to their name. The value is signed, not hidden, unless the signer was made with
// [signedcodec.WithEncryption]. A visitor can bring back an older value of the same cookie within its lifetime; what must not
// come back, such as a balance, belongs on the server.
//
// The package knows cookies. It must not know how anything is signed.
package cookie

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// maxBytes is what browsers keep of one cookie: its name and value, in bytes (RFC 6265bis, section 5.6).
const maxBytes = 4096

// Cookie is a cookie that holds a T. It is safe for concurrent use.
type Cookie[T any] struct {
	s     settings
	codec signedcodec.Codec[T]
}

// Option configures a [Cookie].
type Option func(*settings)

type settings struct {
	name     string
	path     string
	domain   string
	insecure bool
	readable bool
	sameSite http.SameSite
	slide    time.Duration
	life     time.Duration
}

// WithPath limits the cookie to a path. Its name then starts with __Secure- instead of __Host-.
func WithPath(path string) Option { return func(s *settings) { s.path = path } }

// WithDomain sends the cookie to all hosts of a domain. Its name then starts with __Secure- instead of __Host-.
func WithDomain(domain string) Option { return func(s *settings) { s.domain = domain } }

// WithSameSite sets SameSite, Lax otherwise.
func WithSameSite(mode http.SameSite) Option { return func(s *settings) { s.sameSite = mode } }

// Readable lets scripts of the page read the cookie: no HttpOnly.
func Readable() Option { return func(s *settings) { s.readable = true } }

// Insecure sends the cookie over plain HTTP as well, for development: no Secure, and no prefix of the name.
func Insecure() Option { return func(s *settings) { s.insecure = true } }

// SlidingAfter makes [Cookie.Middleware] sign a value anew once its token is older than d, so that a visitor who comes back
// stays. It does so in any case when the token's key is not the primary one any more.
func SlidingAfter(d time.Duration) Option { return func(s *settings) { s.slide = d } }

// New makes a cookie. The error tells of a name or option that no browser would take.
func New[T any](name string, s *signedcodec.Signer, opts ...Option) (*Cookie[T], error) {
	c := &Cookie[T]{s: settings{name: name, path: "/", sameSite: http.SameSiteLaxMode, life: s.Lifetime()}}
	for _, opt := range opts {
		if opt != nil {
			opt(&c.s)
		}
	}
	switch {
	case name == "" || strings.HasPrefix(name, "__"):
		return nil, fmt.Errorf("cookie: the name %q is empty or has a prefix: __Host- or __Secure- is put before it", name)
	case c.s.insecure && c.s.sameSite == http.SameSiteNoneMode:
		return nil, errors.New("cookie: browsers refuse SameSite=None without Secure")
	case c.s.insecure:
	case c.s.path == "/" && c.s.domain == "":
		c.s.name = "__Host-" + name
	default:
		c.s.name = "__Secure-" + name
	}
	if err := c.s.cookie("x", 0).Valid(); err != nil {
		return nil, fmt.Errorf("cookie: %w", err)
	}
	c.codec = signedcodec.NewCodec[T](s, c.s.name)
	return c, nil
}

// Must is [New] for package-level variables: it panics on an error.
func Must[T any](name string, s *signedcodec.Signer, opts ...Option) *Cookie[T] {
	c, err := New[T](name, s, opts...)
	if err != nil {
		panic(err)
	}
	return c
}

// Name is the cookie's name with its prefix.
func (c *Cookie[T]) Name() string { return c.s.name }

func (s *settings) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: s.name, Value: value, Path: s.path, Domain: s.domain, MaxAge: maxAge,
		Secure: !s.insecure, HttpOnly: !s.readable, SameSite: s.sameSite,
	}
}

// Set signs v and sends it. A cookie over 4096 bytes, which browsers drop without a word, is a [signedcodec.ErrTooLarge]; other
// errors are those of [signedcodec.Signer.Marshal].
func (c *Cookie[T]) Set(w http.ResponseWriter, v T) error {
	text, err := c.codec.EncodeText(v)
	if err != nil {
		return err
	}
	if n := len(c.s.name) + len(text); n > maxBytes {
		return fmt.Errorf("cookie: %s has %d bytes, browsers keep %d: %w", c.s.name, n, maxBytes, signedcodec.ErrTooLarge)
	}
	http.SetCookie(w, c.s.cookie(text, int(c.s.life/time.Second)))
	return nil
}

// Get returns the value of the request's cookie: [http.ErrNoCookie] when there is none, a [signedcodec.ErrInvalid] when none
// verifies.
func (c *Cookie[T]) Get(r *http.Request) (T, error) {
	v, _, err := c.open(r)
	return v, err
}

// open takes the first cookie of the name that verifies: without a prefix, somebody else on the domain can set others.
func (c *Cookie[T]) open(r *http.Request) (v T, token signedcodec.Verified, err error) {
	err = http.ErrNoCookie
	for _, cookie := range r.CookiesNamed(c.s.name) {
		if len(cookie.Value)+len(c.s.name) > maxBytes {
			err = signedcodec.ErrTooLarge
			continue
		}
		if token, err = c.codec.Signer().OpenText(cookie.Value); err != nil {
			continue
		}
		var fresh T
		if err = token.Decode(&fresh); err == nil {
			return fresh, token, nil
		}
	}
	return v, signedcodec.Verified{}, err
}

// Clear makes the browser forget the cookie.
func (c *Cookie[T]) Clear(w http.ResponseWriter) { http.SetCookie(w, c.s.cookie("", -1)) }

type contextKey[T any] struct{ c *Cookie[T] }

// Middleware gives the value of the request's cookie to the handlers behind it, by [Cookie.From]. A cookie that does not
// verify is cleared; one that is older than [SlidingAfter] says, or of a retiring key, is signed anew.
func (c *Cookie[T]) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, token, err := c.open(r)
		switch {
		case errors.Is(err, signedcodec.ErrInvalid):
			c.Clear(w)
		case err == nil:
			old := c.s.slide > 0 && c.codec.Signer().Now().Sub(token.Issued) > c.s.slide
			if old || token.Stale {
				_ = c.Set(w, v) // what was signed before can be signed again
			}
			r = r.WithContext(context.WithValue(r.Context(), contextKey[T]{c}, v))
		}
		next.ServeHTTP(w, r)
	})
}

// From returns the value that [Cookie.Middleware] found in the request.
func (c *Cookie[T]) From(ctx context.Context) (v T, found bool) {
	v, found = ctx.Value(contextKey[T]{c}).(T)
	return v, found
}

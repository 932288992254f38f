package cookie_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/cookie"
	"github.com/unsafedecode/unsafedecode/signedcodec/signedcodectest"
)

type prefs struct{ Theme string }

// sent is the Set-Cookie header that set writes.
func sent(t *testing.T, set func(http.ResponseWriter)) *http.Cookie {
	t.Helper()
	w := httptest.NewRecorder()
	set(w)
	cookies := w.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies", len(cookies))
	}
	return cookies[0]
}

func request(cookies ...*http.Cookie) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	for _, c := range cookies {
		r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	return r
}

func TestDefaults(t *testing.T) {
	c := cookie.Must[prefs]("prefs", signedcodectest.New(t, "app/prefs", signedcodec.WithMaxAge(time.Hour)))
	got := sent(t, func(w http.ResponseWriter) {
		if err := c.Set(w, prefs{"dark"}); err != nil {
			t.Fatal(err)
		}
	})
	if got.Name != "__Host-prefs" || c.Name() != got.Name || !got.Secure || !got.HttpOnly || got.SameSite != http.SameSiteLaxMode || got.Path != "/" || got.Domain != "" || got.MaxAge != 3600 {
		t.Errorf("%+v", got)
	}
	if p, err := c.Get(request(got)); err != nil || p.Theme != "dark" {
		t.Error(p, err)
	}
	gone := sent(t, c.Clear)
	if gone.MaxAge >= 0 || gone.Name != got.Name || gone.Path != got.Path || !gone.Secure {
		t.Errorf("%+v", gone)
	}
	if _, err := c.Get(request()); !errors.Is(err, http.ErrNoCookie) {
		t.Error(err)
	}
}

func TestForgedCookies(t *testing.T) {
	for _, opts := range [][]signedcodec.Option{nil, {signedcodec.WithEncryption()}} {
		s := signedcodectest.New(t, "app/prefs", opts...)
		c, other := cookie.Must[prefs]("prefs", s), cookie.Must[prefs]("other", s)
		good := sent(t, func(w http.ResponseWriter) { _ = c.Set(w, prefs{"dark"}) })
		stolen := sent(t, func(w http.ResponseWriter) { _ = other.Set(w, prefs{"dark"}) })
		attacks := signedcodectest.TamperedText(good.Value)
		attacks["of another cookie"] = stolen.Value
		attacks["long"] = good.Value + strings.Repeat("A", 5000)
		for name, value := range attacks {
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("Cookie", good.Name+"="+value)
			if strings.Contains(value, "\n") {
				continue // cannot be sent
			}
			p, err := c.Get(r)
			if strings.TrimSpace(value) == good.Value && err == nil {
				continue // net/http trims blanks
			}
			if !errors.Is(err, signedcodec.ErrInvalid) || p != (prefs{}) {
				t.Errorf("%s: %v, %v", name, p, err)
			}
		}
		// Two cookies of one name, as a sibling host can set them: the one that verifies counts.
		r := request(&http.Cookie{Name: good.Name, Value: "planted"}, good)
		if p, err := c.Get(r); err != nil || p.Theme != "dark" {
			t.Error("behind a planted one:", p, err)
		}
	}
}

func TestTooLargeIsSaidAtSigning(t *testing.T) {
	c := cookie.Must[string]("c", signedcodectest.New(t, "app/c"))
	w := httptest.NewRecorder()
	err := c.Set(w, strings.Repeat("x", 4096))
	if !errors.Is(err, signedcodec.ErrTooLarge) || !strings.Contains(err.Error(), "4096") || len(w.Result().Cookies()) != 0 {
		t.Error(err)
	}
	if err := c.Set(w, strings.Repeat("x", 2900)); err != nil {
		t.Error(err)
	}
}

func TestOptions(t *testing.T) {
	s := signedcodectest.New(t, "app/c")
	for want, opts := range map[string][]cookie.Option{
		"__Secure-c; Path=/admin; HttpOnly; Secure; SameSite=Strict":             {cookie.WithPath("/admin"), cookie.WithSameSite(http.SameSiteStrictMode)},
		"__Secure-c; Path=/; Domain=example.com; HttpOnly; Secure; SameSite=Lax": {cookie.WithDomain("example.com")},
		"c; Path=/; SameSite=Lax": {cookie.Insecure(), cookie.Readable(), nil},
	} {
		c := cookie.Must[int]("c", s, opts...)
		w := httptest.NewRecorder()
		if err := c.Set(w, 1); err != nil {
			t.Fatal(err)
		}
		name, rest, _ := strings.Cut(w.Header().Get("Set-Cookie"), "=")
		_, attributes, _ := strings.Cut(rest, ";")
		if got := name + ";" + attributes; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	for name, opts := range map[string][]cookie.Option{"": nil, "a b": nil, "__Host-x": nil, "ok": {cookie.Insecure(), cookie.WithSameSite(http.SameSiteNoneMode)}, "d": {cookie.WithDomain("a b")}} {
		if _, err := cookie.New[int](name, s, opts...); err == nil {
			t.Errorf("%q is accepted", name)
		}
	}
}

func TestMiddleware(t *testing.T) {
	clock := signedcodectest.NewClock(time.Unix(1_700_000_000, 0))
	oldKey, newKey := signedcodec.GenerateKey(), signedcodec.GenerateKey()
	ring, err := signedcodec.NewKeyring(newKey, oldKey)
	if err != nil {
		t.Fatal(err)
	}
	options := []signedcodec.Option{signedcodec.WithMaxAge(time.Hour), signedcodec.WithClock(clock.Now)}
	c := cookie.Must[prefs]("prefs", signedcodec.Must(ring, "app/prefs", options...), cookie.SlidingAfter(10*time.Minute))
	before := cookie.Must[prefs]("prefs", signedcodec.Must(oldKey, "app/prefs", options...))
	handler := c.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, found := c.From(r.Context())
		fmt.Fprintf(w, "%s %v", p.Theme, found)
	}))
	visit := func(name string, sentCookie *http.Cookie, wantBody string, wantSet bool, maxAge int) {
		t.Helper()
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, request(sentCookie))
		set := w.Result().Cookies()
		if w.Body.String() != wantBody || (len(set) == 1) != wantSet || wantSet && set[0].MaxAge != maxAge {
			t.Errorf("%s: %s, sets %v", name, w.Body, set)
		}
	}
	good := sent(t, func(w http.ResponseWriter) { _ = c.Set(w, prefs{"dark"}) })
	stale := sent(t, func(w http.ResponseWriter) { _ = before.Set(w, prefs{"old"}) })
	visit("fresh", good, "dark true", false, 0)
	visit("of a retiring key", stale, "old true", true, 3600)
	visit("forged", &http.Cookie{Name: good.Name, Value: "forged"}, " false", true, -1)
	visit("none", &http.Cookie{Name: "other", Value: "x"}, " false", false, 0)
	clock.Advance(11 * time.Minute)
	visit("after ten minutes", good, "dark true", true, 3600)
	clock.Advance(time.Hour)
	visit("expired", good, " false", true, -1)
}

func ExampleCookie() {
	// In a program: signedcodec.FromEnv("PREFS_KEY") in place of GenerateKey().
	signer := signedcodec.Must(signedcodec.GenerateKey(), "app/prefs", signedcodec.WithMaxAge(30*24*time.Hour))
	c := cookie.Must[prefs]("prefs", signer)

	w := httptest.NewRecorder()
	if err := c.Set(w, prefs{"dark"}); err != nil {
		panic(err)
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(w.Result().Cookies()[0])
	p, err := c.Get(r)
	fmt.Println(c.Name(), p.Theme, err)
	// Output: __Host-prefs dark <nil>
}

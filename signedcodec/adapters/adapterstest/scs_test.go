package adapterstest

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/adapters"
)

var (
	_ scs.Store            = (*adapters.SCSStore)(nil)
	_ scs.IterableStore    = (*adapters.SCSStore)(nil)
	_ scs.CtxStore         = (*adapters.SCSCtxStore)(nil)
	_ scs.IterableCtxStore = (*adapters.SCSCtxStore)(nil)
	_ scs.Codec            = adapters.SCSCodec{}
)

// visitor is a browser at a server under test.
type visitor struct {
	t      *testing.T
	client *http.Client
	url    string
}

func visit(t *testing.T, h http.Handler) visitor {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return visitor{t, srv.Client(), srv.URL}.again()
}

// again is another browser at the same server.
func (v visitor) again() visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		v.t.Fatal(err)
	}
	client := *v.client
	client.Jar = jar
	return visitor{v.t, &client, v.url}
}

func (v visitor) get(path string) string {
	v.t.Helper()
	resp, err := v.client.Get(v.url + path)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return string(b)
}

func (v visitor) cookies() []*http.Cookie {
	req, err := http.NewRequest("GET", v.url, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.client.Jar.Cookies(req.URL)
}

// setCookies replaces the values of cookies in the jar.
func (v visitor) setCookies(cookies ...*http.Cookie) {
	req, err := http.NewRequest("GET", v.url, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	v.client.Jar.SetCookies(req.URL, cookies)
}

func scsHandler(m *scs.SessionManager) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		// A new session id at login keeps a planted one from being used.
		if err := m.RenewToken(r.Context()); err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		m.Put(r.Context(), "user", r.FormValue("user"))
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "user="+m.GetString(r.Context(), "user"))
	})
	return m.LoadAndSave(mux)
}

func TestSCSStore(t *testing.T) {
	backend := memstore.NewWithCleanupInterval(0)
	m := scs.New()
	store := adapters.NewSCSStore(backend, newSigner(t))
	m.Store = store
	ada := visit(t, scsHandler(m))
	eve := ada.again()
	ada.get("/login?user=ada")
	eve.get("/login?user=eve")
	if got := ada.get("/"); got != "user=ada" {
		t.Fatal(got)
	}
	adasToken, evesToken := ada.cookies()[0].Value, eve.cookies()[0].Value
	adas, _, err := backend.Find(adasToken)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	if err := m.Iterate(context.Background(), func(context.Context) error { seen++; return nil }); err != nil || seen != 2 {
		t.Error("sessions that can be listed:", seen, err)
	}

	if err := backend.Commit(evesToken, adas, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := eve.get("/"); got != "user=" {
		t.Error("another user's session under the own token:", got)
	}
	forged, err := scs.GobCodec{}.Encode(time.Now().Add(time.Hour), map[string]any{"user": "root"})
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"unsigned": forged, "flipped": flip(adas), "empty": {}} {
		if err := backend.Commit(adasToken, b, time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got := ada.get("/"); got != "user=" {
			t.Errorf("%s session: %q", name, got)
		}
	}
}

func flip(b []byte) []byte {
	b = bytes.Clone(b)
	b[len(b)/2] ^= 1
	return b
}

func TestSCSCodec(t *testing.T) {
	backend := memstore.NewWithCleanupInterval(0)
	m := scs.New()
	m.Store = backend
	m.Codec = adapters.NewSCSCodec(newSigner(t, signedcodec.WithFormat(signedcodec.Gob)))
	m.ErrorFunc = func(w http.ResponseWriter, _ *http.Request, err error) { http.Error(w, err.Error(), 500) }
	ada := visit(t, scsHandler(m))
	ada.get("/login?user=ada")
	if got := ada.get("/"); got != "user=ada" {
		t.Fatal(got)
	}
	token := ada.cookies()[0].Value
	b, _, err := backend.Find(token)
	if err != nil {
		t.Fatal(err)
	}
	if err := backend.Commit(token, flip(b), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := ada.get("/"); got != signedcodec.ErrSignature.Error()+"\n" {
		t.Errorf("got %q", got)
	}
}

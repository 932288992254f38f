package adapterstest

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	fiber2 "github.com/gofiber/fiber/v2"
	session2 "github.com/gofiber/fiber/v2/middleware/session"
	fiber3 "github.com/gofiber/fiber/v3"
	session3 "github.com/gofiber/fiber/v3/middleware/session"
	redisstorage "github.com/gofiber/storage/redis/v3"

	"github.com/unsafedecode/unsafedecode/signedcodec/adapters"
)

var (
	_ fiber2.Storage = (*adapters.FiberStorage)(nil)
	_ fiber3.Storage = (*adapters.FiberStorageV3)(nil)
)

// requester answers one request, with the session cookie if there is one.
type requester func(*http.Request) (*http.Response, error)

func (do requester) get(t *testing.T, path string, cookie *http.Cookie) (string, *http.Cookie) {
	t.Helper()
	req := httptest.NewRequest("GET", path, nil)
	if cookie != nil {
		req.AddCookie(cookie)
	}
	resp, err := do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if set := resp.Cookies(); len(set) > 0 {
		cookie = set[0]
	}
	return string(b), cookie
}

func TestFiberV2(t *testing.T) {
	backend := redisstorage.NewFromConnection(startRedis(t))
	store := session2.New(session2.Config{Storage: adapters.NewFiberStorage(backend, newSigner(t))})
	app := fiber2.New()
	app.Get("/login", func(c *fiber2.Ctx) error {
		s, err := store.Get(c)
		if err != nil {
			return err
		}
		s.Set("user", c.Query("user"))
		return s.Save()
	})
	app.Get("/", func(c *fiber2.Ctx) error {
		s, err := store.Get(c)
		if err != nil {
			return err
		}
		user, _ := s.Get("user").(string)
		return c.SendString("user=" + user)
	})
	testFiber(t, func(r *http.Request) (*http.Response, error) { return app.Test(r, -1) }, backend)
}

func TestFiberV3(t *testing.T) {
	backend := redisstorage.NewFromConnection(startRedis(t))
	handler, _ := session3.NewWithStore(session3.Config{Storage: adapters.NewFiberStorageV3(backend, newSigner(t))})
	app := fiber3.New()
	app.Use(handler)
	app.Get("/login", func(c fiber3.Ctx) error {
		session3.FromContext(c).Set("user", c.Query("user"))
		return nil
	})
	app.Get("/", func(c fiber3.Ctx) error {
		user, _ := session3.FromContext(c).Get("user").(string)
		return c.SendString("user=" + user)
	})
	testFiber(t, func(r *http.Request) (*http.Response, error) {
		return app.Test(r, fiber3.TestConfig{Timeout: 0})
	}, backend)
}

// testFiber logs two users in, then exchanges and damages what redis holds.
func testFiber(t *testing.T, do requester, backend *redisstorage.Storage) {
	ctx := context.Background()
	_, ada := do.get(t, "/login?user=ada", nil)
	_, eve := do.get(t, "/login?user=eve", nil)
	if got, _ := do.get(t, "/", ada); got != "user=ada" {
		t.Fatal(got)
	}
	rdb := backend.Conn()
	adas, err := rdb.Get(ctx, ada.Value).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if ttl := rdb.TTL(ctx, ada.Value).Val(); ttl <= 0 {
		t.Error("the time to live did not reach redis:", ttl)
	}
	if err := rdb.Set(ctx, eve.Value, adas, time.Hour).Err(); err != nil {
		t.Fatal(err)
	}
	if got, _ := do.get(t, "/", eve); got != "user=" {
		t.Error("another user's session under the own id:", got)
	}
	for name, b := range map[string][]byte{"flipped": flip(adas), "unsigned": adas[24 : len(adas)-32]} {
		if err := rdb.Set(ctx, ada.Value, b, time.Hour).Err(); err != nil {
			t.Fatal(err)
		}
		if got, _ := do.get(t, "/", ada); got != "user=" {
			t.Errorf("%s session: %q", name, got)
		}
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/gob"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/cart"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/catalog"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/worker"
	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// cookie returns the value of the browser's cookie.
func (s *shop) cookie(name string) string {
	s.t.Helper()
	u, err := url.Parse(s.url)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, c := range s.browser.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	s.t.Fatalf("the browser has no cookie %s", name)
	return ""
}

// anonymous sends a request from a browser without cookies of its own.
func (s *shop) anonymous(status int, method, path, body string, header ...string) []byte {
	s.t.Helper()
	before := s.browser
	defer func() { s.browser = before }()
	s.browser = &http.Client{}
	return s.call(status, method, path, body, header...)
}

// keys returns the keys in the store that match the pattern, and fails if there
// are none.
func (s *shop) keys(pattern string) []string {
	s.t.Helper()
	keys, err := s.redis.Keys(context.Background(), pattern).Result()
	if err != nil || len(keys) == 0 {
		s.t.Fatalf("keys %s: %v, %v", pattern, keys, err)
	}
	return keys
}

// copyValue puts the value stored under one key under another.
func (s *shop) copyValue(from, to string) {
	s.t.Helper()
	ctx := context.Background()
	value, err := s.redis.Get(ctx, from).Bytes()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.redis.Set(ctx, to, value, 0).Err(); err != nil {
		s.t.Fatal(err)
	}
}

// flip returns text with one bit of the character at i changed.
func flip(text string, i int) string {
	b := []byte(text)
	b[i] ^= 1
	return string(b)
}

func TestTamperedSessionCookie(t *testing.T) {
	s := startShop(t)
	s.login("admin@shop.example", adminPassword)
	id := s.cookie("shop_session")
	s.anonymous(http.StatusOK, "GET", "/me", "", "Cookie", "shop_session="+id)
	for i := range id {
		s.anonymous(http.StatusUnauthorized, "GET", "/me", "", "Cookie", "shop_session="+flip(id, i))
	}
	s.anonymous(http.StatusUnauthorized, "GET", "/me", "", "Cookie", "shop_session="+id+id+id)

	// What the browser of the legacy shop held was the session itself.
	type Session struct{ ID, User, Role, CartID string }
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(Session{ID: id, User: "admin@shop.example", Role: "admin"}); err != nil {
		t.Fatal(err)
	}
	forged := base64.URLEncoding.EncodeToString(buf.Bytes())
	s.anonymous(http.StatusForbidden, "GET", "/admin/catalog", "", "Cookie", "shop_session="+forged)
}

func TestTamperedPreferences(t *testing.T) {
	s := startShop(t)
	s.call(http.StatusOK, "POST", "/cart", `{"sku":"TEA-1","quantity":1}`)
	s.call(http.StatusNoContent, "PUT", "/preferences", `{"currency":"CHF","language":"de"}`)
	id, value := s.cookie("shop_session"), s.cookie("shop_preferences")
	payload, err := json.Marshal(map[string]any{"member_discount": 90})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []string{
		base64.RawURLEncoding.EncodeToString(payload),
		"sc1." + base64.RawURLEncoding.EncodeToString(payload),
		flip(value, 4),
		flip(value, len(value)/2),
		value[:len(value)-1],
	} {
		var got struct{ Discount int }
		s.decode(s.anonymous(http.StatusOK, "GET", "/cart", "", "Cookie", "shop_session="+id+"; shop_preferences="+v), &got)
		if got.Discount != 0 {
			t.Errorf("cookie %q gives %d percent off", v, got.Discount)
		}
		if p := s.preferences(v); p != "EUR" {
			t.Errorf("cookie %q sets the currency to %s", v, p)
		}
	}
	if p := s.preferences(value); p != "CHF" {
		t.Errorf("the shop's own cookie sets the currency to %s", p)
	}
}

// preferences returns the currency that the shop reads from the cookie.
func (s *shop) preferences(value string) string {
	s.t.Helper()
	r, err := http.NewRequest("GET", s.url, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "shop_preferences", Value: value})
	return s.api.Preferences.Read(r).Currency
}

func TestCopiedCart(t *testing.T) {
	s := startShop(t)
	s.call(http.StatusOK, "POST", "/cart", `{"sku":"TEA-1","quantity":3}`)
	cheap := s.keys("shop:cart:*")[0]
	s.browser = newBrowser(t)
	s.call(http.StatusOK, "POST", "/cart", `{"sku":"POT-1","quantity":1}`)
	for _, key := range s.keys("shop:cart:*") {
		if key != cheap {
			s.copyValue(cheap, key)
		}
	}
	var got struct{ Lines []struct{ SKU string } }
	s.decode(s.call(http.StatusOK, "GET", "/cart", ""), &got)
	if len(got.Lines) != 0 {
		t.Errorf("the cart of another visitor was taken: %+v", got)
	}
}

func TestCopiedSession(t *testing.T) {
	s := startShop(t)
	s.login("admin@shop.example", adminPassword)
	s.call(http.StatusOK, "GET", "/admin/catalog", "")
	admin := s.keys("shop:session:*")[0]
	s.browser = newBrowser(t)
	s.call(http.StatusOK, "GET", "/cart", "")
	for _, key := range s.keys("shop:session:*") {
		if key != admin {
			s.copyValue(admin, key)
		}
	}
	s.call(http.StatusForbidden, "GET", "/admin/catalog", "")
}

func TestCopiedReply(t *testing.T) {
	s := startShop(t)
	s.call(http.StatusOK, "GET", "/items/TEA-1/stock", "", "Authorization", "Bearer customer-7")
	first := s.keys("shop:supplier:*")[0]
	s.call(http.StatusOK, "GET", "/items/TEA-1/stock", "", "Authorization", "Bearer customer-8")
	for _, key := range s.keys("shop:supplier:*") {
		if key != first {
			s.copyValue(first, key)
		}
	}
	s.call(http.StatusOK, "GET", "/items/TEA-1/stock", "", "Authorization", "Bearer customer-8")
	if n := s.stock.Load(); n != 3 {
		t.Errorf("%d requests reached the supplier, want 3: the copied reply is a miss", n)
	}
}

func TestReplayedSessionID(t *testing.T) {
	s := startShop(t)
	s.call(http.StatusOK, "POST", "/cart", `{"sku":"TEA-1","quantity":1}`)
	before := s.cookie("shop_session")
	s.login("admin@shop.example", adminPassword)
	if s.cookie("shop_session") == before {
		t.Fatal("the id was not renewed at login")
	}
	s.call(http.StatusOK, "GET", "/me", "")
	if n := len(s.cartLines("shop_session=" + s.cookie("shop_session"))); n != 1 {
		t.Errorf("after login the cart has %d lines, want 1", n)
	}
	s.anonymous(http.StatusUnauthorized, "GET", "/me", "", "Cookie", "shop_session="+before)
	if lines := s.cartLines("shop_session=" + before); len(lines) != 0 {
		t.Errorf("the id from before the login still opens the cart: %v", lines)
	}
}

// cartLines returns the lines of the cart that the cookie opens.
func (s *shop) cartLines(cookie string) []cart.Line {
	s.t.Helper()
	var c cart.Cart
	s.decode(s.anonymous(http.StatusOK, "GET", "/cart", "", "Cookie", cookie), &c)
	return c.Lines
}

func TestPlantedSessionID(t *testing.T) {
	s := startShop(t)
	planted := "AAAAAAAAAAAAAAAAAAAAAAAAAA"
	u, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	s.browser.Jar.SetCookies(u, []*http.Cookie{{Name: "shop_session", Value: planted}})
	s.call(http.StatusOK, "GET", "/cart", "")
	if s.cookie("shop_session") == planted {
		t.Error("the shop took over an id that it did not make")
	}
}

// TestStoreHoldsNoCredentials looks for what a visitor sent or holds in all keys
// and values of the store.
func TestStoreHoldsNoCredentials(t *testing.T) {
	s := startShop(t)
	token := s.login("admin@shop.example", adminPassword)
	s.call(http.StatusOK, "GET", "/items/TEA-1/stock", "", "Authorization", "Bearer customer-7")
	s.call(http.StatusOK, "POST", "/admin/token", `{"email":"till@shop.example","role":"customer"}`, "Authorization", "Bearer "+token)
	secrets := []string{"customer-7", token, s.cookie("shop_session"), adminPassword}
	for _, key := range s.keys("*") {
		value, err := s.redis.Get(context.Background(), key).Result()
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range secrets {
			if strings.Contains(key, secret) || strings.Contains(value, secret) || strings.Contains(value, base64.StdEncoding.EncodeToString([]byte(secret))) {
				t.Errorf("a credential lies in the store under %s", key)
			}
		}
	}
}

func TestForgedToken(t *testing.T) {
	s := startShop(t)
	b64 := base64.RawURLEncoding.EncodeToString
	unsigned := b64([]byte(`{"alg":"none"}`)) + "." + b64([]byte(`{"sub":"admin@shop.example","role":"admin"}`)) + "."
	token := s.login("admin@shop.example", adminPassword)
	for _, forged := range []string{unsigned, flip(token, len(token)-2), ""} {
		s.call(http.StatusUnauthorized, "POST", "/admin/token", `{}`, "Authorization", "Bearer "+forged)
		s.call(http.StatusUnauthorized, "GET", "/orders/1", "", "Authorization", "Bearer "+forged)
	}
	// A token for one purpose is none for another.
	receipt, err := s.api.Tokens.Receipt("1")
	if err != nil {
		t.Fatal(err)
	}
	s.call(http.StatusUnauthorized, "GET", "/orders/1", "", "Authorization", "Bearer "+receipt)
	s.call(http.StatusForbidden, "GET", "/orders/2/receipt?t="+receipt, "")
}

func TestRegistrationGrantsNothing(t *testing.T) {
	s := startShop(t)
	reply := s.call(http.StatusCreated, "POST", "/register", `{"email":"eve@example.com","password":"12345678","Role":"admin","-":"AAAA"}`)
	if got, want := string(reply), `{"email":"eve@example.com","name":"","role":"customer"}`+"\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestQueueMessages(t *testing.T) {
	s := startShop(t)
	ctx := context.Background()
	order := worker.Order{ID: "1", User: "eve@example.com", Total: 1}
	var forged bytes.Buffer
	if err := gob.NewEncoder(&forged).Encode(order); err != nil {
		t.Fatal(err)
	}
	if err := s.redis.Publish(ctx, "orders", forged.Bytes()).Err(); err != nil {
		t.Fatal(err)
	}
	if b := <-s.booked; !errors.Is(b.err, signedcodec.ErrInvalid) {
		t.Errorf("forged message: %v, want ErrInvalid", b.err)
	}
	for _, want := range []error{nil, worker.ErrBooked} {
		if err := s.api.Queue.Place(ctx, order); err != nil {
			t.Fatal(err)
		}
		if b := <-s.booked; !errors.Is(b.err, want) {
			t.Errorf("got %v, want %v", b.err, want)
		}
	}
}

func TestOrderCopiedBetweenKeys(t *testing.T) {
	s := startShop(t)
	ctx := context.Background()
	if err := s.api.Book.Enter(ctx, &worker.Order{ID: "1", User: "ann@example.com"}); err != nil {
		t.Fatal(err)
	}
	s.copyValue("shop:order:1", "shop:order:2")
	if _, err := s.api.Book.Order(ctx, "1"); err != nil {
		t.Error(err)
	}
	if _, err := s.api.Book.Order(ctx, "2"); !errors.Is(err, signedcodec.ErrSignature) {
		t.Errorf("got %v, want ErrSignature", err)
	}
}

func TestLargeBodies(t *testing.T) {
	s := startShop(t)
	large := `{"email":"` + strings.Repeat("a", 65<<10) + `"}`
	s.call(http.StatusRequestEntityTooLarge, "POST", "/login", large)
	s.call(http.StatusRequestEntityTooLarge, "POST", "/payments/notify", large)
	s.login("admin@shop.example", adminPassword)
	bomb := pack(t, append([]byte(`{"items":[{"sku":"`), bytes.Repeat([]byte("A"), 33<<20)...))
	if len(bomb) > 1<<20 {
		t.Fatalf("the packed body has %d bytes, too many to be let through", len(bomb))
	}
	s.call(http.StatusRequestEntityTooLarge, "POST", "/admin/catalog", string(bomb), "Content-Type", "application/json", "Content-Encoding", "gzip")
}

func TestNamesStayInTheirDirectory(t *testing.T) {
	s := startShop(t)
	s.login("admin@shop.example", adminPassword)
	if err := os.WriteFile(filepath.Join(s.dir, "outside"), []byte(`{"TEA-1": 1}`), 0o644); err != nil {
		t.Fatal(err)
	}
	s.call(http.StatusNotFound, "POST", "/admin/prices", `{"list":"../outside"}`)
	s.call(http.StatusBadRequest, "POST", "/admin/catalog", `{"pictures":{"../planted.png":"AAAA"}}`, "Content-Type", "application/json")
	if _, err := os.Stat(filepath.Join(s.dir, "planted.png")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want no such file", err)
	}
}

func TestForeignSnapshot(t *testing.T) {
	name := filepath.Join(t.TempDir(), "catalog.signed")
	write := func(key signedcodec.Key) *catalog.Snapshot {
		t.Helper()
		s, err := catalog.NewSnapshot(name, key)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Save(catalog.New(catalog.Item{SKU: "TEA-1", Price: 1})); err != nil {
			t.Fatal(err)
		}
		return s
	}
	ours := write(signedcodec.GenerateKey())
	write(signedcodec.GenerateKey())
	if err := ours.Load(catalog.New()); !errors.Is(err, signedcodec.ErrInvalid) {
		t.Errorf("got %v, want ErrInvalid", err)
	}
}

func TestRefusesToStart(t *testing.T) {
	good := signedcodec.GenerateKey().Reveal()
	names := []string{"SHOP_KEY", "SHOP_CACHE_KEY", "SHOP_PAYMENT_SECRET", "SHOP_ADMIN_PASSWORD"}
	for _, missing := range names {
		for _, value := range []string{"", "secret"} {
			t.Run(missing+"="+value, func(t *testing.T) {
				for _, name := range names {
					t.Setenv(name, good)
				}
				t.Setenv(missing, value)
				err := run(context.Background(), "")
				if err == nil || !strings.Contains(err.Error(), missing) {
					t.Errorf("got %v, want an error that names %s", err, missing)
				}
			})
		}
	}
}

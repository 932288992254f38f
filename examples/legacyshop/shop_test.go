package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/auth"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/cart"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/config"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/supplier"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/worker"
)

// shop is a running shop and a browser in front of it.
type shop struct {
	t       *testing.T
	url     string
	dir     string
	browser *http.Client
	booked  chan worker.Order
	stock   atomic.Int32 // requests that reached the supplier
}

func startShop(t *testing.T) *shop {
	t.Helper()
	s := &shop{t: t, dir: t.TempDir(), booked: make(chan worker.Order, 1)}
	standIn := supplier.StandIn()
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.stock.Add(1)
		standIn.ServeHTTP(w, r)
	}))
	t.Cleanup(upstream.Close)
	cfg, stop, err := standIns(config.Config{DataDir: s.dir, Supplier: upstream.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	client := redis.NewClient(&redis.Options{Addr: cfg.Redis})
	t.Cleanup(func() { client.Close() })
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	a, err := newShop(ctx, cfg, client, func(o worker.Order) { s.booked <- o })
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(a.Handler())
	t.Cleanup(srv.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.url, s.browser = srv.URL, &http.Client{Jar: jar}
	return s
}

// call sends a request, wants the status and returns the response's body. Headers
// come in pairs of name and value.
func (s *shop) call(status int, method, path, body string, header ...string) []byte {
	s.t.Helper()
	req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := s.browser.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if resp.StatusCode != status {
		s.t.Fatalf("%s %s: status %d, want %d: %s", method, path, resp.StatusCode, status, b)
	}
	return b
}

func (s *shop) decode(b []byte, v any) {
	s.t.Helper()
	if err := json.Unmarshal(b, v); err != nil {
		s.t.Fatalf("%v in %s", err, b)
	}
}

// login logs the browser in and returns the token for API clients.
func (s *shop) login(email, password string) string {
	s.t.Helper()
	var reply struct{ Token string }
	s.decode(s.call(http.StatusOK, "POST", "/login", `{"email":"`+email+`","password":"`+password+`"}`), &reply)
	return reply.Token
}

func TestPurchase(t *testing.T) {
	s := startShop(t)
	s.call(http.StatusCreated, "POST", "/register", `{"email":"ann@example.com","name":"Ann","password":"tea for two"}`)
	s.call(http.StatusConflict, "POST", "/register", `{"email":"ann@example.com","password":"tea for me"}`)
	s.call(http.StatusBadRequest, "POST", "/register", `{"email":"bob@example.com","password":"short"}`)
	token := s.login("ann@example.com", "tea for two")

	s.call(http.StatusOK, "POST", "/cart", `{"sku":"TEA-1","quantity":2}`)
	s.call(http.StatusOK, "POST", "/cart", `{"sku":"TEA-1","quantity":1}`)
	s.call(http.StatusNotFound, "POST", "/cart", `{"sku":"GONE","quantity":1}`)
	s.call(http.StatusBadRequest, "POST", "/cart", `{"sku":"TEA-1","quantity":-1}`)
	s.call(http.StatusBadRequest, "POST", "/cart/coupon", `{"code":"SPRING-99-00"}`)
	s.call(http.StatusOK, "POST", "/cart/coupon", `{"code":"`+cart.IssueCoupon("SPRING", 10)+`"}`)
	var got struct{ Total int64 }
	s.decode(s.call(http.StatusOK, "GET", "/cart", ""), &got)
	if want := int64(3 * 790 * 9 / 10); got.Total != want {
		t.Errorf("total %d, want %d", got.Total, want)
	}

	s.call(http.StatusAccepted, "POST", "/checkout", "")
	order := <-s.booked
	if order.User != "ann@example.com" || order.Total != got.Total {
		t.Errorf("booked %+v", order)
	}
	s.call(http.StatusConflict, "POST", "/checkout", "")

	var view struct {
		Order   worker.Order
		Receipt string
	}
	s.decode(s.call(http.StatusOK, "GET", "/orders/"+order.ID, "", "Authorization", "Bearer "+token), &view)
	s.call(http.StatusUnauthorized, "GET", "/orders/"+order.ID, "")
	s.call(http.StatusOK, "GET", view.Receipt, "")
	s.call(http.StatusForbidden, "GET", "/orders/"+order.ID+"/receipt?t=00", "")

	note := `{"order":"` + order.ID + `","paid":true}`
	s.call(http.StatusForbidden, "POST", "/payments/notify", note, "X-Payment-Signature", "00")
	s.call(http.StatusNoContent, "POST", "/payments/notify", note, "X-Payment-Signature", auth.SignPayment([]byte(note)))
	s.decode(s.call(http.StatusOK, "GET", view.Receipt, ""), &order)
	if !order.Paid {
		t.Error("the order is not paid")
	}
}

func TestMembersPayLess(t *testing.T) {
	s := startShop(t)
	s.call(http.StatusCreated, "POST", "/register", `{"email":"ann@example.com","member":"M-17","password":"tea for two"}`)
	s.login("ann@example.com", "tea for two")
	s.call(http.StatusOK, "POST", "/cart", `{"sku":"POT-1","quantity":1}`)
	var got struct{ Total int64 }
	s.decode(s.call(http.StatusOK, "GET", "/cart", ""), &got)
	if want := int64(4900 * 95 / 100); got.Total != want {
		t.Errorf("total %d, want %d", got.Total, want)
	}
}

func TestVisitIsRemembered(t *testing.T) {
	s := startShop(t)
	s.call(http.StatusUnauthorized, "GET", "/me", "")
	s.call(http.StatusOK, "GET", "/items/TEA-1", "")
	s.call(http.StatusOK, "GET", "/items/POT-1", "")
	s.call(http.StatusOK, "GET", "/items/TEA-1", "")
	s.call(http.StatusNoContent, "PUT", "/preferences", `{"currency":"CHF","language":"de"}`)
	s.call(http.StatusUnauthorized, "POST", "/login", `{"email":"admin@shop.example","password":"wrong horse"}`)
	s.login("admin@shop.example", "correct horse")
	var me struct {
		Role        string
		Recent      []string
		Preferences struct{ Currency string }
	}
	s.decode(s.call(http.StatusOK, "GET", "/me", ""), &me)
	if me.Role != "admin" || strings.Join(me.Recent, " ") != "TEA-1 POT-1" || me.Preferences.Currency != "CHF" {
		t.Errorf("got %+v", me)
	}
}

func TestStockIsCached(t *testing.T) {
	s := startShop(t)
	for range 2 {
		var stock struct{ Available int }
		s.decode(s.call(http.StatusOK, "GET", "/items/TEA-1/stock", "", "Authorization", "Bearer customer-7"), &stock)
		if stock.Available != 5 {
			t.Errorf("available %d, want 5", stock.Available)
		}
	}
	if n := s.stock.Load(); n != 1 {
		t.Errorf("%d requests reached the supplier, want 1", n)
	}
	s.call(http.StatusOK, "GET", "/items/TEA-1/stock", "", "Authorization", "Bearer customer-8")
	if n := s.stock.Load(); n != 2 {
		t.Errorf("%d requests reached the supplier, want 2: another customer asked", n)
	}
}

func TestAdministration(t *testing.T) {
	s := startShop(t)
	s.call(http.StatusForbidden, "GET", "/admin/catalog", "")
	token := s.login("admin@shop.example", "correct horse")

	s.call(http.StatusOK, "POST", "/admin/catalog", "- {sku: CUP-1, name: Cup, price: 650}\n", "Content-Type", "application/yaml")
	s.call(http.StatusUnsupportedMediaType, "POST", "/admin/catalog", "x", "Content-Type", "text/plain")
	export := s.call(http.StatusOK, "GET", "/admin/catalog", "")
	s.call(http.StatusOK, "POST", "/admin/catalog", string(export), "Content-Type", "application/x-gob")

	s.call(http.StatusOK, "POST", "/admin/prices", `{"CUP-1": 700}`)
	if err := os.MkdirAll(filepath.Join(s.dir, "prices"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, "prices", "winter"), []byte(`{"TEA-1": 690}`), 0o644); err != nil {
		t.Fatal(err)
	}
	s.call(http.StatusOK, "POST", "/admin/prices", `"winter"`)
	var it struct{ Price int64 }
	s.decode(s.call(http.StatusOK, "GET", "/items/CUP-1", ""), &it)
	if it.Price != 700 {
		t.Errorf("price %d, want 700", it.Price)
	}
	s.decode(s.call(http.StatusOK, "GET", "/items/TEA-1", ""), &it)
	if it.Price != 690 {
		t.Errorf("price %d, want 690", it.Price)
	}
	if b := s.call(http.StatusOK, "GET", "/admin/deliveries", ""); !bytes.Contains(b, []byte("TEA-1")) {
		t.Errorf("deliveries %s", b)
	}
	for range 2 {
		s.call(http.StatusOK, "POST", "/admin/token", `{"email":"till@shop.example","role":"customer"}`, "Authorization", "Bearer "+token)
	}
	s.call(http.StatusUnauthorized, "POST", "/admin/token", `{}`, "Authorization", "Bearer nonsense")
}

func TestConfiguration(t *testing.T) {
	name := filepath.Join(t.TempDir(), "shop.yml")
	if err := os.WriteFile(name, []byte("addr: 127.0.0.1:9\nredsi: x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Load(name); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got error %v, want one that names line 2", err)
	}
}

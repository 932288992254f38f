package main

import (
	"bytes"
	"compress/gzip"
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

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/api"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/catalog"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/config"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/supplier"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/worker"
	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const adminPassword = "correct horse battery"

// shop is a running shop, the store behind it and a browser in front of it.
type shop struct {
	t       *testing.T
	api     *api.API
	url     string
	dir     string
	redis   *redis.Client
	browser *http.Client
	booked  chan booking
	stock   atomic.Int32 // requests that reached the supplier
}

type booking struct {
	order worker.Order
	err   error
}

func startShop(t *testing.T) *shop {
	t.Helper()
	s := &shop{t: t, dir: t.TempDir(), booked: make(chan booking, 1)}
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
	s.redis = redis.NewClient(&redis.Options{Addr: cfg.Redis})
	t.Cleanup(func() { s.redis.Close() })
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	s.api, err = parts{
		config:  cfg,
		secrets: testSecrets(),
		client:  s.redis,
		booked:  func(o worker.Order, err error) { s.booked <- booking{o, err} },
	}.assemble(ctx)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s.api.Handler())
	t.Cleanup(srv.Close)
	s.url, s.browser = srv.URL, newBrowser(t)
	return s
}

func testSecrets() config.Secrets {
	return config.Secrets{
		Signing:       signedcodec.GenerateKey(),
		CacheKey:      []byte(signedcodec.GenerateKey().Reveal()),
		Payment:       []byte(signedcodec.GenerateKey().Reveal()),
		AdminPassword: adminPassword,
	}
}

func newBrowser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
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
	code, err := s.api.Coupons.Issue("SPRING", 10)
	if err != nil {
		t.Fatal(err)
	}
	s.call(http.StatusOK, "POST", "/cart/coupon", `{"code":"`+code+`"}`)
	var got struct{ Total int64 }
	s.decode(s.call(http.StatusOK, "GET", "/cart", ""), &got)
	if want := int64(3 * 790 * 9 / 10); got.Total != want {
		t.Errorf("total %d, want %d", got.Total, want)
	}

	s.call(http.StatusAccepted, "POST", "/checkout", "")
	b := <-s.booked
	order := b.order
	if b.err != nil || order.User != "ann@example.com" || order.Total != got.Total {
		t.Errorf("booked %+v", b)
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
	s.call(http.StatusNoContent, "POST", "/payments/notify", note, "X-Payment-Signature", s.api.Payments.Sign([]byte(note)))
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
	s.call(http.StatusUnauthorized, "POST", "/login", `{"email":"admin@shop.example","password":"wrong horse battery"}`)
	s.login("admin@shop.example", adminPassword)
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
	token := s.login("admin@shop.example", adminPassword)

	s.call(http.StatusOK, "POST", "/admin/catalog", `{"items":[{"sku":"CUP-1","name":"Cup","price":650,"image":"cup.png"}],"pictures":{"cup.png":"iVBORw0="}}`, "Content-Type", "application/json")
	s.call(http.StatusUnsupportedMediaType, "POST", "/admin/catalog", "- {sku: CUP-1}", "Content-Type", "application/yaml")
	if _, err := os.Stat(filepath.Join(s.dir, "media", "cup.png")); err != nil {
		t.Error(err)
	}
	export := s.call(http.StatusOK, "GET", "/admin/catalog", "")
	s.call(http.StatusOK, "POST", "/admin/catalog", string(pack(t, export)), "Content-Type", "application/json", "Content-Encoding", "gzip")

	s.call(http.StatusOK, "POST", "/admin/prices", `{"prices":{"CUP-1": 700}}`)
	if err := os.WriteFile(filepath.Join(s.dir, "prices", "winter"), []byte(`{"TEA-1": 690}`), 0o644); err != nil {
		t.Fatal(err)
	}
	s.call(http.StatusOK, "POST", "/admin/prices", `{"list":"winter"}`)
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

// pack returns b packed by gzip.
func pack(t *testing.T, b []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	if _, err := zw.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestCatalogSurvivesRestart(t *testing.T) {
	name, key := filepath.Join(t.TempDir(), "catalog.signed"), signedcodec.GenerateKey()
	snapshot, err := catalog.NewSnapshot(name, key)
	if err != nil {
		t.Fatal(err)
	}
	if err := snapshot.Save(catalog.New(catalog.Item{SKU: "CUP-1", Price: 650})); err != nil {
		t.Fatal(err)
	}
	c := catalog.New()
	if err := snapshot.Load(c); err != nil {
		t.Fatal(err)
	}
	if it, err := c.Item("CUP-1"); err != nil || it.Price != 650 {
		t.Errorf("got %+v, %v", it, err)
	}
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

package adapterstest_test

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"
	"github.com/gregjones/httpcache"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/adapters"
)

// A signed HTTP cache in one line: what requests-cache calls
// CachedSession(serializer=safe_pickle_serializer(secret_key)). Entries are bound
// to their URLs, and the URLs, with the keys that may be in them, stay out of the
// cache.
func Example_httpcache() {
	origin := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "max-age=60")
		_, _ = io.WriteString(w, "hello")
	}))
	defer origin.Close()
	// In a program: signedcodec.FromEnv("CACHE_KEY") in place of GenerateKey().
	signer := signedcodec.Must(signedcodec.GenerateKey(), "app/http-cache", signedcodec.WithMaxAge(24*time.Hour))

	client := httpcache.NewTransport(adapters.NewHTTPCache(httpcache.NewMemoryCache(), signer)).Client()

	for range 2 {
		resp, err := client.Get(origin.URL + "/?api_key=s3cr3t")
		if err != nil {
			log.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body) // only a response that was read to its end is cached
		if err != nil {
			log.Fatal(err)
		}
		_ = resp.Body.Close()
		fmt.Println(string(b), "from cache:", resp.Header.Get(httpcache.XFromCache) == "1")
	}
	// Output:
	// hello from cache: false
	// hello from cache: true
}

// A session store of scs whose backend is not trusted.
func Example_scs() {
	// In a program: signedcodec.FromEnv("SESSION_KEY") in place of GenerateKey().
	signer := signedcodec.Must(signedcodec.GenerateKey(), "app/session", signedcodec.WithMaxAge(24*time.Hour))
	manager := scs.New()
	manager.Store = adapters.NewSCSStore(memstore.New(), signer)

	handler := manager.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := manager.RenewToken(r.Context()); err != nil { // at every login
			http.Error(w, "no session", http.StatusInternalServerError)
			return
		}
		manager.Put(r.Context(), "user", "ada")
		_, _ = io.WriteString(w, "welcome "+manager.GetString(r.Context(), "user"))
	}))
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	fmt.Println(w.Body)
	// Output: welcome ada
}

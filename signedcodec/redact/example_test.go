package redact_test

import (
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"

	"github.com/unsafedecode/unsafedecode/signedcodec/redact"
)

func ExampleHeader() {
	h := http.Header{"Authorization": {"Bearer eyJhbGciOi..."}, "Accept": {"application/json"}}
	stored := redact.Header(h)
	fmt.Println(stored.Get("Authorization"), stored.Get("Accept"))
	// Output: REDACTED application/json
}

func ExampleURL() {
	u, err := url.Parse("https://bot:hunter2@api.example.com/v1?page=2&api_key=s3cr3t")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(redact.URL(u))
	// Output: https://REDACTED@api.example.com/v1?page=2&api_key=REDACTED
}

// Two users ask for the same page. A redacted URL would be one key for both; a cache key is not.
func ExampleCacheKey() {
	get := func(token string) *http.Request {
		r := httptest.NewRequest("GET", "https://api.example.com/me", nil)
		r.Header.Set("Authorization", "Bearer "+token)
		return r
	}
	alice, bob := redact.CacheKey(get("alice's")), redact.CacheKey(get("bob's"))
	fmt.Println(alice == bob, alice == redact.CacheKey(get("alice's")), len(alice))
	// Output: false true 47
}

// Early in main: the key comes from the environment, so that all replicas find each other's entries.
func ExampleSetDefault() {
	os.Setenv("CACHE_KEY_SECRET", "for this example only, 32+ bytes") // the deployment does this
	r, err := redact.New(
		redact.WithKey([]byte(os.Getenv("CACHE_KEY_SECRET"))),
		redact.WithNames("X-Acme-Ticket"),
	)
	if err != nil {
		log.Fatal(err) // unset or short
	}
	redact.SetDefault(r)
	fmt.Println(redact.URLString("/orders?x_acme_ticket=77&page=1"))
	// Output: /orders?x_acme_ticket=REDACTED&page=1
}

func ExampleRedactor_Request() {
	req := httptest.NewRequest("POST", "https://api.example.com/login?next=/home", strings.NewReader(`{"user":"ann","password":"hunter2"}`))
	req.Header.Set("Content-Type", "application/json")
	stored, err := redact.Must().Request(req)
	if err != nil {
		log.Fatal(err)
	}
	body := make([]byte, stored.ContentLength)
	stored.Body.Read(body)
	fmt.Printf("%s %s\n", stored.URL, body)
	// Output: https://api.example.com/login?next=/home {"user":"ann","password":"REDACTED"}
}

func ExampleRedactor_JSON() {
	out, err := redact.Must(redact.WithMode(redact.Remove)).JSON([]byte(`{"id": 7, "auth": {"refreshToken": "s", "scope": "a"}}`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(out))
	// Output: {"id": 7, "auth": { "scope": "a"}}
}

// Logs that tell users apart without storing what would let anyone act as them.
func ExampleWithMode_pseudonym() {
	r := redact.Must(redact.WithMode(redact.Pseudonym))
	a, b := r.URLString("/?token=a"), r.URLString("/?token=b")
	fmt.Println(a == r.URLString("/?token=a"), a == b)
	// Output: true false
}

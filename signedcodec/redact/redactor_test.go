package redact

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestOptionsRefused(t *testing.T) {
	for name, opt := range map[string]Option{
		"short key":      WithKey([]byte("SECRETVALUE")),
		"constant key":   WithKey(bytes.Repeat([]byte("S"), 32)),
		"empty mark":     WithMark(""),
		"mark with LF":   WithMark("a\nb"),
		"unknown mode":   WithMode(7),
		"empty name":     WithNames("--"),
		"misspelt name":  WithoutNames("Cokie"),
		"negative limit": WithMaxBody(-1),
	} {
		r, err := New(opt)
		if err == nil || r != nil {
			t.Errorf("%s: accepted", name)
		} else if strings.Contains(err.Error(), "SECRET") || !strings.HasPrefix(err.Error(), "redact: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	defer func() {
		if p := recover(); p == nil || strings.Contains(fmt.Sprint(p), "SECRET") {
			t.Errorf("Must: panic %v", p)
		}
	}()
	Must(WithKey([]byte("SECRETVALUE")))
}

func TestNames(t *testing.T) {
	r := Must(WithNames("X-Acme-Ticket"), WithoutNames("code"), WithMark("[gone]"))
	got := r.URLString("/?xAcme_ticket=s&code=7&token=s")
	if want := "/?xAcme_ticket=%5Bgone%5D&code=7&token=%5Bgone%5D"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := Must().URLString("/?x-acme-ticket=s"); got != "/?x-acme-ticket=s" {
		t.Errorf("a name added to one redactor reached another: %s", got)
	}
	list := DefaultNames()
	if !slices.IsSorted(list) || !slices.Contains(list, "Authorization") || !slices.Contains(list, "key") {
		t.Errorf("DefaultNames() = %q", list)
	}
	list[0] = "changed"
	if slices.Contains(DefaultNames(), "changed") {
		t.Error("DefaultNames shares its list")
	}
}

func TestPseudonym(t *testing.T) {
	r := Must(WithMode(Pseudonym), WithKey(testKey))
	a, b := r.URLString("/?token=a"), r.URLString("/?token=b")
	if a == b || a != r.URLString("/?token=a") || !strings.HasPrefix(a, "/?token=REDACTED-") {
		t.Errorf("pseudonyms %s and %s", a, b)
	}
	if other := Must(WithMode(Pseudonym)).URLString("/?token=a"); other == a {
		t.Error("another key gives the same pseudonym")
	}
	if r.URLString("/?token=a;b") == r.URLString("/?token=a;c") {
		t.Error("the pseudonym leaves out what is behind the semicolon")
	}
	out, err := r.JSON([]byte(`{"token":"a"}`))
	if err != nil || !strings.Contains(string(out), strings.TrimPrefix(a, "/?token=")) {
		t.Errorf("the same value has another pseudonym in JSON: %s, %s", out, a)
	}
}

// The key is printed by nothing, nor are those that are derived from it.
func TestKeyHidden(t *testing.T) {
	key := "KEYKEYKEYKEY-b7Qz!p0kW3eR9tY2uI5"
	r := Must(WithKey([]byte(key)))
	derived := func(use string) string {
		h := hmac.New(sha256.New, []byte(key))
		io.WriteString(h, "signedcodec/redact/v1/"+use)
		return strings.Trim(fmt.Sprint(h.Sum(nil)[:4]), "[]")
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%v %+v %#v %s %d %x %v", r, r, r, r, r, r, []any{r, struct{ R *Redactor }{r}})
	for _, in := range []any{*r, struct{ r *Redactor }{r}, struct{ r Redactor }{*r}, &struct{ p **Redactor }{&r}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t", "%p"} {
			fmt.Fprintf(&b, verb, in)
		}
	}
	slog.New(slog.NewJSONHandler(&b, nil)).Info("m", "r", r)
	slog.New(slog.NewTextHandler(&b, nil)).Info("m", "r", r)
	if err := json.NewEncoder(&b).Encode(map[string]any{"r": r}); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{key[:12], fmt.Sprintf("%x", key[:6]), fmt.Sprint([]byte(key[:4]))[1:8], derived("value"), derived("request")} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("%q is in %s", secret, b.String())
		}
	}
}

func TestSetDefault(t *testing.T) {
	before := current.Load()
	defer func() { current.Store(before) }()
	u, _ := url.Parse("/?acme=s")
	if URL(u).String() != "/?acme=s" {
		t.Error("acme is no default name")
	}
	SetDefault(Must(WithNames("acme"), WithKey(testKey)))
	if URL(u).String() != "/?acme=REDACTED" || URLString("/?acme=s") != "/?acme=REDACTED" {
		t.Error("SetDefault has no effect")
	}
	if CacheKey(newRequest(t, "GET", "http://h/", "")) != Must(WithKey(testKey)).CacheKey(newRequest(t, "GET", "http://h/", "")) {
		t.Error("CacheKey does not use the default redactor's key")
	}
	defer func() {
		if recover() == nil {
			t.Error("SetDefault(nil) did not panic")
		}
	}()
	SetDefault(nil)
}

func TestConcurrent(t *testing.T) {
	r := Must(WithKey(testKey))
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 50 {
				r.URLString("/?token=a")
				r.CacheKey(newRequest(t, "POST", "http://h/", "b", "Cookie", "c"))
				if _, err := r.JSON([]byte(`{"token":1}`)); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
}

// The documentation's table names every default name.
func TestDocsComplete(t *testing.T) {
	doc, err := os.ReadFile("../docs/redaction.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range DefaultNames() {
		if !bytes.Contains(doc, []byte("`"+name+"`")) {
			t.Errorf("docs/redaction.md does not name `%s`: add it to the table of what is redacted by default", name)
		}
	}
}

package std

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

func TestHas(t *testing.T) {
	out, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(out) {
		if path := strings.TrimSpace(string(line)); !Has(path, "") {
			t.Errorf("%s is not taken for one of the standard library", path)
		}
	}
	for path, module := range map[string]string{"shop/cart": "", "example.com/net": "", "net/shop": "net/shop", "github.com/a/b/vendor/net/http": ""} {
		if Has(path, module) {
			t.Errorf("%s is taken for one of the standard library", path)
		}
	}
}

func TestUnvendored(t *testing.T) {
	for path, want := range map[string]string{
		"vendor/golang.org/x/net/http2/hpack":       "golang.org/x/net/http2/hpack",
		"example.com/shop/vendor/github.com/a/b":    "github.com/a/b",
		"a/vendor/b/vendor/github.com/a/vendored/c": "github.com/a/vendored/c",
		"github.com/vendor/x":                       "x",
		"github.com/a/b":                            "github.com/a/b",
	} {
		if got := Unvendored(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

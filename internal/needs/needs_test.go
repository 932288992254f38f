package needs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/internal/needs"
)

const library = "example.com/signedcodec"

const before = `package p

import (
	"encoding/gob"
	"os"

	"example.com/used"
	"example.com/signedcodec"
)

var old = signedcodec.Must(signedcodec.FromEnv("OLD_KEY"), "old")

var secret = cmp(os.Getenv("SECRET"), "changeme")

var _, _ = gob.NewDecoder, used.X
`

const after = `package p

import (
	"encoding/gob"
	"os"
	"time"

	"example.com/signedcodec"
	"example.com/used"
	"example.com/signedcodec/redact"
)

var old = signedcodec.Must(signedcodec.FromEnv("OLD_KEY"), "old")

var items = signedcodec.Must(signedcodec.FromEnv("SIGNEDCODEC_KEY"), "items",
	signedcodec.WithLegacy(gob.Unmarshal, time.Date(2031, time.March, 1, 0, 0, 0, 0, time.UTC)))

var session = signedcodec.Must(signedcodec.FromEnv("SIGNEDCODEC_KEY"), "session", signedcodec.WithoutExpiry())

var secret = requireEnv("SECRET")

var hidden = redact.CacheKey

func payment() string {
	panic("set the environment variable PAYMENT_SECRET to a key")
}

func requireEnv(name string) string { return os.Getenv(name) }
`

func TestOf(t *testing.T) {
	got, err := needs.Of([]byte(before), []byte(after), library)
	if err != nil {
		t.Fatal(err)
	}
	want := &needs.Needs{
		Imports:   []string{"example.com/signedcodec/redact"},
		Variables: []string{"PAYMENT_SECRET", "SECRET", "SIGNEDCODEC_KEY"},
		Codecs: []needs.Codec{
			{Line: 15, Purpose: "items", Variable: "SIGNEDCODEC_KEY", Until: "2031-03-01"},
			{Line: 18, Purpose: "session", Variable: "SIGNEDCODEC_KEY"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	got, err = needs.Of([]byte(after), []byte(after), library)
	if err != nil || len(got.Imports)+len(got.Variables)+len(got.Codecs) > 0 {
		t.Errorf("an unchanged file needs %+v (%v)", got, err)
	}
	if _, err := needs.Of([]byte(before), []byte("package"), library); err == nil {
		t.Error("no error for a file that does not parse")
	}
}

package adapterstest

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/adapters"
)

var _ securecookie.Codec = adapters.CookieCodec{}

// A cookie that is refused is told apart from a program that is at fault, as gorilla's users ask.
func TestGorillaErrors(t *testing.T) {
	codec := adapters.NewCookieCodec(newSigner(t))
	text, err := codec.Encode("name", "value")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(err error) string {
		e, ok := err.(securecookie.Error)
		if !ok {
			return fmt.Sprintf("%T is no securecookie.Error", err)
		}
		return fmt.Sprint(e.IsUsage(), e.IsDecode(), e.IsInternal())
	}
	var got string
	_, tooLarge := codec.Encode("name", strings.Repeat("x", 5000))
	_, noFormat := codec.Encode("name", make(chan int))
	_, noKey := adapters.NewCookieCodec(nil).Encode("name", "x")
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"forged": {codec.Decode("name", flipText(text), &got), "false true false"}, "another name": {codec.Decode("other", text, &got), "false true false"},
		"garbage": {codec.Decode("name", "x", &got), "false true false"}, "too large": {tooLarge, "true false false"},
		"no value": {noFormat, "true false false"}, "no key": {noKey, "true false false"},
	} {
		if got := ask(c.err); got != c.want {
			t.Errorf("%s: usage, decode, internal: %s, want %s", name, got, c.want)
		}
	}
	var multi securecookie.MultiError
	if err := securecookie.DecodeMulti("other", text, &got, codec); !errors.As(err, &multi) || !multi.IsDecode() {
		t.Error(err)
	}
}

func gobSigner(t testing.TB) *signedcodec.Signer {
	t.Helper()
	return newSigner(t, signedcodec.WithFormat(signedcodec.Gob))
}

func gorillaHandler(store sessions.Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		s, _ := store.Get(r, "session")
		s.Values["user"] = r.FormValue("user")
		if err := s.Save(r, w); err != nil {
			http.Error(w, err.Error(), 500)
		}
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s, _ := store.Get(r, "session")
		user, _ := s.Values["user"].(string)
		_, _ = io.WriteString(w, "user="+user)
	})
	return mux
}

func TestGorillaCookieStore(t *testing.T) {
	store := sessions.NewCookieStore()
	store.Options.Secure = false // the test server speaks HTTP
	store.Codecs = []securecookie.Codec{adapters.NewCookieCodec(gobSigner(t))}
	ada := visit(t, gorillaHandler(store))
	ada.get("/login?user=ada")
	if got := ada.get("/"); got != "user=ada" {
		t.Fatal(got)
	}
	good := ada.cookies()[0]
	if !strings.HasPrefix(good.Value, "sc1.") {
		t.Error("the cookie is not a token of ours:", good.Value)
	}
	for name, value := range map[string]string{
		"flipped": flipText(good.Value), "cut": good.Value[:len(good.Value)-1], "own": "sc1.AAAA", "empty": "",
	} {
		ada.setCookies(&http.Cookie{Name: "session", Value: value})
		if got := ada.get("/"); got != "user=" {
			t.Errorf("%s cookie: %q", name, got)
		}
	}
}

// flipText changes one character in the middle.
func flipText(text string) string {
	i := len(text) / 2
	other := "A"
	if text[i] == 'A' {
		other = "B"
	}
	return text[:i] + other + text[i+1:]
}

func TestGorillaFilesystemStore(t *testing.T) {
	store := sessions.NewFilesystemStore(t.TempDir())
	store.Options.Secure = false
	store.Codecs = []securecookie.Codec{adapters.NewCookieCodec(gobSigner(t)).WithMaxLength(0)}
	ada := visit(t, gorillaHandler(store))
	ada.get("/login?user=" + strings.Repeat("a", 5000))
	if got := ada.get("/"); got != "user="+strings.Repeat("a", 5000) {
		t.Error(len(got))
	}
}

func TestSecureCookieMulti(t *testing.T) {
	oldKey, newKey := securecookie.New(securecookie.GenerateRandomKey(32), nil), adapters.NewCookieCodec(newSigner(t))
	codecs := []securecookie.Codec{newKey, oldKey}
	text, err := securecookie.EncodeMulti("name", "value", codecs...)
	if err != nil || !strings.HasPrefix(text, "sc1.") {
		t.Fatal(text, err)
	}
	var got string
	if err := securecookie.DecodeMulti("name", text, &got, codecs...); err != nil || got != "value" {
		t.Error(got, err)
	}
	err = securecookie.DecodeMulti("other", text, &got, newKey)
	var multi securecookie.MultiError
	if !errors.As(err, &multi) || !errors.Is(multi[0], signedcodec.ErrSignature) {
		t.Error("another name:", err)
	}
}

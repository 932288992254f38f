package signedcodec

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// leaks are the forms in which key bytes could show up.
func leaks(key Key) []string {
	b := key.secret()
	return []string{
		key.Reveal(), base64.RawURLEncoding.EncodeToString(b[:])[:20], base64.RawStdEncoding.EncodeToString(b[:])[:20],
		hex.EncodeToString(b[:8]), strings.ToUpper(hex.EncodeToString(b[:8])), string(b[:8]),
		strings.Trim(fmt.Sprint(b[:8]), "[]"), strings.Trim(fmt.Sprintf("%#v", b[:4]), "[]byte{}"),
		fmt.Sprintf("%o", b[:4])[1:12], fmt.Sprintf("%b", b[:4])[1:20],
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	key := GenerateKey()
	ring, err := NewKeyring(key, GenerateKey())
	if err != nil {
		t.Fatal(err)
	}
	s := signerOf(t, ring, "app/test")
	_ = sign(t, s.For("warm the pool"), "payload")
	live := Watch(ring, time.Hour)
	if _, err := live.Keyring(); err != nil {
		t.Fatal(err)
	}
	bound := s.For("session-id-4711")
	codec := NewCodec[int](s, "session-id-4711")
	values := []any{
		key, &key, ring, *ring, s, live, bound, codec, codec.Bind("session-id-4711", new(int)), s.NewEncoder(nil), s.NewDecoder(nil),
		[]Key{key}, map[string]Key{"k": key}, struct{ Key Key }{key}, struct{ key Key }{key}, struct{ p *Key }{&key},
		struct{ ring *Keyring }{ring}, struct{ s *Signer }{s}, struct{ b Bound }{bound}, struct{ l *Live }{live}, FromEnv("X"),
	}
	secrets := append(leaks(key), "session-id-4711")
	check := func(how string, v any, out string) {
		t.Helper()
		for _, secret := range secrets {
			if strings.Contains(out, secret) {
				t.Errorf("%s of %T shows a secret", how, v)
			}
		}
	}
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%o", "%b", "%c", "%U", "%t", "%e", "%p", "% x", "%T", "%w"} {
			check(verb, v, fmt.Sprintf(verb, v))
		}
		for _, h := range []func(*bytes.Buffer) slog.Handler{
			func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
			func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
		} {
			var buf bytes.Buffer
			slog.New(h(&buf)).Info("test", "value", v, slog.Group("g", "v", v))
			check("slog", v, buf.String())
		}
		out, _ := json.Marshal(v)
		check("JSON", v, string(out))
		out, _ = xml.Marshal(v)
		check("XML", v, string(out))
		var buf bytes.Buffer
		_ = gob.NewEncoder(&buf).Encode(v)
		check("gob", v, buf.String())
		check("panic", v, panicText(func() { panic(fmt.Sprint(v)) }))
	}
	want := "sck1_" + hexID(key.ID()) + "_REDACTED"
	if out, _ := json.Marshal(key); string(out) != `"`+want+`"` || fmt.Sprintf("%#v", key) != want {
		t.Errorf("a key shows as %s", out)
	}
}

func panicText(f func()) (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	f()
	return ""
}

func TestMustPanicsWithoutSecrets(t *testing.T) {
	key := GenerateKey()
	t.Setenv("SIGNEDCODEC_TEST_KEY", key.Reveal()+"x")
	text := panicText(func() { Must(FromEnv("SIGNEDCODEC_TEST_KEY"), "app/test", WithoutExpiry()) })
	if !strings.Contains(text, "SIGNEDCODEC_TEST_KEY") {
		t.Error("the panic does not name the variable:", text)
	}
	for _, secret := range leaks(key) {
		if strings.Contains(text, secret) {
			t.Error("the panic shows the key")
		}
	}
}

func TestKeyAsConfiguration(t *testing.T) {
	var conf struct{ Key Key }
	key := GenerateKey()
	if err := json.Unmarshal([]byte(`{"Key":"`+key.Reveal()+`"}`), &conf); err != nil || !conf.Key.Equal(key) {
		t.Error(err)
	}
	if err := json.Unmarshal([]byte(`{"Key":"`+key.String()+`"}`), &conf); !errors.Is(err, ErrKey) {
		t.Error("a redacted key must be refused:", err)
	}
}

// Payloads are often secrets themselves: no error may quote them.
func TestErrorsCarryNoPayload(t *testing.T) {
	const secret = "hunter2"
	type wrong struct {
		A int
		B string
	}
	key := GenerateKey()
	for _, f := range []Format{JSON, Gob, Binary, Raw, Gzip(JSON, 1<<20), Gzip(Gob, 1<<20)} {
		s := signerOf(t, key, "app/test", WithFormat(f))
		for _, payload := range []string{secret, `"` + secret + `"`, `{"A":"` + secret + `"}`, `{"` + secret + `":1,}`, `{"A":` + secret + `}`} {
			token, err := s.For().sign(nil, f.id(), []byte(payload))
			if err != nil {
				t.Fatal(err)
			}
			for _, target := range []any{new(wrong), new(int), new(time.Time), new([]int), new(map[int]int), new(badTarget)} {
				err := s.Unmarshal(token, target)
				if err != nil && (!errors.Is(err, ErrFormat) || strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), secret)) {
					t.Errorf("%v into %T: %v", f, target, err)
				}
			}
		}
		for _, v := range []any{badTarget{}, map[string]any{"a": badTarget{}}, make(chan int)} {
			if _, err := s.Marshal(v); !errors.Is(err, ErrFormat) || strings.Contains(err.Error(), secret) {
				t.Errorf("encoding as %v: %v", f, err)
			}
		}
	}
}

// badTarget quotes payloads in its errors, as many types do.
type badTarget struct{}

var errQuoting = errors.New("cannot use hunter2")

func (badTarget) MarshalJSON() ([]byte, error)    { return nil, errQuoting }
func (*badTarget) UnmarshalJSON([]byte) error     { return errQuoting }
func (badTarget) GobEncode() ([]byte, error)      { return nil, errQuoting }
func (*badTarget) GobDecode([]byte) error         { return errQuoting }
func (badTarget) MarshalBinary() ([]byte, error)  { return nil, errQuoting }
func (*badTarget) UnmarshalBinary(b []byte) error { return errQuoting }

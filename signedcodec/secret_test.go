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
	"reflect"
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

// secretHolders are values of every type that holds a key or a context, in use.
func secretHolders(t *testing.T, key Key, context string) []any {
	t.Helper()
	ring, err := NewKeyring(key, GenerateKey())
	if err != nil {
		t.Fatal(err)
	}
	live := Watch(ring, time.Hour)
	if _, err := live.Keyring(); err != nil {
		t.Fatal(err)
	}
	all := []any{key, &key, ring, *ring, live, FromEnv("X"), FromFile("x"), FromCredential("x")}
	for _, opts := range [][]Option{nil, {WithEncryption()}} {
		s := signerOf(t, live, "app/test", opts...)
		b := s.For(context)
		codec := NewCodec[int](s, context)
		token, err := codec.Encode(7)
		if err != nil {
			t.Fatal(err)
		}
		opened, err := b.Open(token)
		if err != nil {
			t.Fatal(err)
		}
		opened.Payload, opened.payload = nil, verified{} // the caller's own
		var buf, bytesOut bytes.Buffer
		enc, w := b.NewEncoder(&buf), b.NewWriter(&bytesOut)
		_, werr := w.Write([]byte("data"))
		if err := errors.Join(enc.Encode(1), enc.Encode(2), werr, b.NewWriter(&bytesOut).Close()); err != nil {
			t.Fatal(err)
		}
		dec, r := b.NewDecoder(bytes.NewReader(buf.Bytes())), b.NewReader(bytes.NewReader(bytesOut.Bytes()))
		if err := dec.Decode(new(int)); err != nil {
			t.Fatal(err)
		}
		_, _ = r.Read(make([]byte, 1))
		n := 0
		all = append(all, s, *s, b, *b, s.ExpiringAt(epoch).For(context), codec, codec.Bind(context, &n), opened, enc, *enc, dec, *dec, w, *w, r, *r)
	}
	return all
}

// inOthers are the places from which printers reach unexported fields.
func inOthers(v any) []any {
	return []any{
		v, &v, []any{v}, map[string]any{"k": v}, struct{ V any }{v}, struct{ v any }{v}, struct{ p *any }{&v},
		struct{ in struct{ v [1]any } }{struct{ v [1]any }{[1]any{v}}},
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	key := GenerateKey()
	const context = "session-id-4711"
	secrets := append(leaks(key), context, hex.EncodeToString([]byte(context)), strings.Trim(fmt.Sprint([]byte(context)), "[]"))
	check := func(how string, v any, out string) {
		t.Helper()
		for _, secret := range secrets {
			if strings.Contains(out, secret) {
				t.Errorf("%s of %T shows a secret", how, v)
			}
		}
	}
	for _, holder := range secretHolders(t, key, context) {
		for _, v := range inOthers(holder) {
			for verb := 'A'; verb <= 'z'; verb++ {
				for _, flags := range []string{"%", "%+", "%#", "% "} {
					check(flags+string(verb), v, fmt.Sprintf(flags+string(verb), v))
				}
			}
			check("panic", v, panicText(func() { panic(fmt.Sprint(v)) }))
			out, _ := json.Marshal(v)
			check("JSON", v, string(out))
			out, _ = xml.Marshal(v)
			check("XML", v, string(out))
			var buf bytes.Buffer
			_ = gob.NewEncoder(&buf).Encode(v)
			check("gob", v, buf.String())
			buf.Reset()
			slog.New(slog.NewTextHandler(&buf, nil)).Info("test", "value", v, slog.Group("g", "v", v))
			slog.New(slog.NewJSONHandler(&buf, nil)).Info("test", "value", v, slog.Group("g", "v", v))
			check("slog", v, buf.String())
		}
		var walked strings.Builder
		walk(&walked, reflect.ValueOf(holder), map[uintptr]bool{}, 0)
		check("a walk over the fields", holder, walked.String())
	}
	var walked strings.Builder
	if walk(&walked, reflect.ValueOf(testSigner(t, "app/test").For(context).binding()), map[uintptr]bool{}, 0); !strings.Contains(walked.String(), context) {
		t.Error("the walk does not see what is not hidden")
	}
	want := "sck1_" + hexID(key.ID()) + "_REDACTED"
	if out, _ := json.Marshal(key); string(out) != `"`+want+`"` || fmt.Sprintf("%#v", key) != want {
		t.Errorf("a key shows as %s", out)
	}
}

// walk writes what a dumper that reads unexported fields and follows pointers and
// interfaces would show: every byte slice, array and string.
func walk(out *strings.Builder, v reflect.Value, seen map[uintptr]bool, depth int) {
	if depth > 100 {
		return
	}
	switch v.Kind() {
	case reflect.String:
		fmt.Fprintln(out, v.String())
	case reflect.Pointer:
		if !v.IsNil() && !seen[v.Pointer()] {
			seen[v.Pointer()] = true
			walk(out, v.Elem(), seen, depth+1)
		}
	case reflect.Interface:
		walk(out, v.Elem(), seen, depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			walk(out, v.Field(i), seen, depth+1)
		}
	case reflect.Map:
		for iter := v.MapRange(); iter.Next(); {
			walk(out, iter.Key(), seen, depth+1)
			walk(out, iter.Value(), seen, depth+1)
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			raw := make([]byte, v.Len())
			for i := range raw {
				raw[i] = byte(v.Index(i).Uint())
			}
			fmt.Fprintln(out, string(raw))
			return
		}
		for i := range v.Len() {
			walk(out, v.Index(i), seen, depth+1)
		}
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

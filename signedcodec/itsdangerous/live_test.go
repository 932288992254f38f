package itsdangerous

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"reflect"
	"testing"
	"time"
)

// python is an interpreter that has itsdangerous, Flask and Django, "" if none has. With SIGNEDCODEC_PYTHON_REQUIRED=1, as in CI,
// the test then fails.
func pythonWith(t *testing.T, modules string) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import "+modules).Run() == nil {
			return name
		}
	}
	if os.Getenv("SIGNEDCODEC_PYTHON_REQUIRED") != "" {
		t.Fatal("no Python with " + modules + ": install python3-itsdangerous, python3-flask and python3-django")
	}
	t.Skip("no Python with " + modules + ": install python3-itsdangerous, python3-flask and python3-django")
	return ""
}

type both struct {
	dumps func(v map[string]any) (string, error)
	loads func(token string) (map[string]any, error)
}

// TestLive exchanges tokens with the real libraries, both ways.
func TestLive(t *testing.T) {
	python := pythonWith(t, "itsdangerous, flask, django")
	secret := []byte("b7Qz!p0kW3eR9tY2uI5o#k4v")
	value := map[string]any{"text": "é \u2028 <b>&\"'\\", "list": []any{1.5, true, nil}, "n": 123456.0}
	ours := live(t, secret)
	request := map[string]any{"secret": string(secret), "value": value, "tokens": map[string]string{}, "forged": map[string]string{}}
	for name, o := range ours {
		token, err := o.dumps(value)
		if err != nil {
			t.Fatal(name, err)
		}
		request["tokens"].(map[string]string)[name] = token
		request["forged"].(map[string]string)[name] = "x" + token
	}
	in, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/live.py")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Signed  map[string]string
		Read    map[string]any
		Refused map[string]bool
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatal(err)
	}
	for name, o := range ours {
		want := value
		if name == "signer" || name == "timestamp" {
			want = map[string]any{"text": value["text"]}
		}
		if got, err := o.loads(answer.Signed[name]); err != nil || !reflect.DeepEqual(normal(t, got), want) {
			t.Errorf("%s: from Python: %v, %v", name, got, err)
		}
		if !reflect.DeepEqual(answer.Read[name], any(want)) {
			t.Errorf("%s: Python reads %v", name, answer.Read[name])
		}
		if _, err := o.loads("x" + answer.Signed[name]); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: forged: %v", name, err)
		}
		if !answer.Refused[name] {
			t.Errorf("%s: Python takes a forged token", name)
		}
	}
}

// live are the package's counterparts of the names in testdata/live.py.
func live(t *testing.T, secret []byte) map[string]both {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s, err := NewSigner(secret)
	must(err)
	ts, err := NewTimestampSigner(secret)
	must(err)
	text := func(b []byte, err error) (map[string]any, error) { return map[string]any{"text": string(b)}, err }
	all := map[string]both{
		"signer": {
			func(v map[string]any) (string, error) { return string(s.Sign([]byte(v["text"].(string)))), nil },
			func(token string) (map[string]any, error) { return text(s.Unsign([]byte(token))) },
		},
		"timestamp": {
			func(v map[string]any) (string, error) { return string(ts.Sign([]byte(v["text"].(string)))), nil },
			func(token string) (map[string]any, error) {
				b, _, err := ts.Unsign([]byte(token), time.Minute)
				return text(b, err)
			},
		},
	}
	for name, opts := range map[string][]Option{
		"sha1":              {WithSalt("s"), WithDigest(SHA1)},
		"sha512":            {WithSalt("s"), WithDigest(SHA512), WithDerivation(HMAC)},
		"django":            {Django(), WithSalt("s")},
		"django compressed": {Django(), WithSalt("s")},
	} {
		u, err := NewURLSafeTimedSerializer(secret, opts...)
		must(err)
		all[name] = both{
			func(v map[string]any) (string, error) { return u.Dumps(v) },
			func(token string) (v map[string]any, err error) {
				_, err = u.Loads(token, &v, time.Minute)
				return v, err
			},
		}
	}
	for name, opts := range map[string][]Option{"flask": {WithDigest(SHA1)}, "flask sha256": nil} {
		f, err := NewFlaskSessions(secret, opts...)
		must(err)
		all[name] = both{f.Encode, func(token string) (map[string]any, error) {
			v, _, err := f.Decode(token, time.Minute)
			return v, err
		}}
	}
	return all
}

// normal is a value as encoding/json gives it: Flask's integers are int64.
func normal(t *testing.T, v any) any {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

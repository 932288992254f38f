package redact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
)

func TestJSON(t *testing.T) {
	for _, tc := range []struct{ name, in, replace, remove string }{
		{"scalar", ` 12 `, ` 12 `, ` 12 `},
		{"order, numbers and blanks stay", "{\n \"z\": 1.0e+5 ,\t\"a\":12345678901234567890}\r\n", "{\n \"z\": 1.0e+5 ,\t\"a\":12345678901234567890}\r\n", "{\n \"z\": 1.0e+5 ,\t\"a\":12345678901234567890}\r\n"},
		{"only member", `{"token":"s"}`, `{"token":"REDACTED"}`, `{}`},
		{"first member", `{"token":"s", "a":1}`, `{"token":"REDACTED", "a":1}`, `{ "a":1}`},
		{"middle member", `{"a":1, "token":"s", "b":2}`, `{"a":1, "token":"REDACTED", "b":2}`, `{"a":1, "b":2}`},
		{"last member", `{"a":1 , "token" : "s" }`, `{"a":1 , "token" : "REDACTED" }`, `{"a":1  }`},
		{"several at the start", `{"token":1,"otp":2,"a":3}`, `{"token":"REDACTED","otp":"REDACTED","a":3}`, `{"a":3}`},
		{"several at the end", `{"a":3,"token":1,"otp":2}`, `{"a":3,"token":"REDACTED","otp":"REDACTED"}`, `{"a":3}`},
		{"all", `{"token":1,"otp":2}`, `{"token":"REDACTED","otp":"REDACTED"}`, `{}`},
		{"object as secret", `[{"password":{"token":[1,{}]},"a":[]}]`, `[{"password":"REDACTED","a":[]}]`, `[{"a":[]}]`},
		{"null is no secret", `{"token":null}`, `{"token":null}`, `{"token":null}`},
		{"escaped name", `{"access\u005ftoken":"s"}`, `{"access\u005ftoken":"REDACTED"}`, `{}`},
		{"name that encoding/json folds", `{"acce\u017fſ_to` + "\u212a" + `en":"s"}`, `{"acce\u017fſ_to` + "\u212a" + `en":"REDACTED"}`, `{}`},
		{"structured name", `{"db.password":"s","auth[token]":1}`, `{"db.password":"REDACTED","auth[token]":"REDACTED"}`, `{}`},
		{"near names stay", `{"tokens":3,"token_count":3,"key":"k","password_min_length":8,"public_key":"p"}`, `{"tokens":3,"token_count":3,"key":"k","password_min_length":8,"public_key":"p"}`, `{"tokens":3,"token_count":3,"key":"k","password_min_length":8,"public_key":"p"}`},
		{"ndjson", "{\"token\":1}\n{\"a\":2}\n", "{\"token\":\"REDACTED\"}\n{\"a\":2}\n", "{}\n{\"a\":2}\n"},
		{"text sequence", "\x1e{\"token\":1}\n\x1e{}\n", "\x1e{\"token\":\"REDACTED\"}\n\x1e{}\n", "\x1e{}\n\x1e{}\n"},
		{"byte order mark", "\xef\xbb\xbf{\"token\":1}", "\xef\xbb\xbf{\"token\":\"REDACTED\"}", "\xef\xbb\xbf{}"},
		{"url in a string", `{"next":"https://u:p@h/a?token=s&b=1"}`, `{"next":"https://REDACTED@h/a?token=REDACTED&b=1"}`, `{"next":"https://h/a?b=1"}`},
		{"prose with a url", `{"m":"see https://h/?token=s, and go"}`, `{"m":"see https://h/?token=REDACTED, and go"}`, `{"m":"see https://h/, and go"}`},
		{"what is true or false is no secret", `{"token":true,"password":false}`, `{"token":true,"password":false}`, `{"token":true,"password":false}`},
		{"code and signature", `{"code":"c","sig":2,"signature":"s"}`, `{"code":"c","sig":2,"signature":"s"}`, `{"code":"c","sig":2,"signature":"s"}`},
		{"pair", `{"value":"s","name":"Cookie"}`, `{"value":"REDACTED","name":"Cookie"}`, `{"value":"","name":"Cookie"}`},
		{"json in a string", `{"payload":"{\"token\":\"s\"}"}`, `{"payload":"{\"token\":\"REDACTED\"}"}`, `{"payload":"{}"}`},
		{"prose with a bracket stays", `{"m":"[draft] token"}`, `{"m":"[draft] token"}`, `{"m":"[draft] token"}`},
		{"deep", strings.Repeat(`[{"a":`, 50000) + `{"token":1}` + strings.Repeat(`}]`, 50000), strings.Repeat(`[{"a":`, 50000) + `{"token":"REDACTED"}` + strings.Repeat(`}]`, 50000), strings.Repeat(`[{"a":`, 50000) + `{}` + strings.Repeat(`}]`, 50000)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for r, want := range map[*Redactor]string{Must(): tc.replace, Must(WithMode(Remove)): tc.remove} {
				got, err := r.JSON([]byte(tc.in))
				if err != nil {
					t.Fatal(err)
				}
				if string(got) != want {
					t.Errorf("got  %.200s\nwant %.200s", got, want)
				}
			}
		})
	}
}

// Nesting of encodings is looked into as far as maxNesting; below that, what could hide a secret is redacted whole.
func TestNestedEncodings(t *testing.T) {
	in := `{"token":"SECRETVALUE"}`
	for layers := 0; layers < 8; layers++ {
		got, err := Must().JSON([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(got), "SECRETVALUE") {
			t.Errorf("%d layers: leaks %s", layers, got)
		}
		if looked := strings.Contains(string(got), "token"); looked != (layers <= maxNesting) {
			t.Errorf("%d layers: %s; want what is below %d layers redacted whole", layers, got, maxNesting)
		}
		in = `{"p":` + string(quote(in)) + `}`
	}
}

func TestJSONInvalid(t *testing.T) {
	for _, in := range []string{
		``, ` `, `{"token":"SECRETVALUE"`, `{"token":"SECRETVALUE",}`, `[1,]`, `{token:"SECRETVALUE"}`, `{'token':'SECRETVALUE'}`,
		`{"token" "SECRETVALUE"}`, `{"token":}`, `{"token":"SECRETVALUE"]`, `[}`, `{"a":1 "token":"SECRETVALUE"}`, `01x`, `-`, `1.`, `1e`, `nul`, `"\x"`,
		`"\u12g4"`, "\"a\nb\"", `)]}',` + "\n" + `{"token":"SECRETVALUE"}`, `{"a":1}/* token=SECRETVALUE */`, "\xff\xfe{\x00", `{"token":NaN}`, `"\`, "{\x1e}",
	} {
		got, err := Must().JSON([]byte(in))
		if !errors.Is(err, ErrJSON) || got != nil {
			t.Errorf("JSON(%q) = %q, %v; want ErrJSON", in, got, err)
		}
		if err != nil && strings.Contains(err.Error(), "SECRET") {
			t.Errorf("the error quotes the input: %v", err)
		}
	}
}

// secretPiece is in every default name.
var secretPiece = regexp.MustCompile(`(?i)pass|pw|token|secret|key|code|sig|session|sess|cookie|jwt|otp|cred|auth|bearer|basic|assertion|csrf|xsrf|pin|sid|dpop|saml|ticket|amz|goog|hawk|digest|negotiate`)

// FuzzJSON compares with encoding/json: what it accepts is accepted and, without secret names, unchanged; what is
// redacted is valid, holds no value of a secret member, and is the same value otherwise.
func FuzzJSON(f *testing.F) {
	for _, v := range vectors(f) {
		if v.Part == "json" {
			f.Add([]byte(bodyOf(f, v.request(f).Body)))
		}
	}
	f.Add([]byte(`[{"a":1,"token":{"b":[1,2,{}]},"c":"https://u:p@h/?sig=1"},null,true,-1.5e-7]`))
	f.Add([]byte(`{"token":1,"a":{"otp":2,"b":3,"code":4}}`))
	f.Add([]byte(`{"p":"{\"token\":1}","q":"[\"//h?token=1\"]"}`))
	replace, remove := Must(), Must(WithMode(Remove))
	// Without a piece of a secret name, and nothing that prose redacts by, there is nothing to redact.
	harmless := regexp.MustCompile(`(?i)^[^/?#@=\\\x80-\xff]*$`)
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, r := range []*Redactor{replace, remove} {
			got, err := r.JSON(b)
			if json.Valid(b) && len(b) < 5000 && err != nil { // encoding/json stops at depth 10000
				t.Fatalf("refuses what encoding/json takes: %q: %v", b, err)
			}
			if err != nil {
				continue
			}
			if valid := decodable(b); valid && !decodable(got) {
				t.Fatalf("%q became invalid: %q", b, got)
			}
			if again, err := r.JSON(got); err != nil || r.mode == Replace && !bytes.Equal(again, got) {
				t.Fatalf("not idempotent: %q, %q, %v", got, again, err)
			}
			if json.Valid(b) && len(b) < 5000 {
				checkSecretsGone(t, r, b, got)
			}
		}
		if got, err := replace.JSON(b); err == nil && harmless.Match(b) && !secretPiece.Match(b) && !bytes.Equal(got, b) {
			t.Fatalf("without names, %q became %q", b, got)
		}
	})
}

func decodable(b []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(b))
	for {
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			return err == io.EOF
		}
	}
}

// checkSecretsGone walks the redacted value: each secret member is null or the mark.
func checkSecretsGone(t *testing.T, r *Redactor, in, out []byte) {
	t.Helper()
	var v any
	dec := json.NewDecoder(bytes.NewReader(out))
	dec.UseNumber() // 1e999 is no float64
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("%q became %q: %v", in, out, err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, value := range v {
				if left := leftOver(r, name, value); left {
					t.Fatalf("%q became %q, with the value of %q in it", in, out, name)
				}
				walk(value)
			}
		case []any:
			for _, value := range v {
				walk(value)
			}
		}
	}
	walk(v)
}

// leftOver reports whether a member that must go is still there.
func leftOver(r *Redactor, name string, value any) bool {
	first := map[string]byte{"string": '"', "json.Number": '1', "map[string]interface {}": '{', "[]interface {}": '['}[fmt.Sprintf("%T", value)]
	if value == nil || first == 0 || !hides(r.names.look(inMember, name), first) || r.names.look(inMember, name) == several {
		return false
	}
	return r.mode == Remove || value != DefaultMark
}

func BenchmarkJSON(b *testing.B) {
	var items []string
	for range 40 {
		items = append(items, `{"id":12345,"name":"some name","access_token":"eyJhbGciOiJIUzI1NiJ9","tags":["a","b"],"nested":{"price":1.25,"ok":true}}`)
	}
	doc := []byte("[" + strings.Join(items, ",") + "]")
	r := Must()
	b.Run("redact", func(b *testing.B) {
		b.SetBytes(int64(len(doc)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := r.JSON(doc); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json-roundtrip", func(b *testing.B) { // what a redaction by decode and encode costs at least
		b.SetBytes(int64(len(doc)))
		b.ReportAllocs()
		for b.Loop() {
			var v any
			if err := json.Unmarshal(doc, &v); err != nil {
				b.Fatal(err)
			}
			if _, err := json.Marshal(v); err != nil {
				b.Fatal(err)
			}
		}
	})
}

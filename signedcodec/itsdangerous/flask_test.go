package itsdangerous

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func flaskSessions(t testing.TB, opts ...Option) *FlaskSessions {
	t.Helper()
	f, err := NewFlaskSessions(secret, append([]Option{at(1700000000)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFlaskVectors(t *testing.T) {
	found := 0
	for _, v := range vectors(t) {
		if !strings.HasPrefix(v.ID, "flask/") {
			continue
		}
		found++
		last := len(v.Keys) - 1
		f, err := NewFlaskSessions(v.Keys[last], WithDigest(SHA1), WithFallbackSecrets(v.Keys[:last]...), at(*v.Timestamp))
		if err != nil {
			t.Fatal(err)
		}
		session, signed, err := f.Decode(string(v.Token), 31*24*time.Hour)
		if err != nil || signed.Unix() != *v.Timestamp {
			t.Fatalf("%s: %v, %v", v.ID, signed, err)
		}
		got, _ := json.Marshal(session)
		if !sameJSON(t, got, v.Value) || session["user_id"] != int64(7) {
			t.Errorf("%s: %#v", v.ID, session)
		}
	}
	if found != 2 {
		t.Errorf("%d vectors, want 2", found)
	}
}

func TestFlaskTypes(t *testing.T) {
	session := map[string]any{
		"int": int64(1) << 60, "float": 1.5, "text": "é", "none": nil, "yes": true,
		"list": []any{int64(1), []byte{0, 255}}, "tuple": Tuple{int64(1), Tuple{}},
		"markup": Markup("<b>"), "uuid": UUID{0xde, 0xad}, "when": time.Date(2023, 11, 14, 22, 13, 20, 0, time.UTC),
		"looks tagged": map[string]any{" t": []any{}}, "nested": map[string]any{"a": map[string]any{" di": Tuple{"x"}}},
		"two": map[string]any{" t": int64(1), "b": int64(2)}, "big": json.Number("123456789012345678901234567890"),
	}
	f := flaskSessions(t)
	cookie, err := f.Encode(session)
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := f.Decode(cookie, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, session) {
		t.Errorf("got  %#v\nwant %#v", got, session)
	}
	for _, session := range []map[string]any{{}, {" t": "x"}, {" di": map[string]any{" b": "y"}}} { // a session that looks tagged itself
		cookie, err := f.Encode(session)
		if err != nil {
			t.Fatal(err)
		}
		if got, _, err := f.Decode(cookie, 0); err != nil || !reflect.DeepEqual(got, session) {
			t.Errorf("%v became %v, %v", session, got, err)
		}
	}
}

// Written by flask.json.tag of Flask 3.1 itself.
func TestFlaskTags(t *testing.T) {
	const tagged = `{"b":{" b":"AP8="},"d":{" d":"Tue, 14 Nov 2023 22:13:20 GMT"},"di":{" di":{" t__":1}},"m":{" m":"<b>"},"t":{" t":[1,{" t":[]}]},"u":{" u":"dead0000000000000000000000000000"}}`
	session := map[string]any{
		"b": []byte{0, 255}, "d": time.Date(2023, 11, 14, 22, 13, 20, 0, time.UTC), "di": map[string]any{" t": 1},
		"m": Markup("<b>"), "t": Tuple{1, Tuple{}}, "u": UUID{0xde, 0xad},
	}
	got, err := ASCIIJSON.Encode(tag(session))
	if err != nil || string(got) != tagged {
		t.Errorf("got  %s, %v\nwant %s", got, err, tagged)
	}
}

func TestFlaskMalformed(t *testing.T) {
	f := flaskSessions(t)
	for _, payload := range []string{
		`null`, `[]`, `"SECRETVALUE"`, `{" t":[]}`, `{"a":{" t":"SECRETVALUE"}}`, `{"a":{" b":"SECRETVALUE!"}}`, `{"a":{" b":1}}`, `{"a":{" m":1}}`, `{"a":{" u":"SECRETVALUE"}}`,
		`{"a":{" d":"SECRETVALUE"}}`, `{"a":{" di":1}}`, `{"a":{" di":{"x":1}}}`, `{"a":{" di":{"xxx":1,"yyy":2}}}`, `{"a":1}{}`,
	} {
		cookie := string(f.s.t.Sign(appendBase64(nil, []byte(payload))))
		session, _, err := f.Decode(cookie, 0)
		if !errors.Is(err, ErrPayload) || session != nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%s: %v, %v", payload, session, err)
		}
	}
}

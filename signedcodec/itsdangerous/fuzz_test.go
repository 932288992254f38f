package itsdangerous

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"
)

// FuzzUnsign: what a strict signer accepts is byte for byte what it signs, and nothing panics.
func FuzzUnsign(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.Token, uint8(0))
	}
	s := signer(f)
	f.Add(s.Sign([]byte("value")), uint8(3))
	lenient := signer(f, Lenient())
	ts, err := NewTimestampSigner(secret, at(1700000000))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(ts.Sign([]byte("value")), uint8(3))
	f.Fuzz(func(t *testing.T, token []byte, _ uint8) {
		value, err := s.Unsign(token)
		if err == nil && !bytes.Equal(s.Sign(value), token) {
			t.Fatalf("%q verifies, its value signs as %q", token, s.Sign(value))
		}
		if err != nil && (!errors.Is(err, ErrInvalid) || value != nil) {
			t.Fatalf("%q: %q, %v", token, value, err)
		}
		if _, lenientErr := lenient.Unsign(token); err == nil && lenientErr != nil {
			t.Fatalf("%q: strict accepts it, lenient gives %v", token, lenientErr)
		}
		if value, at, err := ts.Unsign(token, time.Hour); err != nil && (value != nil || !at.IsZero()) {
			t.Fatalf("%q: %q, %v with %v", token, value, at, err)
		}
	})
}

// FuzzPayload signs any payload, so that the decoders behind the signature meet it.
func FuzzPayload(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.Payload)
	}
	f.Add([]byte(`{"x":{" t":[{" b":"AA=="},{" d":"Tue, 14 Nov 2023 22:13:20 GMT"},{" u":"00000000000000000000000000000000"}]}}`))
	f.Add([]byte(`{" di":{" t__":1}}`))
	strict, err := NewURLSafeSerializer(secret)
	if err != nil {
		f.Fatal(err)
	}
	lenient, err := NewURLSafeSerializer(secret, Lenient())
	if err != nil {
		f.Fatal(err)
	}
	flask, err := NewFlaskSessions(secret, at(1700000000))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		var a, b json.RawMessage
		token := string(strict.s.Sign(payload))
		strictErr, lenientErr := strict.Loads(token, &a), lenient.Loads(token, &b)
		if strictErr == nil && (lenientErr != nil || !bytes.Equal(a, b)) {
			t.Fatalf("%q: strict %q, lenient %q, %v", payload, a, b, lenientErr)
		}
		if strictErr != nil && (!errors.Is(strictErr, ErrInvalid) || a != nil) {
			t.Fatalf("%q: %q, %v", payload, a, strictErr)
		}
		if strictErr == nil {
			var again json.RawMessage
			token, err := strict.Dumps(a)
			if err == nil {
				err = strict.Loads(token, &again)
			}
			if err != nil {
				t.Fatalf("%q: cannot be signed again: %v", a, err)
			}
		}
		session, at, err := flask.Decode(string(flask.s.t.Sign(appendBase64(nil, payload))), NoLimit)
		if err != nil {
			if session != nil || !at.IsZero() {
				t.Fatalf("%q: %v, %v with %v", payload, session, at, err)
			}
			return
		}
		if _, err := flask.Encode(session); err != nil {
			t.Fatalf("%q: decodes as %#v, which cannot be encoded: %v", payload, session, err)
		}
	})
}

// FuzzBase64: the lenient decoder takes all that the strict one takes, with the same result.
func FuzzBase64(f *testing.F) {
	for _, seed := range []string{"", "A", "AA", "AB", "AAA=", "A!A", "A=A", "====", "AA==AA", "-_+/", "A\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		strict, err := decodeStrict(text)
		lenient, lenientErr := decodeLenient(text)
		if err == nil && (lenientErr != nil || !bytes.Equal(strict, lenient) || !bytes.Equal(appendBase64(nil, strict), text)) {
			t.Fatalf("%q: strict %q, lenient %q, %v", text, strict, lenient, lenientErr)
		}
	})
}

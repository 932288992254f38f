package signedcodec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestOpen(t *testing.T) {
	oldKey, newKey := GenerateKey(), GenerateKey()
	ring, err := NewKeyring(newKey, oldKey)
	if err != nil {
		t.Fatal(err)
	}
	for _, opts := range [][]Option{nil, {WithEncryption()}} {
		opts = append(opts, WithTTL(time.Hour), WithClock(fixedClock))
		s, old := signerOf(t, ring, "app/test", opts...), signerOf(t, oldKey, "app/test", opts...)
		for _, c := range []struct {
			signer *Signer
			key    Key
			stale  bool
		}{{s, newKey, false}, {old, oldKey, true}} {
			token, err := c.signer.For("k").Marshal(profile{Name: "Ada"})
			if err != nil {
				t.Fatal(err)
			}
			text, err := c.signer.For("k").MarshalString(profile{Name: "Ada"})
			if err != nil {
				t.Fatal(err)
			}
			fromToken, err1 := s.For("k").Open(token)
			fromText, err2 := s.For("k").OpenText(text)
			if err := errors.Join(err1, err2); err != nil {
				t.Fatal(err)
			}
			for _, v := range []Verified{fromToken, fromText} {
				var p profile
				if err := v.Decode(&p); err != nil || p.Name != "Ada" || !bytes.Contains(v.Payload, []byte("Ada")) {
					t.Error(p, err)
				}
				if v.KeyID != c.key.ID() || v.Stale != c.stale || !v.Issued.Equal(epoch) || !v.Expires.Equal(epoch.Add(time.Hour+time.Second)) {
					t.Errorf("%+v", v)
				}
				v.Payload = []byte(`{"Name":"Eve"}`)
				if err := v.Decode(&p); err != nil || p.Name != "Ada" {
					t.Error("Decode looks at what the caller put there:", p, err)
				}
				if err := v.Decode(new(int)); !errors.Is(err, ErrFormat) {
					t.Error(err)
				}
			}
			if v, err := s.For("other").Open(token); !errors.Is(err, ErrSignature) || v.Payload != nil || v.Decode(new(profile)) == nil {
				t.Error("another context:", v, err)
			}
		}
	}
	if _, err := testSigner(t, "app/test", WithLegacy(json.Unmarshal, epoch.Add(time.Hour))).Open([]byte("{}")); !errors.Is(err, ErrMalformed) {
		t.Error("old data has no time and no key:", err)
	}
}

// In place: the payload of a signed token is where it was signed.
func TestOpenSharesTheToken(t *testing.T) {
	s := testSigner(t, "app/test", WithFormat(Raw))
	token := sign(t, s, "payload")
	v, err := s.Open(token)
	if err != nil || &v.Payload[0] != &token[headerSize] || cap(v.Payload) != len(v.Payload) {
		t.Error("the payload was copied, or the tag can be reached behind it:", err)
	}
}

// reversed is an encoding of the caller's own.
type reversed struct{ fail bool }

func (r reversed) Marshal(v any) ([]byte, error) {
	if r.fail {
		return nil, errQuoting
	}
	b := []byte(fmt.Sprint(v))
	slices.Reverse(b)
	return b, nil
}

func (r reversed) Unmarshal(data []byte, v any) error {
	slices.Reverse(data)
	*v.(*string) = string(data)
	if r.fail {
		return errQuoting
	}
	return nil
}

func TestOwnCodec(t *testing.T) {
	key := GenerateKey()
	s := signerOf(t, key, "app/test", WithCodec(64, reversed{}))
	token, err := s.Marshal("abc")
	if err != nil || !bytes.Contains(token, []byte("cba")) || token[3] != 64 {
		t.Fatal(err)
	}
	var got string
	for range 2 { // a codec that changes its input must not change the token
		if err := s.Unmarshal(token, &got); err != nil || got != "abc" {
			t.Error(got, err)
		}
	}
	refused(t, signerOf(t, key, "app/test"), token, ErrFormat)
	refused(t, signerOf(t, key, "app/test", WithCodec(65, reversed{})), token, ErrFormat)
	bad := signerOf(t, key, "app/test", WithCodec(64, reversed{true}))
	if err := bad.Unmarshal(token, &got); !errors.Is(err, errQuoting) || !errors.Is(err, ErrFormat) || got != "abc" || strings.Contains(err.Error(), "hunter2") {
		t.Error(got, err)
	}
	if _, err := bad.Marshal("x"); !errors.Is(err, errQuoting) || !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
	var buf bytes.Buffer
	enc := s.NewEncoder(&buf)
	if err := errors.Join(enc.Encode("one"), enc.Close()); err != nil {
		t.Fatal(err)
	}
	if err := s.NewDecoder(&buf).Decode(&got); err != nil || got != "one" {
		t.Error(got, err)
	}
	for id, codec := range map[byte]ValueCodec{63: reversed{}, 128: reversed{}, 1: reversed{}, 64: nil} {
		if _, err := New(key, "app/test", WithoutExpiry(), WithCodec(id, codec)); err == nil {
			t.Errorf("codec %d of %v is accepted", id, codec)
		}
	}
	if name := s.format.String(); name != "codec 64" {
		t.Error(name)
	}
}

func TestStrictJSON(t *testing.T) {
	key := GenerateKey()
	loose, strict := signerOf(t, key, "app/test"), signerOf(t, key, "app/test", WithStrictJSON())
	for payload, ok := range map[string]bool{
		`{"Name":"Ada","Age":1}`:              true,
		`{"Name":"Ada","Admin":true}`:         false,
		`{"Name":"Ada","Name":"Eve"}`:         false,
		`{"Extra":{"a":1,"b":{"c":1,"d":1}}}`: true,
		`{"Extra":{"a":1,"b":{"c":1,"c":2}}}`: false,
		`{"Tags":["a","a"]}`:                  true,
		`{"Extra":{"a":[{"x":1},{"x":1}]}}`:   true,
	} {
		token, err := loose.sign(nil, JSON.id(), []byte(payload))
		if err != nil {
			t.Fatal(err)
		}
		var p profile
		if err := loose.Unmarshal(token, &p); err != nil {
			t.Errorf("%s, not strict: %v", payload, err)
		}
		if err := strict.Unmarshal(token, new(profile)); (err == nil) != ok || err != nil && !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", payload, err)
		}
	}
	for _, payload := range []string{`{"Name":"Ada"} {}`, `{"Name":"Ada"}x`, ``, `{"Name":`} {
		token, err := loose.sign(nil, JSON.id(), []byte(payload))
		if err != nil {
			t.Fatal(err)
		}
		p := profile{Name: "kept"}
		if err := strict.Unmarshal(token, &p); !errors.Is(err, ErrFormat) || p.Name != "kept" {
			t.Errorf("%q: %v, %v", payload, p, err)
		}
	}
}

func TestExactNumbers(t *testing.T) {
	s := testSigner(t, "app/test", WithExactNumbers())
	const large = int64(math.MaxInt64)
	token, err := s.Marshal(map[string]any{"n": large})
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := s.Unmarshal(token, &got); err != nil || fmt.Sprint(got["n"]) != fmt.Sprint(large) {
		t.Error(got, err)
	}
	for _, opt := range []Option{WithStrictJSON(), WithExactNumbers()} {
		if _, err := New(GenerateKey(), "app/test", WithoutExpiry(), opt, WithFormat(Gob)); err == nil {
			t.Error("an option of JSON with gob")
		}
	}
}

func TestCodecTextAndStreams(t *testing.T) {
	for _, opts := range [][]Option{nil, {WithEncryption()}} {
		codec := NewCodec[profile](testSigner(t, "app/test", opts...), "profiles")
		text, err := codec.EncodeText(profile{Name: "Ada"})
		if err != nil {
			t.Fatal(err)
		}
		if p, err := codec.DecodeText(text); err != nil || p.Name != "Ada" {
			t.Error(p, err)
		}
		if p, err := codec.For("x").DecodeText(text); !errors.Is(err, ErrSignature) || !reflect.DeepEqual(p, profile{}) {
			t.Error(p, err)
		}
		want := []profile{{Name: "a"}, {Name: "b"}, {Name: "c"}}
		var stream bytes.Buffer
		if err := codec.EncodeAll(&stream, slices.Values(want)); err != nil {
			t.Fatal(err)
		}
		whole := stream.Bytes()
		var got []profile
		for p, err := range codec.DecodeAll(bytes.NewReader(whole)) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, p)
		}
		if !reflect.DeepEqual(got, want) {
			t.Error(got)
		}
		n, last := 0, error(nil)
		for _, err := range codec.DecodeAll(bytes.NewReader(whole[:len(whole)-1])) {
			n, last = n+1, err
		}
		if n != 4 || !errors.Is(last, io.ErrUnexpectedEOF) {
			t.Error("a stream that is cut off:", n, last)
		}
		for range codec.DecodeAll(bytes.NewReader(whole)) {
			break
		}
		if codec.Signer().Purpose() != "app/test" {
			t.Error("the codec's signer")
		}
	}
}

// Every type's zero value, and nil where it is a pointer, answers with an error and does not panic.
func TestZeroValuesAnswerWithErrors(t *testing.T) {
	var nilSigner *Signer
	var codec Codec[int]
	for name, call := range map[string]func() error{
		"Encoder":         func() error { return new(Encoder).Encode(1) },
		"Encoder.Close":   func() error { return new(Encoder).Close() },
		"Decoder":         func() error { return new(Decoder).Decode(new(int)) },
		"Writer":          func() error { _, err := new(Writer).Write([]byte("x")); return err },
		"Writer.Close":    func() error { return new(Writer).Close() },
		"Reader":          func() error { _, err := new(Reader).Read(make([]byte, 1)); return err },
		"Reader.WriteTo":  func() error { _, err := new(Reader).WriteTo(io.Discard); return err },
		"Codec":           func() error { _, err := codec.Encode(1); return err },
		"Codec.Decode":    func() error { _, err := codec.For("x").Decode([]byte("x")); return err },
		"Codec.EncodeAll": func() error { return codec.EncodeAll(io.Discard, slices.Values([]int{1})) },
		"Value":           func() error { return codec.Bind("k", new(int)).UnmarshalBinary([]byte("x")) },
		"nil Signer":      func() error { _, err := nilSigner.For("x").ExpiringAt(epoch).MarshalString(1); return err },
		"nil NewEncoder":  func() error { return nilSigner.NewEncoder(io.Discard).Encode(1) },
		"nil NewDecoder":  func() error { return nilSigner.NewDecoder(strings.NewReader("x")).Decode(new(int)) },
		"nil NewWriter":   func() error { return nilSigner.NewWriter(io.Discard).Close() },
		"nil NewReader":   func() error { _, err := nilSigner.NewReader(strings.NewReader("x")).Read(make([]byte, 1)); return err },
		"nil Open":        func() error { _, err := nilSigner.Open([]byte("x")); return err },
		"nil OpenText":    func() error { _, err := nilSigner.OpenText("sc1.x"); return err },
		"zero Key":        func() error { _, err := Key{}.Keyring(); return err },
	} {
		if err := call(); !errors.Is(err, ErrKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, s := range []*Signer{nil, {}, new(Signer).For("x")} {
		if s.Name("x") != "" || s.Purpose() != "" || s.LegacyCount() != 0 || s.Lifetime() != 0 || s.Encrypts() || s.String() != "signer(none)" || s.Now().IsZero() {
			t.Error("a zero Signer tells of itself", s)
		}
	}
	s := testSigner(t, "app/test")
	for name, call := range map[string]func() error{
		"nil writer":    func() error { return s.NewEncoder(nil).Encode(1) },
		"nil reader":    func() error { return s.NewDecoder(nil).Decode(new(int)) },
		"zero Verified": func() error { return Verified{}.Decode(new(int)) },
	} {
		if err := call(); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

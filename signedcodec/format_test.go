package signedcodec

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"errors"
	"reflect"
	"testing"
	"time"
)

type profile struct {
	Name  string
	Age   int
	Tags  []string
	Extra map[string]any
}

func TestFormats(t *testing.T) {
	key := GenerateKey()
	roundTrip := func(f Format, v, target any) {
		t.Helper()
		s := signerOf(t, key, "app/test", WithFormat(f))
		token, err := s.Marshal(v)
		if err != nil {
			t.Errorf("%v: %v", f, err)
			return
		}
		if err := s.Unmarshal(token, target); err != nil {
			t.Errorf("%v: %v", f, err)
			return
		}
		if got := reflect.ValueOf(target).Elem().Interface(); !reflect.DeepEqual(got, v) {
			t.Errorf("%v: got %v, want %v", f, got, v)
		}
		text, err := s.MarshalString(v)
		if err != nil {
			t.Error(err)
		}
		if err := s.UnmarshalString(text, target); err != nil {
			t.Errorf("%v as text: %v", f, err)
		}
	}
	v := profile{Name: "Ada", Age: 36, Tags: []string{"x"}}
	for _, f := range []Format{JSON, Gob, Gzip(JSON, 1000), Gzip(Gob, 1000)} {
		roundTrip(f, v, new(profile))
	}
	roundTrip(Raw, []byte("bytes"), new([]byte))
	roundTrip(Raw, "string", new(string))
	roundTrip(Gzip(Raw, 6), "string", new(string))
	roundTrip(Binary, epoch.UTC(), new(time.Time))
}

func TestFormatsDoNotMix(t *testing.T) {
	key := GenerateKey()
	formats := []Format{JSON, Gob, Binary, Raw, Gzip(JSON, 100), Gzip(Gob, 100), Gzip(Binary, 100), Gzip(Raw, 100)}
	for _, f := range formats {
		token, err := signerOf(t, key, "app/test", WithFormat(f)).For().sign(nil, f.id(), []byte("1"))
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range formats {
			calls := 0
			err := signerOf(t, key, "app/test", WithFormat(g)).Unmarshal(token, &spy{&calls})
			if f != g && (!errors.Is(err, ErrFormat) || calls != 0) {
				t.Errorf("%v as %v: %v, %d calls", f, g, err, calls)
			}
		}
	}
}

func TestTargetIsUntouchedOnError(t *testing.T) {
	key := GenerateKey()
	type narrow struct {
		Name string
		Age  uint8
		Tags map[string]int
	}
	for _, f := range []Format{JSON, Gob} {
		s := signerOf(t, key, "app/test", WithFormat(f))
		token, err := s.Marshal(profile{Name: "changed", Age: 300, Tags: []string{"x"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, before := range []narrow{{}, {Name: "kept", Age: 1, Tags: map[string]int{"a": 1}}} {
			target := narrow{before.Name, before.Age, nil}
			if before.Tags != nil {
				target.Tags = map[string]int{"a": 1}
			}
			if err := s.Unmarshal(token, &target); !errors.Is(err, ErrFormat) {
				t.Errorf("%v: %v", f, err)
			}
			if !reflect.DeepEqual(target, before) {
				t.Errorf("%v: the target became %v", f, target)
			}
		}
	}
}

// Maps of the target are decoded into, so they must not see a payload that fails
// further on.
func TestMapsOfTheTargetAreUntouchedOnError(t *testing.T) {
	type target struct {
		Tags map[string]int
		Age  uint8
	}
	s := testSigner(t, "app/test", WithFormat(JSON))
	token, err := s.Marshal(map[string]any{"Tags": map[string]int{"b": 2}, "Age": 300})
	if err != nil {
		t.Fatal(err)
	}
	v := target{map[string]int{"a": 1}, 1}
	if err := s.Unmarshal(token, &v); !errors.Is(err, ErrFormat) || len(v.Tags) != 1 || v.Age != 1 {
		t.Error(v, err)
	}
}

// Decoding merges into what the target holds, as the standard decoders do: a
// fix that swaps them must not change that.
func TestDecodingMerges(t *testing.T) {
	s := testSigner(t, "app/test")
	token, err := s.Marshal(map[string]any{"Name": "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	v := profile{Name: "nobody", Age: 7}
	if err := s.Unmarshal(token, &v); err != nil || v.Name != "Ada" || v.Age != 7 {
		t.Error(v, err)
	}
}

func TestBadTargets(t *testing.T) {
	s := testSigner(t, "app/test")
	token, err := s.Marshal(1)
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []any{nil, 1, profile{}, (*int)(nil), map[string]int{}} {
		if err := s.Unmarshal(token, target); !errors.Is(err, ErrFormat) {
			t.Errorf("%T: %v", target, err)
		}
	}
}

func TestGzipLimits(t *testing.T) {
	key := GenerateKey()
	s := signerOf(t, key, "app/test", WithFormat(Gzip(Raw, 1000)))
	if _, err := s.Marshal(make([]byte, 1001)); err != ErrTooLarge {
		t.Error("signing over the limit:", err)
	}
	pack := func(n int) []byte {
		var buf bytes.Buffer
		zw := gzip.NewWriter(&buf)
		_, _ = zw.Write(make([]byte, n))
		_ = zw.Close()
		return buf.Bytes()
	}
	for name, c := range map[string]struct {
		payload []byte
		want    error
	}{
		"at the limit":  {pack(1000), nil},
		"one over":      {pack(1001), ErrTooLarge},
		"a bomb":        {pack(10 << 20), ErrTooLarge},
		"no gzip":       {[]byte("plain"), ErrFormat},
		"cut":           {pack(1000)[:20], ErrFormat},
		"two members":   {append(pack(10), pack(10)...), ErrFormat},
		"trailing byte": {append(pack(10), 0), ErrFormat},
	} {
		token, err := s.For().sign(nil, Gzip(Raw, 1000).id(), c.payload)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Unmarshal(token, new([]byte)); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestGobTakesOneValue(t *testing.T) {
	s := testSigner(t, "app/test", WithFormat(Gob))
	var buf bytes.Buffer
	enc := gob.NewEncoder(&buf)
	_, _ = enc.Encode(1), enc.Encode(2)
	token, err := s.For().sign(nil, Gob.id(), buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := s.Unmarshal(token, &n); !errors.Is(err, ErrFormat) || n != 0 {
		t.Error(n, err)
	}
}

func TestCodec(t *testing.T) {
	codec := NewCodec[profile](testSigner(t, "app/test"), "profiles")
	want := profile{Name: "Ada"}
	token, err := codec.For("1").Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := codec.For("1").Decode(token); err != nil || !reflect.DeepEqual(got, want) {
		t.Error(got, err)
	}
	if got, err := codec.For("2").Decode(token); !errors.Is(err, ErrSignature) || !reflect.DeepEqual(got, profile{}) {
		t.Error("another context:", got, err)
	}
	var got profile
	stored, err := codec.Bind("1", &want).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if err := codec.Bind("2", &got).UnmarshalBinary(stored); !errors.Is(err, ErrSignature) {
		t.Error("another key:", err)
	}
	if err := codec.Bind("1", &got).UnmarshalBinary(stored); err != nil || got.Name != "Ada" {
		t.Error(got, err)
	}
	if _, err := codec.Bind("1", nil).MarshalBinary(); !errors.Is(err, ErrFormat) {
		t.Error("nil value:", err)
	}
	if err := codec.Bind("1", nil).UnmarshalBinary(stored); !errors.Is(err, ErrFormat) {
		t.Error("nil target:", err)
	}
}

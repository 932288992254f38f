package signedcodec

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/signedcodec/internal/weak"
)

// fuzzSigner has the published key of the test vectors, so that a corpus stays
// valid between runs.
func fuzzSigner(f *testing.F, opts ...Option) *Signer {
	return signerOf(f, makeKey(weak.VectorKey(1)), "app/fuzz", opts...)
}

// What verifies re-signs to the same bytes: a token has one encoding.
func FuzzMalleability(f *testing.F) {
	s := fuzzSigner(f, WithMaxBytes(1<<16))
	b := s.For("key")
	for _, payload := range []string{"", "a", "payload", strings.Repeat("x", 100)} {
		token := sign(f, b, payload)
		f.Add(token)
		f.Add(token[:len(token)-1])
		f.Add(append(token, 0))
	}
	f.Fuzz(func(t *testing.T, token []byte) {
		payload, err := b.Verify(nil, token)
		if err != nil {
			if !errors.Is(err, ErrInvalid) || payload != nil {
				t.Fatal(payload, err)
			}
			return
		}
		if again := sign(t, b, string(payload)); !bytes.Equal(again, token) {
			t.Fatalf("two tokens for one payload: %x and %x", token, again)
		}
	})
}

func FuzzTextMalleability(f *testing.F) {
	b := fuzzSigner(f, WithMaxBytes(1<<16)).For("key")
	for _, payload := range []string{"", "a", "ab", "payload"} {
		text, err := b.SignText([]byte(payload))
		if err != nil {
			f.Fatal(err)
		}
		for _, variant := range []string{text, text + "=", text + "\n", text[:9] + "\r\n" + text[9:], strings.ToUpper(text), strings.ReplaceAll(text, "-", "+"), text[:len(text)-1] + "B"} {
			f.Add(variant)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		payload, err := b.VerifyText(text)
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		if again, err := b.SignText(payload); err != nil || again != text {
			t.Fatalf("two texts for one payload: %q and %q", text, again)
		}
	})
}

// The own base64 agrees with encoding/base64 on what that would write.
func FuzzBase64(f *testing.F) {
	for _, seed := range []string{"", "AA", "AB", "AAA", "AAB", "AAAA", "AAAAAAAA", "AA==", "A\nA", "_-_-_-_-_-", "AAAAAAAAAAAAAAAA+/", "AAAAAAA\x80"} {
		f.Add(seed)
	}
	std := base64.RawURLEncoding.Strict()
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := decodeBase64(nil, text)
		want, err := std.DecodeString(text)
		canonical := err == nil && std.EncodeToString(want) == text
		if ok != canonical || (ok && !bytes.Equal(got, want)) {
			t.Fatalf("%q: %v %x, encoding/base64 says %v %x", text, ok, got, err, want)
		}
		if again := appendBase64([]byte("x"), []byte(text)); string(again) != "x"+std.EncodeToString([]byte(text)) {
			t.Fatalf("%q encodes as %q", text, again)
		}
	})
}

func FuzzStream(f *testing.F) {
	b := fuzzSigner(f, WithFormat(Raw), WithMaxBytes(1<<16)).For("key")
	for _, payload := range []string{"", "payload"} {
		f.Add(writeStream(f, b, []byte(payload), 3))
		var buf bytes.Buffer
		enc := b.NewEncoder(&buf)
		if err := errors.Join(enc.Encode(payload), enc.Encode(payload), enc.Close()); err != nil {
			f.Fatal(err)
		}
		f.Add(buf.Bytes())
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		if _, err := io.ReadAll(b.NewReader(bytes.NewReader(stream))); err != nil && !errors.Is(err, ErrInvalid) {
			t.Fatal(err)
		}
		dec := b.NewDecoder(bytes.NewReader(stream))
		var err error
		for err == nil {
			err = dec.Decode(new([]byte))
		}
		if err != io.EOF && !errors.Is(err, ErrInvalid) {
			t.Fatal(err)
		}
	})
}

func FuzzParseKeyring(f *testing.F) {
	key := GenerateKey().Reveal()
	for _, seed := range []string{"", key, "primary:" + key, "primary:" + key + " verify:" + key, "#", "a:b:c", "sck1_"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ring, err := ParseKeyring(text)
		if (err == nil) == (ring == nil) || (err != nil && !errors.Is(err, ErrKey)) {
			t.Fatal(ring, err)
		}
		parsed, err := ParseKey(text)
		if err == nil && parsed.Reveal() != text {
			t.Fatal("a key with two texts")
		}
	})
}

// Verified payloads go to decoders of the standard library; whatever they hold,
// the answer is a value or an ErrInvalid.
func FuzzPayload(f *testing.F) {
	for _, seed := range []string{"", "null", `{"Name":"x"}`, "\x1f\x8b", "\x07\xff\x82\x01\x02\x01\x05\x00"} {
		f.Add([]byte(seed))
	}
	var signers []*Signer
	for _, format := range []Format{JSON, Gob, Gzip(JSON, 1<<12), Gzip(Gob, 1<<12)} {
		signers = append(signers, fuzzSigner(f, WithFormat(format)))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		for _, s := range signers {
			token, err := s.For().sign(nil, s.format.id(), payload)
			if err != nil {
				t.Fatal(err)
			}
			var v profile
			if err := s.Unmarshal(token, &v); err != nil && !errors.Is(err, ErrInvalid) {
				t.Fatal(err)
			}
		}
	})
}

// Whatever an old stream holds, reading it ends, with values of at most the limit.
func FuzzOldStream(f *testing.F) {
	for _, seed := range []string{"", "1 2", `{"a":"}"}[1]`, `"\"`, "\x03\x04\x00\x02", "\xf8\xff\xff\xff\xff\xff\xff\xff\xff", "\xff\x03\x04", "sc1.AQ", "\xc1S\x81"} {
		f.Add([]byte(seed))
	}
	const limit = 1 << 10
	var signers []*Signer
	for _, format := range []Format{JSON, Gob, Raw} {
		signers = append(signers, fuzzSigner(f, WithFormat(format), WithMaxBytes(limit), WithLegacy(func(data []byte, v any) error {
			if len(data) == 0 || len(data) > limit {
				return errors.New("a value of another size")
			}
			*v.(*string) = string(data)
			return nil
		}, epoch.Add(1e9))))
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		for _, s := range signers {
			dec := s.NewDecoder(bytes.NewReader(stream))
			var err error
			for n := 0; err == nil; n++ {
				if n > len(stream) {
					t.Fatal("more values than bytes")
				}
				var v string
				err = dec.Decode(&v)
			}
			if err != io.EOF && !errors.Is(err, ErrInvalid) {
				t.Fatal(err)
			}
		}
	})
}

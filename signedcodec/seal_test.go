package signedcodec

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func sealer(t testing.TB, opts ...Option) *Signer {
	t.Helper()
	return testSigner(t, "app/test", append(opts, WithEncryption())...)
}

func TestSealedRoundTrip(t *testing.T) {
	b := sealer(t).For("key", "1")
	for _, size := range []int{0, 1, 2, 3, 15, 16, 17, 1000, 1 << 17} {
		payload := bytes.Repeat([]byte{0xA5}, size)
		token := sign(t, b, string(payload))
		if len(token) != size+sealedOverhead {
			t.Errorf("%d bytes became %d, want 68 more", size, len(token))
		}
		if size > 16 && bytes.Contains(token, payload[:16]) {
			t.Error("the token shows its payload")
		}
		if bytes.Equal(token, sign(t, b, string(payload))) {
			t.Error("two tokens are equal, so a nonce was used twice")
		}
		got, err := b.Verify([]byte("prefix"), token)
		if err != nil || string(got) != "prefix"+string(payload) {
			t.Errorf("Verify of %d bytes: %v", size, err)
		}
		text, err := b.AppendSignText([]byte("> "), payload)
		if err != nil || !strings.HasPrefix(string(text), "> sc2.") {
			t.Fatal(err)
		}
		got, err = b.AppendVerifyText([]byte("prefix"), string(text[2:]))
		if err != nil || string(got) != "prefix"+string(payload) {
			t.Errorf("AppendVerifyText of %d bytes: %v", size, err)
		}
		if got, err = b.VerifyText(string(text[2:])); err != nil || got == nil || !bytes.Equal(got, payload) {
			t.Errorf("VerifyText of %d bytes: %v", size, err)
		}
	}
}

func TestSealedDamageIsRefused(t *testing.T) {
	s := sealer(t)
	b := s.For("key")
	token := sign(t, b, `{"user":"eve"}`)
	for bit := range len(token) * 8 {
		token[bit/8] ^= 1 << (bit % 8)
		refused(t, b, token, nil)
		token[bit/8] ^= 1 << (bit % 8)
	}
	for n := range token {
		refused(t, b, token[:n], nil)
	}
	refused(t, b, append(slices.Clone(token), 0), ErrSignature)
	other := sign(t, b, `{"user":"bob"}`)
	for cut := sealedStart + 1; cut < len(token); cut++ { // before it, the two are equal
		refused(t, b, slices.Concat(token[:cut], other[cut:]), nil)
	}
	refused(t, s.For("kez"), token, ErrSignature)
	refused(t, s.For("key", ""), token, ErrSignature)
	refused(t, s, token, ErrSignature)
	ring := s.state.Load().ring
	refused(t, signerOf(t, ring, "app/other", WithEncryption()).For("key"), token, ErrSignature)
	refused(t, sealer(t).For("key"), token, ErrUnknownKey)
	if _, err := b.Verify(nil, token); err != nil {
		t.Error("the token itself:", err)
	}
}

// No downgrade: a signer of one kind refuses the other kind, and says so.
func TestSignedAndSealedDoNotMix(t *testing.T) {
	key := GenerateKey()
	signed, sealed := signerOf(t, key, "app/test"), signerOf(t, key, "app/test", WithEncryption())
	if signed.Encrypts() || !sealed.Encrypts() {
		t.Error("Encrypts")
	}
	refused(t, signed, sign(t, sealed, "payload that is long enough"), errIsSealed)
	refused(t, sealed, sign(t, signed, "payload that is long enough"), errIsPlain)
	a, _ := signed.SignText([]byte("payload"))
	b, _ := sealed.SignText([]byte("payload"))
	if _, err := signed.VerifyText(b); !errors.Is(err, errIsSealed) {
		t.Error(err)
	}
	if _, err := sealed.VerifyText(a); !errors.Is(err, errIsPlain) {
		t.Error(err)
	}
	if _, err := sealed.VerifyText("sc2." + a[4:]); !errors.Is(err, ErrMalformed) {
		t.Error("a signed text under the other prefix:", err)
	}
	if _, err := io.ReadAll(signed.NewReader(bytes.NewReader(writeStream(t, sealed, []byte("data"), 9)))); !errors.Is(err, errIsSealed) {
		t.Error(err)
	}
	if _, err := io.ReadAll(sealed.NewReader(bytes.NewReader(writeStream(t, signed, []byte("data"), 9)))); !errors.Is(err, errIsPlain) {
		t.Error(err)
	}
	if signed.Name("x") != sealed.Name("x") {
		t.Error("names depend on the key and the purpose alone")
	}
}

// After 2^32 messages under one AES key, the next one has a new salt.
func TestSealingKeysWearOut(t *testing.T) {
	s := sealer(t)
	first := sign(t, s, "payload")
	salt := func(token []byte) string { return string(token[headerSize:sealedStart]) }
	if salt(sign(t, s, "payload")) != salt(first) {
		t.Error("a salt for each message costs a key schedule")
	}
	s.keys().primary().sealing.Load().left.Store(1)
	if salt(sign(t, s, "payload")) != salt(first) {
		t.Error("the last message of the key")
	}
	if salt(sign(t, s, "payload")) == salt(first) {
		t.Error("the key is used beyond its limit")
	}
	if _, err := s.Verify(nil, first); err != nil {
		t.Error("a token of the salt before:", err)
	}
}

// Keys that open are remembered for salts that verified, and not without bound.
func TestOpeningKeysAreBounded(t *testing.T) {
	key := GenerateKey()
	reader := signerOf(t, key, "app/test", WithEncryption())
	known := func() int {
		if m := reader.keys().primary().opening.Load(); m != nil {
			return len(*m)
		}
		return 0
	}
	token := sign(t, signerOf(t, key, "app/test", WithEncryption()), "payload")
	token[headerSize] ^= 1
	refused(t, reader, token, ErrSignature)
	if known() != 0 {
		t.Error("a forged salt is remembered")
	}
	for range 3 * maxSealKeys {
		if _, err := reader.Verify(nil, sign(t, signerOf(t, key, "app/test", WithEncryption()), "payload")); err != nil {
			t.Fatal(err)
		}
	}
	if n := known(); n == 0 || n > maxSealKeys {
		t.Errorf("%d keys are remembered", n)
	}
}

func TestSealedOverlap(t *testing.T) {
	s := sealer(t)
	for shift := range 80 {
		buf := make([]byte, 300)
		payload := buf[shift : shift+50]
		for i := range payload {
			payload[i] = byte(i)
		}
		want := bytes.Clone(payload)
		token, err := s.AppendSign(buf[:0], payload)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Verify(nil, token)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("payload at %d: %v %x", shift, err, got)
		}
		// The payload over the token that it comes from.
		if got, err = s.Verify(buf[:min(shift, len(token))], token); err != nil || !bytes.HasSuffix(got, want) {
			t.Fatalf("into the token at %d: %v %x", shift, err, got)
		}
	}
}

func TestSealedStreams(t *testing.T) {
	b := sealer(t, WithFormat(Gob)).For("file")
	for _, size := range []int{0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 3*chunkSize + 17} {
		data := bytes.Repeat([]byte("0123456789abcdef"), size/16+1)[:size]
		for _, step := range []int{1000, chunkSize, 1 << 20} {
			stream := writeStream(t, b, data, step)
			chunks := max((size+chunkSize-1)/chunkSize, 1)
			if want := preamble + size + chunks*(wordSize+nonceSize+sealTagSize); len(stream) != want || bytes.Contains(stream, []byte("0123456789abcdef")) {
				t.Errorf("%d bytes became %d, want %d of nothing readable", size, len(stream), want)
			}
			if got, err := io.ReadAll(b.NewReader(bytes.NewReader(stream))); err != nil || !bytes.Equal(got, data) {
				t.Errorf("%d bytes in steps of %d: %v", size, step, err)
			}
		}
	}
	data := bytes.Repeat([]byte("0123456789abcdef"), 3*chunkSize/16+9)
	stream, other := writeStream(t, b, data, 1<<20), writeStream(t, b, data, 1<<20)
	const full = wordSize + nonceSize + chunkSize + sealTagSize
	start := stream[:preamble]
	for name, d := range map[string][]byte{
		"nothing": {}, "preamble": start, "last chunk missing": stream[:preamble+3*full], "cut": stream[:len(stream)-1],
		"trailing": append(slices.Clone(stream), 0), "first chunk missing": slices.Concat(start, stream[preamble+full:]),
		"swapped":         slices.Concat(start, stream[preamble+full:preamble+2*full], stream[preamble:preamble+full], stream[preamble+2*full:]),
		"chunk of other":  slices.Concat(stream[:preamble+full], other[preamble+full:preamble+2*full], stream[preamble+2*full:]),
		"start of other":  slices.Concat(other[:preamble], stream[preamble:]),
		"last chunk only": slices.Concat(start, stream[preamble+3*full:]),
	} {
		t.Run(name, func(t *testing.T) { readRefused(t, b, d, data) })
	}
	short := writeStream(t, b, []byte("a short stream"), 5)
	for bit := range len(short) * 8 {
		short[bit/8] ^= 1 << (bit % 8)
		if got, err := io.ReadAll(b.NewReader(bytes.NewReader(short))); !errors.Is(err, ErrInvalid) || len(got) != 0 {
			t.Fatalf("bit %d: %q, %v", bit, got, err)
		}
		short[bit/8] ^= 1 << (bit % 8)
	}
	var buf bytes.Buffer
	enc := b.NewEncoder(&buf)
	if err := errors.Join(enc.Encode("one"), enc.Encode(string(data)), enc.Close()); err != nil {
		t.Fatal(err)
	}
	dec := b.NewDecoder(&buf)
	var one, two string
	if err := errors.Join(dec.Decode(&one), dec.Decode(&two)); err != nil || one != "one" || two != string(data) {
		t.Error(err)
	}
	if err := dec.Decode(&one); err != io.EOF {
		t.Error(err)
	}
}

func TestSealingRotates(t *testing.T) {
	oldKey, newKey := GenerateKey(), GenerateKey()
	ring, err := NewKeyring(newKey, oldKey)
	if err != nil {
		t.Fatal(err)
	}
	before, during := signerOf(t, oldKey, "app/test", WithEncryption()), signerOf(t, ring, "app/test", WithEncryption())
	token, err := before.Marshal("secret")
	if err != nil {
		t.Fatal(err)
	}
	v, err := during.Open(token)
	var got string
	if err != nil || !v.Stale || v.Decode(&got) != nil || got != "secret" || v.KeyID != oldKey.ID() || !v.Issued.Equal(epoch) || !v.Expires.IsZero() {
		t.Error(v, err)
	}
	fresh, err := during.Marshal("secret")
	if err != nil {
		t.Fatal(err)
	}
	refused(t, before, fresh, ErrUnknownKey)
}

// In FIPS 140-only mode package crypto refuses what is not approved. The mode is
// chosen when a program starts, so the test starts itself.
func TestFIPSOnly(t *testing.T) {
	if os.Getenv("SIGNEDCODEC_FIPS_CHILD") == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^(TestFIPSOnly|TestSealed.*|TestStreamRoundTrip|TestRoundTrip|TestMessages)$")
		cmd.Env = append(os.Environ(), "SIGNEDCODEC_FIPS_CHILD=1", "GODEBUG=fips140=only")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	if os.Getenv("GODEBUG") != "fips140=only" {
		t.Fatal("not in FIPS 140-only mode")
	}
}

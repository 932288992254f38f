package signedcodec

import (
	"bytes"
	"compress/zlib"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec/internal/weak"
)

// Random values of real tokens, fixed so that the vectors are repeatable.
var (
	fixedSalt   = []byte("salt of 16 bytes")
	fixedNonce  = []byte("nonce of 12b")
	fixedStream = []byte("stream id 16 byt")
)

const vectorTime = 1_700_000_000

func wireKey(n int) Key { return makeKey(weak.VectorKey(n)) }

// base is a vector that verifies, before its input is made.
func base(name string, context ...string) vector {
	return vector{
		Name: name, Kind: "token", Keys: []string{wireKey(1).Reveal()}, Purpose: "app/test", Context: append([]string{}, context...), Format: byte(Raw),
		Now: vectorTime, Want: "ok", Issued: vectorTime, Payload: hex.EncodeToString([]byte("hello")),
	}
}

func (v vector) with(change func(*vector)) vector {
	change(&v)
	return v
}

// writer signs what a vector says, at the time that it was issued.
func (v vector) writer(t *testing.T) *Signer {
	v.Now, v.MaxAge, v.TTLOnly, v.MaxBytes, v.NotBefore = v.Issued, 0, false, 0, 0
	s := v.reader(t)
	if v.Expires != 0 {
		s = s.ExpiringAt(time.Unix(v.Expires, 0))
	}
	return s
}

// signed gives a vector its token; a sealed one is put together here, with a fixed salt and nonce.
func (v vector) signed(t *testing.T) vector {
	t.Helper()
	payload, err := hex.DecodeString(v.Payload)
	if err != nil {
		t.Fatal(err)
	}
	s := v.writer(t)
	token, err := s.sign(nil, v.Format, payload)
	if err != nil {
		t.Fatal(err)
	}
	if v.Sealed {
		token = sealFixed(t, s, token[:headerSize], payload)
	}
	v.Input = hex.EncodeToString(token)
	if v.Kind == "text" {
		v.Input = s.textPrefix() + base64.RawURLEncoding.EncodeToString(token[len(magic):])
	}
	return v
}

func sealFixed(t *testing.T, s *Signer, header, payload []byte) []byte {
	t.Helper()
	mac := s.keys().primary().seal()
	mac.Write(fixedSalt)
	start := slices.Concat(header, fixedSalt)
	return slices.Concat(start, fixedNonce, gcm(t, mac.Sum(nil)).Seal(nil, fixedNonce, payload, new(sealSpace).associate(start, s.binding().ctx)))
}

func gcm(t *testing.T, key []byte) cipher.AEAD {
	t.Helper()
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	return aead
}

// cut is a chunk of a stream: its data and flags.
type cut struct {
	data  string
	flags uint32
}

// stream gives a vector a stream of these chunks, however they are cut.
func (v vector) stream(t *testing.T, cuts ...cut) vector {
	t.Helper()
	s := v.writer(t)
	var buf bytes.Buffer
	c := chunkWriter{s: s, w: &buf, format: v.Format}
	if err := c.beginAs([streamIDSize]byte(fixedStream)); err != nil {
		t.Fatal(err)
	}
	start := bytes.Clone(buf.Bytes())
	var fixed cipher.AEAD
	if v.Sealed {
		mac := s.keys().primary().sealedStream()
		mac.Write(start)
		ctx := s.binding().ctx
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(ctx))))
		mac.Write(ctx)
		fixed = gcm(t, mac.Sum(nil))
	}
	for i, k := range cuts {
		if fixed == nil {
			c.buf = append(c.buf[:dataFrom], k.data...)
			if err := c.flush(k.flags); err != nil {
				t.Fatal(err)
			}
			continue
		}
		word := binary.BigEndian.AppendUint32(nil, k.flags|uint32(len(k.data)))
		buf.Write(slices.Concat(word, fixedNonce[:11], []byte{byte(i)}))
		nonce := slices.Concat(fixedNonce[:11], []byte{byte(i)})
		buf.Write(fixed.Seal(nil, nonce, []byte(k.data), append(binary.BigEndian.AppendUint64(nil, uint64(i)), word...)))
	}
	return v.input(t, buf.Bytes())
}

// input is the vector's input, packed where it is long.
func (v vector) input(t *testing.T, b []byte) vector {
	t.Helper()
	v.Input, v.Deflated = hex.EncodeToString(b), ""
	if len(b) > 2000 {
		var packed bytes.Buffer
		zw := zlib.NewWriter(&packed)
		_, _ = zw.Write(b)
		_ = zw.Close()
		v.Input, v.Deflated = "", base64.StdEncoding.EncodeToString(packed.Bytes())
	}
	return v
}

// refusedAs is a vector that must be refused: edit changes its input.
func (v vector) refusedAs(t *testing.T, name, want string, edit func(b []byte) []byte) vector {
	t.Helper()
	v.Name, v.Want = name, want
	if v.Kind == "text" {
		v.Input = string(edit([]byte(v.Input)))
		return v
	}
	return v.input(t, edit(v.bytes(t)))
}

func flipAt(i int) func([]byte) []byte {
	return func(b []byte) []byte {
		if i < 0 {
			i += len(b)
		}
		b[i] ^= 1
		return b
	}
}

func setAt(i int, c byte) func([]byte) []byte {
	return func(b []byte) []byte { b[i] = c; return b }
}

func same(b []byte) []byte { return b }

func makeVectors(t *testing.T) []vector {
	return slices.Concat(keyVectors(t), goodVectors(t), badTokens(t), badTexts(t), badSealed(t), goodStreams(t), badStreams(t))
}

func keyVectors(t *testing.T) []vector {
	secret := "a secret of at least sixteen bytes: #k4v!u9h2$m8"
	derived, err := DeriveKey([]byte(secret), "app/cache")
	if err != nil {
		t.Fatal(err)
	}
	name := base("name", "GET", "/?q=1").with(func(v *vector) { v.Kind, v.Issued, v.Format = "name", 0, 0 })
	name.Payload = hex.EncodeToString([]byte(signerOf(t, wireKey(1), "app/test").Name("GET", "/?q=1")))
	return []vector{
		{Name: "key 1", Kind: "key", Keys: []string{wireKey(1).Reveal()}, Context: []string{}, Want: "ok", Payload: keyHex(wireKey(1))},
		{Name: "key 2", Kind: "key", Keys: []string{wireKey(2).Reveal()}, Context: []string{}, Want: "ok", Payload: keyHex(wireKey(2))},
		{Name: "derived key", Kind: "derive", Context: []string{"app/cache"}, Input: hex.EncodeToString([]byte(secret)), Want: "ok", Payload: keyHex(derived)},
		{Name: "key with a wrong checksum", Kind: "key", Keys: []string{wireKey(1).Reveal()[:65] + "0"}, Context: []string{}, Want: "malformed"},
		{Name: "key that is cut off", Kind: "key", Keys: []string{wireKey(1).Reveal()[:60]}, Context: []string{}, Want: "malformed"},
		name,
	}
}

func keyHex(k Key) string {
	b := k.secret()
	return hex.EncodeToString(b[:])
}

func goodVectors(t *testing.T) []vector {
	both := []string{wireKey(1).Reveal(), wireKey(2).Reveal()}
	all := []vector{
		base("empty").with(func(v *vector) { v.Payload, v.Issued, v.Now = "", 0, 0 }),
		base("bare"),
		base("other key").with(func(v *vector) { v.Keys = []string{wireKey(2).Reveal()} }),
		base("other purpose").with(func(v *vector) { v.Purpose = "app/other" }),
		base("empty context string", ""),
		base("one context string", "user:4711"),
		base("two context strings", "users", "4711").with(func(v *vector) { v.Format, v.Payload = byte(JSON), hex.EncodeToString([]byte(`{"name":"Ada"}`)) }),
		base("expiry", "k").with(func(v *vector) { v.Format, v.Payload, v.Expires = byte(Binary), "00ff", vectorTime+3600 }),
		base("two blocks", "k").with(func(v *vector) {
			v.Format, v.Payload = byte(Gob), hex.EncodeToString([]byte(strings.Repeat("0123456789", 10)))
		}),
		base("gzip bit").with(func(v *vector) { v.Format, v.Payload = 0x80|byte(Raw), hex.EncodeToString([]byte("not really gzip")) }),
		base("sealed, empty").with(func(v *vector) { v.Sealed, v.Payload = true, "" }),
		base("sealed", "user:4711").with(func(v *vector) { v.Sealed = true }),
		base("sealed, two blocks", "a", "b").with(func(v *vector) {
			v.Sealed, v.Format, v.Payload, v.Expires = true, byte(JSON), hex.EncodeToString([]byte(`"`+strings.Repeat("0123456789", 5)+`"`)), vectorTime+60
		}),
	}
	for i := range all {
		all[i] = all[i].signed(t)
	}
	second := base("second key of a ring").with(func(v *vector) { v.Keys = both[1:] }).signed(t)
	second.Keys = both
	all = append(all, second)
	for _, v := range all[:3] {
		v.Name, v.Kind = v.Name+", as text", "text"
		all = append(all, v.signed(t))
	}
	for n := range 5 {
		v := base("text of "+string(rune('0'+n))+" bytes", "k").with(func(v *vector) { v.Kind, v.Payload = "text", hex.EncodeToString([]byte("abcde")[:n]) })
		all = append(all, v.signed(t))
	}
	sealedText := base("sealed, as text", "user:4711").with(func(v *vector) { v.Kind, v.Sealed = "text", true })
	late := base("last second").with(func(v *vector) { v.Expires = vectorTime + 60; v.MaxAge = 59 }).signed(t)
	late.Now = vectorTime + 59
	early := base("clock runs ahead").with(func(v *vector) { v.Skew = 60 }).signed(t)
	early.Now = vectorTime - 60
	return append(all, sealedText.signed(t), late, early)
}

func badTokens(t *testing.T) []vector {
	good := base("good", "key").signed(t)
	bad := func(name, want string, edit func([]byte) []byte) vector { return good.refusedAs(t, name, want, edit) }
	read := func(name, want string, change func(*vector)) vector {
		v := good.refusedAs(t, name, want, same)
		change(&v)
		return v
	}
	all := []vector{
		bad("nothing", "malformed", func([]byte) []byte { return nil }),
		bad("55 bytes", "malformed", func(b []byte) []byte { return b[:55] }),
		bad("magic, first byte", "malformed", flipAt(0)), bad("magic, second byte", "malformed", flipAt(1)),
		bad("version 0", "malformed", setAt(2, 0)), bad("version 3", "malformed", setAt(2, 3)), bad("version 255", "malformed", setAt(2, 255)),
		bad("version of a stream", "malformed", setAt(2, 0x81)), bad("version of a sealed token", "malformed", setAt(2, 2)),
		bad("format changed", "signature", flipAt(3)), bad("key id changed", "unknown key", flipAt(7)), bad("issued changed", "signature", flipAt(15)),
		bad("expiry added", "signature", flipAt(23)), bad("first byte of the payload", "signature", flipAt(24)), bad("first byte of the tag", "signature", flipAt(-32)),
		bad("last byte of the tag", "signature", flipAt(-1)), bad("a byte less", "signature", func(b []byte) []byte { return b[:len(b)-1] }),
		bad("a byte more", "signature", func(b []byte) []byte { return append(b, 0) }),
		read("another purpose", "signature", func(v *vector) { v.Purpose = "app/tess" }),
		read("another context", "signature", func(v *vector) { v.Context = []string{"kez"} }),
		read("no context", "signature", func(v *vector) { v.Context = []string{} }),
		read("more context", "signature", func(v *vector) { v.Context = []string{"key", ""} }),
		read("split context", "signature", func(v *vector) { v.Context = []string{"k", "ey"} }),
		read("another key", "unknown key", func(v *vector) { v.Keys = []string{wireKey(2).Reveal()} }),
		read("another format", "format", func(v *vector) { v.Format = byte(JSON) }),
		read("gzip of the format", "format", func(v *vector) { v.Format |= 0x80 }),
		read("larger than the limit", "too large", func(v *vector) { v.MaxBytes = 4 }),
		read("issued in the future", "not yet valid", func(v *vector) { v.Now -= 1 }),
		read("older than the maximum age", "expired", func(v *vector) { v.MaxAge, v.Now = 60, v.Now+61 }),
		read("issued before not-before", "expired", func(v *vector) { v.NotBefore = vectorTime + 1 }),
		read("no expiry where there must be one", "expired", func(v *vector) { v.TTLOnly = true }),
		base("empty and nil context", "").signed(t).with(func(v *vector) { v.Context, v.Want = []string{}, "signature" }),
	}
	over := base("at its expiry").with(func(v *vector) { v.Expires = vectorTime + 60 }).signed(t)
	over.Now, over.Want = vectorTime+60, "expired"
	return append(all, over)
}

func badTexts(t *testing.T) []vector {
	good := base("good", "key").with(func(v *vector) { v.Kind = "text" }).signed(t)
	loose := base("loose", "key").with(func(v *vector) { v.Kind, v.Payload = "text", hex.EncodeToString([]byte("abcde")) }).signed(t)
	bad := func(name string, edit func([]byte) []byte) vector { return good.refusedAs(t, name, "malformed", edit) }
	return []vector{
		bad("text with padding", func(b []byte) []byte { return append(b, '=') }),
		bad("text with a newline behind it", func(b []byte) []byte { return append(b, '\n') }),
		bad("text with CR LF inside", func(b []byte) []byte { return slices.Insert(b, 44, '\r', '\n') }),
		bad("text with a blank before it", func(b []byte) []byte { return append([]byte{' '}, b...) }),
		bad("text in the other alphabet", func(b []byte) []byte { b[50] = '+'; return b }),
		bad("prefix in upper case", func(b []byte) []byte { return append([]byte("SC1."), b[4:]...) }),
		bad("prefix of a sealed token", func(b []byte) []byte { return append([]byte("sc2."), b[4:]...) }),
		bad("no prefix", func(b []byte) []byte { return b[4:] }),
		bad("prefix alone", func(b []byte) []byte { return b[:4] }),
		bad("a character too many", func(b []byte) []byte { return append(b, 'A', 'A') }).with(func(v *vector) { v.Want = textWant(v.Input) }),
		loose.refusedAs(t, "loose bits at the end", "malformed", func(b []byte) []byte { b[len(b)-1]++; return b }),
		good.refusedAs(t, "text that is too large", "too large", same).with(func(v *vector) { v.MaxBytes = 2 }),
		good.refusedAs(t, "text with another tag", "signature", func(b []byte) []byte { b[len(b)-4] = other(b[len(b)-4]); return b }),
	}
}

// textWant is why a text with two characters more is refused: where they make a byte, the tag is another one.
func textWant(text string) string {
	if n := len(text) - len(textPrefix); n%4 == 1 {
		return "malformed"
	}
	if _, ok := decodeBase64(nil, text[len(textPrefix):]); !ok {
		return "malformed"
	}
	return "signature"
}

func other(c byte) byte {
	if c == 'A' {
		return 'B'
	}
	return 'A'
}

func badSealed(t *testing.T) []vector {
	good := base("sealed", "key").with(func(v *vector) { v.Sealed = true }).signed(t)
	plain := base("plain", "key").signed(t)
	bad := func(name, want string, edit func([]byte) []byte) vector { return good.refusedAs(t, name, want, edit) }
	return []vector{
		bad("sealed, 67 bytes", "malformed", func(b []byte) []byte { return b[:67] }), bad("sealed, format changed", "signature", flipAt(3)),
		bad("sealed, key id changed", "unknown key", flipAt(7)), bad("sealed, expiry added", "signature", flipAt(23)),
		bad("sealed, salt changed", "signature", flipAt(24)), bad("sealed, nonce changed", "signature", flipAt(40)),
		bad("sealed, ciphertext changed", "signature", flipAt(52)), bad("sealed, tag changed", "signature", flipAt(-1)),
		bad("sealed, another context", "signature", same).with(func(v *vector) { v.Context = []string{"kez"} }),
		bad("sealed, another purpose", "signature", same).with(func(v *vector) { v.Purpose = "app/tess" }),
		bad("sealed, read by who wants signed", "malformed", same).with(func(v *vector) { v.Sealed = false }),
		plain.refusedAs(t, "signed, read by who wants sealed", "malformed", same).with(func(v *vector) { v.Sealed = true }),
		plain.refusedAs(t, "signed, with the version of sealed", "signature", setAt(2, 2)).with(func(v *vector) {
			v.Sealed = true
			v.Input += strings.Repeat("00", 12)
		}),
	}
}

func goodStreams(t *testing.T) []vector {
	const end = endOfMessage | endOfStream
	full := strings.Repeat("a", chunkSize)
	file := func(name string) vector {
		return base(name, "file.txt").with(func(v *vector) { v.Kind, v.Format = "bytes", 0 })
	}
	queue := func(name string, messages ...string) vector {
		return base(name, "queue").with(func(v *vector) {
			v.Kind, v.Payload = "messages", ""
			for _, m := range messages {
				v.Messages = append(v.Messages, shorten([]byte(m)))
			}
		})
	}
	bytesOf := func(v vector, data string) vector { v.Payload = hex.EncodeToString([]byte(data)); return v }
	all := []vector{
		bytesOf(file("byte stream"), "a stream of bytes").stream(t, cut{"a stream of bytes", end}),
		bytesOf(file("empty byte stream"), "").stream(t, cut{"", end}),
		queue("messages", "one", "", "three").stream(t, cut{"one", endOfMessage}, cut{"", endOfMessage}, cut{"three", endOfMessage}, cut{"", endOfStream}),
		queue("no messages").stream(t, cut{"", endOfStream}),
		queue("message of three chunks", full+full+"b", full).stream(t, cut{full, 0}, cut{full, 0}, cut{"b", endOfMessage}, cut{full, endOfMessage}, cut{"", endOfStream}),
		bytesOf(file("sealed byte stream"), "a stream of bytes").with(func(v *vector) { v.Sealed = true }).stream(t, cut{"a stream of bytes", end}),
		queue("sealed messages", "one", "", "three").with(func(v *vector) { v.Sealed = true }).stream(t, cut{"one", endOfMessage}, cut{"", endOfMessage}, cut{"three", endOfMessage}, cut{"", endOfStream}),
	}
	return all
}

func badStreams(t *testing.T) []vector {
	const end = endOfMessage | endOfStream
	streams := goodStreams(t)
	bytesOf, messages, sealed := streams[0], streams[2], streams[6]
	const one, empty = wordSize + 3 + tagSize, wordSize + tagSize // of messages
	chunks := func(order ...int) func([]byte) []byte {
		return func(b []byte) []byte {
			parts := [][]byte{b[preamble : preamble+one], b[preamble+one : preamble+one+empty], b[preamble+one+empty : len(b)-empty], b[len(b)-empty:]}
			out := bytes.Clone(b[:preamble])
			for _, i := range order {
				out = append(out, parts[i]...)
			}
			return out
		}
	}
	odd := func(name string, v vector, cuts ...cut) vector {
		v = v.stream(t, cuts...)
		v.Name, v.Want, v.Messages, v.Payload = name, "malformed", nil, ""
		return v
	}
	bad := func(v vector, name, want string, edit func([]byte) []byte) vector {
		v = v.refusedAs(t, name, want, edit)
		v.Messages, v.Payload = nil, ""
		return v
	}
	all := []vector{
		bad(bytesOf, "stream, nothing", "malformed", func([]byte) []byte { return nil }),
		bad(bytesOf, "stream, preamble alone", "malformed", func(b []byte) []byte { return b[:preamble] }),
		bad(bytesOf, "stream, a byte less", "malformed", func(b []byte) []byte { return b[:len(b)-1] }),
		bad(bytesOf, "stream, a byte more", "malformed", func(b []byte) []byte { return append(b, 0) }),
		bad(bytesOf, "stream, its end taken away", "signature", func(b []byte) []byte { b[preamble] = 0x80; return b }),
		bad(bytesOf, "stream, a length that no chunk has", "too large", func(b []byte) []byte { b[preamble+1] = 1; b[preamble+3] = 1; return b }),
		bad(bytesOf, "stream, id changed", "signature", flipAt(headerSize)), bad(bytesOf, "stream, data changed", "signature", flipAt(preamble+wordSize)),
		bad(bytesOf, "stream, another context", "signature", same).with(func(v *vector) { v.Context = []string{"file.txu"} }),
		bad(bytesOf, "stream, another key", "unknown key", same).with(func(v *vector) { v.Keys = []string{wireKey(2).Reveal()} }),
		bad(bytesOf, "stream, expired", "expired", same).with(func(v *vector) { v.MaxAge, v.Now = 60, v.Now+61 }),
		bad(bytesOf, "bytes read as messages", "format", same).with(func(v *vector) { v.Kind, v.Format = "messages", byte(Raw) }),
		bad(messages, "messages, not closed", "malformed", chunks(0, 1, 2)), bad(messages, "messages swapped", "signature", chunks(2, 1, 0, 3)),
		bad(messages, "message dropped", "signature", chunks(0, 2, 3)), bad(messages, "message repeated", "signature", chunks(0, 0, 1, 2, 3)),
		bad(messages, "end before the messages", "signature", chunks(3)), bad(messages, "messages read as bytes", "format", same).with(func(v *vector) { v.Kind, v.Format = "bytes", 0 }),
		odd("short chunk inside a message", messages, cut{"ab", 0}, cut{"c", endOfMessage}, cut{"", endOfStream}),
		odd("empty end of a message", messages, cut{strings.Repeat("a", chunkSize), 0}, cut{"", endOfMessage}, cut{"", endOfStream}),
		odd("end of the stream inside a message", messages, cut{strings.Repeat("a", chunkSize), 0}, cut{"", endOfStream}),
		odd("end of the stream with data", messages, cut{"abc", endOfStream}), odd("both ends in messages", messages, cut{"abc", end}),
		odd("end of a message in bytes", bytesOf, cut{"abc", endOfMessage}, cut{"d", end}), odd("end of the stream alone in bytes", bytesOf, cut{"abc", endOfStream}),
		bad(sealed, "sealed stream, nonce changed", "signature", flipAt(preamble+wordSize)), bad(sealed, "sealed stream, ciphertext changed", "signature", flipAt(preamble+wordSize+nonceSize)),
		bad(sealed, "sealed stream, read by who wants signed", "malformed", same).with(func(v *vector) { v.Sealed = false }),
		bad(sealed, "sealed stream, not closed", "malformed", func(b []byte) []byte { return b[:len(b)-wordSize-nonceSize-sealTagSize] }),
	}
	return all
}

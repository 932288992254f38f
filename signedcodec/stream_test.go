package signedcodec

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"testing"
	"testing/iotest"
	"time"
)

func writeStream(t testing.TB, b Bound, data []byte, step int) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := b.NewWriter(&buf)
	for rest := data; len(rest) > 0; {
		n := min(step, len(rest))
		if _, err := w.Write(rest[:n]); err != nil {
			t.Fatal(err)
		}
		rest = rest[n:]
	}
	if err := errors.Join(w.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("x")); err == nil {
		t.Fatal("write after Close")
	}
	return buf.Bytes()
}

func TestStreamRoundTrip(t *testing.T) {
	b := testSigner(t, "app/test").For("file")
	for _, size := range []int{0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 2 * chunkSize, 3*chunkSize + 17} {
		data := make([]byte, size)
		for i := range data {
			data[i] = byte(i * 7)
		}
		for _, step := range []int{1000, chunkSize, 1 << 20} {
			signed := writeStream(t, b, data, step)
			chunks := max((size+chunkSize-1)/chunkSize, 1)
			if want := preamble + size + chunks*(wordSize+tagSize); len(signed) != want {
				t.Errorf("%d bytes in steps of %d became %d, want %d", size, step, len(signed), want)
			}
			got, err := io.ReadAll(b.NewReader(iotest.HalfReader(bytes.NewReader(signed))))
			if err != nil || !bytes.Equal(got, data) {
				t.Errorf("read of %d bytes: %d, %v", size, len(got), err)
			}
			var out bytes.Buffer
			if n, err := io.Copy(&out, b.NewReader(bytes.NewReader(signed))); err != nil || n != int64(size) || !bytes.Equal(out.Bytes(), data) {
				t.Errorf("copy of %d bytes: %d, %v", size, n, err)
			}
		}
	}
}

// readRefused checks that a damaged stream gives an error, and before it nothing
// but a prefix of the truth in whole chunks.
func readRefused(t *testing.T, b Bound, stream, truth []byte) {
	t.Helper()
	got, err := io.ReadAll(b.NewReader(bytes.NewReader(stream)))
	if !errors.Is(err, ErrInvalid) {
		t.Fatalf("accepted, or refused with a foreign error: %v", err)
	}
	if !bytes.HasPrefix(truth, got) || (len(got)%chunkSize != 0 && len(got) != len(truth)) {
		t.Fatalf("released %d bytes that were not verified", len(got))
	}
}

func TestStreamBitFlipsAreRefused(t *testing.T) {
	b := testSigner(t, "app/test").For("file")
	data := []byte("a short stream")
	stream := writeStream(t, b, data, 5)
	for bit := range len(stream) * 8 {
		stream[bit/8] ^= 1 << (bit % 8)
		got, err := io.ReadAll(b.NewReader(bytes.NewReader(stream)))
		if !errors.Is(err, ErrInvalid) || len(got) != 0 {
			t.Fatalf("bit %d: %q, %v", bit, got, err)
		}
		stream[bit/8] ^= 1 << (bit % 8)
	}
}

func TestStreamDamageIsRefused(t *testing.T) {
	s := testSigner(t, "app/test")
	b := s.For("file")
	data := bytes.Repeat([]byte("0123456789abcdef"), 3*chunkSize/16+9)
	stream := writeStream(t, b, data, 1<<20)
	other := writeStream(t, b, data, 1<<20)
	const full = wordSize + chunkSize + tagSize
	chunk := func(s []byte, i int) []byte { return s[preamble+i*full : min(preamble+(i+1)*full, len(s))] }
	start := stream[:preamble]

	damaged := map[string][]byte{
		"nothing":               {},
		"preamble only":         start,
		"last chunk missing":    stream[:preamble+3*full],
		"one byte missing":      stream[:len(stream)-1],
		"trailing byte":         slices.Concat(stream, []byte{0}),
		"stream twice":          slices.Concat(stream, stream),
		"first chunk missing":   slices.Concat(start, stream[preamble+full:]),
		"chunks swapped":        slices.Concat(start, chunk(stream, 1), chunk(stream, 0), stream[preamble+2*full:]),
		"chunk repeated":        slices.Concat(start, chunk(stream, 0), chunk(stream, 0), stream[preamble+full:]),
		"chunk of other stream": slices.Concat(stream[:preamble+full], chunk(other, 1), stream[preamble+2*full:]),
		"start of other stream": slices.Concat(other[:preamble], stream[preamble:]),
		"last chunk only":       slices.Concat(start, chunk(stream, 3)),
		"a token":               sign(t, b, "payload"),
	}
	for n := 0; n < len(stream); n += 997 {
		readRefused(t, b, stream[:n], data)
	}
	for name, d := range damaged {
		t.Run(name, func(t *testing.T) { readRefused(t, b, d, data) })
	}
	swaps := map[string]Bound{
		"context": s.For("fil"),
		"purpose": signerOf(t, b.state.Load().ring, "app/other").For("file"),
		"key":     testSigner(t, "app/test").For("file"),
	}
	for name, other := range swaps {
		t.Run(name, func(t *testing.T) { readRefused(t, other, stream, nil) })
	}
}

func TestStreamErrors(t *testing.T) {
	b := testSigner(t, "app/test").For("file")
	stream := writeStream(t, b, []byte("data"), 10)
	_, err := io.ReadAll(b.NewReader(bytes.NewReader(stream[:len(stream)-1])))
	if !errors.Is(err, io.ErrUnexpectedEOF) || !errors.Is(err, ErrMalformed) {
		t.Error("cut stream:", err)
	}
	broken := errors.New("disk on fire")
	_, err = io.ReadAll(b.NewReader(io.MultiReader(bytes.NewReader(stream[:50]), iotest.ErrReader(broken))))
	if !errors.Is(err, broken) || errors.Is(err, ErrInvalid) {
		t.Error("an error of the reader is not the stream's fault:", err)
	}
	if _, err := b.Verify(nil, append(stream, make([]byte, overhead)...)); !errors.Is(err, errIsStream) {
		t.Error("a stream given to Verify:", err)
	}
	if _, err := io.ReadAll(b.NewReader(bytes.NewReader(sign(t, b, "long enough to be a preamble")))); !errors.Is(err, errIsToken) {
		t.Error("a token given to NewReader:", err)
	}
}

func TestMessages(t *testing.T) {
	b := testSigner(t, "app/test", WithFormat(Gob)).For("queue")
	big := string(bytes.Repeat([]byte("x"), 3*chunkSize+1))
	want := []string{"one", "", big, "four"}
	var buf bytes.Buffer
	enc := b.NewEncoder(&buf)
	for _, m := range want {
		if err := enc.Encode(m); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(enc.Close(), enc.Close()); err != nil {
		t.Fatal(err)
	}
	buf.WriteString("left alone")
	dec := b.NewDecoder(&buf)
	for i, m := range want {
		var got string
		if err := dec.Decode(&got); err != nil || got != m {
			t.Fatalf("message %d: %d bytes, %v", i, len(got), err)
		}
	}
	for range 2 {
		if err := dec.Decode(new(string)); err != io.EOF {
			t.Fatal("after the last message:", err)
		}
	}
	if buf.String() != "left alone" {
		t.Errorf("the decoder read on: %q is left", buf.String())
	}
}

func TestMessageDamageIsRefused(t *testing.T) {
	b := testSigner(t, "app/test", WithFormat(Raw)).For("queue")
	var buf bytes.Buffer
	enc := b.NewEncoder(&buf)
	var ends []int
	for _, m := range []string{"first", "other", "third"} {
		if err := enc.Encode(m); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, buf.Len())
	}
	_ = enc.Close()
	stream := buf.Bytes()
	one, two, three := stream[preamble:ends[0]], stream[ends[0]:ends[1]], stream[ends[1]:ends[2]]
	closing := stream[ends[2]:]
	start := stream[:preamble]
	for name, s := range map[string][]byte{
		"not closed":     stream[:ends[2]],
		"swapped":        slices.Concat(start, two, one, three, closing),
		"dropped":        slices.Concat(start, one, three, closing),
		"last dropped":   slices.Concat(start, one, two, closing),
		"repeated":       slices.Concat(start, one, one, two, three, closing),
		"no end, no one": start,
	} {
		dec := b.NewDecoder(bytes.NewReader(s))
		var err error
		for err == nil {
			err = dec.Decode(new(string))
		}
		if !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
		if again := dec.Decode(new(string)); again != err {
			t.Errorf("%s: the error does not stick: %v", name, again)
		}
	}
	if _, err := io.ReadAll(b.NewReader(bytes.NewReader(stream))); !errors.Is(err, ErrFormat) {
		t.Error("messages read as bytes:", err)
	}
}

func TestMessageLimit(t *testing.T) {
	key := GenerateKey()
	small := signerOf(t, key, "app/test", WithFormat(Raw), WithMaxBytes(chunkSize+10))
	large := signerOf(t, key, "app/test", WithFormat(Raw))
	if err := small.NewEncoder(io.Discard).Encode(make([]byte, chunkSize+11)); err != ErrTooLarge {
		t.Error(err)
	}
	var buf bytes.Buffer
	if err := large.NewEncoder(&buf).Encode(make([]byte, chunkSize+11)); err != nil {
		t.Fatal(err)
	}
	if err := small.NewDecoder(&buf).Decode(new([]byte)); err != ErrTooLarge {
		t.Error(err)
	}
}

// Chunks that are signed but cut otherwise than docs/wire.md says are refused:
// one message, or one stream of bytes, has one form.
func TestOddChunksAreRefused(t *testing.T) {
	b := testSigner(t, "app/test", WithFormat(Raw)).For()
	type cut struct {
		size  int
		flags uint32
	}
	stream := func(format Format, cuts []cut) io.Reader {
		var buf bytes.Buffer
		c := chunkWriter{s: b, w: &buf, format: format.id()}
		if err := c.begin(); err != nil {
			t.Fatal(err)
		}
		for _, k := range cuts {
			c.fill(make([]byte, k.size))
			if err := c.flush(k.flags); err != nil {
				t.Fatal(err)
			}
		}
		return &buf
	}
	for name, cuts := range map[string][]cut{
		"short inner chunk":       {{10, 0}, {10, endOfMessage}},
		"empty end of a message":  {{chunkSize, 0}, {0, endOfMessage}},
		"end of stream inside":    {{chunkSize, 0}, {0, endOfStream}},
		"end of stream with data": {{5, endOfStream}},
		"both ends":               {{5, endOfMessage | endOfStream}},
	} {
		if err := b.NewDecoder(stream(Raw, cuts)).Decode(new([]byte)); !errors.Is(err, errChunks) {
			t.Errorf("message, %s: %v", name, err)
		}
	}
	for name, cuts := range map[string][]cut{
		"short inner chunk": {{10, 0}, {10, endOfMessage | endOfStream}},
		"empty end":         {{chunkSize, 0}, {0, endOfMessage | endOfStream}},
		"end of message":    {{5, endOfMessage}, {5, endOfMessage | endOfStream}},
		"end of stream":     {{5, endOfStream}},
	} {
		if _, err := io.ReadAll(b.NewReader(stream(byteStream, cuts))); !errors.Is(err, errChunks) {
			t.Errorf("bytes, %s: %v", name, err)
		}
	}
}

// A length that no chunk can have is refused before anything is read for it.
func TestChunkLengthIsBounded(t *testing.T) {
	b := testSigner(t, "app/test").For()
	stream := writeStream(t, b, []byte("data"), 10)
	binary.BigEndian.PutUint32(stream[preamble:], chunkSize+1)
	if _, err := b.NewReader(bytes.NewReader(stream)).Read(make([]byte, 1)); err != ErrTooLarge {
		t.Error(err)
	}
}

func TestStreamTimes(t *testing.T) {
	now := epoch
	s := testSigner(t, "app/test", WithTTL(10e9), WithClock(func() time.Time { return now }))
	stream := writeStream(t, s.For(), []byte("data"), 10)
	now = epoch.Add(11e9)
	if _, err := io.ReadAll(s.NewReader(bytes.NewReader(stream))); err != ErrExpired {
		t.Error(err)
	}
}

func TestStreamsReportToTheHook(t *testing.T) {
	var got []error
	b := testSigner(t, "app/test", OnVerify(func(e Event) { got = append(got, e.Err) })).For()
	stream := writeStream(t, b, make([]byte, 3*chunkSize), 1<<20)
	_, _ = io.Copy(io.Discard, b.NewReader(bytes.NewReader(stream)))
	stream[len(stream)-1] ^= 1
	r := b.NewReader(bytes.NewReader(stream))
	_, _ = io.Copy(io.Discard, r)
	_, _ = r.Read(make([]byte, 1))
	if want := []error{nil, ErrSignature}; !slices.Equal(got, want) {
		t.Errorf("reported %v, want %v", got, want)
	}
}

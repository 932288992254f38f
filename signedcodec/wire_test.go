package signedcodec

import (
	"bytes"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec/internal/weak"
)

var update = flag.Bool("update", false, "write the test vectors of docs/wire.md anew")

const (
	vectorFile  = "docs/wire.md"
	vectorStart = "<!-- vectors: made by go test -run TestWireVectors -update -->\n"
)

// vector is one test vector: what goes in and the one token that comes out.
type vector struct {
	name    string
	key     int // of wireKey
	purpose string
	ctx     []string
	format  Format
	issued  int64
	expires int64
	payload string
}

var vectors = []vector{
	{"empty", 1, "app/test", nil, Raw, 0, 0, ""},
	{"bare", 1, "app/test", nil, Raw, 1700000000, 0, "hello"},
	{"other key", 2, "app/test", nil, Raw, 1700000000, 0, "hello"},
	{"other purpose", 1, "app/other", nil, Raw, 1700000000, 0, "hello"},
	{"empty context string", 1, "app/test", []string{""}, Raw, 1700000000, 0, "hello"},
	{"one context string", 1, "app/test", []string{"user:4711"}, Raw, 1700000000, 0, "hello"},
	{"two context strings", 1, "app/test", []string{"users", "4711"}, JSON, 1700000000, 0, `{"name":"Ada"}`},
	{"expiry", 1, "app/test", []string{"k"}, Binary, 1700000000, 1700003600, "\x00\xff"},
	{"two blocks", 1, "app/test", []string{"k"}, Gob, 1700000000, 0, strings.Repeat("0123456789", 10)},
	{"gzip bit", 1, "app/test", nil, Gzip(Raw, 100), 1700000000, 0, "not really gzip"},
}

func (v vector) signer(t *testing.T) Bound {
	s := signerOf(t, makeKey(weak.VectorKey(v.key)), v.purpose, WithFormat(v.format), WithClock(func() time.Time { return time.Unix(v.issued, 0) }))
	b := s.For(v.ctx...)
	if v.expires != 0 {
		b = b.ExpiringAt(time.Unix(v.expires, 0))
	}
	return b
}

// block renders a vector as docs/wire.md shows it.
func (v vector) block(t *testing.T) string {
	token, err := v.signer(t).sign(nil, v.format.id(), []byte(v.payload))
	if err != nil {
		t.Fatal(err)
	}
	text, err := v.signer(t).signText(v.format.id(), []byte(v.payload))
	if err != nil {
		t.Fatal(err)
	}
	ctx := make([]string, len(v.ctx))
	for i, c := range v.ctx {
		ctx[i] = strconv.Quote(c)
	}
	return fmt.Sprintf("    vector   %s\n    key      %d\n    purpose  %q\n    context  [%s]\n    format   %d\n    issued   %d\n    expires  %d\n    payload  %x\n    token    %x\n    text     %s\n",
		v.name, v.key, v.purpose, strings.Join(ctx, ", "), v.format.id(), v.issued, v.expires, v.payload, token, text)
}

// streamID makes the one stream vector repeatable; real ones are random.
var streamID = []byte("stream id 16 byt")

const streamData = "a stream of bytes"

func streamBlock(t *testing.T) string {
	v := vector{"byte stream", 1, "app/test", []string{"file.txt"}, Raw, 1700000000, 0, streamData}
	b := v.signer(t)
	var out bytes.Buffer
	c := chunkWriter{s: b, w: &out}
	if err := c.beginAs([streamIDSize]byte(streamID)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.write([]byte(streamData)); err != nil {
		t.Fatal(err)
	}
	if err := c.end(endOfMessage | endOfStream); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(b.NewReader(bytes.NewReader(out.Bytes())))
	if err != nil || string(got) != streamData {
		t.Fatal("the stream vector does not verify:", err)
	}
	return fmt.Sprintf("    vector   %s\n    key      1\n    purpose  \"app/test\"\n    context  [\"file.txt\"]\n    format   0\n    issued   1700000000\n    expires  0\n    id       %x\n    data     %x\n    stream   %x\n", v.name, streamID, streamData, out.Bytes())
}

func keyBlock() string {
	var b strings.Builder
	for n := 1; n <= 2; n++ {
		k := weak.VectorKey(n)
		key := makeKey(k)
		fmt.Fprintf(&b, "    key %d    %x\n    id       %08x\n    text     %s\n", n, k, key.ID(), key.Reveal())
	}
	return b.String()
}

func nameBlock(t *testing.T) string {
	s := signerOf(t, makeKey(weak.VectorKey(1)), "app/test")
	return fmt.Sprintf("    vector   name\n    key      1\n    purpose  \"app/test\"\n    context  [\"GET\", \"/?q=1\"]\n    name     %s\n", s.Name("GET", "/?q=1"))
}

func TestWireVectors(t *testing.T) {
	blocks := []string{keyBlock()}
	for _, v := range vectors {
		blocks = append(blocks, v.block(t))
	}
	want := vectorStart + "\n" + strings.Join(append(blocks, streamBlock(t), nameBlock(t)), "\n")
	doc, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	head, got, found := strings.Cut(string(doc), vectorStart)
	if *update {
		if err := os.WriteFile(vectorFile, []byte(head+want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !found || vectorStart+got != want {
		t.Errorf("the vectors of %s are not what this package makes: a change of the wire format, which needs a new version byte. If it is new text only, run: go test -run TestWireVectors -update", vectorFile)
	}
}

// Independent of the writer above: the tokens printed in the document verify.
func TestPrintedVectorsVerify(t *testing.T) {
	doc, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[string]string{}
	name := ""
	for line := range strings.Lines(string(doc)) {
		if rest, ok := strings.CutPrefix(line, "    vector   "); ok {
			name = strings.TrimSpace(rest)
		}
		if rest, ok := strings.CutPrefix(line, "    token    "); ok {
			tokens[name] = strings.TrimSpace(rest)
		}
	}
	for _, v := range vectors {
		token, err := hex.DecodeString(tokens[v.name])
		if err != nil {
			t.Fatal(v.name, err)
		}
		got, _, err := v.signer(t).open(token, v.format.id())
		if err != nil || string(got.bytes) != v.payload {
			t.Errorf("%s: %v", v.name, err)
		}
		for _, w := range vectors {
			if _, _, err := w.signer(t).open(token, w.format.id()); v.name != w.name && v.differs(w) && err == nil {
				t.Errorf("%s verifies as %s", v.name, w.name)
			} else if err != nil && !errors.Is(err, ErrInvalid) {
				t.Error(err)
			}
		}
	}
}

// differs tells vectors that differ in what a verifier must tell apart.
func (v vector) differs(w vector) bool {
	return v.key != w.key || v.purpose != w.purpose || fmt.Sprintf("%q", v.ctx) != fmt.Sprintf("%q", w.ctx) || v.format != w.format
}

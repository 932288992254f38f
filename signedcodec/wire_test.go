package signedcodec

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write docs/vectors.json and the vectors of docs/wire.md anew")

const (
	vectorFile  = "docs/wire.md"
	vectorJSON  = "docs/vectors.json"
	vectorStart = "<!-- vectors: made by go test -run TestWireVectors -update -->\n"
)

// vector is one test vector: what a reader knows, what it reads, and what must come of it. A reference reader in any
// language takes the same from docs/vectors.json.
type vector struct {
	Name      string   `json:"name"`
	Kind      string   `json:"kind"` // token, text, bytes and messages (streams), name, key, derive
	Keys      []string `json:"keys,omitempty"`
	Purpose   string   `json:"purpose,omitempty"`
	Context   []string `json:"context"`
	Sealed    bool     `json:"sealed,omitempty"`
	Format    byte     `json:"format"`
	Now       int64    `json:"now,omitempty"`
	MaxAge    int64    `json:"max_age,omitempty"`
	TTLOnly   bool     `json:"ttl_only,omitempty"` // the reader limits lifetimes by WithTTL alone
	Skew      int64    `json:"skew,omitempty"`
	NotBefore int64    `json:"not_before,omitempty"`
	MaxBytes  int      `json:"max_bytes,omitempty"`
	Input     string   `json:"input,omitempty"`    // in hex; of a text as it is
	Deflated  string   `json:"deflated,omitempty"` // the input in zlib and base64, where it is long
	Want      string   `json:"want"`               // ok, or the reason of docs/wire.md
	Payload   string   `json:"payload,omitempty"`  // in hex
	Messages  []string `json:"messages,omitempty"` // in hex; of a long one its length
	Issued    int64    `json:"issued,omitempty"`
	Expires   int64    `json:"expires,omitempty"`
}

// reasons are what docs/wire.md calls the errors.
var reasons = map[string]error{
	"malformed": ErrMalformed, "too large": ErrTooLarge, "unknown key": ErrUnknownKey, "signature": ErrSignature, "format": ErrFormat,
	"expired": ErrExpired, "not yet valid": ErrNotYetValid,
}

// reader is the signer that reads a vector.
func (v vector) reader(t *testing.T) *Signer {
	t.Helper()
	var keys []Key
	for _, text := range v.Keys {
		keys = append(keys, vectorKey(t, text))
	}
	ring, err := NewKeyring(keys[0], keys[1:]...)
	if err != nil {
		t.Fatal(err)
	}
	opts := []Option{WithClock(func() time.Time { return time.Unix(v.Now, 0) }), WithSkew(time.Duration(v.Skew) * time.Second)}
	if v.Format&0x80 != 0 {
		opts = append(opts, WithFormat(Gzip(Format(v.Format&0x7f), 1<<20)))
	} else if v.Format >= byte(JSON) && v.Format <= byte(Raw) {
		opts = append(opts, WithFormat(Format(v.Format)))
	}
	if v.Sealed {
		opts = append(opts, WithEncryption())
	}
	if v.MaxAge > 0 {
		opts = append(opts, WithMaxAge(time.Duration(v.MaxAge)*time.Second))
	}
	if v.TTLOnly {
		opts = append(opts, WithTTL(time.Hour))
	}
	if v.NotBefore > 0 {
		opts = append(opts, WithNotBefore(time.Unix(v.NotBefore, 0)))
	}
	if v.MaxBytes > 0 {
		opts = append(opts, WithMaxBytes(v.MaxBytes))
	}
	return signerOf(t, ring, v.Purpose, opts...).For(v.Context...)
}

// vectorKey parses a key that ParseKey refuses, because it is published.
func vectorKey(t *testing.T, text string) Key {
	t.Helper()
	body := text[len(keyPrefix)+9 : len(keyPrefix)+9+43]
	b, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		t.Fatal(err)
	}
	return makeKey([keySize]byte(b))
}

func (v vector) bytes(t *testing.T) []byte {
	t.Helper()
	if v.Deflated != "" {
		packed, err := base64.StdEncoding.DecodeString(v.Deflated)
		if err != nil {
			t.Fatal(err)
		}
		zr, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(zr)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b, err := hex.DecodeString(v.Input)
	if err != nil {
		t.Fatal(v.Name, err)
	}
	return b
}

// read is what this package makes of a vector: what it read in hex, and the reason for stopping.
func (v vector) read(t *testing.T) (read []string, err error) {
	t.Helper()
	s := v.reader(t)
	switch v.Kind {
	case "token":
		payload, p, err := s.open(v.bytes(t), v.Format)
		_ = s.report(p, err)
		return []string{hex.EncodeToString(payload.bytes)}, err
	case "text":
		payload, _, err := s.openText(v.Input, v.Format)
		return []string{hex.EncodeToString(payload.bytes)}, err
	case "bytes":
		b, err := io.ReadAll(s.NewReader(bytes.NewReader(v.bytes(t))))
		return []string{hex.EncodeToString(b)}, err
	}
	c := chunkReader{s: s, r: bytes.NewReader(v.bytes(t)), format: v.Format}
	for {
		message, err := c.message()
		if err == io.EOF {
			return read, nil
		}
		if err != nil {
			return read, err
		}
		read = append(read, shorten(message.bytes))
	}
}

// shorten keeps long messages out of the page.
func shorten(b []byte) string {
	if len(b) > 1000 {
		return fmt.Sprintf("%d bytes", len(b))
	}
	return hex.EncodeToString(b)
}

// TestVectorsHold checks this package against its vectors, those that must be refused too.
func TestVectorsHold(t *testing.T) {
	negative := 0
	for _, v := range storedVectors(t) {
		switch v.Kind {
		case "key", "derive", "name":
			continue
		}
		read, err := v.read(t)
		if v.Want != "ok" {
			negative++
			if !errors.Is(err, reasons[v.Want]) || reasons[v.Want] == nil {
				t.Errorf("%s: %v, want %s", v.Name, err, v.Want)
			}
			continue
		}
		want := v.Messages
		if v.Kind != "messages" {
			want = []string{v.Payload}
		}
		if err != nil || !slices.Equal(read, want) {
			t.Errorf("%s: %v, %v", v.Name, read, err)
		}
	}
	if negative < 60 {
		t.Errorf("%d vectors must be refused", negative)
	}
}

func storedVectors(t *testing.T) []vector {
	t.Helper()
	b, err := os.ReadFile(vectorJSON)
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestWireVectors holds the documents to what this package writes.
func TestWireVectors(t *testing.T) {
	if strings.Contains(os.Getenv("GODEBUG"), "fips140=only") {
		t.Skip("a sealed vector needs a fixed nonce, which FIPS 140-only mode refuses; TestVectorsHold reads it all the same")
	}
	all := makeVectors(t)
	var lines bytes.Buffer
	lines.WriteString("[\n")
	for i, v := range all {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(b)
		if i < len(all)-1 {
			lines.WriteString(",")
		}
		lines.WriteString("\n")
	}
	lines.WriteString("]\n")
	page := vectorStart + "\n" + render(all)
	doc, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	head, got, found := strings.Cut(string(doc), vectorStart)
	if *update {
		if err := errors.Join(os.WriteFile(vectorFile, []byte(head+page), 0o644), os.WriteFile(vectorJSON, lines.Bytes(), 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	stored, err := os.ReadFile(vectorJSON)
	if err != nil {
		t.Fatal(err)
	}
	if !found || vectorStart+got != page || !bytes.Equal(stored, lines.Bytes()) {
		t.Errorf("the vectors of %s and %s are not what this package makes: a change of the wire format, which needs a new version byte. If it is new text only, run: go test -run TestWireVectors -update", vectorFile, vectorJSON)
	}
}

// render shows the vectors as docs/wire.md does.
func render(all []vector) string {
	var b strings.Builder
	for _, v := range all {
		fmt.Fprintf(&b, "    vector   %s\n", v.Name)
		line := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, "    %-8s %s\n", name, value)
			}
		}
		line("kind", v.Kind)
		for _, key := range v.Keys {
			line("key", key)
		}
		if v.Purpose != "" {
			ctx, _ := json.Marshal(v.Context)
			line("purpose", fmt.Sprintf("%q", v.Purpose))
			line("context", string(ctx))
			line("format", fmt.Sprint(v.Format))
		}
		for name, n := range map[string]int64{"now": v.Now} {
			line(name, fmt.Sprint(n))
		}
		for _, limit := range []struct {
			name string
			n    int64
		}{{"max age", v.MaxAge}, {"skew", v.Skew}, {"not bef.", v.NotBefore}, {"max size", int64(v.MaxBytes)}} {
			if limit.n != 0 {
				line(limit.name, fmt.Sprint(limit.n))
			}
		}
		if v.TTLOnly {
			line("reader", "limits lifetimes by WithTTL alone")
		}
		if v.Deflated != "" {
			line("input", "in docs/vectors.json")
		} else {
			line("input", v.Input)
		}
		line("want", v.Want)
		if v.Want == "ok" && v.Kind != "messages" {
			line("payload", v.Payload)
		}
		if v.Kind == "messages" && v.Want == "ok" {
			line("messages", fmt.Sprint(v.Messages))
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// TestReferenceReaders runs the readers of docs/reference, which share no code with this package, against the vectors.
func TestReferenceReaders(t *testing.T) {
	for name, c := range map[string]struct{ program, variable, file string }{
		"Python":     {"python3", "SIGNEDCODEC_PYTHON_REQUIRED", "docs/reference/signedcodec.py"},
		"JavaScript": {"node", "SIGNEDCODEC_NODE_REQUIRED", "docs/reference/signedcodec.mjs"},
	} {
		t.Run(name, func(t *testing.T) {
			source, err := os.ReadFile(c.file)
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(source, []byte("\n")); n >= 200 {
				t.Errorf("%s has %d lines: a reference is read in one sitting", c.file, n)
			}
			path, err := exec.LookPath(c.program)
			if err != nil {
				if os.Getenv(c.variable) != "" {
					t.Fatal(err)
				}
				t.Skip(err)
			}
			cmd := exec.Command(path, c.file, vectorJSON)
			cmd.Stderr = os.Stderr
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			checkReference(t, out)
		})
	}
}

func checkReference(t *testing.T, out []byte) {
	t.Helper()
	var got []struct {
		Name     string
		Result   string
		Payload  string
		Messages []string
		Issued   int64
		Expires  int64
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	all := storedVectors(t)
	if len(got) != len(all) {
		t.Fatalf("%d results for %d vectors", len(got), len(all))
	}
	for i, v := range all {
		g := got[i]
		if g.Name != v.Name || g.Result != v.Want {
			t.Errorf("%s: %s, want %s", v.Name, g.Result, v.Want)
			continue
		}
		if v.Want != "ok" {
			continue
		}
		if g.Payload != v.Payload && v.Kind != "messages" || v.Kind == "messages" && !slices.Equal(g.Messages, v.Messages) {
			t.Errorf("%s: reads %s %v", v.Name, g.Payload, g.Messages)
		}
		if (v.Kind == "token" || v.Kind == "text") && (g.Issued != v.Issued || g.Expires != v.Expires) {
			t.Errorf("%s: issued %d, expires %d", v.Name, g.Issued, g.Expires)
		}
	}
}

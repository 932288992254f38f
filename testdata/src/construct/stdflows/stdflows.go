// Package stdflows has the everyday functions of the standard library that hand values on.
package stdflows

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"example.com/kinds"
)

func text() {
	s := kinds.Source()                                        // @source(text)
	kinds.Sink(strings.ToUpper(s))                             // @sink(text)
	kinds.Sink(strings.TrimSpace(s))                           // @sink(text)
	kinds.Sink(strings.TrimPrefix(s, "x"))                     // @sink(text)
	kinds.Sink(strings.ReplaceAll(s, "a", "b"))                // @sink(text)
	kinds.Sink(strings.ReplaceAll("clean", "a", s))            // @sink(text)
	kinds.Sink(strings.Join([]string{"a", s}, ","))            // @sink(text)
	kinds.Sink(strings.Fields(s)[0])                           // @sink(text)
	kinds.Sink(strings.Split(s, ",")[1])                       // @sink(text)
	kinds.Sink(strings.Repeat(s, 2))                           // @sink(text)
	kinds.Sink(strings.Map(func(r rune) rune { return r }, s)) // @sink(text)
	kinds.Sink(strings.NewReplacer("a", "b").Replace(s))       // @sink(text)
	kinds.Sink(fmt.Sprintf("%s", s))                           // @sink(text)
	kinds.Sink(fmt.Sprint("a", s))                             // @sink(text)
	kinds.Sink(strconv.Quote(s))                               // @sink(text)
	kinds.Sink(path.Join("a", s))                              // @sink(text)
	kinds.Sink(url.QueryEscape(s))                             // @sink(text)
	head, tail, found := strings.Cut(s, ",")                   // @trace(text) passed through strings.Cut
	kinds.Sink(head)                                           // @sink(text)
	kinds.Sink(tail)                                           // @sink(text)
	kinds.Sink(found)
}

// A predicate, a position and a length say something about a text; they do not carry it.
func predicates() {
	s := kinds.Source()
	kinds.Sink(strings.Contains(s, "x"))
	kinds.Sink(strings.HasPrefix(s, "x"))
	kinds.Sink(strings.EqualFold(s, "x"))
	kinds.Sink(strings.Index(s, "x"))
	kinds.Sink(strings.Compare(s, "x"))
	kinds.Sink(bytes.Equal([]byte(s), nil))
	kinds.Sink(slices.Contains([]string{s}, "x"))
}

func blobs() {
	b := kinds.SourceBytes()                            // @source(blobs)
	kinds.SinkBytes(bytes.TrimSpace(b))                 // @sink(blobs)
	kinds.SinkBytes(bytes.Clone(b))                     // @sink(blobs)
	kinds.SinkBytes(bytes.Join([][]byte{b}, nil))       // @sink(blobs)
	kinds.SinkBytes(bytes.SplitN(b, []byte("."), 2)[0]) // @sink(blobs)
	kinds.SinkBytes(slices.Clone(b))                    // @sink(blobs)
	kinds.Sink(hex.EncodeToString(b))                   // @sink(blobs)
	kinds.Sink(base64.StdEncoding.EncodeToString(b))    // @sink(blobs)
	kinds.SinkBytes(fmt.Appendf(nil, "%x", b))          // @sink(blobs)
}

func decoded() {
	s := kinds.Source()                          // @source(decoded)
	b, err := base64.URLEncoding.DecodeString(s) // @trace(decoded) passed through base64.Encoding.DecodeString
	kinds.SinkBytes(b)                           // @sink(decoded)
	kinds.Sink(err)
	h, _ := hex.DecodeString(s)
	kinds.SinkBytes(h) // @sink(decoded)
	dst := make([]byte, 64)
	n, _ := hex.Decode(dst, []byte(s))
	kinds.SinkBytes(dst[:n]) // @sink(decoded)
	q, _ := url.QueryUnescape(s)
	kinds.Sink(q) // @sink(decoded)
	u, _ := url.Parse(s)
	kinds.Sink(u.Path)             // @sink(decoded)
	kinds.Sink(u.Query().Get("k")) // @sink(decoded)
	kinds.Sink(u.String())         // @sink(decoded)
}

func containers() {
	m := map[string]string{"clean": kinds.Source()} // @source(containers)
	kinds.Sink(maps.Clone(m)["clean"])              // @sink(containers)
	for v := range maps.Values(m) {                 // @trace(containers) passed to a function literal
		kinds.Sink(v) // @sink(containers)
	}
	for k := range maps.Keys(m) {
		kinds.Sink(k)
	}
	s := []string{"clean"}
	s = slices.Insert(s, 0, kinds.Source()) // @source(insert)
	slices.Sort(s)
	kinds.Sink(s[0]) // @sink(insert)
}

func clean() {
	s := strings.ToUpper("clean") + fmt.Sprint(1)
	kinds.Sink(strings.Split(s, ",")[0])
	kinds.SinkBytes([]byte(url.QueryEscape(s)))
}

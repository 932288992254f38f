// Package writers has what is written and then read back: buffers, builders, wrapped writers.
package writers

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"example.com/kinds"
)

func buffer() {
	var b, c bytes.Buffer
	b.WriteString(kinds.Source()) // @source(buffer)
	c.WriteString("clean")
	kinds.SinkBytes(b.Bytes()) // @sink(buffer)
	kinds.Sink(b.String())     // @sink(buffer)
	kinds.Sink(c.String())
	kinds.Sink(b.Len())
}

func resetBuffer() {
	var b bytes.Buffer
	b.Write(kinds.SourceBytes())
	b = bytes.Buffer{}
	kinds.Sink(b.String())
}

func builder() {
	var sb strings.Builder
	sb.WriteString("a")
	sb.WriteString(kinds.Source()) // @source(builder)
	kinds.Sink(sb.String())        // @sink(builder)
}

func formatted() {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s-%s", "clean", kinds.Source()) // @source(fprintf)
	kinds.Sink(b.String())                            // @sink(fprintf)
	var sb strings.Builder
	io.WriteString(&sb, kinds.Source()) // @source(writestring)
	kinds.Sink(sb.String())             // @sink(writestring)
}

func wrapped() {
	var out, other bytes.Buffer
	w := bufio.NewWriter(&out)
	w.WriteString(kinds.Source()) // @source(bufio)
	w.Flush()
	kinds.Sink(out.String()) // @sink(bufio)
	kinds.Sink(other.String())
}

func compressed() {
	var out bytes.Buffer
	zw := gzip.NewWriter(&out)
	zw.Write(kinds.SourceBytes()) // @source(gzip)
	zw.Close()
	kinds.SinkBytes(out.Bytes()) // @sink(gzip)
}

func multi() {
	var a, b, c bytes.Buffer
	w := io.MultiWriter(&a, &b)
	w.Write(kinds.SourceBytes()) // @source(multi)
	kinds.Sink(a.String())       // @sink(multi)
	kinds.Sink(b.String())       // @sink(multi)
	kinds.Sink(c.String())
}

// What an encoder writes holds the source, but its form is the encoder's: to a decoder it is as good as proved.
func encoded() {
	var b bytes.Buffer
	json.NewEncoder(&b).Encode(map[string]string{"k": kinds.Source()})
	kinds.SinkBytes(b.Bytes())
	out, err := json.Marshal(kinds.Source())
	kinds.SinkBytes(out)
	kinds.Sink(err)
}

func render(w io.Writer, s string) { fmt.Fprintln(w, s) } // @trace(render) passed through fmt.Fprintln

func throughParameter() {
	var b, c bytes.Buffer
	render(&b, kinds.Source()) // @source(render)
	render(&c, "clean")
	kinds.Sink(b.String()) // @sink(render)
	kinds.Sink(c.String())
}

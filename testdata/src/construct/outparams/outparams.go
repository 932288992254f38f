// Package outparams has functions that fill what their arguments point to.
package outparams

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	"example.com/kinds"
)

func modelled() {
	b, c := make([]byte, 8), make([]byte, 8)
	n, err := kinds.ReadInto(b) // @source(modelled)
	kinds.SinkBytes(b)          // @sink(modelled)
	kinds.SinkBytes(b[:n])      // @sink(modelled)
	kinds.SinkBytes(c)
	kinds.Sink(n, err)
}

func readFull() {
	r := kinds.SourceReader() // @source(full)
	b, c := make([]byte, 8), make([]byte, 8)
	if _, err := io.ReadFull(r, b); err != nil { // @trace(full) passed through io.ReadFull
		return
	}
	kinds.SinkBytes(b) // @sink(full)
	kinds.SinkBytes(c)
}

func readMethod() {
	r := kinds.SourceReader() // @source(read)
	b := make([]byte, 8)
	n, _ := r.Read(b)      // @trace(read) passed through Reader.Read
	kinds.SinkBytes(b[:n]) // @sink(read)
}

func fill(b []byte) { copy(b, kinds.Source()) } // @source(fill)

func fillAll(dst *[]byte) { *dst = append(*dst, kinds.Source()...) } // @source(fillall)

func own() {
	b, c := make([]byte, 8), make([]byte, 8)
	fill(b)            // @trace(fill) written by fill
	kinds.SinkBytes(b) // @sink(fill)
	kinds.SinkBytes(c)
	var d, e []byte
	fillAll(&d)        // @trace(fillall) written by fillAll
	kinds.SinkBytes(d) // @sink(fillall)
	kinds.SinkBytes(e)
}

type header struct{ Name, Note string }

func unmarshalled() {
	b := kinds.SourceBytes() // @source(json)
	var h, other header
	if err := json.Unmarshal(b, &h); err != nil { // @trace(json) passed through json.Unmarshal
		return
	}
	kinds.Sink(h.Name) // @sink(json)
	kinds.Sink(h)      // @sink(json)
	kinds.Sink(other.Name)
}

func unmarshalledAny() {
	var v any
	json.Unmarshal(kinds.SourceBytes(), &v) // @source(any)
	m, _ := v.(map[string]any)
	kinds.Sink(m["k"]) // @sink(any)
}

func unmarshalledClean() {
	var h header
	json.Unmarshal([]byte(`{"Name": "a"}`), &h)
	kinds.Sink(h.Name)
}

func binaryRead() {
	var n uint32
	binary.Read(kinds.SourceReader(), binary.BigEndian, &n) // @source(binary)
	kinds.Sink(n)                                           // @sink(binary)
}

func scanned() {
	var a, b string
	fmt.Sscan(kinds.Source(), &a) // @source(scan)
	kinds.Sink(a)                 // @sink(scan)
	kinds.Sink(b)
}

func decode(b []byte, h *header) error {
	h.Note = "clean"
	return json.Unmarshal(b, &h.Name) // @trace(part) passed through json.Unmarshal
}

func partOfStruct() {
	var h header
	decode(kinds.SourceBytes(), &h) // @source(part)
	kinds.Sink(h.Name)              // @sink(part)
	kinds.Sink(h.Note)
}

func filled() {
	dst := make([]byte, 8)
	src := kinds.SourceBytes() // @source(filled)
	kinds.Fill(dst, src)       // @trace(filled) passed through kinds.Fill
	kinds.SinkBytes(dst)       // @sink(filled)
}

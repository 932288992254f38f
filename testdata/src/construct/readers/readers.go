// Package readers has chains of readers of the standard library.
package readers

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"io"
	"os"
	"strings"

	"example.com/kinds"
)

var target any

func buffered() {
	r := bufio.NewReader(kinds.SourceReader()) // @source(bufio)
	kinds.Decode(r, &target)                   // @sink(bufio)
	line, err := r.ReadString('\n')            // @trace(bufio) passed through bufio.Reader.ReadString
	kinds.Sink(line)                           // @sink(bufio)
	kinds.Sink(err)
}

func chain() {
	zr, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, bufio.NewReader(kinds.SourceReader()))) // @source(chain) @trace(chain) gzip.NewReader @trace(chain) base64.NewDecoder @trace(chain) bufio.NewReader
	if err != nil {
		return
	}
	kinds.Decode(io.LimitReader(zr, 100), &target) // @sink(chain) @trace(chain) io.LimitReader
}

func cleanChain() {
	r := bufio.NewReader(io.LimitReader(strings.NewReader("clean"), 10))
	kinds.Decode(r, &target)
}

func fromText() {
	kinds.Decode(strings.NewReader(kinds.Source()), &target)              // @source(text) @sink(text)
	kinds.Decode(bytes.NewReader(kinds.SourceBytes()), &target)           // @source(bytes) @sink(bytes)
	kinds.Decode(bytes.NewBuffer(kinds.SourceBytes()), &target)           // @source(buffer) @sink(buffer)
	kinds.Decode(bytes.NewBufferString(kinds.Source()), &target)          // @source(bufferstring) @sink(bufferstring)
	kinds.Decode(hex.NewDecoder(kinds.SourceReader()), &target)           // @source(hex) @sink(hex) @trace(hex) hex.NewDecoder
	kinds.Decode(io.NopCloser(kinds.SourceReader()), &target)             // @source(nop) @sink(nop)
	kinds.Decode(io.MultiReader(os.Stdin, kinds.SourceReader()), &target) // @source(multi) @sink(multi)
}

func tee() {
	var seen, other bytes.Buffer
	r := io.TeeReader(kinds.SourceReader(), &seen) // @source(tee)
	kinds.Decode(r, &target)                       // @sink(tee)
	kinds.Decode(&seen, &target)                   // @sink(tee)
	kinds.Decode(&other, &target)
}

func copied() {
	var dst, other bytes.Buffer
	io.Copy(&dst, kinds.SourceReader()) // @source(copy)
	kinds.Decode(&dst, &target)         // @sink(copy)
	kinds.Decode(&other, &target)
	var n bytes.Buffer
	io.CopyN(&n, kinds.SourceReader(), 8) // @source(copyn)
	kinds.SinkBytes(n.Bytes())            // @sink(copyn)
	var from bytes.Buffer
	from.ReadFrom(kinds.SourceReader()) // @source(from)
	kinds.Sink(from.String())           // @sink(from)
}

func readAll() {
	b, err := io.ReadAll(kinds.SourceReader()) // @source(all)
	kinds.SinkBytes(b)                         // @sink(all)
	kinds.Sink(err)
}

func pipe() {
	pr, pw := io.Pipe()
	go func() { // @trace(pipe) written by a function literal
		defer pw.Close()
		io.Copy(pw, kinds.SourceReader()) // @source(pipe)
	}()
	kinds.Decode(pr, &target) // @sink(pipe)
}

func cleanPipe() {
	pr, pw := io.Pipe()
	go pw.Write([]byte("clean"))
	kinds.Decode(pr, &target)
}

func scanner() {
	sc := bufio.NewScanner(kinds.SourceReader()) // @source(scanner)
	for sc.Scan() {
		kinds.Sink(sc.Text())       // @sink(scanner)
		kinds.SinkBytes(sc.Bytes()) // @sink(scanner)
	}
	kinds.Sink(sc.Err())
}

func reset() {
	br := bufio.NewReader(strings.NewReader("clean"))
	br.Reset(kinds.SourceReader()) // @source(reset)
	kinds.Decode(br, &target)      // @sink(reset)
}

func section(f *os.File) {
	ra := strings.NewReader(kinds.Source())              // @source(section)
	kinds.Decode(io.NewSectionReader(ra, 0, 4), &target) // @sink(section)
}

package stdflows

import (
	"bytes"
	"container/list"
	"container/ring"
	"database/sql"
	"expvar"
	"fmt"
	"html/template"
	"math/big"
	"strings"
	"sync/atomic"
	"testing/iotest"
	"text/scanner"
	"unsafe"

	"example.com/kinds"
)

// Functions that fill something else than their results.

func scanned() {
	var s scanner.Scanner
	s.Init(strings.NewReader(kinds.Source())) // @source(scanned)
	s.Scan()
	kinds.Sink(s.TokenText()) // @sink(scanned)
}

func escaped() {
	var out, clean bytes.Buffer
	template.HTMLEscape(&out, kinds.SourceBytes()) // @source(escaped)
	template.JSEscape(&clean, []byte("clean"))
	kinds.Sink(out.String()) // @sink(escaped)
	kinds.Sink(clean.String())
}

func linked() {
	l := list.New()
	first := l.PushBack("clean")
	l.InsertAfter(kinds.Source(), first) // @source(linked)
	kinds.Sink(l.Back().Value)           // @sink(linked)
}

func around() {
	r := ring.New(1)
	r.Value = kinds.Source()               // @source(ring)
	r.Do(func(v any) { kinds.Sink(v) })    // @sink(ring)
	r.Do(func(v any) { kinds.Sink("ok") }) // the value is not used
}

func large() {
	n := new(big.Int)
	n.SetBytes(kinds.SourceBytes()) // @source(large)
	b := make([]byte, 8)
	n.FillBytes(b)
	kinds.SinkBytes(b) // @sink(large)
}

func published() {
	s := new(expvar.String)
	s.Set(kinds.Source()) // @source(published)
	kinds.Sink(s.Value()) // @sink(published)
}

func nullable() {
	var n sql.Null[string]
	n.Scan(kinds.Source()) // @source(nullable)
	kinds.Sink(n.V)        // @sink(nullable)
	kinds.Sink(fmt.Sprint(n.Valid))
}

func pointers() {
	var p unsafe.Pointer
	s := kinds.Source() // @source(pointers)
	atomic.StorePointer(&p, unsafe.Pointer(&s))
	kinds.Sink(*(*string)(atomic.LoadPointer(&p))) // @sink(pointers)
}

func logged() {
	var out bytes.Buffer
	w := iotest.NewWriteLogger("prefix", &out)
	w.Write(kinds.SourceBytes()) // @source(logged)
	kinds.Sink(out.String())     // @sink(logged)
}

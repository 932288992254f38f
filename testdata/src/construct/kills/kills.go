// Package kills overwrites what held a source: in place, in callees, in deferred functions.
package kills

import (
	"bytes"
	"strings"

	"example.com/kinds"
)

type fluent struct{ a, b string }

func (f *fluent) with(s string) *fluent { f.a = s; return f }
func (f *fluent) clear() *fluent        { f.a = ""; return f }
func (f *fluent) other() *fluent        { f.b = ""; return f }

func chained() {
	f := new(fluent).with(kinds.Source()).clear()
	kinds.Sink(f.a)
}

func chainedOther() {
	f := new(fluent).with(kinds.Source()).other() // @source(chained)
	kinds.Sink(f.a)                               // @sink(chained)
}

func chainedAgain() {
	f := new(fluent).clear().with(kinds.Source()) // @source(again)
	kinds.Sink(f.a)                               // @sink(again)
	kinds.Sink(f.b)
}

func reset(m map[string]string) { m["a"] = "clean" }
func resetSome(m map[string]string, n int) { // not on every path
	if n > 0 {
		m["a"] = "clean"
	}
}

func inMap() {
	m := map[string]string{"a": kinds.Source()}
	reset(m)
	kinds.Sink(m["a"])
}

func otherKey() {
	m := map[string]string{"b": kinds.Source()} // @source(otherkey)
	reset(m)
	kinds.Sink(m["b"]) // @sink(otherkey)
}

func notAlways() {
	m := map[string]string{"a": kinds.Source()} // @source(always)
	resetSome(m, 1)
	kinds.Sink(m["a"]) // @sink(always)
}

func deleted() {
	m := map[string]string{"a": kinds.Source()}
	delete(m, "a")
	kinds.Sink(m["a"])
}

func otherDeleted(k string) {
	m := map[string]string{"a": kinds.Source()} // @source(deleted)
	delete(m, "b")
	delete(m, k)
	kinds.Sink(m["a"]) // @sink(deleted)
}

func cleared() {
	m := map[string]string{"a": kinds.Source()}
	clear(m)
	kinds.Sink(m["a"])
}

func named() (s string) {
	s = kinds.Source()
	defer func() { s = "clean" }()
	return s
}

func namedBytes() (b []byte) {
	b = kinds.SourceBytes()
	defer func() { b = []byte("clean") }()
	return b
}

func sometimes(n int) (s string) {
	s = kinds.Source() // @source(sometimes)
	defer func() {
		if n > 0 {
			s = "clean"
		}
	}()
	return s
}

func results() {
	kinds.Sink(named())
	kinds.SinkBytes(namedBytes())
	kinds.Sink(sometimes(1)) // @sink(sometimes)
}

func builder() {
	var sb strings.Builder
	sb.WriteString(kinds.Source())
	sb.Reset()
	sb.WriteString("clean")
	kinds.Sink(sb.String())
}

func buffer() {
	buf := new(bytes.Buffer)
	buf.WriteString(kinds.Source()) // @source(buffer)
	kinds.Sink(buf.String())        // @sink(buffer)
	empty(buf)
	kinds.Sink(buf.String())
}

func empty(b *bytes.Buffer) { b.Reset() }

func out(s *string)    { *s = "clean" }
func list(l *[]string) { *l = nil }

func outParameters() {
	s := kinds.Source()
	out(&s)
	kinds.Sink(s)
	l := []string{kinds.Source()}
	list(&l)
	kinds.Sink(l)
}

func (f *fluent) zero() { *f = fluent{} }

func whole() {
	f := &fluent{a: kinds.Source()}
	f.zero()
	kinds.Sink(f.a)
}

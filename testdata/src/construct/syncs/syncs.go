// Package syncs has the containers of package sync and sync/atomic.
package syncs

import (
	"bytes"
	"sync"
	"sync/atomic"

	"example.com/kinds"
)

func syncMap() {
	var m, other sync.Map
	m.Store("k", kinds.Source()) // @source(map)
	other.Store("k", "clean")
	v, ok := m.Load("k") // @trace(map) passed through sync.Map.Load
	kinds.Sink(v)        // @sink(map)
	kinds.Sink(ok)
	w, _ := other.Load("k")
	kinds.Sink(w)
}

func syncMapRange() {
	var m sync.Map
	m.Store("clean", kinds.Source()) // @source(range)
	m.Range(func(k, v any) bool {    // @trace(range) passed to a function literal
		kinds.Sink(k)
		kinds.Sink(v) // @sink(range)
		return true
	})
}

func loadOrStore() {
	var m sync.Map
	v, loaded := m.LoadOrStore("k", kinds.Source()) // @source(los)
	kinds.Sink(v)                                   // @sink(los)
	kinds.Sink(loaded)
}

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func usePool() {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.WriteString(kinds.Source()) // @source(pool)
	kinds.SinkBytes(b.Bytes())    // @sink(pool)
}

func useAgain() {
	b := pool.Get().(*bytes.Buffer)
	defer pool.Put(b)
	b.Reset()
	b.WriteString("clean")
	kinds.SinkBytes(b.Bytes())
}

func once() {
	var o sync.Once
	var s, t string
	o.Do(func() { s = kinds.Source() }) // @source(once)
	kinds.Sink(s)                       // @sink(once)
	kinds.Sink(t)
}

func atomicValue() {
	var v, w atomic.Value
	v.Store(kinds.Source()) // @source(value)
	w.Store("clean")
	kinds.Sink(v.Load()) // @sink(value)
	kinds.Sink(w.Load())
}

func atomicPointer() {
	var p atomic.Pointer[string]
	s := kinds.Source()   // @source(pointer)
	p.Store(&s)           // @trace(pointer) passed through atomic.Pointer.Store
	kinds.Sink(*p.Load()) // @sink(pointer)
}

type cache struct {
	mu    sync.RWMutex
	items sync.Map
	last  atomic.Value
	name  string
}

func (c *cache) put(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items.Store(k, kinds.Source()) // @source(field)
	c.last.Store(kinds.Source())     // @source(last)
}

func (c *cache) get(k string) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, _ := c.items.Load(k)   // @trace(field) passed through sync.Map.Load
	kinds.Sink(v)             // @sink(field)
	kinds.Sink(c.last.Load()) // @sink(last)
	kinds.Sink(c.name)
}

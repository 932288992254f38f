// Package globalobjects keeps values in objects behind package-level variables: put in one function, got in another.
package globalobjects

import (
	"sync"

	"example.com/kinds"
)

type store struct {
	m    map[string][]byte
	keys map[string]bool
}

func (c *store) put(k string, v []byte) { c.m[k] = v } // @trace(methods) stored in store.m
func (c *store) get(k string) []byte    { return c.m[k] }

var sessions = &store{m: map[string][]byte{}, keys: map[string]bool{}}

func putSession() { sessions.put("a", kinds.SourceBytes()) } // @source(methods)
func getSession() { kinds.SinkBytes(sessions.get("a")) }     // @sink(methods)

type direct struct{ m map[string][]byte }

var d = &direct{m: map[string][]byte{}}

func putDirect() { d.m["a"] = kinds.SourceBytes() } // @source(direct)
func getDirect() { kinds.SinkBytes(d.m["a"]) }      // @sink(direct)

type queue struct{ items [][]byte }

func (c *queue) push(v []byte) { c.items = append(c.items, v) } // @trace(queue) stored in queue.items
func (c *queue) pop() []byte   { v := c.items[0]; c.items = c.items[1:]; return v }

var q queue

func push() { q.push(kinds.SourceBytes()) } // @source(queue)
func pop()  { kinds.SinkBytes(q.pop()) }    // @sink(queue)

type cache[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]V
}

func (c *cache[K, V]) put(k K, v V) { c.mu.Lock(); c.m[k] = v; c.mu.Unlock() } // @trace(generic) stored in cache.m
func (c *cache[K, V]) get(k K) V    { return c.m[k] }

var gc = &cache[string, []byte]{m: map[string][]byte{}}

func putGeneric() { gc.put("a", kinds.SourceBytes()) } // @source(generic)
func getGeneric() { kinds.SinkBytes(gc.get("a")) }     // @sink(generic)

// The objects of a map of objects, and maps of maps.
type user struct {
	body []byte
	name string
}

var users = map[string]*user{}

func putUser() { users["a"] = &user{body: kinds.SourceBytes()} } // @source(user)
func getUser() {
	kinds.SinkBytes(users["a"].body) // @sink(user)
	kinds.Sink(users["a"].name)
}

var nested = map[string]map[string]string{}

func putNested() { nested["a"]["b"] = kinds.Source() } // @source(nested)
func getNested() { kinds.Sink(nested["a"]["b"]) }      // @sink(nested)

// Keys.
var seen = map[string]bool{}

func putKey() { seen[kinds.Source()] = true } // @source(key)
func getKey() {
	for k := range seen {
		kinds.Sink(k) // @sink(key)
	}
}

// An unnamed struct, and one of another package.
var state struct {
	byName map[string]string
	last   string
	other  string
}

func putState() {
	state.byName["a"] = kinds.Source() // @source(state)
	state.last = kinds.Source()        // @source(last)
}

func getState() {
	kinds.Sink(state.byName["a"]) // @sink(state)
	kinds.Sink(state.last)        // @sink(last)
	kinds.Sink(state.other)
}

// A channel, an array and a slice.
var (
	mail  = make(chan []byte)
	slots [4]string
	list  []string
)

func fill() {
	mail <- kinds.SourceBytes()         // @source(mail)
	slots[1] = kinds.Source()           // @source(slots)
	list = append(list, kinds.Source()) // @source(list)
}

func drain() {
	kinds.SinkBytes(<-mail) // @sink(mail)
	kinds.Sink(slots[1])    // @sink(slots)
	kinds.Sink(list[0])     // @sink(list)
}

// An embedded store, and one in a field of another.
type shelf struct{ m map[string][]byte }

func (s *shelf) put(k string, v []byte) { s.m[k] = v } // @trace(embedded) stored in shelf.m
func (s *shelf) get(k string) []byte    { return s.m[k] }

type server struct {
	shelf
	second shelf
}

var srv = &server{}

func putEmbedded() { srv.put("a", kinds.SourceBytes()) } // @source(embedded)
func getEmbedded() { kinds.SinkBytes(srv.get("a")) }     // @sink(embedded)

// A list of nodes.
type node struct {
	next *node
	val  string
}

var head *node

func prepend() { head = &node{next: head, val: kinds.Source()} } // @source(nodes)
func walk() {
	for n := head; n != nil; n = n.next {
		kinds.Sink(n.val) // @sink(nodes)
	}
}

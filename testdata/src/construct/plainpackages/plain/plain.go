// Package plain names no source and no sink: it only moves data.
package plain

// A Message has a setter and a getter.
type Message struct {
	body []byte
	kind string
	tags map[string]string
}

func (m *Message) Set(b []byte)           { m.body = b }
func (m *Message) Get() []byte            { return m.body }
func (m *Message) Kind() string           { return m.kind }
func (m *Message) Tag(k, v string)        { m.tags[k] = v }
func (m *Message) Tagged(k string) string { return m.tags[k] }
func (m *Message) With(b []byte) *Message { m.body = b; return m }
func (m Message) Copy() Message           { return m }

// A Ring is a queue.
type Ring[T any] struct{ items []T }

func (r *Ring[T]) Push(v T) { r.items = append(r.items, v) }
func (r *Ring[T]) Pop() T   { v := r.items[0]; r.items = r.items[1:]; return v }
func (r *Ring[T]) All() func(func(T) bool) {
	return func(yield func(T) bool) {
		for _, v := range r.items {
			if !yield(v) {
				return
			}
		}
	}
}

// A Table is a map behind methods.
type Table[K comparable, V any] struct{ m map[K]V }

func NewTable[K comparable, V any]() *Table[K, V] { return &Table[K, V]{m: map[K]V{}} }
func (t *Table[K, V]) Put(k K, v V)               { t.m[k] = v }
func (t *Table[K, V]) Get(k K) (V, bool)          { v, ok := t.m[k]; return v, ok }

func Fill(dst *[]byte, src []byte)  { *dst = src }
func Each(b []byte, f func([]byte)) { f(b) }
func Map[A, B any](a []A, f func(A) B) []B {
	var out []B
	for _, x := range a {
		out = append(out, f(x))
	}
	return out
}
func Send(c chan []byte, b []byte)      { c <- b }
func Receive(c chan []byte) []byte      { return <-c }
func Put(m map[string][]byte, b []byte) { m["k"] = b }
func Length(b []byte) string            { return string(rune(len(b))) }
func Nothing(b []byte) []byte           { return nil }
func Ptr[T any](v T) *T                 { return &v }
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A Pair has two parts.
type Pair struct {
	Body []byte
	Kind string
}

func NewPair(b []byte) *Pair { return &Pair{Body: b} }

// An Option sets something.
type Option func(*Message)

func WithBody(b []byte) Option { return func(m *Message) { m.body = b } }
func New(opts ...Option) *Message {
	m := &Message{}
	for _, o := range opts {
		o(m)
	}
	return m
}

// A Box is read through an interface.
type Box interface{ Content() []byte }
type box struct{ b []byte }

func (b *box) Content() []byte { return b.b }
func NewBox(b []byte) Box      { return &box{b} }

// Package lib takes and returns function values. It names no source and no sink.
package lib

import (
	"iter"

	"construct/funcsacross/shape"
)

// A Conn decodes what it receives with a function that an option set.
type Conn struct {
	codec  func([]byte, any) error
	name   string
	opened func(string)
}

// An Option configures a Conn.
type Option func(*Conn)

// WithCodec sets what decodes; WithName what is shown.
func WithCodec(f func([]byte, any) error) Option { return func(c *Conn) { c.codec = f } }
func WithName(name string) Option                { return func(c *Conn) { c.name = name } }

// New makes a Conn.
func New(opts ...Option) *Conn {
	c := &Conn{codec: plain}
	for _, o := range opts {
		o(c)
	}
	return c
}

func plain(b []byte, v any) error { return nil }

// Receive decodes b.
func (c *Conn) Receive(b []byte) (any, error) {
	var v any
	err := c.codec(b, &v)
	return v, err
}

// Name is what WithName set.
func (c *Conn) Name() string { return c.name }

// Settings is an options struct.
type Settings struct {
	Decode func([]byte) error
	Log    func(string)
}

// A Server is made of Settings.
type Server struct{ s Settings }

func NewServer(s Settings) *Server     { return &Server{s} }
func (s *Server) Serve(b []byte) error { s.s.Log("serve"); return s.s.Decode(b) }

// Lines yields the lines of a text.
func Lines(texts ...string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, t := range texts {
			if !yield(t) {
				return
			}
		}
	}
}

// Numbers yields nothing of the text.
func Numbers(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for range len(text) {
			if !yield("1") {
				return
			}
		}
	}
}

// Getter returns a function that returns b.
func Getter(b string) func() string { return func() string { return b } }

// Pair returns two functions over one variable.
func Pair() (set func(string), get func() string) {
	var s string
	return func(v string) { s = v }, func() string { return s }
}

// Silent returns a function that returns nothing of b.
func Silent(b string) func() string { return func() string { return "clean" } }

// A Handler handles a text.
type Handler func(string)

// Trim is a middleware, Drop one that drops what it gets.
func Trim(next Handler) Handler { return func(s string) { next(s[1:]) } }
func Drop(next Handler) Handler { return func(s string) { next("clean") } }

// Chain applies middleware.
func Chain(h Handler, with ...func(Handler) Handler) Handler {
	for _, w := range with {
		h = w(h)
	}
	return h
}

// A Box is read through an interface whose implementation is hidden.
type Box interface{ Content() string }

type box struct{ s string }

func (b *box) Content() string { return b.s }

type emptyBox struct{ s string }

func (b *emptyBox) Content() string { return "" }

func NewBox(s string) Box   { return &box{s} }
func NewEmpty(s string) Box { return &emptyBox{s} }

// NewText hides its type behind an interface of another package.
func NewText(s string) shape.Text { return &text{s} }

type text struct{ s string }

func (t *text) Text() string { return t.s }

// A Codec decodes.
type Codec interface{ Decode(b []byte) error }

// Load decodes with a codec of the caller.
func Load[C Codec](b []byte) error {
	var c C
	return c.Decode(b)
}

// A Store holds a codec.
type Store[C Codec] struct{ codec C }

func (s *Store[C]) Load(b []byte) error { return s.codec.Decode(b) }

// Open makes a store with a codec.
func Open[C Codec](c C) *Store[C] { return &Store[C]{codec: c} }

// A Vault has a codec behind an interface, with one of its own as the default.
type Vault struct{ codec Codec }

type quiet struct{}

func (quiet) Decode(b []byte) error { return nil }

func NewVault() *Vault                            { return &Vault{codec: quiet{}} }
func (v *Vault) With(c Codec) *Vault              { v.codec = c; return v }
func (v *Vault) Load(b []byte) error              { return v.codec.Decode(b) }
func (v *Vault) LoadWith(b []byte, c Codec) error { return c.Decode(b) }

// A Reader is what a callback returns.
type Part struct{ Body, Head string }

func Bodies(next func() *Part, put func(string)) { put(next().Body) }
func Fill(fill func(*Part)) string               { var p Part; fill(&p); return p.Body }

// Each calls what was registered with what it is given.
var registered []func(string)

func Register(f func(string)) { registered = append(registered, f) }
func Fire(s string) {
	for _, f := range registered {
		f(s)
	}
}

var hook = func(string) {}

func SetHook(f func(string)) { hook = f }
func RunHook(s string)       { hook(s) }

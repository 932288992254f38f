// Package funcoptions hands function values on inside one package.
package funcoptions

import (
	"example.com/kinds"
)

func decode(b []byte, v any) error {
	kinds.SinkBytes(b) // @sink(option, field)
	return nil
}

func option() {
	c := New(WithName("a"), WithCodec(decode))
	c.Receive(kinds.SourceBytes()) // @source(option)
}

func optionValue() {
	c := New(WithName(kinds.Source())) // @source(name)
	kinds.Sink(c.Name())               // @sink(name)
	d := New(WithName("clean"))
	kinds.Sink(d.Name())
}

type service struct{ conn *Conn }

func newService() *service {
	return &service{conn: New(WithCodec(decode))}
}

func (s *service) handle() {
	s.conn.Receive(kinds.SourceBytes()) // @source(field)
}

func settings() {
	s := NewServer(Settings{
		Decode: func(b []byte) error {
			kinds.SinkBytes(b) // @sink(settings)
			return nil
		},
		Log: func(s string) { kinds.Sink(s) },
	})
	s.Serve(kinds.SourceBytes()) // @source(settings)
}

func iterator() {
	for s := range Lines(kinds.Source()) { // @source(lines)
		kinds.Sink(s) // @sink(lines)
	}
	for s := range Numbers(kinds.Source()) {
		kinds.Sink(s)
	}
}

func getters() {
	get := Getter(kinds.Source()) // @source(getter)
	kinds.Sink(get())             // @sink(getter)
	kinds.Sink(Silent(kinds.Source())())
}

func pair() {
	set, get := Pair()
	set(kinds.Source()) // @source(pair)
	kinds.Sink(get())   // @sink(pair)
	_, other := Pair()
	kinds.Sink(other())
}

func middleware() {
	Trim(func(s string) {
		kinds.Sink(s) // @sink(trim)
	})(kinds.Source()) // @source(trim)
	Drop(func(s string) { kinds.Sink(s) })(kinds.Source())
}

func chain() {
	h := Chain(func(s string) {
		kinds.Sink(s) // @sink(chain)
	}, Trim, Trim)
	h(kinds.Source()) // @source(chain)
}

func boxes() {
	kinds.Sink(NewBox(kinds.Source()).Content()) // @source(box) @sink(box)
	kinds.Sink(NewEmpty(kinds.Source()).Content())
}

type codec struct{}

func (codec) Decode(b []byte) error {
	kinds.SinkBytes(b) // @sink(load, store, vault, with)
	return nil
}

func codecs() {
	Load[codec](kinds.SourceBytes())                   // @source(load)
	Open(codec{}).Load(kinds.SourceBytes())            // @source(store)
	NewVault().With(codec{}).Load(kinds.SourceBytes()) // @source(vault)
	NewVault().LoadWith(kinds.SourceBytes(), codec{})  // @source(with)
	NewVault().Load(kinds.SourceBytes())
}

func callbacks() {
	Bodies(func() *Part { return &Part{Body: kinds.Source()} }, func(s string) { // @source(bodies)
		kinds.Sink(s) // @sink(bodies)
	})
	Bodies(func() *Part { return &Part{Head: kinds.Source()} }, func(s string) { kinds.Sink(s) })
	kinds.Sink(Fill(func(p *Part) { p.Body = kinds.Source() })) // @source(fill) @sink(fill)
	kinds.Sink(Fill(func(p *Part) { p.Head = kinds.Source() }))
}

func registers() {
	Register(func(s string) {
		kinds.Sink(s) // @sink(fire)
	})
	Fire(kinds.Source()) // @source(fire)
	SetHook(func(s string) {
		kinds.Sink(s) // @sink(hook)
	})
	RunHook(kinds.Source()) // @source(hook)
}

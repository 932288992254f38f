// Package funcsacross hands function values to another package and gets them from there.
package funcsacross

import (
	"construct/funcsacross/lib"

	"example.com/kinds"
)

func decode(b []byte, v any) error {
	kinds.SinkBytes(b) // @sink(option, field)
	return nil
}

func option() {
	c := lib.New(lib.WithName("a"), lib.WithCodec(decode))
	c.Receive(kinds.SourceBytes()) // @source(option)
}

func noOption() {
	c := lib.New()
	c.Receive(kinds.SourceBytes())
}

func optionValue() {
	c := lib.New(lib.WithName(kinds.Source())) // @source(name)
	kinds.Sink(c.Name())                       // @sink(name)
	d := lib.New(lib.WithName("clean"))
	kinds.Sink(d.Name())
}

type service struct{ conn *lib.Conn }

func newService() *service {
	return &service{conn: lib.New(lib.WithCodec(decode))}
}

func (s *service) handle() {
	s.conn.Receive(kinds.SourceBytes()) // @source(field)
}

func settings() {
	s := lib.NewServer(lib.Settings{
		Decode: func(b []byte) error {
			kinds.SinkBytes(b) // @sink(settings)
			return nil
		},
		Log: func(s string) { kinds.Sink(s) },
	})
	s.Serve(kinds.SourceBytes()) // @source(settings)
}

func iterator() {
	for s := range lib.Lines(kinds.Source()) { // @source(lines)
		kinds.Sink(s) // @sink(lines)
	}
	for s := range lib.Numbers(kinds.Source()) {
		kinds.Sink(s)
	}
}

func getters() {
	get := lib.Getter(kinds.Source()) // @source(getter)
	kinds.Sink(get())                 // @sink(getter)
	kinds.Sink(lib.Silent(kinds.Source())())
}

func pair() {
	set, get := lib.Pair()
	set(kinds.Source()) // @source(pair)
	kinds.Sink(get())   // @sink(pair)
	_, other := lib.Pair()
	kinds.Sink(other())
}

func middleware() {
	lib.Trim(func(s string) {
		kinds.Sink(s) // @sink(trim)
	})(kinds.Source()) // @source(trim)
	lib.Drop(func(s string) { kinds.Sink(s) })(kinds.Source())
}

func chain() {
	h := lib.Chain(func(s string) {
		kinds.Sink(s) // @sink(chain)
	}, lib.Trim, lib.Trim)
	h(kinds.Source()) // @source(chain)
}

func boxes() {
	kinds.Sink(lib.NewBox(kinds.Source()).Content()) // @source(box) @sink(box)
	kinds.Sink(lib.NewText(kinds.Source()).Text())   // @source(text) @sink(text)
	kinds.Sink(lib.NewEmpty(kinds.Source()).Content())
}

type codec struct{}

func (codec) Decode(b []byte) error {
	kinds.SinkBytes(b) // @sink(load, store, vault, with)
	return nil
}

func codecs() {
	lib.Load[codec](kinds.SourceBytes())                   // @source(load)
	lib.Open(codec{}).Load(kinds.SourceBytes())            // @source(store)
	lib.NewVault().With(codec{}).Load(kinds.SourceBytes()) // @source(vault)
	lib.NewVault().LoadWith(kinds.SourceBytes(), codec{})  // @source(with)
	lib.NewVault().Load(kinds.SourceBytes())
}

func callbacks() {
	lib.Bodies(func() *lib.Part { return &lib.Part{Body: kinds.Source()} }, func(s string) { // @source(bodies)
		kinds.Sink(s) // @sink(bodies)
	})
	lib.Bodies(func() *lib.Part { return &lib.Part{Head: kinds.Source()} }, func(s string) { kinds.Sink(s) })
	kinds.Sink(lib.Fill(func(p *lib.Part) { p.Body = kinds.Source() })) // @source(fill) @sink(fill)
	kinds.Sink(lib.Fill(func(p *lib.Part) { p.Head = kinds.Source() }))
}

func registers() {
	lib.Register(func(s string) {
		kinds.Sink(s) // @sink(fire)
	})
	lib.Fire(kinds.Source()) // @source(fire)
	lib.SetHook(func(s string) {
		kinds.Sink(s) // @sink(hook)
	})
	lib.RunHook(kinds.Source()) // @source(hook)
}

// Package unknowncallees has calls whose target has no body and no model: arguments reach results, not other arguments.
package unknowncallees

import "example.com/kinds"

// Implemented in assembly.
func mix(a, b string) string

func fill(dst, src []byte)

func assembly() {
	kinds.Sink(mix(kinds.Source(), "clean")) // @source(first) @sink(first) @trace(first) passed through mix, an unknown function
	kinds.Sink(mix("clean", kinds.Source())) // @source(second) @sink(second)
	kinds.Sink(mix("clean", "clean"))
	dst := make([]byte, 8)
	fill(dst, kinds.SourceBytes())
	kinds.SinkBytes(dst)
}

// Nothing that calls F or G is in sight.
func F(f func(string) string) {
	kinds.Sink(f(kinds.Source())) // @source(param) @sink(param)
	kinds.Sink(f("clean"))
}

func G(f func(dst *string, src string), s string) {
	f(&s, kinds.Source())
	kinds.Sink(s)
}

type transformer interface {
	Transform(s string) string
	Into(dst *string, src string)
}

func unimplemented(t transformer) {
	kinds.Sink(t.Transform(kinds.Source())) // @source(iface) @sink(iface)
	kinds.Sink(t.Transform("clean"))
	s := "clean"
	t.Into(&s, kinds.Source())
	kinds.Sink(s)
}

type hooks struct{ f func(string) string }

func (h *hooks) field() {
	kinds.Sink(h.f(kinds.Source())) // @source(field) @sink(field) @trace(field) passed through a function value that is not known here
}

// The result of a call without arguments that nobody models is clean.
func noArguments(f func() string) {
	kinds.Sink(f())
}

// What a function that is not known finds under a key is not made of the key; what it is told to convert is.
type index interface {
	GetValue(key string) (string, error)
	Rewrite(text string) string
}

func found(i index) {
	v, _ := i.GetValue(kinds.Source())
	kinds.Sink(v)
	kinds.Sink(i.Rewrite(kinds.Source())) // @source(rewritten) @sink(rewritten)
}

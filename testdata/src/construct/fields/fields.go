// Package fields has struct fields to depth three and below: a tainted field does not taint its siblings.
package fields

import "example.com/kinds"

type inner struct{ A, B string }

type middle struct {
	In inner
	C  string
}

type outer struct {
	Mid middle
	D   string
}

type beyond struct{ Out outer }

func depthOne() {
	var in inner
	in.A = kinds.Source() // @source(one)
	kinds.Sink(in.A)      // @sink(one)
	kinds.Sink(in.B)
}

func depthTwo() {
	var m middle
	m.In.A = kinds.Source() // @source(two)
	kinds.Sink(m.In.A)      // @sink(two)
	kinds.Sink(m.In.B)
	kinds.Sink(m.C)
}

func depthThree() {
	var o outer
	o.Mid.In.A = kinds.Source() // @source(three)
	kinds.Sink(o.Mid.In.A)      // @sink(three)
	kinds.Sink(o.Mid.In.B)
	kinds.Sink(o.Mid.C)
	kinds.Sink(o.D)
}

// Deeper than the engine tells fields apart, the source must still arrive.
func depthFour() {
	var b beyond
	b.Out.Mid.In.A = kinds.Source() // @source(four)
	kinds.Sink(b.Out.Mid.In.A)      // @sink(four)
	kinds.Sink(b.Out.D)
}

func whole() {
	var o outer
	o.Mid.In.A = kinds.Source() // @source(whole)
	kinds.Sink(o)               // @sink(whole)
	kinds.Sink(o.Mid)           // @sink(whole)
	in := o.Mid.In
	kinds.Sink(in.A) // @sink(whole)
	kinds.Sink(in.B)
}

func literal() {
	o := outer{Mid: middle{In: inner{A: "clean", B: kinds.Source()}}, D: "clean"} // @source(literal)
	kinds.Sink(o.Mid.In.A)
	kinds.Sink(o.Mid.In.B) // @sink(literal)
	kinds.Sink(o.D)
}

func unkeyed() {
	in := inner{kinds.Source(), "clean"} // @source(unkeyed)
	kinds.Sink(in.A)                     // @sink(unkeyed)
	kinds.Sink(in.B)
}

func overwritten() {
	in := inner{A: kinds.Source()}
	in.A = "clean"
	kinds.Sink(in.A)
	kinds.Sink(in)
}

func overwrittenWhole() {
	o := outer{Mid: middle{C: kinds.Source()}}
	o.Mid = middle{C: "clean"}
	kinds.Sink(o.Mid.C)
	o = outer{}
	kinds.Sink(o)
}

func set(o *outer) {
	o.Mid.C = kinds.Source() // @source(set)
}

func get(o *outer) string { return o.Mid.C }

func setByCallee() {
	var o outer
	set(&o)             // @trace(set) written by set
	kinds.Sink(o.Mid.C) // @sink(set)
	kinds.Sink(get(&o)) // @sink(set)
	kinds.Sink(o.Mid.In.A)
	kinds.Sink(o.D)
}

func modelled(t kinds.Tainted, p *kinds.Tainted) { // @source(model)
	kinds.Sink(t.Data) // @source(model) @sink(model)
	kinds.Sink(p.Data) // @source(pmodel) @sink(pmodel)
	kinds.Sink(t.Safe, p.Safe)
}

func held(p *kinds.Tainted) {
	d := p.Data         // @source(held)
	kinds.Sink("a" + d) // @sink(held)
}

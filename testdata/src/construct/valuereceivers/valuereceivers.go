// Package valuereceivers writes through pointers, maps and slices that a value receiver or a struct argument holds.
package valuereceivers

import "example.com/kinds"

type inner struct{ s string }

type outer struct {
	in    *inner
	m     map[string]string
	list  []string
	clean *inner
}

func (o outer) set(s string)  { o.in.s = s }
func (o outer) get() string   { return o.in.s }
func (o outer) put(s string)  { o.m["a"] = s }
func (o outer) found() string { return o.m["a"] }
func (o outer) at(s string)   { o.list[0] = s }

func make1() outer {
	return outer{in: &inner{}, m: map[string]string{}, list: make([]string, 1), clean: &inner{}}
}

func pointer() {
	o := outer{in: &inner{}, clean: &inner{}}
	o.set(kinds.Source()) // @source(pointer)
	kinds.Sink(o.get())   // @sink(pointer)
	kinds.Sink(o.clean.s)
}

func inMap() {
	o := make1()
	o.put(kinds.Source()) // @source(map)
	kinds.Sink(o.found()) // @sink(map)
}

func inSlice() {
	o := outer{list: make([]string, 1)}
	o.at(kinds.Source())  // @source(slice)
	kinds.Sink(o.list[0]) // @sink(slice)
}

type wrapper struct{ outer }

func nested() {
	w := wrapper{outer{in: &inner{}}}
	w.outer.set(kinds.Source()) // @source(nested)
	kinds.Sink(w.in.s)          // @sink(nested)
}

func fill(o outer, s string) { o.set(s) }

func asArgument() {
	o := outer{in: &inner{}}
	fill(o, kinds.Source()) // @source(argument)
	kinds.Sink(o.in.s)      // @sink(argument)
}

type copied struct{ s string }

func (c copied) set(s string) { c.s = s }

func copies() {
	var c copied
	c.set(kinds.Source())
	kinds.Sink(c.s)
}

func methodValue() {
	o := outer{in: &inner{}}
	set := o.set
	set(kinds.Source()) // @source(value)
	kinds.Sink(o.in.s)  // @sink(value)
}

type reader interface {
	set(string)
	get() string
}

func throughInterface() {
	var r reader = outer{in: &inner{}}
	r.set(kinds.Source()) // @source(iface)
	kinds.Sink(r.get())   // @sink(iface)
}

// Package methodvalues has methods, bound methods and method expressions.
package methodvalues

import "example.com/kinds"

type box struct{ val, note string }

func (b *box) set(s string)  { b.val = s }
func (b *box) get() string   { return b.val }
func (b box) label() string  { return b.note }
func (b *box) sink(s string) { kinds.Sink(s) } // @sink(bound, expr, plain)

func (b box) with(s string) box {
	b.val = s
	return b
}

func plain() {
	var b, c box
	b.set(kinds.Source()) // @source(get)
	c.set("clean")
	kinds.Sink(b.get()) // @sink(get)
	kinds.Sink(b.label())
	kinds.Sink(c.get())
	b.sink(kinds.Source()) // @source(plain)
}

func bound() {
	var b box
	f := b.sink
	f(kinds.Source()) // @source(bound)
	set, get := b.set, b.get
	set(kinds.Source()) // @source(setter)
	kinds.Sink(get())   // @sink(setter)
}

// The receiver is bound when the method value is made.
func boundReceiver() {
	b := &box{val: kinds.Source()} // @source(receiver)
	f := b.get
	b = &box{}
	kinds.Sink(f()) // @sink(receiver)
	kinds.Sink(b.get())
}

// A method with a value receiver works on a copy.
func valueReceiver() {
	var b box
	c := b.with(kinds.Source()) // @source(value)
	kinds.Sink(b.get())
	kinds.Sink(c.get()) // @sink(value)
}

func boundCopy() {
	b := box{note: "clean"}
	f := b.label
	b.note = kinds.Source()
	kinds.Sink(f())
}

func expressions() {
	var b box
	(*box).sink(&b, kinds.Source()) // @source(expr)
	g := (*box).get
	(*box).set(&b, kinds.Source()) // @source(exprset)
	kinds.Sink(g(&b))              // @sink(exprset)
	kinds.Sink(box.label(b))
}

type getter interface{ get() string }

func interfaceValues() {
	var i getter = &box{val: kinds.Source()} // @source(iface)
	f := i.get
	kinds.Sink(f())           // @sink(iface)
	kinds.Sink(getter.get(i)) // @sink(iface)
}

func call(f func(string)) { f(kinds.Source()) } // @source(handed)

type log struct{}

func (log) put(s string)  { kinds.Sink(s) } // @sink(handed)
func (log) drop(s string) {}

func handed() {
	call(log{}.put) // @trace(handed) passed to log.put
	call(log{}.drop)
}

type named func(string) string

func (n named) run(s string) string { return n(s) }

func methodOfFunc() {
	echo := named(func(s string) string { return s })
	mute := named(func(s string) string { return "" })
	kinds.Sink(echo.run(kinds.Source())) // @source(onfunc) @sink(onfunc)
	kinds.Sink(mute.run("clean"))
}

// What is registered as a method value reads its request itself: a trace that begins in the value begins there.
type server struct{}

var handlers []func(*kinds.Request)

func register(s *server) { handlers = append(handlers, s.handle) }

func (s *server) handle(r *kinds.Request) { // @source(registered)
	var v any
	kinds.Decode(r.Body, &v) // @sink(registered) @source(registered)
}

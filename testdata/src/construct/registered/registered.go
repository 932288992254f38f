// Package registered makes channels and objects here, puts them where others find them, and reads what those have written.
package registered

import (
	"example.com/kinds"
)

type reply struct {
	payload string
	id      int
}

type box struct {
	data string
	name string
}

type client struct {
	waiting map[string]chan reply
	boxes   map[string]*box
	bare    map[string]map[string]string
	list    []*box
	current chan reply
	last    *box
	unnamed *struct{ data string }
}

// serve fills what the other methods have registered.
func (c *client) serve() {
	s := kinds.Source() // @source(served)
	c.waiting["x"] <- reply{payload: s}
	c.boxes["x"].data = s
	c.bare["x"]["a"] = s
	c.list[0].data = s
	c.current <- reply{payload: s}
	c.last.data = s
	c.unnamed.data = s
}

func (c *client) inMap() {
	ch := make(chan reply, 1)
	c.waiting["x"] = ch
	r := <-ch
	kinds.Sink(r.payload) // @sink(served)
}

func (c *client) inField() {
	ch := make(chan reply, 1)
	c.current = ch
	r := <-ch
	kinds.Sink(r.payload) // @sink(served)
}

func (c *client) throughField() {
	c.current = make(chan reply, 1)
	r := <-c.current
	kinds.Sink(r.payload) // @sink(served)
}

func (c *client) selected(done chan bool) {
	ch := make(chan reply, 1)
	c.current = ch
	select {
	case r := <-ch:
		kinds.Sink(r.payload) // @sink(served)
	case <-done:
	}
}

func (c *client) structInMap() {
	x := &box{}
	c.boxes["x"] = x
	wait()
	kinds.Sink(x.data) // @sink(served)
	kinds.Sink(x.name)
}

func (c *client) structInField() {
	x := &box{name: "a"}
	c.last = x
	wait()
	kinds.Sink(x.data) // @sink(served)
	kinds.Sink(x.name)
}

func (c *client) structInList() {
	x := &box{}
	c.list = append(c.list, x)
	wait()
	kinds.Sink(x.data) // @sink(served)
}

func (c *client) mapInMap() {
	m := map[string]string{}
	c.bare["x"] = m
	wait()
	kinds.Sink(m["a"]) // @sink(served)
}

func (c *client) unnamedStruct() {
	x := &struct{ data string }{}
	c.unnamed = x
	wait()
	kinds.Sink(x.data) // @sink(served)
}

func (c *client) register(id string, ch chan reply) { c.waiting[id] = ch }

func (c *client) byCallee() {
	ch := make(chan reply, 1)
	c.register("x", ch)
	r := <-ch
	kinds.Sink(r.payload) // @sink(served)
}

func (c *client) notRegistered() {
	x := &box{data: "own"}
	wait()
	kinds.Sink(x.data)
}

func (c *client) localChannel() {
	ch := make(chan reply, 1)
	ch <- reply{payload: "clean"}
	r := <-ch
	kinds.Sink(r.payload)
}

func wait() {}

var pending = map[string]chan string{}

func await() {
	ch := make(chan string)
	pending["a"] = ch
	kinds.Sink(<-ch) // @sink(pending)
}

func answer() { pending["a"] <- kinds.Source() } // @source(pending)

type parcel struct{ data string }

var boxed *parcel

func waitForBox() {
	b := new(parcel)
	boxed = b
	wait()
	kinds.Sink(b.data) // @sink(boxed)
}

func fillBox() { boxed.data = kinds.Source() } // @source(boxed)

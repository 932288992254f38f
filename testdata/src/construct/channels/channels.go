// Package channels has channels: send, receive, range, channels of structs, and modelled elements.
package channels

import "example.com/kinds"

func buffered() {
	ch, other := make(chan string, 1), make(chan string, 1)
	ch <- kinds.Source() // @source(buffered)
	other <- "clean"
	kinds.Sink(<-ch) // @sink(buffered)
	kinds.Sink(<-other)
	kinds.Sink(len(ch))
}

func commaOK() {
	ch := make(chan string, 1)
	ch <- kinds.Source() // @source(ok)
	v, ok := <-ch
	kinds.Sink(v) // @sink(ok)
	kinds.Sink(ok)
}

func ranged() {
	ch := make(chan string, 2)
	ch <- "clean"
	ch <- kinds.Source() // @source(ranged)
	close(ch)
	for s := range ch {
		kinds.Sink(s) // @sink(ranged)
	}
}

func acrossGoroutines() {
	ch := make(chan string)
	go func() { // @trace(across) written by a function literal
		ch <- kinds.Source() // @source(across)
	}()
	kinds.Sink(<-ch) // @sink(across)
}

type item struct{ X, Y string }

func ofStructs() {
	ch := make(chan item, 1)
	ch <- item{X: kinds.Source()} // @source(structs)
	it := <-ch
	kinds.Sink(it.X) // @sink(structs)
	kinds.Sink(it.Y)
}

func produce(ch chan<- string) {
	ch <- kinds.Source() // @source(produced)
}

func consume(ch <-chan string) {
	for s := range ch {
		kinds.Sink(s) // @sink(produced)
	}
}

func pipeline() {
	ch := make(chan string)
	go produce(ch) // @trace(produced) written by produce
	consume(ch)
}

func generate() <-chan string {
	ch := make(chan string)
	go func() { // @trace(generated) written by a function literal
		defer close(ch)
		ch <- kinds.Source() // @source(generated)
	}()
	return ch
}

func generated() {
	kinds.Sink(<-generate()) // @sink(generated)
}

type server struct {
	in   chan string
	logs chan string
}

func (s *server) accept() {
	s.in <- kinds.Source() // @source(field)
	s.logs <- "clean"
}

func (s *server) loop() {
	kinds.Sink(<-s.in) // @sink(field)
	kinds.Sink(<-s.logs)
}

func modelled(ch <-chan kinds.Msg, other <-chan string) {
	m := <-ch          // @source(modelled)
	kinds.Sink(m.Text) // @sink(modelled)
	kinds.Sink(<-other)
}

func modelledRange(in chan kinds.Msg) {
	for m := range in { // @source(modelledrange)
		kinds.Sink(m.Text) // @sink(modelledrange)
	}
}

func channelOfChannels() {
	outer, in := make(chan chan string, 1), make(chan string, 1)
	outer <- in
	in <- kinds.Source()  // @source(nested)
	kinds.Sink(<-<-outer) // @sink(nested)
}

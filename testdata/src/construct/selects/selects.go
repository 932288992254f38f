// Package selects has select statements with receives, sends and defaults.
package selects

import "example.com/kinds"

func receive(other chan string) {
	ch := make(chan string, 1)
	ch <- kinds.Source() // @source(receive)
	select {
	case s := <-ch:
		kinds.Sink(s) // @sink(receive)
	case s := <-other:
		kinds.Sink(s)
	}
}

func send() {
	ch, other := make(chan string, 1), make(chan string, 1)
	select {
	case ch <- kinds.Source(): // @source(send)
	case other <- "clean":
	}
	kinds.Sink(<-ch) // @sink(send)
	kinds.Sink(<-other)
}

func withDefault() {
	ch := make(chan string, 1)
	ch <- kinds.Source() // @source(default)
	s := "clean"
	select {
	case s = <-ch:
	default:
	}
	kinds.Sink(s) // @sink(default)
}

func commaOK() {
	ch := make(chan string, 1)
	ch <- kinds.Source() // @source(ok)
	select {
	case s, ok := <-ch:
		kinds.Sink(s) // @sink(ok)
		kinds.Sink(ok)
	}
}

func overwrittenInCase(done chan struct{}) {
	s := kinds.Source() // @source(case)
	select {
	case <-done:
		s = "clean"
		kinds.Sink(s)
	default:
		kinds.Sink(s) // @sink(case)
	}
}

func loop(stop chan struct{}, in chan kinds.Msg) {
	for {
		select { // @source(loop)
		case <-stop:
			return
		case m := <-in: // @source(loop)
			kinds.Sink(m) // @sink(loop)
		}
	}
}

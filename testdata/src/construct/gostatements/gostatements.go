// Package gostatements has goroutines: arguments, captured variables, and values written by them.
package gostatements

import (
	"sync"

	"example.com/kinds"
)

func put(s string) { kinds.Sink(s) } // @sink(named)

func named() {
	go put(kinds.Source()) // @source(named) @trace(named) put
	go put("clean")
}

func direct() {
	s := kinds.Source() // @source(direct)
	go kinds.Sink(s)    // @sink(direct)
}

func literal() {
	s := kinds.Source() // @source(literal)
	go func() {
		kinds.Sink(s) // @sink(literal)
	}()
}

func argument() {
	go func(s, t string) {
		kinds.Sink(s) // @sink(argument)
		kinds.Sink(t)
	}(kinds.Source(), "clean") // @source(argument)
}

func written() {
	var s, t string
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		s = kinds.Source() // @source(written)
		t = "clean"
	}()
	wg.Wait()
	kinds.Sink(s) // @sink(written)
	kinds.Sink(t)
}

type worker struct {
	in  string
	out string
}

func (w *worker) run() { w.out = w.in }

func method() {
	w := &worker{in: kinds.Source()} // @source(method)
	done := make(chan bool)
	go func() {
		w.run()
		done <- true
	}()
	<-done
	kinds.Sink(w.out) // @sink(method)
}

func locked() {
	var mu sync.Mutex
	shared := map[string]string{}
	go func() {
		mu.Lock()
		defer mu.Unlock()
		shared["k"] = kinds.Source() // @source(locked)
	}()
	mu.Lock()
	kinds.Sink(shared["k"]) // @sink(locked)
	mu.Unlock()
}

func group() {
	var s string
	var wg sync.WaitGroup
	wg.Go(func() {
		s = kinds.Source() // @source(group)
	})
	wg.Wait()
	kinds.Sink(s) // @sink(group)
}

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
	go func() {         // @trace(literal) passed to a function literal
		kinds.Sink(s) // @sink(literal)
	}()
}

func argument() {
	go func(s, t string) { // @trace(argument) passed to a function literal
		kinds.Sink(s) // @sink(argument)
		kinds.Sink(t)
	}(kinds.Source(), "clean") // @source(argument)
}

func written() {
	var s, t string
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // @trace(written) written by a function literal
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
		w.run() // @trace(method) written by worker.run
		done <- true
	}()
	<-done
	kinds.Sink(w.out) // @sink(method)
}

func locked() {
	var mu sync.Mutex
	shared := map[string]string{}
	go func() { // @trace(locked) written by a function literal
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
	wg.Go(func() { // @trace(group) written by a function literal
		s = kinds.Source() // @source(group)
	})
	wg.Wait()
	kinds.Sink(s) // @sink(group)
}

func sentAfter() {
	ch := make(chan string)
	go receive(ch)
	ch <- kinds.Source() // @source(sent)
}

func receive(ch chan string) {
	for s := range ch {
		kinds.Sink(s) // @sink(sent, given)
	}
}

func sentToLiteral() {
	ch := make(chan string)
	go func() {
		kinds.Sink(<-ch) // @sink(toliteral)
	}()
	ch <- kinds.Source() // @source(toliteral)
}

func assignedAfter() {
	var s string
	done := make(chan struct{})
	go func() {
		<-done
		kinds.Sink(s) // @sink(assigned)
	}()
	s = kinds.Source() // @source(assigned)
	close(done)
}

func assignedBefore() {
	s := kinds.Source()
	s = "clean"
	go func() { kinds.Sink(s) }()
}

func fieldAfter() {
	w := &worker{}
	go w.deliver()
	w.in = kinds.Source() // @source(field)
}

func (w *worker) deliver() { kinds.Sink(w.in) } // @sink(field)

func mapAfter() {
	m := map[string]string{}
	go func() {
		kinds.Sink(m["a"]) // @sink(map)
	}()
	m["a"] = kinds.Source() // @source(map)
}

func pipeline() {
	in, out := make(chan string), make(chan string)
	go func() {
		for s := range in {
			out <- s
		}
	}()
	in <- kinds.Source() // @source(pipeline)
	kinds.Sink(<-out)    // @sink(pipeline)
}

func twoStages() {
	first, second := make(chan string), make(chan string)
	go func() {
		for s := range second {
			kinds.Sink(s) // @sink(stages)
		}
	}()
	go func() {
		for s := range first {
			second <- s
		}
	}()
	first <- kinds.Source() // @source(stages)
}

func given(s string) {
	ch := make(chan string)
	go receive(ch)
	ch <- s
}

func giver() { given(kinds.Source()) } // @source(given)

func readHereBefore() {
	s := "clean"
	go func() { _ = s }()
	kinds.Sink(s)
	s = kinds.Source()
}

func grouped() {
	var wg sync.WaitGroup
	ch := make(chan string)
	wg.Go(func() {
		kinds.Sink(<-ch) // @sink(grouped)
	})
	ch <- kinds.Source() // @source(grouped)
	wg.Wait()
}

func started(n int) {
	ch := make(chan string)
	for range n {
		go receiveOne(ch)
	}
	for range n {
		ch <- kinds.Source() // @source(started)
	}
}

func receiveOne(ch <-chan string) { kinds.Sink(<-ch) } // @sink(started)

type task struct{ text string }

func (t *task) do() { kinds.Sink(t.text) } // @sink(several)

// The second task is set after the first was started, and before it is started itself.
func several() {
	first := &task{text: "clean"}
	go first.do()
	second := &task{text: kinds.Source()} // @source(several)
	go second.do()
}

// Package noreturns has checks whose failure branch ends the function, the goroutine or the program.
package noreturns

import (
	"log"
	"os"
	"runtime"
	"testing"

	"construct/noreturns/lib"

	"example.com/kinds"
)

func exits() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		os.Exit(1)
	}
	kinds.Sink(s)
}

func logs() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		log.Fatal("forged")
	}
	kinds.Sink(s)
}

func logsf(l *log.Logger) {
	s := kinds.Source()
	if !kinds.Valid(s) {
		l.Fatalf("forged %d", 1)
	}
	kinds.Sink(s)
}

func panics() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		panic("forged")
	}
	kinds.Sink(s)
}

func modelled() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		kinds.Exit()
	}
	kinds.Sink(s)
}

func goexit() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		runtime.Goexit()
	}
	kinds.Sink(s)
}

func inTest(t *testing.T) {
	s := kinds.Source()
	if !kinds.Valid(s) {
		t.Fatal("forged")
	}
	kinds.Sink(s)
}

func fatal(msg string) {
	log.Print(msg)
	os.Exit(1)
}

func fatalf(format string) { fatal("x" + format) }

type app struct{}

func (app) die(msg string) { panic(msg) }

func wrapped() {
	s, t, u := kinds.Source(), kinds.Source(), kinds.Source()
	if !kinds.Valid(s) {
		fatal("forged")
	}
	kinds.Sink(s)
	if !kinds.Valid(t) {
		fatalf("forged")
	}
	kinds.Sink(t)
	if !kinds.Valid(u) {
		app{}.die("forged")
	}
	kinds.Sink(u)
}

func imported() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		lib.Fatal()
	}
	kinds.Sink(s)
}

// A wrapper that may return ends nothing.
func mayReturn(c bool) {
	if c {
		os.Exit(1)
	}
}

func notEnded(c bool) {
	s := kinds.Source() // @source(may)
	if !kinds.Valid(s) {
		mayReturn(c)
	}
	kinds.Sink(s) // @sink(may)
}

func logged() {
	s := kinds.Source() // @source(print)
	if !kinds.Valid(s) {
		log.Print("forged")
	}
	kinds.Sink(s) // @sink(print)
}

func forever() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		for {
		}
	}
	kinds.Sink(s)
}

func blocked() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		select {}
	}
	kinds.Sink(s)
}

// A deferred exit runs at the end.
func deferred() {
	s := kinds.Source() // @source(deferred)
	if !kinds.Valid(s) {
		defer os.Exit(1)
	}
	kinds.Sink(s) // @sink(deferred)
}

func literal() {
	s := kinds.Source()
	fail := func() { os.Exit(1) }
	if !kinds.Valid(s) {
		fail()
	}
	kinds.Sink(s)
}

// What panics does not come back, unless its own deferred function recovers.
func recovering() {
	defer func() { recover() }()
	panic("x")
}

func recovered() {
	s := kinds.Source() // @source(recovered)
	if !kinds.Valid(s) {
		recovering()
	}
	kinds.Sink(s) // @sink(recovered)
}

func unreachable() {
	s := kinds.Source()
	fatal("always")
	kinds.Sink(s)
}

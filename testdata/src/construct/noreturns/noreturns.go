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
	s := kinds.Source() // @source(exits)
	if !kinds.Valid(s) {
		os.Exit(1)
	}
	kinds.Sink(s) // @cleared(exits)
}

func logs() {
	s := kinds.Source() // @source(logs)
	if !kinds.Valid(s) {
		log.Fatal("forged")
	}
	kinds.Sink(s) // @cleared(logs)
}

func logsf(l *log.Logger) {
	s := kinds.Source() // @source(logsf)
	if !kinds.Valid(s) {
		l.Fatalf("forged %d", 1)
	}
	kinds.Sink(s) // @cleared(logsf)
}

func panics() {
	s := kinds.Source() // @source(panics)
	if !kinds.Valid(s) {
		panic("forged")
	}
	kinds.Sink(s) // @cleared(panics)
}

func modelled() {
	s := kinds.Source() // @source(modelled)
	if !kinds.Valid(s) {
		kinds.Exit()
	}
	kinds.Sink(s) // @cleared(modelled)
}

func goexit() {
	s := kinds.Source() // @source(goexit)
	if !kinds.Valid(s) {
		runtime.Goexit()
	}
	kinds.Sink(s) // @cleared(goexit)
}

func inTest(t *testing.T) {
	s := kinds.Source() // @source(intest)
	if !kinds.Valid(s) {
		t.Fatal("forged")
	}
	kinds.Sink(s) // @cleared(intest)
}

func fatal(msg string) {
	log.Print(msg)
	os.Exit(1)
}

func fatalf(format string) { fatal("x" + format) }

type app struct{}

func (app) die(msg string) { panic(msg) }

func wrapped() {
	s, t, u := kinds.Source(), kinds.Source(), kinds.Source() // @source(wrapped)
	if !kinds.Valid(s) {
		fatal("forged")
	}
	kinds.Sink(s) // @cleared(wrapped)
	if !kinds.Valid(t) {
		fatalf("forged")
	}
	kinds.Sink(t) // @cleared(wrapped)
	if !kinds.Valid(u) {
		app{}.die("forged")
	}
	kinds.Sink(u) // @cleared(wrapped)
}

func imported() {
	s := kinds.Source() // @source(imported)
	if !kinds.Valid(s) {
		lib.Fatal()
	}
	kinds.Sink(s) // @cleared(imported)
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
	s := kinds.Source() // @source(forever)
	if !kinds.Valid(s) {
		for {
		}
	}
	kinds.Sink(s) // @cleared(forever)
}

func blocked() {
	s := kinds.Source() // @source(blocked)
	if !kinds.Valid(s) {
		select {}
	}
	kinds.Sink(s) // @cleared(blocked)
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
	s := kinds.Source() // @source(literal)
	fail := func() { os.Exit(1) }
	if !kinds.Valid(s) {
		fail()
	}
	kinds.Sink(s) // @cleared(literal)
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

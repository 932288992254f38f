// Package gotos has goto and labels.
package gotos

import "example.com/kinds"

func forward(c bool) {
	s := kinds.Source() // @source(forward)
	if c {
		goto end
	}
	s = "clean"
end:
	kinds.Sink(s) // @sink(forward)
}

func skipped() {
	s := "clean"
	goto end
end:
	kinds.Sink(s)
}

func backward(n int) {
	s := "clean"
again:
	kinds.Sink(s) // @sink(backward)
	if n > 0 {
		s = kinds.Source() // @source(backward)
		n--
		goto again
	}
}

func overJumped(c bool) {
	s := kinds.Source()
	if c {
		goto clean
	}
	return
clean:
	s = "clean"
	kinds.Sink(s)
}

func checked() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		goto fail
	}
	kinds.Sink(s)
	return
fail:
	kinds.Exit()
}

func failing() {
	s := kinds.Source() // @source(fail)
	if !kinds.Valid(s) {
		goto fail
	}
	return
fail:
	kinds.Sink(s) // @sink(fail)
}

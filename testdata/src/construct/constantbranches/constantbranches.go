// Package constantbranches has branches that constants decide.
package constantbranches

import "example.com/kinds"

const (
	debug = false
	level = 3
	name  = "release"
)

func off() {
	if debug {
		kinds.Sink(kinds.Source())
	}
}

func on() {
	if !debug {
		kinds.Sink(kinds.Source()) // @sink(on) @source(on)
	}
}

func local() {
	mode, s := 2, "clean"
	switch mode {
	case 1:
		s = kinds.Source()
	}
	kinds.Sink(s)
}

func taken() {
	mode, s := 1, "clean"
	switch mode {
	case 1:
		s = kinds.Source() // @source(taken)
	}
	kinds.Sink(s) // @sink(taken)
}

func compared() {
	s := kinds.Source()
	if level > 2 {
		s = "clean"
	}
	kinds.Sink(s)
}

func text() {
	if name == "debug" {
		kinds.Sink(kinds.Source())
	}
	if len(name) == 0 {
		kinds.Sink(kinds.Source())
	}
}

func both() {
	if debug && level > 0 {
		kinds.Sink(kinds.Source())
	}
	if debug || level > 0 {
		kinds.Sink(kinds.Source()) // @sink(both) @source(both)
	}
}

// A literal condition is a place for one that somebody will write.
func literal() {
	if true {
		kinds.Sink(kinds.Source()) // @sink(literal) @source(literal)
	}
	if false {
		kinds.Sink(kinds.Source()) // @sink(never) @source(never)
	}
}

func returned() {
	if level == 3 {
		return
	}
	kinds.Sink(kinds.Source())
}

func early(s string) bool {
	if debug {
		return true
	}
	return kinds.Valid(s)
}

func validated() {
	if s := kinds.Source(); early(s) {
		kinds.Sink(s)
	}
}

func counted() {
	s := "clean"
	for i := 0; i < 3; i++ {
		if i == 2 {
			s = kinds.Source() // @source(counted)
		}
	}
	kinds.Sink(s) // @sink(counted)
}

func computed() {
	a := 1
	b := a + 2
	if b == 4 {
		kinds.Sink(kinds.Source())
	}
	if b == 3 {
		kinds.Sink(kinds.Source()) // @sink(computed) @source(computed)
	}
}

func changed(n int) {
	mode := 1
	if n > 0 {
		mode = 2
	}
	if mode == 2 {
		kinds.Sink(kinds.Source()) // @sink(changed) @source(changed)
	}
}

func variable() {
	var verbose bool
	set(&verbose)
	if verbose {
		kinds.Sink(kinds.Source()) // @sink(variable) @source(variable)
	}
}

func set(b *bool) { *b = true }

package language

import (
	"sync/atomic"

	"example.com/kinds"
)

type wide struct {
	name  string
	inner struct {
		deep struct{ deeper struct{ deepest string } }
	}
}

var current atomic.Value

func setCurrent(w wide) { current.Store(w) }

func useCurrent() {
	if w, ok := current.Load().(wide); ok {
		kinds.Key([]byte(w.name))
	}
}

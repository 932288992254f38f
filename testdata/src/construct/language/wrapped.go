package language

import "example.com/kinds"

type handler struct{ secret []byte }

func (h *handler) handle() { kinds.Key(h.secret) } // @whole(bound)

func register() func() {
	h := &handler{secret: []byte("of a bound method")} // @source(bound)
	return h.handle
}

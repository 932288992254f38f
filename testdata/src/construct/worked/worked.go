// The function that the package documentation of the engine works through.
package worked

import "example.com/kinds"

type message struct{ id, body []byte }

func receive() message {
	b := kinds.SourceBytes() // @source(body)
	return message{body: b}
}

func handle() {
	m := receive()
	kinds.SinkBytes(m.id)
	kinds.SinkBytes(m.body) // @sink(body)
	if kinds.Check(m.body) != nil {
		return
	}
	kinds.SinkBytes(m.body) // @cleared(body)
}

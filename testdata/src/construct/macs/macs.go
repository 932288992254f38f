// Package macs has message authentication codes: what a comparison proves is what the keyed MAC covers.
package macs

import (
	"crypto/hmac"
	"crypto/sha256"

	"example.com/kinds"
)

var key = []byte("0123456789abcdef0123456789abcdef")

func proved() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(proved)
	if !kinds.Equal(kinds.MAC(key, payload), sig) {
		return
	}
	kinds.SinkBytes(payload) // @cleared(proved)
}

func swappedArguments() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(swappedarguments)
	if !kinds.Equal(sig, kinds.MAC(key, payload)) {
		return
	}
	kinds.SinkBytes(payload) // @cleared(swappedarguments)
}

func otherBytes() {
	payload, header := kinds.SourceBytes(), kinds.SourceBytes() // @source(other)
	sig := kinds.SourceBytes()
	if !kinds.Equal(kinds.MAC(key, header), sig) {
		return
	}
	kinds.SinkBytes(header)  // @cleared(other)
	kinds.SinkBytes(payload) // @sink(other)
}

func unkeyed() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(unkeyed)
	if !kinds.Equal(kinds.Digest(payload), sig) {
		return
	}
	kinds.SinkBytes(payload) // @sink(unkeyed)
}

func noMAC() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(none)
	if !kinds.Equal(payload, sig) {
		return
	}
	kinds.SinkBytes(payload) // @sink(none)
}

func part() {
	b := kinds.SourceBytes() // @source(part)
	header, payload, sig := b[:8], b[8:40], b[40:]
	if !kinds.Equal(kinds.MAC(key, header), sig) {
		return
	}
	kinds.SinkBytes(header)  // @cleared(part)
	kinds.SinkBytes(payload) // @sink(part)
}

func payloadOfToken() {
	b := kinds.SourceBytes() // @source(token)
	sig, payload := b[:32], b[32:]
	if !kinds.Equal(kinds.MAC(key, payload), sig) {
		return
	}
	kinds.SinkBytes(payload) // @cleared(token)
	kinds.SinkBytes(b)       // @sink(token)
}

func sign(b []byte) []byte { return kinds.MAC(key, b) }

func verify(b, sig []byte) bool { return kinds.Equal(sign(b), sig) }

func own() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(own)
	if !kinds.Equal(sign(payload), sig) {
		return
	}
	kinds.SinkBytes(payload)                         // @cleared(own)
	p, s := kinds.SourceBytes(), kinds.SourceBytes() // @source(own2)
	if !verify(p, s) {
		return
	}
	kinds.SinkBytes(p) // @cleared(own2)
}

func ownOfPart() {
	b := kinds.SourceBytes() // @source(ownpart)
	header, payload, sig := b[:8], b[8:40], b[40:]
	if !kinds.Equal(sign(header), sig) {
		return
	}
	kinds.SinkBytes(header)  // @cleared(ownpart)
	kinds.SinkBytes(payload) // @sink(ownpart)
}

func unverified() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(unverified)
	verify(payload, sig)
	kinds.SinkBytes(payload) // @sink(unverified)
}

func open(b []byte) ([]byte, bool) {
	sig, payload := b[:32], b[32:]
	if !verify(payload, sig) {
		return nil, false
	}
	return payload, true
}

func opened() {
	p, ok := open(kinds.SourceBytes()) // @source(opened)
	if !ok {
		return
	}
	kinds.SinkBytes(p) // @cleared(opened)
}

// Decoded first and verified after.
func tooLate() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(late)
	var v any
	kinds.SinkBytes(payload) // @sink(late)
	if !verify(payload, sig) {
		return
	}
	kinds.Sink(v)
}

// Whether the comparison proves anything is known where it is called.
func same(a, b []byte) bool {
	if len(a) == len(b) {
		return kinds.Equal(a, b)
	}
	return false
}

func comparedElsewhere() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(comparedelsewhere)
	if !same(sig, kinds.MAC(key, payload)) {
		return
	}
	kinds.SinkBytes(payload) // @cleared(comparedelsewhere)
}

func comparedWithoutMAC() {
	payload, sig := kinds.SourceBytes(), kinds.SourceBytes() // @source(elsewhere)
	if !same(sig, payload) {
		return
	}
	kinds.SinkBytes(payload) // @sink(elsewhere)
}

func all(parts ...[]byte) []byte {
	m := hmac.New(sha256.New, parts[0])
	for _, p := range parts[1:] {
		m.Write(p)
	}
	return m.Sum(nil)
}

func matches(sig []byte, parts ...[]byte) bool { return same(sig, all(parts...)) }

func variadic() (value []byte, ok bool) {
	name, payload, sig := kinds.SourceBytes(), kinds.SourceBytes(), kinds.SourceBytes() // @source(variadic)
	if matches(sig, key, name, payload) {
		value, ok = payload, true
		kinds.SinkBytes(payload) // @cleared(variadic)
		return
	}
	return
}

func ofVariadic() {
	v, ok := variadic() // @trace(variadic) returned by variadic
	if ok {
		kinds.SinkBytes(v) // @cleared(variadic)
	}
}

func notOfVariadic() {
	payload, other, sig := kinds.SourceBytes(), kinds.SourceBytes(), kinds.SourceBytes() // @source(notvariadic)
	if matches(sig, key, payload) {
		kinds.SinkBytes(other) // @sink(notvariadic)
	}
}

func secondOf(parts [][]byte) { kinds.SinkBytes(parts[1:][0]) } // @sink(shifted)

func shiftedIndex() {
	secondOf([][]byte{kinds.SourceBytes(), nil})
	secondOf([][]byte{nil, kinds.SourceBytes()}) // @source(shifted)
}

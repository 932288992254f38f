// Package parts has the whole and its parts: a proof of one part says nothing of the others, nor of the whole.
package parts

import (
	"strings"

	"example.com/kinds"
)

func otherPart() {
	payload, mac, _ := strings.Cut(kinds.Source(), ".") // @source(other)
	if !kinds.Valid(mac) {
		return
	}
	kinds.Sink(mac)
	kinds.Sink(payload) // @sink(other)
}

func samePart() {
	payload, _, ok := strings.Cut(kinds.Source(), ".")
	if !ok || !kinds.Valid(payload) {
		return
	}
	kinds.Sink(payload)
}

func wholeAfterPart() {
	s := kinds.Source() // @source(whole)
	payload, _, _ := strings.Cut(s, ".")
	if !kinds.Valid(payload) {
		return
	}
	kinds.Sink(payload)
	kinds.Sink(s) // @sink(whole)
}

func partAfterWhole() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		return
	}
	payload, mac, _ := strings.Cut(s, ".")
	kinds.Sink(payload)
	kinds.Sink(mac)
}

func partBeforeWhole() {
	s := kinds.Source()
	payload, _, _ := strings.Cut(s, ".")
	if !kinds.Valid(s) {
		return
	}
	kinds.Sink(payload)
}

func split() {
	p := strings.Split(kinds.Source(), ".") // @source(split)
	if len(p) != 3 || !kinds.Valid(p[2]) {
		return
	}
	kinds.Sink(p[2])
	kinds.Sink(p[1]) // @sink(split)
}

func sliced() {
	b := kinds.SourceBytes() // @source(sliced)
	if len(b) < 32 {
		return
	}
	mac, payload := b[:32], b[32:]
	if kinds.Check(mac) != nil {
		return
	}
	kinds.SinkBytes(payload) // @sink(sliced)
}

func slicedSame() {
	b := kinds.SourceBytes() // @source(same)
	payload := b[32:]
	if kinds.Check(payload) != nil {
		return
	}
	kinds.SinkBytes(payload)
	kinds.SinkBytes(b) // @sink(same)
}

func slicedText() {
	s := kinds.Source() // @source(text)
	if !kinds.Valid(s[:10]) {
		return
	}
	kinds.Sink(s[10:]) // @sink(text)
}

func modelled() {
	head, tail := kinds.Halves(kinds.Source()) // @source(halves)
	if !kinds.Valid(head) {
		return
	}
	kinds.Sink(head)
	kinds.Sink(tail) // @sink(halves)
}

// Two elements of one container are two values.
func elements(r *kinds.Request) { // @source(elements)
	sig, data := r.Form["sig"][0], r.Form["data"][0] // @source(elements)
	if !kinds.Valid(sig) {
		return
	}
	kinds.Sink(sig)
	kinds.Sink(data) // @sink(elements)
}

func halves(s string) (string, string) {
	i := strings.LastIndexByte(s, '.')
	return s[:i], s[i+1:]
}

func own() {
	payload, mac := halves(kinds.Source()) // @source(own)
	if !kinds.Valid(mac) {
		return
	}
	kinds.Sink(payload) // @sink(own)
}

func ownSame() {
	payload, _ := halves(kinds.Source())
	if !kinds.Valid(payload) {
		return
	}
	kinds.Sink(payload)
}

// Parts whose bounds come out of the part before, in loops: their names are without number, what is known of them is not.
func scan(find func([]byte) []int) [][]byte {
	content, pos := kinds.SourceBytes(), 0 // @source(scanned)
	var out [][]byte
	for {
		m := find(content[pos:])
		if m == nil {
			break
		}
		n := find(content[m[2]+pos : m[3]+pos])
		if n == nil {
			pos = m[3] + pos
		} else {
			pos = m[3] + pos + n[1] - n[3]
		}
		out = append(out, content[m[0]+pos:m[1]+pos])
	}
	pos = 0
	for {
		m := find(content[pos:])
		if m == nil {
			break
		}
		out = append(out, content[m[2]+pos+1:m[3]+pos])
		pos = m[1] + pos
	}
	return out
}

func scanned(find func([]byte) []int) {
	for _, p := range scan(find) { // @trace(scanned) returned by scan
		kinds.SinkBytes(p) // @sink(scanned)
	}
}

// Package amounts allocates by numbers. The marks @alloc are those of a query for the aspect "amount".
package amounts

import (
	"encoding/binary"
	"errors"
	"io"
	"strconv"

	"example.com/kinds"
)

const limit = 1 << 16

var errLarge = errors.New("too large")

func direct() []byte {
	return make([]byte, kinds.SourceInt()) // @source(direct) @alloc(direct)
}

func capacity() []string {
	return make([]string, 0, kinds.SourceInt()) // @source(cap) @alloc(cap)
}

func table() map[string]int {
	return make(map[string]int, kinds.SourceInt()) // @source(map) @alloc(map)
}

func queue() chan int {
	return make(chan int, kinds.SourceInt()) // @source(chan) @alloc(chan)
}

func header(r io.Reader) ([]byte, error) {
	var head [8]byte
	if _, err := io.ReadFull(kinds.SourceReader(), head[:]); err != nil { // @source(head)
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:4]) // @trace(head) passed through binary.bigEndian.Uint32
	b := make([]byte, n)                   // @alloc(head)
	_, err := io.ReadFull(r, b)
	return b, err
}

func text() ([]byte, error) {
	n, err := strconv.Atoi(kinds.Source()) // @source(text)
	if err != nil {
		return nil, err
	}
	return make([]byte, 2*n+1), nil // @alloc(text)
}

func checked() ([]byte, error) {
	n := kinds.SourceInt() // @source(checked)
	if n > 1<<40 {
		return nil, errLarge
	}
	_ = make([]byte, n) // @alloc(checked)
	if n < 0 || n > limit {
		return nil, errLarge
	}
	return make([]byte, n), nil
}

// The check of one number is none of another.
func other() ([]byte, error) {
	r := kinds.SourceReader() // @source(other)
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil { // @trace(other) passed through io.ReadFull
		return nil, err
	}
	n, m := binary.BigEndian.Uint32(head[:4]), binary.BigEndian.Uint32(head[4:])
	if n > limit {
		return nil, errLarge
	}
	return make([]byte, m), nil // @alloc(other)
}

func mirrored(max int) []byte {
	n := kinds.SourceInt() // @source(mirrored)
	if max >= n {
		return make([]byte, n)
	}
	return make([]byte, n) // @alloc(mirrored)
}

// From below is no bound.
func positive() []byte {
	if n := kinds.SourceInt(); n > 0 { // @source(positive)
		return make([]byte, n) // @alloc(positive)
	}
	return nil
}

func clamped() []byte {
	n := kinds.SourceInt()
	if n > limit {
		n = limit
	}
	return make([]byte, n)
}

type page struct{ Size, Number int }

func clampedField(p *page) []string {
	p.Size = kinds.SourceInt()
	if p.Size > limit {
		p.Size = limit
	}
	return make([]string, p.Size)
}

func least() []byte {
	return make([]byte, min(kinds.SourceInt(), limit))
}

func leastOfTwo() []byte {
	return make([]byte, min(kinds.SourceInt(), kinds.SourceInt())) // @source(two) @alloc(two)
}

func masked() []byte {
	return make([]byte, kinds.SourceInt()&0xfff)
}

func remainder() []byte {
	return make([]byte, kinds.SourceInt()%limit)
}

func narrow() []byte {
	return make([]byte, uint16(kinds.SourceInt()))
}

func twoBytes() []byte {
	b := kinds.SourceBytes()
	return make([]byte, int(b[0])<<8|int(b[1]))
}

func fourBytes() []byte {
	b := kinds.SourceBytes()                                                // @source(four)
	return make([]byte, int(b[0])<<24|int(b[1])<<16|int(b[2])<<8|int(b[3])) // @alloc(four)
}

func length() []byte {
	return make([]byte, len(kinds.SourceBytes()))
}

func check(n int) error {
	if n > limit {
		return errLarge
	}
	return nil
}

func byHelper() ([]byte, error) {
	n := kinds.SourceInt()
	if err := check(n); err != nil {
		return nil, err
	}
	return make([]byte, n), nil
}

func (p *page) valid() bool { return p.Size >= 0 && p.Size < limit }

func byMethod() []byte {
	p := &page{Size: kinds.SourceInt()} // @source(method)
	_ = make([]byte, p.Size)            // @alloc(method)
	if !p.valid() {
		return nil
	}
	return make([]byte, p.Size)
}

func allocate(n int) []byte { return make([]byte, n) } // @alloc(callee)

func inCallee() {
	allocate(kinds.SourceInt()) // @source(callee)
}

func (p *page) buffer() []byte { return make([]byte, p.Size) } // @alloc(buffer)

func inMethod() {
	p := &page{Size: kinds.SourceInt()} // @source(buffer)
	p.buffer()                          // @trace(buffer) passed to page.buffer
}

func clamp(n int) int {
	if n > limit {
		return limit
	}
	return n
}

func byClamp() []byte {
	return make([]byte, clamp(kinds.SourceInt()))
}

func chunks() {
	n := kinds.SourceInt()
	for n > 0 {
		chunk := n
		if chunk > limit {
			chunk = limit
		}
		_ = make([]byte, chunk)
		n -= chunk
	}
}

func known() []byte {
	switch n := kinds.SourceInt(); n { // @source(known)
	case 16, 32:
		return make([]byte, n)
	default:
		return make([]byte, n) // @alloc(known)
	}
}

func converted() ([]byte, bool) {
	n := kinds.SourceInt() // @source(converted)
	if int(uint32(n)) != n {
		return nil, false
	}
	return make([]byte, n), true // @alloc(converted)
}

func most() uint { return ^uint(0) }

// words rounds up. What it compares with keeps the sum from overflowing, and bounds nothing.
func words(n uint) uint {
	if n > most()-64+1 {
		return most() >> 6
	}
	return (n + 63) >> 6
}

func inWords() []uint64 {
	return make([]uint64, words(uint(kinds.SourceInt()))) // @source(words) @alloc(words)
}

func few() int { return 1 << 10 }

func byFew() []byte {
	n := kinds.SourceInt()
	if n > few()*2 {
		return nil
	}
	return make([]byte, n)
}

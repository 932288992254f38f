package taint

import (
	"fmt"
	"math/bits"
	"sync"
)

// A kind is the number of an interned kind or aspect name. The names are opaque: models give them, queries ask for them.
type kind uint8

// maxKinds bounds the number of different kinds and aspects in one process: one machine word.
const maxKinds = 64

// A kindset is a set of kinds.
type kindset uint64

var kinds struct {
	sync.Mutex
	number map[string]kind
	name   []string
}

// kindOf interns a name. Past maxKinds all further names share the last number, which can only make a query ask for more
// than it wants; configuration refuses that many kinds before it comes to it.
func kindOf(name string) kind {
	kinds.Lock()
	defer kinds.Unlock()
	if k, ok := kinds.number[name]; ok {
		return k
	}
	if kinds.number == nil {
		kinds.number = make(map[string]kind)
	}
	k := kind(min(len(kinds.name), maxKinds-1))
	if len(kinds.name) < maxKinds {
		kinds.name = append(kinds.name, name)
	}
	kinds.number[name] = k
	return k
}

func (k kind) String() string {
	kinds.Lock()
	defer kinds.Unlock()
	if int(k) < len(kinds.name) {
		return kinds.name[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

func (k kind) set() kindset { return 1 << k }

func kindsOf(names []string) kindset {
	var s kindset
	for _, n := range names {
		s |= kindOf(n).set()
	}
	return s
}

func (s kindset) has(k kind) bool { return s&k.set() != 0 }

// names returns the members in the order of interning.
func (s kindset) names() []string {
	var out []string
	for s != 0 {
		k := kind(bits.TrailingZeros64(uint64(s)))
		out = append(out, k.String())
		s &^= k.set()
	}
	return out
}

package taint

import (
	"fmt"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"
)

// A kind is the number of an interned kind or aspect name. The names are opaque: models give them, queries ask for them.
type kind uint8

const (
	// maxKinds bounds the number of different kinds and aspects in one process.
	maxKinds = 256
	// maxMembers bounds those of them that are ever in a set, one machine word: kinds of sources and aspects. Kinds of sinks need no set.
	maxMembers = 64
)

// A kindset is a set of kinds.
type kindset uint64

var kinds struct {
	sync.Mutex
	number  map[string]kind
	name    []string
	members []kind
	bit     [maxKinds]atomic.Uint32 // of a member: its bit, plus one
}

// kindOf interns a name. Past maxKinds all further names share the last number, which can only make a query ask for more
// than it wants.
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

// set is the set of one kind. Past maxMembers all further kinds share the last bit.
func (k kind) set() kindset {
	if bit := kinds.bit[k].Load(); bit > 0 {
		return 1 << (bit - 1)
	}
	kinds.Lock()
	defer kinds.Unlock()
	if bit := kinds.bit[k].Load(); bit > 0 {
		return 1 << (bit - 1)
	}
	if len(kinds.members) < maxMembers {
		kinds.members = append(kinds.members, k)
	}
	bit := uint32(len(kinds.members))
	kinds.bit[k].Store(bit)
	return 1 << (bit - 1)
}

func kindsOf(names []string) kindset {
	var s kindset
	for _, n := range names {
		s |= kindOf(n).set()
	}
	return s
}

func (s kindset) has(k kind) bool {
	bit := kinds.bit[k].Load()
	return bit > 0 && s&(1<<(bit-1)) != 0
}

// names returns the members in the order in which they first were in a set.
func (s kindset) names() []string {
	var out []string
	for s != 0 {
		i := bits.TrailingZeros64(uint64(s))
		kinds.Lock()
		known := i < len(kinds.members)
		var k kind
		if known {
			k = kinds.members[i]
		}
		kinds.Unlock()
		if known {
			out = append(out, k.String())
		}
		s &= s - 1
	}
	return out
}

// A kindlist is a set of kinds of sinks, of which there are more than a machine word has bits.
type kindlist []kind

func kindlistOf(names []string) kindlist {
	out := make(kindlist, len(names))
	for i, n := range names {
		out[i] = kindOf(n)
	}
	return out
}

func (l kindlist) has(k kind) bool { return slices.Contains(l, k) }

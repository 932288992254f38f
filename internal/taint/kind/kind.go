// Package kind interns the names of kinds and aspects, and has sets of them. The names mean nothing to it, except those
// of the sources that the language itself has.
package kind

import (
	"fmt"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"
)

// A Kind is the number of an interned kind or aspect name. The names are opaque: models give them, queries ask for
// them.
type Kind uint8

const (
	// maxKinds bounds the number of different kinds and aspects in one process.
	maxKinds = 256
	// maxMembers bounds those of them that are ever in a set, one machine word: kinds of sources and aspects. Kinds of
	// sinks need no set.
	maxMembers = 64
)

// A Set is a set of kinds.
type Set uint64

var kinds struct {
	sync.Mutex
	number  map[string]Kind
	name    []string
	members []Kind
	bit     [maxKinds]atomic.Uint32 // of a member: its bit, plus one
}

// Of interns a name. Past maxKinds all further names share the last number; a query may then ask for more than it
// wants, but not for less.
func Of(name string) Kind {
	kinds.Lock()
	defer kinds.Unlock()
	if k, ok := kinds.number[name]; ok {
		return k
	}
	if kinds.number == nil {
		kinds.number = make(map[string]Kind)
	}
	k := Kind(min(len(kinds.name), maxKinds-1))
	if len(kinds.name) < maxKinds {
		kinds.name = append(kinds.name, name)
	}
	kinds.number[name] = k
	return k
}

// String returns the name of k.
func (k Kind) String() string {
	kinds.Lock()
	defer kinds.Unlock()
	if int(k) < len(kinds.name) {
		return kinds.name[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// Set returns the set that holds k alone. Past maxMembers all further kinds share the last bit.
func (k Kind) Set() Set {
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

// SetOf returns the set of the kinds with these names.
func SetOf(names []string) Set {
	var s Set
	for _, n := range names {
		s |= Of(n).Set()
	}
	return s
}

// Has reports whether k is in s.
func (s Set) Has(k Kind) bool {
	bit := kinds.bit[k].Load()
	return bit > 0 && s&(1<<(bit-1)) != 0
}

// Names returns the members in the order in which they first were in a set.
func (s Set) Names() []string {
	var out []string
	for s != 0 {
		i := bits.TrailingZeros64(uint64(s))
		kinds.Lock()
		known := i < len(kinds.members)
		var k Kind
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

// A List is a set of kinds of sinks, of which there are more than a machine word has bits.
type List []Kind

// ListOf returns the kinds with these names, in the same order.
func ListOf(names []string) List {
	out := make(List, len(names))
	for i, n := range names {
		out[i] = Of(n)
	}
	return out
}

// Has reports whether k is in l.
func (l List) Has(k Kind) bool { return slices.Contains(l, k) }

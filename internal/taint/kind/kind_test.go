package kind

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
)

// keepKinds forgets the kinds that a test interns, for there is room for a bounded number of them.
func keepKinds(t *testing.T) {
	number, name, members := maps.Clone(kinds.number), slices.Clone(kinds.name), slices.Clone(kinds.members)
	t.Cleanup(func() {
		kinds.number, kinds.name, kinds.members = number, name, members
		for k := range kinds.bit {
			kinds.bit[k].Store(0)
		}
		for i, k := range members {
			kinds.bit[k].Store(uint32(i) + 1)
		}
	})
}

func TestKindsHaveOneNumber(t *testing.T) {
	a, b := Of("kindtest-a"), Of("kindtest-b")
	if a == b || a != Of("kindtest-a") || a.String() != "kindtest-a" {
		t.Errorf("%d and %d, %s", a, b, a)
	}
	both := SetOf([]string{"kindtest-b", "kindtest-a"})
	if both != a.Set()|b.Set() || !both.Has(a) || a.Set().Has(b) {
		t.Errorf("sets %b, %b, %b", both, a.Set(), b.Set())
	}
	names := both.Names()
	slices.Sort(names)
	if !slices.Equal(names, []string{"kindtest-a", "kindtest-b"}) {
		t.Errorf("names %q", names)
	}
	if names := Set(0).Names(); names != nil {
		t.Errorf("the empty set has %q", names)
	}
}

// A kind that never was in a set takes no bit of one.
func TestKindsOfSinksNeedNoBit(t *testing.T) {
	list := ListOf([]string{"kindtest-sink", "kindtest-other"})
	if !list.Has(Of("kindtest-sink")) || list.Has(Of("kindtest-third")) {
		t.Error("a list has its kinds and no other")
	}
	if (^Set(0)).Has(Of("kindtest-sink")) {
		t.Error("the kind of a sink is in a set")
	}
}

func TestKindsAreInternedByManyAtOnce(t *testing.T) {
	var all sync.WaitGroup
	got := make([][]Set, 8)
	for g := range got {
		all.Go(func() {
			for i := range 5 {
				got[g] = append(got[g], Of(fmt.Sprint("kindtest-many-", i)).Set())
			}
		})
	}
	all.Wait()
	for _, sets := range got {
		if !slices.Equal(sets, got[0]) {
			t.Fatalf("%v and %v", sets, got[0])
		}
	}
}

// Past the bounds a query asks for more than it wants; nothing fails.
func TestTooManyKinds(t *testing.T) {
	keepKinds(t)
	for i := range maxKinds + 10 {
		Of(fmt.Sprint("kindtest-full-", i))
	}
	a, b := Of("kindtest-full-300"), Of("kindtest-full-301")
	if a != b || a != maxKinds-1 {
		t.Errorf("%d and %d", a, b)
	}
	for i := range maxMembers + 10 {
		Of(fmt.Sprint("kindtest-full-", i)).Set()
	}
	if last := Of(fmt.Sprint("kindtest-full-", maxMembers+9)).Set(); last != 1<<(maxMembers-1) {
		t.Errorf("the last set is %b", last)
	}
}

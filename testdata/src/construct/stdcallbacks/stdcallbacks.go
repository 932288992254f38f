// Package stdcallbacks hands functions to packages of the standard library, which call them with parts of the other arguments.
package stdcallbacks

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"example.com/kinds"
)

func elementOfSlice() {
	slices.IndexFunc([]string{kinds.Source()}, func(s string) bool { // @source(indexfunc)
		kinds.Sink(s) // @sink(indexfunc)
		return true
	})
}

func sortedElements() {
	all := []string{kinds.Source()} // @source(sortfunc)
	slices.SortFunc(all, func(a, b string) int {
		kinds.Sink(a) // @sink(sortfunc)
		return 0
	})
}

func entriesOfMap() {
	maps.DeleteFunc(map[string][]byte{"a": kinds.SourceBytes()}, func(k string, v []byte) bool { // @source(deletefunc)
		kinds.Sink(k)
		kinds.SinkBytes(v) // @sink(deletefunc)
		return true
	})
}

func keysOfMap() {
	maps.DeleteFunc(map[string]int{kinds.Source(): 1}, func(k string, v int) bool { // @source(key)
		kinds.Sink(k) // @sink(key)
		return true
	})
}

func searched() {
	slices.BinarySearchFunc([]int{1}, kinds.Source(), func(n int, s string) int { // @source(search)
		kinds.Sink(s) // @sink(search)
		return 0
	})
}

func structElements() {
	type item struct{ a, b string }
	slices.ContainsFunc([]item{{a: kinds.Source()}}, func(i item) bool { // @source(item)
		kinds.Sink(i.a) // @sink(item)
		kinds.Sink(i.b)
		return true
	})
}

func otherTypes() {
	slices.ContainsFunc([]string{kinds.Source()}, func(s string) bool { return len(s) > 0 })
	slices.BinarySearchFunc([]string{"clean"}, kinds.SourceBytes(), func(s string, b []byte) int {
		kinds.Sink(s)
		return 0
	})
}

func collected() {
	for s := range slices.Values([]string{kinds.Source()}) { // @source(values)
		kinds.Sink(s) // @sink(values)
	}
	got := slices.Collect(maps.Values(map[int]string{1: kinds.Source()})) // @source(collect)
	kinds.Sink(got[0])                                                    // @sink(collect)
}

func fields() {
	strings.FieldsFunc(kinds.Source(), func(r rune) bool { return r == ' ' })
	kinds.Sink(strings.Map(func(r rune) rune { return r }, kinds.Source())) // @source(mapped) @sink(mapped)
}

func onceValue() {
	get := sync.OnceValue(func() string { return kinds.Source() }) // @source(once)
	kinds.Sink(get())                                              // @sink(once)
}

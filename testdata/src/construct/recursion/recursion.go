// Package recursion has functions that call themselves and each other.
package recursion

import "example.com/kinds"

func repeat(s string, n int) string {
	if n == 0 {
		return s
	}
	return repeat(s+"x", n-1)
}

func direct() {
	kinds.Sink(repeat(kinds.Source(), 3)) // @source(direct) @sink(direct)
	kinds.Sink(repeat("clean", 3))
}

func sinkDeep(s string, n int) {
	if n == 0 {
		kinds.Sink(s) // @sink(deep)
		return
	}
	sinkDeep(s, n-1)
}

func deep() { sinkDeep(kinds.Source(), 4) } // @source(deep)

func even(s string, n int) string {
	if n == 0 {
		return s
	}
	return odd(s, n-1)
}

func odd(s string, n int) string {
	if n == 0 {
		return "clean"
	}
	return even(s, n-1) // @trace(mutual) returned by even
}

func mutual() {
	kinds.Sink(odd(kinds.Source(), 3)) // @source(mutual) @sink(mutual)
	kinds.Sink(odd("clean", 3))
}

// The parameters change places on the way: both arrive at the result.
func rotate(a, b, c string, n int) string {
	if n == 0 {
		return a
	}
	return rotate(b, c, a, n-1) // @trace(rotate) returned by rotate
}

func rotated() {
	kinds.Sink(rotate("a", "b", kinds.Source(), 5)) // @source(rotate) @sink(rotate)
	kinds.Sink(rotate("a", "b", "c", 5))
}

type node struct {
	val         string
	left, right *node
}

func (n *node) walk(f func(string)) {
	if n == nil {
		return
	}
	n.left.walk(f)
	f(n.val)
	n.right.walk(f)
}

func tree() {
	n := &node{left: &node{}, right: &node{val: kinds.Source()}} // @source(tree)
	n.walk(func(s string) {                                      // @trace(tree) passed to a function literal
		kinds.Sink(s) // @sink(tree)
	})
}

func depth(n *node) int {
	if n == nil {
		return 0
	}
	return 1 + max(depth(n.left), depth(n.right))
}

func nested(v any) string {
	if m, ok := v.(map[string]any); ok {
		return nested(m["k"]) // @trace(any) returned by nested
	}
	s, _ := v.(string)
	return s
}

func nestedAny() {
	kinds.Sink(nested(map[string]any{"k": map[string]any{"k": kinds.Source()}})) // @source(any) @sink(any)
	kinds.Sink(nested(map[string]any{"k": "clean"}))
	kinds.Sink(depth(&node{}))
}

// Package lib has a tree with an iterator.
package lib

import "iter"

// A Tree has a text and a name.
type Tree struct {
	Text, Name  string
	Left, Right *Tree
}

// Texts yields the texts of t, in order.
func (t *Tree) Texts() iter.Seq[string] {
	return func(yield func(string) bool) { t.push(yield) }
}

func (t *Tree) push(yield func(string) bool) bool {
	return t == nil || t.Left.push(yield) && yield(t.Text) && t.Right.push(yield)
}

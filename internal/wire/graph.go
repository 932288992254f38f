package wire

import (
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// A Node is a type that decoding a value of the root's type may build.
type Node struct {
	Type types.Type
	From *Node // nil for the root
	// Field is the field of From's type that leads here; nil for the root, an element or an implementation.
	Field *types.Var
	Key   bool // it is the key of a map
	// Implements is the interface that the type stands behind; nil if it is reached by its own name.
	Implements types.Type
	Hook       *types.Func // by which the family decodes it; nil if it looks at the type
}

// A Walk visits the types that a family may build for a target.
type Walk struct {
	Family *Family
	// Implementers returns the types that the family can put behind an interface. It may be nil.
	Implementers func(*types.Interface) []types.Type
	Visit        func(*Node) // called once for each declared type, and for others at least once

	named     map[*types.Named]bool
	instances typeutil.Map
	keys      map[*types.Named]bool
	queue     []*Node
	nodes     int
}

// maxNodes bounds the types that one walk looks at.
const maxNodes = 50_000

// From visits the types below a target, the nearest first. If the target is an interface and not a pointer to one, its
// type is unknown.
func (w *Walk) From(target types.Type) {
	if types.IsInterface(target) {
		return
	}
	w.named, w.keys, w.instances = map[*types.Named]bool{}, map[*types.Named]bool{}, typeutil.Map{}
	w.queue, w.nodes = w.queue[:0], 0
	w.add(Node{Type: target})
	for i := 0; i < len(w.queue); i++ {
		w.expand(w.queue[i])
		w.queue[i] = nil
	}
}

// add takes up a type unless it has been, or is one that has neither parts nor methods. Types that have no name are
// descended into each time: a cycle leads through a declared type.
func (w *Walk) add(n Node) {
	n.Type = types.Unalias(n.Type)
	switch t := n.Type.(type) {
	case *types.Basic:
		return
	case *types.Named:
		if w.seen(t, n.Key) {
			return
		}
	case *types.Pointer:
		if named, ok := types.Unalias(t.Elem()).(*types.Named); ok && w.known(named) {
			return
		}
	}
	if w.nodes++; w.nodes > maxNodes {
		return
	}
	w.queue = append(w.queue, &n)
}

// known reports whether a declared type has been taken up, as a value.
func (w *Walk) known(t *types.Named) bool {
	if t.TypeArgs().Len() > 0 {
		return w.instances.At(t) != nil
	}
	return w.named[t]
}

// seen marks a declared type. Two instances of a generic type with the same arguments are one type, whatever the
// pointers.
func (w *Walk) seen(t *types.Named, key bool) bool {
	if key {
		was := w.keys[t]
		w.keys[t] = true
		return was
	}
	if t.TypeArgs().Len() > 0 {
		return w.instances.Set(t, true) != nil
	}
	was := w.named[t]
	w.named[t] = true
	return was
}

func (w *Walk) expand(n *Node) {
	n.Hook = w.Family.Hook(n.Type, n.Key)
	w.Visit(n)
	if n.Key {
		return
	}
	// A type that decodes itself is descended into all the same: most hooks decode into the fields.
	switch u := n.Type.Underlying().(type) {
	case *types.Pointer:
		w.add(Node{Type: u.Elem(), From: n})
	case *types.Slice:
		w.add(Node{Type: u.Elem(), From: n})
	case *types.Array:
		w.add(Node{Type: u.Elem(), From: n})
	case *types.Map:
		w.add(Node{Type: u.Key(), From: n, Key: true})
		w.add(Node{Type: u.Elem(), From: n})
	case *types.Struct:
		for _, field := range w.Family.Own(n.Type) {
			w.add(Node{Type: field.Var.Type(), From: n, Field: field.Var})
		}
	case *types.Interface:
		if _, param := types.Unalias(n.Type).(*types.TypeParam); param || w.Implementers == nil {
			return
		}
		for _, t := range w.Implementers(u) {
			w.add(Node{Type: t, From: n, Implements: n.Type})
		}
	}
}

// Path returns the nodes that lead from the root to a node, the root first.
func (n *Node) Path() []*Node {
	var out []*Node
	for at := n; at != nil; at = at.From {
		out = append(out, at)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

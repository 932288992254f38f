package wire

import (
	"go/types"
	"slices"
)

// Open reports whether the input chooses what is built for a target: whether the target has an interface that the
// family fills, or a field that takes elements of any name. A field that keeps raw markup is text and does not count.
func (f *Family) Open(target types.Type) bool {
	open := false
	walk := Walk{Family: f, Visit: func(n *Node) {
		// encoding/xml skips what would go into an interface.
		if _, ok := n.Type.Underlying().(*types.Interface); ok && f != XML {
			open = true
		}
		open = open || slices.ContainsFunc(f.Own(n.Type), f.takesAny)
	}}
	walk.From(target)
	return open
}

// takesAny reports whether a field takes elements of any name.
func (f *Family) takesAny(field Field) bool {
	return f == XML && slices.Contains(field.Options, "any") && !slices.Contains(field.Options, "attr")
}

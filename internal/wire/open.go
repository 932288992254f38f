package wire

import (
	"go/types"
	"slices"
)

// Open reports whether the input chooses what is built for a target: there is an interface in it that the family fills,
// or a field that takes elements whatever their names. One that keeps markup as it came is text.
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

// takesAny reports whether a field takes elements whatever their names.
func (f *Family) takesAny(field Field) bool {
	return f == XML && slices.Contains(field.Options, "any") && !slices.Contains(field.Options, "attr")
}

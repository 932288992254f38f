package wire

import (
	"go/types"
	"slices"
)

// Open reports whether the input chooses what is built for a target: there is an interface in it that the family fills, a field that takes
// elements whatever their names, or one that keeps markup as it came.
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
	if f != XML || slices.Contains(field.Options, "attr") {
		return false
	}
	return slices.Contains(field.Options, "any") || slices.Contains(field.Options, "innerxml")
}

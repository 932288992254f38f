// Package more compares codes in forms that need more than another call.
package more

import (
	stdbytes "bytes"
	"cmp"
	"slices"
)

func contains(sums []string, want string) bool {
	return slices.Contains(sums, want) // fix: compare
}

func ordered(sum, want string) bool {
	return cmp.Compare(sum, want) == 0 // fix: compare
}

func shadowed(s []string, want []byte) bool {
	return slices.Contains(s, string(want)) // fix: compare
}

func bytes(sums []byte, want byte) bool {
	return slices.Contains(sums, want) // fix: none
}

func prefix(given, want []byte) bool {
	return len(want) > 0 && !stdbytes.HasPrefix(given, want) // fix: compare
}

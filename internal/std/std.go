// Package std knows import paths: which belong to the standard library, and what a vendored package is called where it comes from.
package std

import (
	"go/types"
	"slices"
	"strings"
)

// Has reports whether a package belongs to the standard library or the go command: it has no module, and a path that begins like one of
// theirs. In GOPATH mode a path without a dot in its first element may be anybody's.
func Has(importPath, modulePath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return modulePath == "" && slices.Contains(roots, first)
}

// roots are the first elements of the standard library's import paths.
var roots = strings.Fields(`archive bufio builtin bytes cmd cmp compress container context crypto database debug embed encoding
	errors expvar flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime
	slices sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak`)

// Unvendored returns the import path of a vendored package in its own module. In GOPATH mode, and in the standard
// library, the path of the program that vendors it comes first.
func Unvendored(path string) string {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		return path[i+len("/vendor/"):]
	}
	return strings.TrimPrefix(path, "vendor/")
}

// Path returns the import path of a package in its own module; empty for the universe.
func Path(pkg *types.Package) string {
	if pkg == nil {
		return ""
	}
	return Unvendored(pkg.Path())
}

// TypeString returns the name of a type, with the import paths that packages have in their own modules.
func TypeString(t types.Type) string { return types.TypeString(t, Path) }

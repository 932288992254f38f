// Package link builds other programs with the suite linked in: golangci-lint, which takes plugins when it is compiled,
// and gopls, which takes none.
//
// It knows how these programs are laid out as modules, and drives the go command. It must not know a rule, and imports
// nothing of this module: the suite gets into those programs by its import path.
package link

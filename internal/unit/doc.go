// Package unit is the vet tool: it analyzes one compilation unit that the go command describes in a file.
//
// It knows the protocol between the go command and a vet tool, how facts travel between units, and which units need no
// work. It must not know a rule, how findings are rendered for a person, or how values flow.
//
// The protocol is the one of golang.org/x/tools/go/analysis/unitchecker. What differs is the cost. That package
// type-checks every package of the standard library from source, since it takes types from the facts of the
// dependencies; this one takes them from the export data that the go command hands over, leaves the standard library
// alone, and does not even parse a dependency that can hold nothing of interest. Where the go command gives no export
// data, or wants fixes applied, unitchecker does the work.
package unit

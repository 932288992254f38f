// Package lib has package-level variables that another package reads.
package lib

import "example.com/kinds"

// Current is a source's.
var Current = kinds.Source() // @source(current)

// Name is not.
var Name = "clean"

// Read reads Current.
func Read() string { return Current }

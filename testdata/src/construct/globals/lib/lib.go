// Package lib has package-level variables that another package reads.
package lib

import "example.com/kinds"

// Current is a source's.
var Current = kinds.Source() // @source(current)

// Name is not.
var Name = "clean"

// Read reads Current.
func Read() string { return Current }

// Settings has a source in one of its fields.
var Settings = &settings{}

type settings struct {
	Names struct{ First, Last string }
	Other string
}

func init() {
	Settings.Names.First = kinds.Source() // @source(setting)
	Settings.Names.Last = "clean"
	Settings.Other = "clean"
}

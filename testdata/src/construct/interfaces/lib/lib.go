// Package lib has interfaces with implementers for the package that imports it.
package lib

import "example.com/kinds"

// A Putter takes text.
type Putter interface{ Store(s string) }

// A Getter gives text.
type Getter interface{ Load() string }

// Sinking hands what it gets to a sink.
type Sinking struct{}

// Store hands s on.
func (Sinking) Store(s string) { kinds.Sink(s) }

// Reading gives a source.
type Reading struct{}

// Load reads.
func (Reading) Load() string { return kinds.Source() } // @source(libget)

// Package lib has interfaces with implementers for the package that imports it.
package lib

import "example.com/kinds"

// A Putter takes text.
type Putter interface{ Put(s string) }

// A Getter gives text.
type Getter interface{ Get() string }

// Sinking hands what it gets to a sink.
type Sinking struct{}

// Put hands s on.
func (Sinking) Put(s string) { kinds.Sink(s) }

// Reading gives a source.
type Reading struct{}

// Get reads.
func (Reading) Get() string { return kinds.Source() } // @source(libget)

package model

import "go/types"

// A Set answers what is modelled: the embedded models and the user's own. It is safe for concurrent use.
type Set struct{}

// NewSet returns the embedded models and those of the user's files.
func NewSet() *Set { return &Set{} }

// Func returns what is known of a function, method or interface method; nil if nothing is.
func (s *Set) Func(fn *types.Func) *Roles { return nil }

// Type returns what is known of the values of a named type; nil if nothing is.
func (s *Set) Type(name *types.TypeName) *Roles { return nil }

// Field returns what is known of a field of a named struct type; nil if nothing is.
func (s *Set) Field(owner *types.TypeName, field *types.Var) *Roles { return nil }

// Chan returns what is known of the elements of a channel; nil if nothing is.
func (s *Set) Chan(elem types.Type) *Roles { return nil }

// Covers reports whether functions, fields or types of the package are modelled with a role other than propagator.
func (s *Set) Covers(importPath string) bool { return false }

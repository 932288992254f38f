// Package lib has an alias of a modelled type.
package lib

import "example.com/kinds"

// Alias is kinds.Tainted.
type Alias = kinds.Tainted

// Package wrap stands between a package with variables and its users.
package wrap

import "construct/globalsacross/state"

func Set(s string) { state.Set([]byte(s)) }
func Get() string  { return string(state.Get()) }

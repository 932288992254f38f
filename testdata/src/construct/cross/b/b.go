// Package b stands between a and c. Nothing is reported in it where its callers' values pass through.
package b

import (
	"construct/cross/c"

	"example.com/kinds"
)

// Store hands s on; Both hands on its second argument.
func Store(s string)       { c.Store(s) } // @trace(store) passed to c.Store
func Both(clean, s string) { c.Store(s) }

// Read hands a source back.
func Read() string { return c.Read() } // @trace(read) returned by c.Read

// Pass and Drop are those of c.
func Pass(s string) string { return c.Pass(s) }
func Drop(s string) string { return c.Drop(s) }

// Here the source is in this package, and so is the call that hands it over.
func local() {
	c.Store(kinds.Source()) // @source(local) @sink(local)
	c.Store(c.Read())       // @sink(read)
}

// Load loads a record.
func Load() *c.Record {
	var r c.Record
	c.Load(&r)
	return &r
}

// Checked hands s on if it is proved.
func Checked(s string) {
	if !c.OK(s) {
		return
	}
	c.Store(s)
}

// Each calls f with a source.
func Each(f func(string)) { f(kinds.Source()) } // @source(each)

// Hook is called with what Fire gets.
type Hook struct{ F func(string) }

// Fire calls the hook.
func (h *Hook) Fire(s string) { h.F(s) }

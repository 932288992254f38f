// Package c is the last of three packages in a row: what a hands to b, b hands to c.
package c

import "example.com/kinds"

// Store hands s to a sink.
func Store(s string) { kinds.Sink(s) } // @trace(store) reaches sink

// Read gives a source.
func Read() string { return kinds.Source() } // @source(read)

// Pass returns s; Drop does not.
func Pass(s string) string { return "<" + s + ">" }
func Drop(s string) string { return "<>" }

// A Record has a source's text and a clean note.
type Record struct{ Text, Note string }

// Load fills r.
func Load(r *Record) {
	r.Text = kinds.Source() // @source(load)
	r.Note = "clean"
}

// Save hands the text, and not the note, to a sink. A record that Load filled may be the one that is saved.
func (r *Record) Save() { kinds.Sink(r.Text) } // @sink(load)

// OK proves s.
func OK(s string) bool { return kinds.Valid(s) }

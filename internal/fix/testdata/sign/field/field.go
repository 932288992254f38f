// Package field keeps the bytes of a state in a field between the methods that encode and write it, and those that
// read and decode it.
package field

import (
	"encoding/json"
	"os"
)

// State is what the program remembers.
type State struct{ Visits int }

// A Journal writes states in the background.
type Journal struct {
	name    string
	pending chan []byte
}

// Add puts a state in line.
func (j *Journal) Add(s State) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	j.pending <- b
	return nil
}

// Run writes what is in line.
func (j *Journal) Run() error {
	for b := range j.pending {
		if err := os.WriteFile(j.name, b, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// A Replay reads a state back.
type Replay struct {
	name string
	raw  []byte
}

// Read reads the file.
func (r *Replay) Read() (err error) {
	r.raw, err = os.ReadFile(r.name)
	return err
}

// State decodes what was read.
func (r *Replay) State() (s State, err error) {
	err = json.Unmarshal(r.raw, &s) // fix: sign
	return s, err
}

// Package lib has types for others to decode, and helpers that its importers' hooks call.
package lib

import (
	"encoding/json"
	"os"
	"os/exec"
)

// A Job runs what it is given.
type Job struct{ Name string }

func (j *Job) UnmarshalJSON(b []byte) error {
	if err := json.Unmarshal(b, &j.Name); err != nil {
		return err
	}
	return Run(j.Name)
}

// Run runs a command.
func Run(name string) error { return start(name) }

func start(name string) error { return exec.Command(name).Run() }

// Flush runs a command that nobody chooses.
func Flush() { exec.Command("sync").Run() }

// Open opens a file.
func Open(name string) ([]byte, error) { return os.ReadFile(name) }

// A Batch has jobs.
type Batch struct {
	Jobs map[string]*Job
}

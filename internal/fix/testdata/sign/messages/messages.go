// Package messages sends jobs through a queue.
package messages

import (
	"bytes"
	"encoding/gob"
)

// Job is work to do.
type Job struct{ Name string }

// Queue is a queue.
type Queue interface {
	Publish(topic string, data []byte) error
	Next(topic string) ([]byte, error)
}

// Send sends a job.
func Send(q Queue, j *Job) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(j); err != nil {
		return err
	}
	return q.Publish("jobs", buf.Bytes())
}

// Receive waits for a job.
func Receive(q Queue) (*Job, error) {
	data, err := q.Next("jobs")
	if err != nil {
		return nil, err
	}
	var j Job
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&j); err != nil { // fix: message
		return nil, err
	}
	return &j, nil
}

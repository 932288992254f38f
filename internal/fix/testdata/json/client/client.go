// Package client sends requests to its own server.
package client

import (
	"bytes"
	"encoding/gob"
	"io"
	"net/http"
	"time"
)

// Order is what a client sends.
type Order struct {
	ID    int64
	Lines map[string]Line
	Due   *time.Time
	note  string
}

// Line is a part of an order.
type Line struct {
	Name  string `json:"line_name"`
	Price float64
	Raw   []byte
}

// Send posts an order.
func Send(c *http.Client, url string, o *Order) error {
	var buf bytes.Buffer
	// A comment that must stay.
	if err := gob.NewEncoder(&buf).Encode(o); err != nil {
		return err
	}
	resp, err := c.Post(url, "application/octet-stream", &buf)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Receive reads an order.
func Receive(r io.Reader) (*Order, error) {
	var o Order
	dec := gob.NewDecoder(r)
	if err := dec.Decode(&o); err != nil { // fix: json
		return nil, err
	}
	return &o, nil
}

// Event has something that JSON does not keep.
type Event struct{ Data any }

// Copy copies an event.
func Copy(e Event) (out Event, err error) {
	var buf bytes.Buffer
	if err = gob.NewEncoder(&buf).Encode(e); err != nil {
		return out, err
	}
	err = gob.NewDecoder(&buf).Decode(&out) // fix: none
	return out, err
}

// Answer is what only others write.
type Answer struct{ Text string }

// Read reads an answer.
func Read(r io.Reader) (a Answer, err error) {
	err = gob.NewDecoder(r).Decode(&a) // fix: none
	return a, err
}

func (o *Order) remember(text string) { o.note = text }

// Package trusted has gob that nobody outside wrote.
package trusted

import (
	"bytes"
	_ "embed"
	"encoding/gob"
	"flag"
	"os"
	"strings"
	"sync"
)

type order struct{ Items map[string]int }

//go:embed trusted.go
var seed []byte

func constant() (o order, err error) {
	err = gob.NewDecoder(strings.NewReader("\x03\x04")).Decode(&o)
	return o, err
}

func embedded() (o order, err error) {
	err = gob.NewDecoder(bytes.NewReader(seed)).Decode(&o)
	return o, err
}

func operator() (o order, err error) {
	if err = gob.NewDecoder(os.Stdin).Decode(&o); err != nil {
		return o, err
	}
	if err = gob.NewDecoder(strings.NewReader(os.Args[1])).Decode(&o); err != nil {
		return o, err
	}
	if err = gob.NewDecoder(strings.NewReader(flag.Arg(0))).Decode(&o); err != nil {
		return o, err
	}
	err = gob.NewDecoder(strings.NewReader(os.Getenv("ORDER"))).Decode(&o)
	return o, err
}

func file(path string) (o order, err error) {
	f, err := os.Open(path)
	if err != nil {
		return o, err
	}
	defer f.Close()
	err = gob.NewDecoder(f).Decode(&o)
	return o, err
}

// A cache in this process: what goes in and what comes out is ours.
type cache struct {
	mu    sync.Mutex
	items map[string][]byte
}

func (c *cache) put(key string, o order) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(o); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[key] = buf.Bytes()
	return nil
}

func (c *cache) get(key string) (o order, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	err = gob.NewDecoder(bytes.NewReader(c.items[key])).Decode(&o)
	return o, err
}

// Nobody in sight feeds this: its callers may be anyone's.
func Decode(b []byte, o *order) error {
	return gob.NewDecoder(bytes.NewReader(b)).Decode(o)
}

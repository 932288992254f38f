// Package yaml is a stub of go.yaml.in/yaml/v3: the signatures are true, the bodies mean nothing.
package yaml

import "io"

// A Decoder decodes a stream.
type Decoder struct{ r io.Reader }

// A Node is a part of a document.
type Node struct{ Value string }

func Unmarshal(in []byte, out interface{}) (err error) { return nil }

func Marshal(in interface{}) (out []byte, err error) { return nil, nil }

func NewDecoder(r io.Reader) *Decoder { return &Decoder{r} }

func (dec *Decoder) KnownFields(enable bool) {}

func (dec *Decoder) Decode(v interface{}) (err error) { return nil }

func (n *Node) Decode(v interface{}) (err error) { return nil }

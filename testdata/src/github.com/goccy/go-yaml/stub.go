// Package yaml is a stub of github.com/goccy/go-yaml: the signatures are true, the bodies mean nothing.
package yaml

import (
	"context"
	"io"
)

// A DecodeOption changes how a Decoder decodes.
type DecodeOption func(d *Decoder) error

// A Decoder decodes a stream.
type Decoder struct{ reader io.Reader }

func NewDecoder(r io.Reader, opts ...DecodeOption) *Decoder { return &Decoder{r} }

func (d *Decoder) Decode(v interface{}) error { return nil }

func Unmarshal(data []byte, v interface{}) error { return nil }

func UnmarshalWithOptions(data []byte, v interface{}, opts ...DecodeOption) error { return nil }

func UnmarshalContext(ctx context.Context, data []byte, v interface{}, opts ...DecodeOption) error {
	return nil
}

func Strict() DecodeOption { return nil }

func Marshal(v interface{}) ([]byte, error) { return nil, nil }

func RegisterCustomUnmarshaler[T any](unmarshaler func(*T, []byte) error) {}

func CustomUnmarshaler[T any](unmarshaler func(*T, []byte) error) DecodeOption { return nil }

// Package cbor is a stub of github.com/fxamacker/cbor/v2: the signatures are true, the bodies mean nothing.
package cbor

import (
	"io"
	"reflect"
)

// A DecMode is a decoder's configuration.
type DecMode interface {
	Unmarshal(data []byte, v any) error
	UnmarshalFirst(data []byte, v any) (rest []byte, err error)
	NewDecoder(r io.Reader) *Decoder
}

// DecOptions are options of a DecMode.
type DecOptions struct{ MaxNestedLevels int }

func (opts DecOptions) DecMode() (DecMode, error) { return nil, nil }

// A Decoder decodes a stream.
type Decoder struct{ r io.Reader }

func NewDecoder(r io.Reader) *Decoder { return &Decoder{r} }

func (dec *Decoder) Decode(v any) error { return nil }

func Unmarshal(data []byte, v any) error { return nil }

func UnmarshalFirst(data []byte, v any) (rest []byte, err error) { return nil, nil }

func Marshal(v any) ([]byte, error) { return nil, nil }

// TagOptions say what becomes of a tag.
type TagOptions struct{ DecTag, EncTag int }

// A TagSet says which tags stand for which types.
type TagSet interface {
	Add(opts TagOptions, contentType reflect.Type, num uint64, nestedNum ...uint64) error
}

func NewTagSet() TagSet { return nil }

func (opts DecOptions) DecModeWithTags(tags TagSet) (DecMode, error) { return nil, nil }

// Package registered decodes types that others have registered, and ones of tags of its own.
package registered

import (
	"encoding/gob"
	"io"
	"net/http"
	"os"
	"reflect"

	"github.com/fxamacker/cbor/v2"

	"decodehook/registered/shapes"
)

func drawing(r *http.Request) (d shapes.Drawing, err error) {
	err = gob.NewDecoder(r.Body).Decode(&d) // want `runs \(\*shapes.Sheet\).GobDecode, which opens a file`
	return d, err
}

// What stands behind another interface is not what is registered for this one.
type event interface{ At() int64 }

type journal struct{ Events []event }

func events(r *http.Request) (j journal, err error) {
	err = gob.NewDecoder(r.Body).Decode(&j)
	return j, err
}

// A tag of CBOR stands for a type.
type attachment struct{ text []byte }

func (a *attachment) UnmarshalCBOR(b []byte) (err error) {
	var name string
	if err := cbor.Unmarshal(b, &name); err != nil {
		return err
	}
	a.text, err = os.ReadFile(name)
	return err
}

var mode = func() cbor.DecMode {
	tags := cbor.NewTagSet()
	if err := tags.Add(cbor.TagOptions{}, reflect.TypeOf(attachment{}), 600); err != nil {
		panic(err)
	}
	m, err := cbor.DecOptions{}.DecModeWithTags(tags)
	if err != nil {
		panic(err)
	}
	return m
}()

func message(r *http.Request) (v any, err error) {
	b, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	err = mode.Unmarshal(b, &v) // want `runs \(\*attachment\).UnmarshalCBOR, which opens a file`
	return v, err
}

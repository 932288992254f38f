// Package families has hooks of further encoders.
package families

import (
	"encoding/xml"
	"net/http"
	"os"

	"github.com/fxamacker/cbor/v2"
	"github.com/labstack/echo/v4"
	"github.com/vmihailenco/msgpack/v5"
)

type file struct{ text []byte }

func (f *file) UnmarshalXML(d *xml.Decoder, start xml.StartElement) (err error) {
	var name string
	if err := d.DecodeElement(&name, &start); err != nil {
		return err
	}
	f.text, err = os.ReadFile(name)
	return err
}

func (f *file) DecodeMsgpack(d *msgpack.Decoder) error {
	name, err := d.DecodeString()
	if err != nil {
		return err
	}
	f.text, err = os.ReadFile(name)
	return err
}

func (f *file) UnmarshalCBOR(b []byte) (err error) {
	var name string
	if err := cbor.Unmarshal(b, &name); err != nil {
		return err
	}
	f.text, err = os.ReadFile(name)
	return err
}

type page struct{ Body *file }

func asXML(r *http.Request) (p page, err error) {
	err = xml.NewDecoder(r.Body).Decode(&p) // want `runs \(\*file\).UnmarshalXML, which opens a file`
	return p, err
}

func asMsgpack(r *http.Request) (p page, err error) {
	err = msgpack.NewDecoder(r.Body).Decode(&p) // want `runs \(\*file\).DecodeMsgpack, which opens a file`
	return p, err
}

func asCBOR(r *http.Request) (p page, err error) {
	err = cbor.NewDecoder(r.Body).Decode(&p) // want `runs \(\*file\).UnmarshalCBOR, which opens a file`
	return p, err
}

// A type that is registered as an extension stands behind any interface.
type extension struct{ file }

func init() { msgpack.RegisterExt(1, (*extension)(nil)) }

func dynamic(r *http.Request) (v map[string]any, err error) {
	err = msgpack.NewDecoder(r.Body).Decode(&v) // want `runs \(\*file\).DecodeMsgpack, which opens a file`
	return v, err
}

// A list allocates by the header of an array.
type list struct{ items []string }

func (l *list) DecodeMsgpack(d *msgpack.Decoder) error {
	n, err := d.DecodeArrayLen()
	if err != nil {
		return err
	}
	l.items = make([]string, n)
	return nil
}

func asList(r *http.Request) (l list, err error) {
	err = msgpack.NewDecoder(r.Body).Decode(&l) // want `runs \(\*list\).DecodeMsgpack, which allocates by a number of the input`
	return l, err
}

// What a framework binds, JSON or a form, decodes itself by text.
type avatar struct{ text []byte }

func (a *avatar) UnmarshalText(name []byte) (err error) {
	a.text, err = os.ReadFile(string(name))
	return err
}

func bind(c echo.Context) error {
	var p struct{ Avatar avatar }
	return c.Bind(&p) // want `runs \(\*avatar\).UnmarshalText, which opens a file`
}

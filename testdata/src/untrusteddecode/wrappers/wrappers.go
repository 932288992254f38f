// Package wrappers has decoders behind helpers, interfaces, fields and closures.
package wrappers

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"io"
	"net/http"
)

type order struct{ ID string }

// Reported where it is called with what a request brings.
func decodeGob(data []byte, v any) error {
	return gob.NewDecoder(bytes.NewReader(data)).Decode(v)
}

func decodeOrder(r io.Reader) (*order, error) {
	var o order
	if err := gob.NewDecoder(r).Decode(&o); err != nil {
		return nil, err
	}
	return &o, nil
}

func helper(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var o order
	decodeGob(b, &o)    // want "untrusteddecode"
	decodeOrder(r.Body) // want "untrusteddecode"
}

func calledWithOwn() {
	var buf bytes.Buffer
	gob.NewEncoder(&buf).Encode(order{"x"})
	var o order
	decodeGob(buf.Bytes(), &o)
}

// A codec, chosen by the configuration; the default is gob.
type Codec interface {
	Decode(data []byte, v any) error
}

type gobCodec struct{}

func (gobCodec) Decode(data []byte, v any) error {
	return gob.NewDecoder(bytes.NewReader(data)).Decode(v)
}

type jsonCodec struct{}

func (jsonCodec) Decode(data []byte, v any) error { return json.Unmarshal(data, v) }

type server struct{ codec Codec }

func newServer() *server { return &server{codec: gobCodec{}} }

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var o order
	s.codec.Decode(b, &o) // want "untrusteddecode"
}

func onlyJSON(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	var o order
	jsonCodec{}.Decode(b, &o)
}

type stream struct{ dec *gob.Decoder }

func (s *stream) open(w http.ResponseWriter, r *http.Request) { s.dec = gob.NewDecoder(r.Body) }

func (s *stream) next() (o order) {
	var m order
	s.dec.Decode(&m) // want "untrusteddecode"
	return order{ID: "x"}
}

var unmarshal = decodeGob

func variable(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	var o order
	unmarshal(b, &o) // want "untrusteddecode"
}

type blob struct{ parts [][]byte }

// The body of a GobDecode is called by a decoder, and is not itself where the outside comes in.
func (b *blob) GobDecode(data []byte) error {
	return gob.NewDecoder(bytes.NewReader(data)).Decode(&b.parts)
}

func (o *order) UnmarshalJSON(data []byte) error {
	type plain order
	return json.Unmarshal(data, (*plain)(o))
}

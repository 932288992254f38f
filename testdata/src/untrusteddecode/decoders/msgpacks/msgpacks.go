// Package msgpacks has the msgpack and CBOR libraries.
package msgpacks

import (
	"bytes"
	"io"
	"net"
	"net/http"

	"github.com/fxamacker/cbor/v2"
	hashicorp "github.com/hashicorp/go-msgpack/codec"
	hashicorp2 "github.com/hashicorp/go-msgpack/v2/codec"
	"github.com/ugorji/go/codec"
	"github.com/vmihailenco/msgpack/v5"
)

type order struct{ ID string }

var handle = &hashicorp.MsgpackHandle{}

func handler(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var o order
	msgpack.Unmarshal(b, &o)                                              // want "untrusteddecode"
	msgpack.NewDecoder(bytes.NewReader(b)).Decode(&o)                     // want "untrusteddecode"
	hashicorp.NewDecoderBytes(b, handle).Decode(&o)                       // want "untrusteddecode"
	hashicorp2.NewDecoder(r.Body, &hashicorp2.MsgpackHandle{}).Decode(&o) // want "untrusteddecode"
	codec.NewDecoderBytes(b, &codec.MsgpackHandle{}).Decode(&o)           // want "untrusteddecode"
	codec.NewDecoder(r.Body, &codec.CborHandle{}).MustDecode(&o)          // want "untrusteddecode"
	cbor.Unmarshal(b, &o)                                                 // want "untrusteddecode"
	cbor.NewDecoder(r.Body).Decode(&o)                                    // want "untrusteddecode"
}

func reset(w http.ResponseWriter, r *http.Request) {
	var o order
	dec := msgpack.NewDecoder(nil)
	dec.Reset(r.Body)
	dec.Decode(&o)                  // want "untrusteddecode"
	v, err := dec.DecodeInterface() // want "untrusteddecode"
	_, _ = v, err
}

func mode(m cbor.DecMode, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	var o order
	m.Unmarshal(b, &o)                      // want "untrusteddecode"
	m.NewDecoder(r.Body).Decode(&o)         // want "untrusteddecode"
	rest, err := cbor.UnmarshalFirst(b, &o) // want "untrusteddecode"
	_, _ = rest, err
}

// The peer's reply: hashicorp's msgpack allocates what it is told to, the others are no worse than JSON there.
func reply(addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	var o order
	if err := hashicorp.NewDecoder(conn, handle).Decode(&o); err != nil { // want "untrusteddecode"
		return err
	}
	if err := msgpack.NewDecoder(conn).Decode(&o); err != nil {
		return err
	}
	return cbor.NewDecoder(conn).Decode(&o)
}

func own(o order) error {
	b, err := msgpack.Marshal(o)
	if err != nil {
		return err
	}
	var back order
	return msgpack.Unmarshal(b, &back)
}

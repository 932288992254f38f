// Package codec is a stub of github.com/ugorji/go/codec: the signatures are true, the bodies mean nothing.
package codec

import "io"

// A Handle is a format.
type Handle interface{ Name() string }

// A MsgpackHandle is the msgpack format.
type MsgpackHandle struct{ RawToString bool }

func (h *MsgpackHandle) Name() string { return "msgpack" }

// A CborHandle is the CBOR format.
type CborHandle struct{ SkipUnexpectedTags bool }

func (h *CborHandle) Name() string { return "cbor" }

// A JsonHandle is JSON.
type JsonHandle struct{ HTMLCharsAsIs bool }

func (h *JsonHandle) Name() string { return "json" }

// A Decoder decodes a stream or bytes.
type Decoder struct{ r io.Reader }

func NewDecoder(r io.Reader, h Handle) *Decoder { return &Decoder{r} }

func NewDecoderBytes(in []byte, h Handle) *Decoder { return &Decoder{} }

func (d *Decoder) Decode(v interface{}) (err error) { return nil }

// An Encoder encodes to a writer or bytes.
type Encoder struct{ w io.Writer }

func NewEncoder(w io.Writer, h Handle) *Encoder { return &Encoder{w} }

func (e *Encoder) Encode(v interface{}) (err error) { return nil }

func (d *Decoder) Reset(r io.Reader) { d.r = r }

func (d *Decoder) ResetBytes(in []byte) {}

func (d *Decoder) MustDecode(v interface{}) {}

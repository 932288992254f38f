package signedcodec

import (
	"bufio"
	"bytes"
	"io"
)

// Encoder writes a stream of signed messages. It is for one goroutine.
type Encoder struct{ c chunkWriter }

// Decoder reads a stream of signed messages. It is for one goroutine.
type Decoder struct {
	c      chunkReader
	first  *bufio.Reader // only while WithLegacy may have to look at byte 0
	looked bool
}

// NewEncoder writes a stream of signed messages to w. Nothing is written before
// the first Encode or Close.
func (b Bound) NewEncoder(w io.Writer) *Encoder {
	return &Encoder{chunkWriter{b: b, w: w, format: b.format().id()}}
}

// Encode signs v as one message and writes it. The message is complete when
// Encode returns.
func (e *Encoder) Encode(v any) error {
	payload, err := e.c.b.encode(v)
	if err != nil {
		return err
	}
	if len(payload) > e.c.b.s.maxBytes {
		return ErrTooLarge
	}
	if _, err := e.c.write(payload); err != nil {
		return err
	}
	return e.c.end(endOfMessage)
}

// Close marks the end of the stream, so that a reader can tell it from a cut. It
// does not close the underlying writer.
func (e *Encoder) Close() error { return closeChunks(&e.c, endOfStream) }

// NewDecoder reads a stream of signed messages from r. It reads no further than
// the message that it returns, unless [WithLegacy] is in force.
func (b Bound) NewDecoder(r io.Reader) *Decoder {
	d := &Decoder{c: chunkReader{b: b, r: r, format: b.format().id()}}
	if b.s != nil && b.s.config.legacy != nil {
		d.first = bufio.NewReader(r)
		d.c.r = d.first
	}
	return d
}

// Decode verifies the next message and decodes it into the pointer v. After the
// last message of a closed stream it returns io.EOF; a stream that just ends gives
// an [ErrMalformed] that is also an io.ErrUnexpectedEOF. After an error of
// verification, the stream gives no more messages.
func (d *Decoder) Decode(v any) error {
	if d.first != nil && !d.looked {
		d.looked = true
		if old, ok := d.legacy(); ok {
			d.c.err = io.EOF
			return d.c.b.unmarshalLegacy(old, v)
		}
	}
	message, err := d.message()
	if err != nil {
		return err
	}
	return d.c.b.s.format.decode(message, v)
}

// message joins chunks up to the end of a message. Its buffer grows only by
// bytes that verified.
func (d *Decoder) message() (verified, error) {
	var message verified
	for {
		chunk, flags, err := d.c.next()
		switch {
		case err != nil:
			return verified{}, err
		case len(message.bytes)+len(chunk.bytes) > d.c.b.s.maxBytes:
			d.c.err = ErrTooLarge
			return verified{}, ErrTooLarge
		case flags == endOfStream && len(message.bytes)+len(chunk.bytes) == 0:
			d.c.err = io.EOF
			return verified{}, io.EOF
		case flags&endOfStream != 0:
			d.c.err = errChunks
			return verified{}, errChunks
		case flags == endOfMessage && len(chunk.bytes) == 0 && len(message.bytes) > 0:
			d.c.err = errChunks
			return verified{}, errChunks
		}
		message = message.join(chunk)
		if flags == endOfMessage {
			return message, nil
		}
	}
}

// legacy reads all of an unsigned stream, up to the size limit.
func (d *Decoder) legacy() ([]byte, bool) {
	start, err := d.first.Peek(1)
	if err != nil || !d.c.b.legacy(start) {
		return nil, false
	}
	var old bytes.Buffer
	if _, err := old.ReadFrom(io.LimitReader(d.first, int64(d.c.b.s.maxBytes)+1)); err != nil {
		return nil, false
	}
	return old.Bytes(), old.Len() <= d.c.b.s.maxBytes
}

// closeChunks ends a stream once; further closes do nothing.
func closeChunks(c *chunkWriter, flags uint32) error {
	if c.err == errClosed {
		return nil
	}
	err := c.end(flags)
	if err == nil {
		c.err = errClosed
	}
	return err
}

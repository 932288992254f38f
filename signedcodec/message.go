package signedcodec

import (
	"bufio"
	"io"
)

// Encoder writes a stream of signed messages. It is for one goroutine.
type Encoder struct{ state hidden[chunkWriter] }

// Decoder reads a stream of signed messages. It is for one goroutine.
type Decoder struct{ state hidden[messageReader] }

type messageReader struct {
	c   chunkReader
	old *oldStream // only while WithLegacy is in force and no signed byte was read
}

// NewEncoder writes a stream of signed messages to w. Nothing is written before
// the first Encode or Close. A [WithTTL] or [Signer.ExpiringAt] is the stream's:
// it counts from its first message for all of them.
func (s *Signer) NewEncoder(w io.Writer) *Encoder {
	c := &chunkWriter{s: s, w: w}
	c.format = s.formatID()
	return &Encoder{hide(c)}
}

// Encode signs v as one message and writes it. The message is complete when
// Encode returns. Errors: [ErrFormat] for a value that the format cannot hold,
// [ErrTooLarge], and those of the underlying writer, which stay.
func (e *Encoder) Encode(v any) error {
	c := e.state.reveal()
	if c == nil {
		return errNoSigner
	}
	payload, err := c.s.encode(v)
	if err != nil {
		return err
	}
	if len(payload) > c.s.maxBytes {
		return ErrTooLarge
	}
	if _, err := c.write(payload); err != nil {
		return err
	}
	return c.end(endOfMessage)
}

// Close marks the end of the stream, so that a reader can tell it from a cut. It
// does not close the underlying writer, whose errors it returns.
func (e *Encoder) Close() error {
	c := e.state.reveal()
	if c == nil {
		return errNoSigner
	}
	return c.close(endOfStream)
}

// NewDecoder reads a stream of signed messages from r. It reads no further than
// the message that it returns, unless [WithLegacy] is in force.
func (s *Signer) NewDecoder(r io.Reader) *Decoder {
	m := &messageReader{c: chunkReader{s: s, r: r, format: s.formatID()}}
	if !s.unusable() && s.legacy != nil && r != nil {
		buffered := bufio.NewReader(r)
		m.c.r, m.old = buffered, &oldStream{s: s, r: buffered}
	}
	return &Decoder{hide(m)}
}

// Decode verifies the next message and decodes it into the pointer v; on any error
// v is untouched, as with [Signer.Unmarshal]. After the last message of a closed
// stream it returns io.EOF; a stream that just ends gives an [ErrMalformed] that
// is also an io.ErrUnexpectedEOF. Errors of the underlying reader are wrapped.
//
// Key and lifetime are checked again with each message, so that a stream that is
// open for days ends when it expires or its key is withdrawn. After an error of
// verification, the stream gives no more messages.
func (d *Decoder) Decode(v any) error {
	m := d.state.reveal()
	if m == nil {
		return errNoSigner
	}
	if m.old != nil {
		signed, err := m.old.decode(v)
		if !signed {
			return err
		}
		m.c.r, m.old = m.old.rest(), nil
	}
	if m.c.err != nil {
		return m.c.err
	}
	message, err := m.c.message()
	if err == nil {
		err = m.c.s.decode(message, v)
	}
	if err == io.EOF {
		return err
	}
	return m.c.report(err)
}

// message joins chunks up to the end of a message. Its buffer grows only by
// bytes that verified.
func (c *chunkReader) message() (verified, error) {
	var message verified
	for {
		chunk, flags, err := c.next()
		switch {
		case err != nil:
			return verified{}, err
		case len(message.bytes)+len(chunk.bytes) > c.s.maxBytes:
			return verified{}, c.fail(ErrTooLarge)
		case flags == endOfStream && len(message.bytes)+len(chunk.bytes) == 0:
			return verified{}, c.fail(io.EOF)
		case flags&endOfStream != 0:
			return verified{}, c.fail(errChunks)
		case flags == endOfMessage && len(chunk.bytes) == 0 && len(message.bytes) > 0:
			return verified{}, c.fail(errChunks)
		}
		if flags == endOfMessage && message.bytes == nil {
			return chunk, nil // valid until the next chunk is read
		}
		message = message.join(chunk)
		if flags == endOfMessage {
			return message, nil
		}
	}
}

func (c *chunkReader) fail(err error) error {
	c.err = err
	return err
}

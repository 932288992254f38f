package signedcodec

import (
	"errors"
	"io"
)

var errClosed = errors.New("signedcodec: write after Close")

// Writer signs a stream of bytes, of any length, in chunks of 64 KiB. It is for
// one goroutine.
type Writer struct{ state hidden[chunkWriter] }

// NewWriter signs a stream of bytes to w. Close it: a stream that was not closed
// does not verify. [WithFormat] and [WithMaxBytes] do not apply.
func (s *Signer) NewWriter(w io.Writer) *Writer {
	return &Writer{hide(&chunkWriter{s: s, w: w, format: byteStream.id()})}
}

// Write signs p. What it takes is written to the underlying writer a chunk at a
// time. Its errors are those of the underlying writer, and they stay.
func (w *Writer) Write(p []byte) (int, error) {
	c := w.state.reveal()
	if c == nil {
		return 0, errNoSigner
	}
	return c.write(p)
}

// Close signs the last chunk and the end of the stream. It does not close the
// underlying writer, whose errors it returns.
func (w *Writer) Close() error {
	c := w.state.reveal()
	if c == nil {
		return errNoSigner
	}
	return c.close(endOfMessage | endOfStream)
}

// Reader verifies a stream of bytes. It is for one goroutine.
//
// Each byte that Read returns was verified, but only io.EOF says that the stream
// is complete: act on what was read after it, not before. Key and lifetime are
// checked once, with the first chunk: a stream that expires while it is read is
// read to its end.
type Reader struct{ state hidden[byteReader] }

type byteReader struct {
	c    chunkReader
	rest verified // of the current chunk
	last bool
	told bool // the hook knows how the stream ended
}

// NewReader verifies a stream of [Signer.NewWriter]. The stream must be the last
// thing in r: bytes after its end are refused as [ErrMalformed].
func (s *Signer) NewReader(r io.Reader) *Reader {
	return &Reader{hide(&byteReader{c: chunkReader{s: s, r: r, format: byteStream.id()}})}
}

// Read returns verified bytes. What does not verify gives an [ErrInvalid]; a
// stream that just ends gives an [ErrMalformed] that is also an
// io.ErrUnexpectedEOF. Errors of the underlying reader are wrapped.
func (r *Reader) Read(p []byte) (int, error) {
	b := r.state.reveal()
	if b == nil {
		return 0, errNoSigner
	}
	if len(p) == 0 {
		return 0, nil
	}
	if err := b.fill(); err != nil {
		return 0, err
	}
	n := copy(p, b.rest.bytes)
	b.rest.bytes = b.rest.bytes[n:]
	return n, nil
}

// WriteTo spares io.Copy a buffer. Its errors are those of Read and of w.
func (r *Reader) WriteTo(w io.Writer) (n int64, err error) {
	b := r.state.reveal()
	if b == nil {
		return 0, errNoSigner
	}
	for {
		if err := b.fill(); err == io.EOF {
			return n, nil
		} else if err != nil {
			return n, err
		}
		k, err := w.Write(b.rest.bytes)
		n += int64(k)
		b.rest.bytes = b.rest.bytes[k:]
		if err != nil {
			return n, err
		}
	}
}

// fill makes rest non-empty. The hook hears once how the stream ended.
func (b *byteReader) fill() error {
	for len(b.rest.bytes) == 0 {
		if b.last && b.c.err == nil {
			b.c.err = b.c.atEnd()
		}
		chunk, flags, err := b.c.nextOfOne()
		if err != nil {
			return b.tell(err)
		}
		b.rest, b.last = chunk, flags != 0
	}
	return nil
}

func (b *byteReader) tell(err error) error {
	if b.told {
		return err
	}
	b.told = true
	if err == io.EOF {
		_ = b.c.report(nil)
		return io.EOF
	}
	return b.c.report(err)
}

// nextOfOne is next for a stream that is one message: its only flagged chunk
// ends both, and is empty only when the stream is.
func (c *chunkReader) nextOfOne() (verified, uint32, error) {
	if c.err != nil {
		return verified{}, 0, c.err
	}
	chunk, flags, err := c.next()
	if err == nil && flags != 0 && (flags != endOfMessage|endOfStream || (len(chunk.bytes) == 0 && c.index > 1)) {
		c.err = errChunks
		return verified{}, 0, c.err
	}
	return chunk, flags, err
}

var errTrailing = &failure{text: "bytes follow the end of the stream", kind: ErrMalformed}

// atEnd is io.EOF when nothing follows the stream.
func (c *chunkReader) atEnd() error {
	var one [1]byte
	_, err := io.ReadFull(c.r, one[:])
	if err == nil {
		return errTrailing
	}
	return err
}

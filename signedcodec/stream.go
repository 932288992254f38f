package signedcodec

import (
	"errors"
	"io"
)

var errClosed = errors.New("signedcodec: write after Close")

// Writer signs a stream of bytes, of any length, in chunks of 64 KiB. It is for
// one goroutine.
type Writer struct{ c chunkWriter }

// NewWriter signs a stream of bytes to w. Close it: a stream that was not closed
// does not verify. [WithFormat] and [WithMaxBytes] do not apply.
func (b Bound) NewWriter(w io.Writer) *Writer {
	return &Writer{chunkWriter{b: b, w: w, format: byteStream.id()}}
}

// Write signs p. What it takes is written to the underlying writer a chunk at a
// time.
func (w *Writer) Write(p []byte) (int, error) { return w.c.write(p) }

// Close signs the last chunk and the end of the stream. It does not close the
// underlying writer.
func (w *Writer) Close() error { return closeChunks(&w.c, endOfMessage|endOfStream) }

// Reader verifies a stream of bytes. It is for one goroutine.
//
// Each byte that Read returns was verified, but only io.EOF says that the stream
// is complete: act on what was read after it, not before.
type Reader struct {
	c    chunkReader
	rest verified // of the current chunk
	last bool
}

// NewReader verifies a stream of [Signer.NewWriter]. The stream must be the last
// thing in r: bytes after its end are refused as [ErrMalformed].
func (b Bound) NewReader(r io.Reader) *Reader {
	return &Reader{c: chunkReader{b: b, r: r, format: byteStream.id()}}
}

// Read returns verified bytes. A stream that just ends gives an [ErrMalformed]
// that is also an io.ErrUnexpectedEOF.
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if err := r.fill(); err != nil {
		return 0, err
	}
	n := copy(p, r.rest.bytes)
	r.rest.bytes = r.rest.bytes[n:]
	return n, nil
}

// WriteTo spares io.Copy a buffer.
func (r *Reader) WriteTo(w io.Writer) (n int64, err error) {
	for {
		if err := r.fill(); err == io.EOF {
			return n, nil
		} else if err != nil {
			return n, err
		}
		k, err := w.Write(r.rest.bytes)
		n += int64(k)
		r.rest.bytes = r.rest.bytes[k:]
		if err != nil {
			return n, err
		}
	}
}

// fill makes rest non-empty.
func (r *Reader) fill() error {
	for len(r.rest.bytes) == 0 {
		if r.last && r.c.err == nil {
			r.c.err = r.c.atEnd()
		}
		chunk, flags, err := r.c.nextOfOne()
		if err != nil {
			return err
		}
		r.rest, r.last = chunk, flags != 0
	}
	return nil
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

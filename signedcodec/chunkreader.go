package signedcodec

import (
	"crypto/hmac"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
)

// chunkReader verifies chunks. Errors stick.
type chunkReader struct {
	s      *Signer
	r      io.Reader
	format byte
	proof  proof // of the message that is being read
	key    chunkKey
	begun  bool // the preamble was read
	inside bool // a message has begun and not ended
	index  uint64
	buf    []byte
	err    error
}

var (
	errTruncated = &failure{text: "the stream is cut off, or its writer was not closed", kind: ErrMalformed, causedBy: because(io.ErrUnexpectedEOF)}
	errChunks    = &failure{text: "the stream is signed but not cut as the format says", kind: ErrMalformed}
	errNoReader  = &failure{text: "the stream's reader is nil", kind: ErrMalformed}
)

// next returns the next chunk and its flags. Not one byte of it is handed out
// before its tag, and for the first chunk of a message format, key and time, were
// checked.
func (c *chunkReader) next() (verified, uint32, error) {
	if c.err == nil && !c.begun {
		c.err = c.begin()
	}
	var word uint32
	var data []byte
	if c.err == nil {
		word, data, c.err = c.chunk()
	}
	if c.err != nil {
		return verified{}, 0, c.err
	}
	return verified{data[:len(data):len(data)]}, word &^ lengthMask, nil
}

// begin reads the preamble and derives the stream's key.
func (c *chunkReader) begin() error {
	switch {
	case c.s.unusable():
		return errNoSigner
	case c.r == nil:
		return errNoReader
	}
	var start [preamble]byte
	if err := c.fullRead(start[:]); err != nil {
		return err
	}
	h, err := parseHeader(start[:], c.s.streamVersion())
	if err != nil {
		return err
	}
	key, err := c.s.findKey(&c.proof, h)
	if err != nil {
		return err
	}
	c.key, err = c.s.chunkKey(key, start[:])
	c.begun = err == nil
	return err
}

// chunk reads one chunk: length, then tag, then, for the first one of a message,
// format, key and time, then the rule that there is one way to cut a message into
// chunks.
func (c *chunkReader) chunk() (word uint32, data []byte, err error) {
	c.buf = append(c.buf[:0], make([]byte, dataFrom)...)
	binary.BigEndian.PutUint64(c.buf, c.index)
	if err := c.fullRead(c.buf[indexSize:]); err != nil {
		return 0, nil, err
	}
	word = binary.BigEndian.Uint32(c.buf[indexSize:])
	size := int(word & lengthMask)
	if size > chunkSize || c.index >= maxSealed {
		return 0, nil, ErrTooLarge
	}
	added := c.key.added()
	c.buf = slices.Grow(c.buf, size+added+tagSize)[:dataFrom+size+added]
	if err := c.fullRead(c.buf[dataFrom:]); err != nil {
		return 0, nil, err
	}
	data, ok := c.check(size)
	if !ok {
		return 0, nil, ErrSignature
	}
	c.index++
	c.proof.vouched = true
	if !c.inside {
		if err := c.admit(); err != nil {
			return 0, nil, err
		}
	}
	c.inside = word&(endOfMessage|endOfStream) == 0
	if c.inside && size != chunkSize {
		return 0, nil, errChunks
	}
	return word, data, nil
}

// check verifies the chunk in buf and returns its data.
func (c *chunkReader) check(size int) ([]byte, bool) {
	if c.key.aead != nil {
		sealed := c.buf[dataFrom:]
		data, err := c.key.aead.Open(sealed[:0], nil, sealed, c.buf[:dataFrom])
		return data, err == nil
	}
	end := dataFrom + size
	c.key.mac.Reset()
	c.key.mac.Write(c.buf[:end])
	// The computed tag lands behind the one that was read.
	sum := c.key.mac.Sum(c.buf)[end+tagSize:]
	return c.buf[dataFrom:end], hmac.Equal(sum, c.buf[end:])
}

// admit checks at the start of each message what may have changed since the last:
// the time and, with a [Live], the keys.
func (c *chunkReader) admit() error {
	if _, err := c.s.findKey(&c.proof, c.proof.header); err != nil {
		return err
	}
	return c.s.admit(c.proof.header, c.format)
}

// fullRead turns an early end into errTruncated, which is an io.ErrUnexpectedEOF.
func (c *chunkReader) fullRead(p []byte) error {
	n, err := io.ReadFull(c.r, p)
	c.proof.size += n
	switch err {
	case nil:
		return nil
	case io.EOF, io.ErrUnexpectedEOF:
		return errTruncated
	}
	return fmt.Errorf("signedcodec: reading the stream: %w", err)
}

// report tells the hook of a message, or of the failure that ended the stream.
// It starts the count of bytes anew.
func (c *chunkReader) report(err error) error {
	err = c.s.report(c.proof, err)
	c.proof.size = 0
	return err
}

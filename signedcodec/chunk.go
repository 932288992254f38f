package signedcodec

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"slices"
)

// Layout of docs/wire.md, section "Stream".
const (
	chunkSize    = 64 << 10
	streamIDSize = 16
	preamble     = headerSize + streamIDSize
	wordSize     = 4
	indexSize    = 8
	// A chunk is kept as index || word || data || tag, so that what the tag
	// covers, and what goes over the wire, are each contiguous.
	dataFrom = indexSize + wordSize

	endOfMessage = 1 << 31
	endOfStream  = 1 << 30
	lengthMask   = endOfStream - 1
)

// streamMAC keys the chunks of one stream: header, stream id and context go into
// the key, so that a chunk fits no other stream.
func (b Bound) streamMAC(key *purposeKey, start []byte) hash.Hash {
	mac := key.stream()
	mac.Write(start)
	ctx := b.bound().ctx
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(ctx))))
	mac.Write(ctx)
	return hmac.New(sha256.New, mac.Sum(nil))
}

// chunkWriter signs chunks. Errors stick: after one, the stream is broken.
type chunkWriter struct {
	b      Bound
	w      io.Writer
	format byte
	mac    hash.Hash // nil until the preamble is written
	index  uint64
	buf    []byte // index || word || data so far
	err    error
}

// begin writes the preamble before the first chunk.
func (c *chunkWriter) begin() error {
	if c.b.unusable() {
		return errNoSigner
	}
	key := c.b.s.keys().primary()
	h, err := c.b.newHeader(streamVersion, c.format, key.id)
	if err != nil {
		return err
	}
	var start [preamble]byte
	h.put(start[:])
	_, _ = rand.Read(start[headerSize:])
	c.mac = c.b.streamMAC(key, start[:])
	c.buf = append(c.buf[:0], make([]byte, dataFrom)...)
	_, err = c.w.Write(start[:])
	return err
}

// fill takes as much of p as fits into the chunk.
func (c *chunkWriter) fill(p []byte) int {
	n := min(len(p), dataFrom+chunkSize-len(c.buf))
	c.buf = append(c.buf, p[:n]...)
	return n
}

func (c *chunkWriter) full() bool { return len(c.buf) == dataFrom+chunkSize }

// flush signs and writes the chunk with the given flags.
func (c *chunkWriter) flush(flags uint32) error {
	binary.BigEndian.PutUint64(c.buf, c.index)
	binary.BigEndian.PutUint32(c.buf[indexSize:], flags|uint32(len(c.buf)-dataFrom))
	c.mac.Reset()
	c.mac.Write(c.buf)
	c.buf = c.mac.Sum(c.buf)
	_, err := c.w.Write(c.buf[indexSize:])
	c.buf = c.buf[:dataFrom]
	c.index++
	return err
}

// inner signs and writes a full chunk from the caller's memory, which spares a
// copy at the price of two more writes.
func (c *chunkWriter) inner(data []byte) error {
	binary.BigEndian.PutUint64(c.buf, c.index)
	binary.BigEndian.PutUint32(c.buf[indexSize:], chunkSize)
	c.mac.Reset()
	c.mac.Write(c.buf)
	c.mac.Write(data)
	c.index++
	_, err := c.w.Write(c.buf[indexSize:])
	if err == nil {
		_, err = c.w.Write(data)
	}
	if err == nil {
		_, err = c.w.Write(c.mac.Sum(c.buf)[dataFrom:])
	}
	return err
}

// write adds p to the message. It holds a full chunk back until it knows whether
// more follows, because the last one is flagged.
func (c *chunkWriter) write(p []byte) (n int, err error) {
	if c.err == nil && c.mac == nil {
		c.err = c.begin()
	}
	for c.err == nil && len(p) > 0 {
		if len(c.buf) == dataFrom && len(p) > chunkSize {
			c.err = c.inner(p[:chunkSize])
			n, p = n+chunkSize, p[chunkSize:]
			continue
		}
		if c.full() {
			c.err = c.flush(0)
			continue
		}
		k := c.fill(p)
		n, p = n+k, p[k:]
	}
	return n, c.err
}

// end closes a message or the stream with what is at hand.
func (c *chunkWriter) end(flags uint32) error {
	if c.err == nil && c.mac == nil {
		c.err = c.begin()
	}
	if c.err == nil {
		c.err = c.flush(flags)
	}
	return c.err
}

// chunkReader verifies chunks. Errors stick.
type chunkReader struct {
	b       Bound
	r       io.Reader
	format  byte
	header  header
	primary bool
	mac     hash.Hash // nil until the preamble was read
	index   uint64
	read    int // bytes so far, for the hook
	buf     []byte
	err     error
}

var errTruncated = &failure{text: "the stream is cut off, or its writer was not closed", kind: ErrMalformed, cause: io.ErrUnexpectedEOF}

// next returns the next chunk and its flags. Not one byte of it is handed out
// before its tag, and for the first chunk format and time, were checked.
func (c *chunkReader) next() (verified, uint32, error) {
	if c.err != nil {
		return verified{}, 0, c.err
	}
	if c.mac == nil {
		c.err = c.begin()
	}
	var word uint32
	if c.err == nil {
		word, c.err = c.chunk()
	}
	if c.b.s != nil && c.b.s.onVerify != nil && (c.err != nil || c.index == 1) {
		c.b.s.report(c.header, c.primary, c.read, c.err)
	}
	if c.err != nil {
		return verified{}, 0, c.err
	}
	data := c.buf[dataFrom : dataFrom+int(word&lengthMask)]
	return verified{data[:len(data):len(data)]}, word &^ lengthMask, nil
}

// begin reads the preamble and derives the stream's key.
func (c *chunkReader) begin() error {
	if c.b.unusable() {
		return errNoSigner
	}
	var start [preamble]byte
	if err := c.fullRead(start[:]); err != nil {
		return err
	}
	h, err := parseHeader(start[:], streamVersion)
	if err != nil {
		return err
	}
	c.header = h
	keys := c.b.s.keys()
	key := keys.find(h.keyID)
	if key == nil {
		return ErrUnknownKey
	}
	c.primary = key == keys.primary()
	c.mac = c.b.streamMAC(key, start[:])
	return nil
}

// chunk reads one chunk: length, then tag, then, once, format and time, then the
// rule that there is one way to cut a message into chunks.
func (c *chunkReader) chunk() (uint32, error) {
	c.buf = append(c.buf[:0], make([]byte, dataFrom)...)
	binary.BigEndian.PutUint64(c.buf, c.index)
	if err := c.fullRead(c.buf[indexSize:]); err != nil {
		return 0, err
	}
	word := binary.BigEndian.Uint32(c.buf[indexSize:])
	size := int(word & lengthMask)
	if size > chunkSize {
		return 0, ErrTooLarge
	}
	end := dataFrom + size
	c.buf = slices.Grow(c.buf, size+2*tagSize)[:end+tagSize]
	if err := c.fullRead(c.buf[dataFrom:]); err != nil {
		return 0, err
	}
	c.mac.Reset()
	c.mac.Write(c.buf[:end])
	// The computed tag lands behind the one that was read.
	sum := c.mac.Sum(c.buf)[end+tagSize:]
	if !hmac.Equal(sum, c.buf[end:]) {
		return 0, ErrSignature
	}
	c.index++
	if c.index == 1 {
		if err := c.b.s.admit(c.header, c.format); err != nil {
			return 0, err
		}
	}
	if word&(endOfMessage|endOfStream) == 0 && size != chunkSize {
		return 0, errChunks
	}
	return word, nil
}

var errChunks = &failure{text: "the stream is signed but not cut as the format says", kind: ErrMalformed}

// fullRead turns an early end into errTruncated, which is an io.ErrUnexpectedEOF.
func (c *chunkReader) fullRead(p []byte) error {
	n, err := io.ReadFull(c.r, p)
	c.read += n
	switch err {
	case nil:
		return nil
	case io.EOF, io.ErrUnexpectedEOF:
		return errTruncated
	}
	return fmt.Errorf("signedcodec: reading the stream: %w", err)
}

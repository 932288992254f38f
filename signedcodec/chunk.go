package signedcodec

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
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

// chunkKey signs or seals the chunks of one stream.
type chunkKey struct {
	mac  hash.Hash   // nil when the stream is sealed
	aead cipher.AEAD // nil when it is signed
}

// added is what a chunk is longer on the wire than its word and data.
func (k chunkKey) added() int {
	if k.aead != nil {
		return nonceSize + sealTagSize
	}
	return tagSize
}

func (c *config) streamVersion() byte { return c.version() | streamBit }

// chunkKey is the key of one stream: header, stream id and context go into it, so
// that a chunk fits no other stream.
func (s *Signer) chunkKey(key *purposeKey, start []byte) (chunkKey, error) {
	fresh := key.stream
	if s.sealed {
		fresh = key.sealedStream
	}
	mac := fresh()
	mac.Write(start)
	ctx := s.binding().ctx
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(ctx))))
	mac.Write(ctx)
	if s.sealed {
		aead, err := newAEAD(mac.Sum(nil))
		return chunkKey{aead: aead}, err
	}
	return chunkKey{mac: hmac.New(sha256.New, mac.Sum(nil))}, nil
}

// chunkWriter signs chunks. Errors stick: after one, the stream is broken.
type chunkWriter struct {
	s      *Signer
	w      io.Writer
	format byte
	key    chunkKey
	begun  bool // the preamble is written
	index  uint64
	buf    []byte // index || word || data so far
	sealed []byte // word || nonce || ciphertext || tag, of a sealed chunk
	err    error
}

var errNoWriter = &failure{text: "the stream's writer is nil", kind: ErrMalformed}

// begin writes the preamble before the first chunk.
func (c *chunkWriter) begin() error {
	switch {
	case c.s.unusable():
		return errNoSigner
	case c.w == nil:
		return errNoWriter
	}
	var id [streamIDSize]byte
	_, _ = rand.Read(id[:])
	return c.beginAs(id)
}

func (c *chunkWriter) beginAs(id [streamIDSize]byte) error {
	key := c.s.keys().primary()
	h, err := c.s.newHeader(c.s.streamVersion(), c.format, key.id)
	if err != nil {
		return err
	}
	var start [preamble]byte
	h.put(start[:])
	copy(start[headerSize:], id[:])
	if c.key, err = c.s.chunkKey(key, start[:]); err != nil {
		return err
	}
	c.begun = true
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

// number writes index and word of the next chunk. One key seals at most 2^32
// chunks, 256 TiB, for the reason that maxSealed has.
func (c *chunkWriter) number(word uint32) error {
	if c.index >= maxSealed {
		return ErrTooLarge
	}
	binary.BigEndian.PutUint64(c.buf, c.index)
	binary.BigEndian.PutUint32(c.buf[indexSize:], word)
	c.index++
	return nil
}

// flush signs and writes the chunk with the given flags.
func (c *chunkWriter) flush(flags uint32) error {
	if err := c.number(flags | uint32(len(c.buf)-dataFrom)); err != nil {
		return err
	}
	if c.key.aead != nil {
		err := c.writeSealed(c.buf[dataFrom:])
		c.buf = c.buf[:dataFrom]
		return err
	}
	c.key.mac.Reset()
	c.key.mac.Write(c.buf)
	c.buf = c.key.mac.Sum(c.buf)
	_, err := c.w.Write(c.buf[indexSize:])
	c.buf = c.buf[:dataFrom]
	return err
}

// inner signs and writes a full chunk from the caller's memory, which spares a
// copy at the price of two more writes.
func (c *chunkWriter) inner(data []byte) error {
	if err := c.number(chunkSize); err != nil {
		return err
	}
	if c.key.aead != nil {
		return c.writeSealed(data)
	}
	c.key.mac.Reset()
	c.key.mac.Write(c.buf)
	c.key.mac.Write(data)
	_, err := c.w.Write(c.buf[indexSize:])
	if err == nil {
		_, err = c.w.Write(data)
	}
	if err == nil {
		_, err = c.w.Write(c.key.mac.Sum(c.buf)[dataFrom:])
	}
	return err
}

func (c *chunkWriter) writeSealed(data []byte) error {
	c.sealed = append(c.sealed[:0], c.buf[indexSize:dataFrom]...)
	c.sealed = c.key.aead.Seal(c.sealed, nil, data, c.buf[:dataFrom])
	_, err := c.w.Write(c.sealed)
	return err
}

// write adds p to the message. It holds a full chunk back until it knows whether
// more follows, because the last one is flagged.
func (c *chunkWriter) write(p []byte) (n int, err error) {
	if c.err == nil && !c.begun {
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
	if c.err == nil && !c.begun {
		c.err = c.begin()
	}
	if c.err == nil {
		c.err = c.flush(flags)
	}
	return c.err
}

// close ends a stream once; further closes do nothing.
func (c *chunkWriter) close(flags uint32) error {
	if c.err == errClosed {
		return nil
	}
	err := c.end(flags)
	if err == nil {
		c.err = errClosed
	}
	return err
}

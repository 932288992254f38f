package signedcodec

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// oldStream cuts an unsigned stream into the values that an encoder wrote, for
// [WithLegacy]. It never asks the reader for more than the value at hand needs,
// because the peer of a connection may be waiting for an answer.
type oldStream struct {
	s     *Signer
	r     *bufio.Reader
	types []byte // gob's type definitions so far
	count int    // values so far
	err   error
}

var (
	errOldFormat = &failure{text: "an unsigned stream can be cut into its values in formats JSON and Gob only", kind: ErrMalformed}
	errOldValue  = &failure{text: "an unsigned stream does not hold values of the signer's format", kind: ErrMalformed}
)

// decode gives the next value to the legacy function. It reports true, and does
// nothing, when the stream goes on signed or was never unsigned.
func (o *oldStream) decode(v any) (signed bool, err error) {
	if o.err != nil {
		return false, o.err
	}
	signed, err = o.atToken()
	if signed {
		return true, nil
	}
	var value []byte
	if err == nil {
		value, err = o.value()
	}
	if err != nil {
		o.err = err
		if err == io.EOF {
			return false, err
		}
		return false, o.s.report(proof{}, err)
	}
	o.count++
	return false, o.s.unmarshalLegacy(value, v)
}

// rest is what a chunk reader goes on with.
func (o *oldStream) rest() io.Reader { return o.r }

// atToken looks at the next byte. What is no value of an old stream at its very
// start is left to the chunk reader, which knows how to refuse it.
func (o *oldStream) atToken() (bool, error) {
	if o.count > 0 && o.s.format == JSON {
		if err := o.blanks(); err != nil {
			return false, err
		}
	}
	next, err := o.r.Peek(1)
	switch {
	case err == io.EOF && o.count > 0:
		return false, io.EOF
	case err != nil || next[0] == magic[0]:
		return true, nil
	case o.count > 0:
		return false, nil
	}
	if next, err = o.r.Peek(min(o.r.Buffered(), maxResembling)); err != nil || !o.s.inMigration(len(next)) || o.s.resembles(next) {
		return true, nil
	}
	return false, nil
}

func (o *oldStream) blanks() error {
	for {
		c, err := o.r.ReadByte()
		if err != nil {
			return asTruncated(err, true)
		}
		if !isBlank(c) {
			return o.r.UnreadByte()
		}
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// value reads one value whole. It is at most as large as a payload may be.
func (o *oldStream) value() ([]byte, error) {
	switch o.s.format {
	case JSON:
		return o.jsonValue()
	case Gob:
		return o.gobValue()
	}
	return nil, errOldFormat
}

// gobValue joins type definitions and the value that follows them. A gob message
// is its length, a type id, which is negative for a definition, and the rest.
func (o *oldStream) gobValue() ([]byte, error) {
	for {
		message, id, err := o.gobMessage()
		switch {
		case err != nil:
			return nil, err
		case len(o.types)+len(message) > o.s.maxBytes:
			return nil, ErrTooLarge
		case id:
			return append(bytes.Clone(o.types), message...), nil
		}
		o.types = append(o.types, message...)
	}
}

// gobMessage reads one message and tells whether it is a value.
func (o *oldStream) gobMessage() (message []byte, isValue bool, err error) {
	length, start, err := o.gobUint(true)
	switch {
	case err != nil:
		return nil, false, err
	case length > uint64(o.s.maxBytes):
		return nil, false, ErrTooLarge
	}
	body := bytes.NewBuffer(start)
	if _, err := io.CopyN(body, o.r, int64(length)); err != nil {
		return nil, false, asTruncated(err, false)
	}
	inner := oldStream{r: bufio.NewReader(bytes.NewReader(body.Bytes()[len(start):]))}
	id, _, err := inner.gobUint(false)
	if err != nil {
		return nil, false, errOldValue
	}
	return body.Bytes(), id&1 == 0, nil // the lowest bit is the sign
}

// gobUint reads an unsigned integer: itself below 128, else the negated number of
// bytes and the bytes. It also returns what it read.
func (o *oldStream) gobUint(first bool) (n uint64, read []byte, err error) {
	c, err := o.r.ReadByte()
	if err != nil {
		return 0, nil, asTruncated(err, first && o.count > 0 && len(o.types) == 0)
	}
	read = append(read, c)
	if c < 0x80 {
		return uint64(c), read, nil
	}
	size := -int(int8(c))
	if size > 8 {
		return 0, nil, errOldValue
	}
	for range size {
		if c, err = o.r.ReadByte(); err != nil {
			return 0, nil, asTruncated(err, false)
		}
		n, read = n<<8|uint64(c), append(read, c)
	}
	return n, read, nil
}

// jsonValue reads up to the end of a value by its brackets and quotes; whether it
// is JSON is for the function to say. A number or word ends before a blank, a comma
// or a bracket.
func (o *oldStream) jsonValue() ([]byte, error) {
	var value []byte
	depth, quoted, escaped := 0, false, false
	for {
		c, err := o.r.ReadByte()
		scalar := depth == 0 && !quoted && len(value) > 0
		if err == io.EOF && scalar {
			return value, nil
		}
		if err != nil {
			return nil, asTruncated(err, false)
		}
		if len(value) == o.s.maxBytes {
			return nil, ErrTooLarge
		}
		if len(value) == 0 && isBlank(c) {
			continue
		}
		if scalar && bytes.IndexByte([]byte(" \t\r\n{[\""), c) >= 0 || scalar && c == magic[0] {
			return value, o.r.UnreadByte()
		}
		value = append(value, c)
		switch {
		case escaped:
			escaped = false
		case quoted:
			escaped, quoted = c == '\\', c != '"'
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth < 0 {
			return nil, errOldValue
		}
		if ended := c == '}' || c == ']' || c == '"' && !quoted; ended && depth == 0 && !quoted && !escaped {
			return value, nil
		}
	}
}

// asTruncated tells an end in the middle of a value from the end of the stream.
func asTruncated(err error, between bool) error {
	switch {
	case errors.Is(err, io.EOF) && between:
		return io.EOF
	case errors.Is(err, io.EOF):
		return errTruncated
	}
	return fmt.Errorf("signedcodec: reading the stream: %w", err)
}

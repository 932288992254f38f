package signedcodec

import (
	"bytes"
	"compress/gzip"
	"encoding"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Format is how a value becomes a payload. Its identifier is a byte of the
// token, under the tag, and must equal the verifier's: a token never chooses its
// decoder.
type Format uint64

// The formats. [Gzip] compresses any of them, [WithCodec] adds others.
const (
	JSON   Format = 1 // encoding/json; see [WithStrictJSON] and [WithExactNumbers]
	Gob    Format = 2 // encoding/gob, each value with its types
	Binary Format = 3 // encoding.BinaryMarshaler and BinaryUnmarshaler
	Raw    Format = 4 // []byte or string as it is

	// byteStream is what NewWriter writes: bytes with no message boundaries.
	byteStream Format = 0

	// ownFrom to 127 are the identifiers of WithCodec.
	ownFrom Format = 64

	gzipBit       Format = 0x80
	gzipLimitFrom int    = 8 // bits above the identifier hold the limit
)

// Gzip compresses format f. Decompression stops with [ErrTooLarge] after
// maxBytes, which must be between 1 and 2^31-1.
func Gzip(f Format, maxBytes int) Format {
	return f&0x7f | gzipBit | Format(maxBytes)<<gzipLimitFrom
}

func (f Format) id() byte { return byte(f) }

func (f Format) base() Format { return f & 0x7f }

func (f Format) limit() int { return int(f >> gzipLimitFrom) }

var errNoFormat = errors.New("signedcodec: WithFormat: use JSON, Gob, Binary, Raw or Gzip of one of them")

func (f Format) check() error {
	switch {
	case f.base() < JSON || f.base() > Raw:
		return errNoFormat
	case f&gzipBit != 0 && (f.limit() <= 0 || f.limit() > 1<<31-1):
		return errors.New("signedcodec: Gzip: the limit must be between 1 and 2147483647 bytes")
	case f&gzipBit == 0 && f.limit() != 0:
		return errNoFormat
	}
	return nil
}

// String names the format.
func (f Format) String() string {
	names := [...]string{"bytes", "json", "gob", "binary", "raw"}
	name := "unknown"
	switch {
	case int(f.base()) < len(names):
		name = names[f.base()]
	case f.base() >= ownFrom:
		name = fmt.Sprintf("codec %d", f.base())
	}
	if f&gzipBit != 0 {
		return fmt.Sprintf("gzip(%s, %d)", name, f.limit())
	}
	return name
}

// coding is a format with the options that it takes.
type coding struct {
	format Format
	own    ValueCodec // of WithCodec
	strict bool       // JSON: unknown and repeated names are refused
	exact  bool       // JSON: numbers in interfaces are json.Number
}

// plain is the coding under gzip.
func (c coding) plain() coding {
	c.format = c.format.base()
	return c
}

func (c coding) encode(v any) ([]byte, error) {
	payload, err := c.plain().encodePlain(v)
	if err != nil || c.format&gzipBit == 0 {
		return payload, err
	}
	if len(payload) > c.format.limit() {
		return nil, ErrTooLarge
	}
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	_, err = zw.Write(payload)
	if err == nil {
		err = zw.Close()
	}
	return buf.Bytes(), err
}

func (c coding) encodePlain(v any) ([]byte, error) {
	switch c.format {
	case Gob:
		var buf bytes.Buffer
		if err := gob.NewEncoder(&buf).Encode(v); err != nil {
			return nil, formatError("does not encode as gob", v, err)
		}
		return buf.Bytes(), nil
	case Binary:
		m, ok := v.(encoding.BinaryMarshaler)
		if !ok {
			return nil, formatError("has no MarshalBinary method", v, nil)
		}
		b, err := m.MarshalBinary()
		if err != nil {
			return nil, formatError("refused MarshalBinary", v, err)
		}
		return b, nil
	case Raw:
		switch v := v.(type) {
		case []byte:
			return v, nil
		case string:
			return []byte(v), nil
		}
		return nil, formatError("is neither []byte nor string, as format Raw wants", v, nil)
	case JSON:
		b, err := json.Marshal(v)
		if err != nil {
			return nil, formatError("does not encode as JSON", v, err)
		}
		return b, nil
	}
	b, err := c.own.Marshal(v)
	if err != nil {
		return nil, formatError("was refused by the WithCodec codec", v, err)
	}
	return b, nil
}

// decodePlain takes verified bytes only, into a target that decode checked.
func (c coding) decodePlain(payload verified, v any) error {
	switch c.format {
	case JSON:
		return c.decodeJSON(payload, v)
	case Gob:
		return decodeGob(payload, v)
	case Binary:
		u, ok := v.(encoding.BinaryUnmarshaler)
		if !ok {
			return formatError("has no UnmarshalBinary method", v, nil)
		}
		if err := u.UnmarshalBinary(bytes.Clone(payload.bytes)); err != nil {
			return formatError("refused UnmarshalBinary", v, err)
		}
		return nil
	case Raw:
		switch v := v.(type) {
		case *[]byte:
			*v = bytes.Clone(payload.bytes)
			return nil
		case *string:
			*v = string(payload.bytes)
			return nil
		}
		return formatError("is neither *[]byte nor *string, as format Raw wants", v, nil)
	}
	if err := c.own.Unmarshal(bytes.Clone(payload.bytes), v); err != nil {
		return formatError("was refused by the WithCodec codec", v, err)
	}
	return nil
}

func decodeGob(payload verified, v any) error {
	r := bytes.NewReader(payload.bytes)
	if err := gob.NewDecoder(r).Decode(v); err != nil {
		return formatError("does not fit the gob payload", v, err)
	}
	if r.Len() != 0 {
		return formatError("fits only a part of the gob payload", v, nil)
	}
	return nil
}

// inflate reads one gzip member and nothing after it. It reads one byte past the
// limit to tell a full payload from a cut one.
func inflate(payload verified, limit int) (verified, error) {
	r := bytes.NewReader(payload.bytes)
	zr, err := gzip.NewReader(r)
	if err != nil {
		return verified{}, errGzip
	}
	zr.Multistream(false)
	plain, err := io.ReadAll(io.LimitReader(zr, int64(limit)+1))
	switch {
	case err != nil || (len(plain) <= limit && r.Len() != 0):
		return verified{}, errGzip
	case len(plain) > limit:
		return verified{}, ErrTooLarge
	}
	return verified{plain}, nil
}

var errGzip = &failure{text: "payload is not one gzip member", kind: ErrFormat}

// formatError names the type and, where the cause cannot hold payload bytes, the
// cause. The cause's own text is not used: json quotes its input.
func formatError(what string, v any, cause error) error {
	return &failure{text: fmt.Sprintf("%T %s%s", v, what, explain(cause)), kind: ErrFormat, causedBy: because(cause)}
}

func explain(cause error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var unsupported *json.UnsupportedTypeError
	switch {
	case cause == nil:
		return ""
	case errors.As(cause, &syntax):
		return fmt.Sprintf(" (syntax error at byte %d)", syntax.Offset)
	case errors.As(cause, &kind):
		return fmt.Sprintf(" (at byte %d, into Go type %s)", kind.Offset, kind.Type)
	case errors.As(cause, &unsupported):
		return fmt.Sprintf(" (unsupported type %s)", unsupported.Type)
	case errors.Is(cause, errRepeated):
		return " (a member is there twice)"
	case strings.HasPrefix(cause.Error(), "json: unknown field"):
		return " (a member has no field)"
	case strings.HasPrefix(cause.Error(), "gob: type not registered for interface"):
		return " (a type behind an interface is not registered: call gob.Register)"
	case strings.HasPrefix(cause.Error(), "gob: name not registered for interface"):
		return " (a type behind an interface is not registered here: call gob.Register)"
	}
	return ""
}

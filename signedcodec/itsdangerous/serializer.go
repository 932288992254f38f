package itsdangerous

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"reflect"
	"sync"
	"time"
)

// A Serializer signs values in a format, JSON as Python writes it unless WithFormat says otherwise. Its tokens are bytes.
// It is safe for concurrent use.
type Serializer struct{ s *Signer }

// NewSerializer returns a Serializer. The default salt is "itsdangerous". The error
// tells of a weak secret, or of an option that cannot be used.
func NewSerializer(secret []byte, opts ...Option) (*Serializer, error) {
	s, err := newSigner(secret, "itsdangerous", PythonJSON, opts)
	if err != nil {
		return nil, err
	}
	return &Serializer{s}, nil
}

// Dumps signs v. The only errors are those of encoding it.
func (s *Serializer) Dumps(v any) ([]byte, error) {
	payload, err := s.s.c.format.Encode(v)
	if err != nil {
		return nil, err
	}
	return s.s.Sign(payload), nil
}

// Loads verifies token and decodes its value into target, a non-nil pointer, which stays untouched on any error. Errors:
// [ErrSignature], [ErrPayload], [ErrTooLarge].
func (s *Serializer) Loads(token []byte, target any) error {
	payload, err := s.s.verify(token)
	if err != nil {
		return err
	}
	return s.s.c.decode(payload, target)
}

// A TimedSerializer is a Serializer that dates its tokens.
type TimedSerializer struct{ t *TimestampSigner }

// NewTimedSerializer returns a TimedSerializer. The default salt is "itsdangerous".
// The error tells of a weak secret, or of an option that cannot be used.
func NewTimedSerializer(secret []byte, opts ...Option) (*TimedSerializer, error) {
	s, err := newSigner(secret, "itsdangerous", PythonJSON, opts)
	if err != nil {
		return nil, err
	}
	return &TimedSerializer{&TimestampSigner{s}}, nil
}

// Dumps signs v with the time. The error is the format's, for a value that it does
// not take.
func (s *TimedSerializer) Dumps(v any) ([]byte, error) {
	payload, err := s.t.s.c.format.Encode(v)
	if err != nil {
		return nil, err
	}
	return s.t.Sign(payload), nil
}

// Loads is [Serializer.Loads] for tokens that are no older than maxAge; it returns when the token was signed. More errors:
// [ErrTimestamp], [ErrExpired]. See [TimestampSigner.Unsign] for ages.
func (s *TimedSerializer) Loads(token []byte, target any, maxAge time.Duration) (time.Time, error) {
	payload, at, err := s.t.verify(token, maxAge)
	if err != nil {
		return time.Time{}, err
	}
	if err := s.t.s.c.decode(payload, target); err != nil {
		return time.Time{}, err
	}
	return at, nil
}

// A URLSafeSerializer signs values as text for URLs and cookies: base64, compressed with zlib where that is shorter. It is
// safe for concurrent use.
type URLSafeSerializer struct{ s *Signer }

// NewURLSafeSerializer returns a URLSafeSerializer. The default salt is
// "itsdangerous". The error tells of a weak secret, or of an option that cannot be
// used.
func NewURLSafeSerializer(secret []byte, opts ...Option) (*URLSafeSerializer, error) {
	s, err := newSigner(secret, "itsdangerous", CompactJSON, opts)
	if err != nil {
		return nil, err
	}
	return &URLSafeSerializer{s}, nil
}

// Dumps signs v. The error is the format's, for a value that it does not take.
func (s *URLSafeSerializer) Dumps(v any) (string, error) {
	payload, err := s.s.c.encodeURLSafe(v)
	if err != nil {
		return "", err
	}
	return string(s.s.sign(payload)), nil
}

// Loads is [Serializer.Loads] for text. Payloads inflate to WithMaxInflate at most, else [ErrTooLarge].
func (s *URLSafeSerializer) Loads(token string, target any) error {
	payload, err := s.s.verify([]byte(token))
	if err != nil {
		return err
	}
	return s.s.c.decodeURLSafe(payload, target)
}

// A URLSafeTimedSerializer is a URLSafeSerializer that dates its tokens.
type URLSafeTimedSerializer struct{ t *TimestampSigner }

// NewURLSafeTimedSerializer returns a URLSafeTimedSerializer. The default salt is "itsdangerous". The error tells of a
// weak secret, or of an option that cannot be used.
func NewURLSafeTimedSerializer(secret []byte, opts ...Option) (*URLSafeTimedSerializer, error) {
	return newURLSafeTimed(secret, "itsdangerous", CompactJSON, opts)
}

func newURLSafeTimed(secret []byte, salt string, format Format, opts []Option) (*URLSafeTimedSerializer, error) {
	s, err := newSigner(secret, salt, format, opts)
	if err != nil {
		return nil, err
	}
	return &URLSafeTimedSerializer{&TimestampSigner{s}}, nil
}

// Dumps signs v with the time. The error is the format's, for a value that it does
// not take.
func (s *URLSafeTimedSerializer) Dumps(v any) (string, error) {
	payload, err := s.t.s.c.encodeURLSafe(v)
	if err != nil {
		return "", err
	}
	return string(s.t.Sign(payload)), nil
}

// Loads is [URLSafeSerializer.Loads] for tokens that are no older than maxAge; it returns when the token was signed. More
// errors: [ErrTimestamp], [ErrExpired]. See [TimestampSigner.Unsign] for ages.
func (s *URLSafeTimedSerializer) Loads(token string, target any, maxAge time.Duration) (time.Time, error) {
	payload, at, err := s.t.verify([]byte(token), maxAge)
	if err != nil {
		return time.Time{}, err
	}
	if err := s.t.s.c.decodeURLSafe(payload, target); err != nil {
		return time.Time{}, err
	}
	return at, nil
}

// decode decodes a payload that verified. The format's own error is dropped: it may quote the payload.
func (c *config) decode(payload verified, target any) error {
	if t := reflect.ValueOf(target); t.Kind() != reflect.Pointer || t.IsNil() {
		return fmt.Errorf("itsdangerous: the target is a %T, must be a non-nil pointer", target)
	}
	if err := c.format.Decode(payload, target); err != nil {
		return fmt.Errorf("%w into %T", ErrPayload, target)
	}
	return nil
}

// compressedMark stands in front of compressed payloads; no base64 starts so.
const compressedMark = '.'

// deflaters are pooled: one holds 800 KB.
var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func (c *config) encodeURLSafe(v any) ([]byte, error) {
	plain, err := c.format.Encode(v)
	if err != nil {
		return nil, err
	}
	var deflated bytes.Buffer
	w := deflaters.Get().(*zlib.Writer)
	w.Reset(&deflated)
	w.Write(plain) // to memory: cannot fail
	w.Close()
	deflaters.Put(w)
	if deflated.Len() < len(plain)-1 { // Python's rule
		return appendBase64([]byte{compressedMark}, deflated.Bytes()), nil
	}
	return appendBase64(nil, plain), nil
}

func (c *config) decodeURLSafe(payload verified, target any) error {
	text, compressed := bytes.CutPrefix(payload, []byte{compressedMark})
	plain, err := c.decodeBase64(text)
	if err != nil {
		return ErrPayload
	}
	if compressed {
		if plain, err = c.inflate(plain); err != nil {
			return err
		}
	}
	return c.decode(verified(plain), target) // made of verified bytes alone
}

// inflate reads zlib data to its end, checksum included. Bytes behind it are ignored in lenient mode only.
func (c *config) inflate(deflated []byte) ([]byte, error) {
	in := bytes.NewReader(deflated) // an io.ByteReader: nothing is read ahead
	z, err := zlib.NewReader(in)
	if err != nil {
		return nil, ErrPayload
	}
	plain, err := io.ReadAll(io.LimitReader(z, int64(c.maxInflate)+1))
	switch {
	case len(plain) > c.maxInflate:
		return nil, ErrTooLarge
	case err != nil || in.Len() > 0 && !c.lenient:
		return nil, ErrPayload
	}
	return plain, nil
}

package signedcodec

import (
	"encoding"
	"io"
	"iter"
	"time"
)

// Codec signs values of one type, in the signer's format. The zero Codec refuses
// everything with [ErrKey].
type Codec[T any] struct{ s *Signer }

// NewCodec makes a codec, bound to a context when one is given.
func NewCodec[T any](s *Signer, context ...string) Codec[T] {
	return Codec[T]{s.For(context...)}
}

// For binds more context.
func (c Codec[T]) For(context ...string) Codec[T] { return Codec[T]{c.s.For(context...)} }

// ExpiringAt makes tokens that expire at t, or earlier where [WithTTL] says so.
func (c Codec[T]) ExpiringAt(t time.Time) Codec[T] { return Codec[T]{c.s.ExpiringAt(t)} }

// Signer is the codec's signer, with its context, for what a Codec has no method
// for.
func (c Codec[T]) Signer() *Signer { return c.s }

// Encode encodes and signs v. Errors are those of [Signer.Marshal].
func (c Codec[T]) Encode(v T) ([]byte, error) { return c.s.Marshal(v) }

// Decode verifies and decodes a token. On any error, which is an [ErrInvalid], the
// result is the zero T.
func (c Codec[T]) Decode(token []byte) (T, error) {
	var v T
	err := c.s.Unmarshal(token, &v)
	return v, err
}

// EncodeText is Encode as text for cookies, headers and URLs, with its errors.
func (c Codec[T]) EncodeText(v T) (string, error) { return c.s.MarshalString(v) }

// DecodeText is Decode for text, with its errors.
func (c Codec[T]) DecodeText(text string) (T, error) {
	var v T
	err := c.s.UnmarshalString(text, &v)
	return v, err
}

// EncodeAll writes the values to w as a stream of signed messages and closes the
// stream, with the errors of [Encoder.Encode].
func (c Codec[T]) EncodeAll(w io.Writer, values iter.Seq[T]) error {
	enc := c.s.NewEncoder(w)
	for v := range values {
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	return enc.Close()
}

// DecodeAll yields the messages of a stream up to its end, or up to the first
// error, which it yields with the zero T: one of [Decoder.Decode], but not io.EOF.
func (c Codec[T]) DecodeAll(r io.Reader) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		dec := c.s.NewDecoder(r)
		for {
			var v T
			err := dec.Decode(&v)
			if err == io.EOF || !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// Bind ties *v to the key that it is stored under, for clients that take a
// marshaler as the value and scan into an unmarshaler, as go-redis does:
//
//	rdb.Set(ctx, key, codec.Bind(key, &v), ttl)
//	rdb.Get(ctx, key).Scan(codec.Bind(key, &v))
func (c Codec[T]) Bind(key string, v *T) Value[T] { return Value[T]{c.s.For(key), v} }

// Value is a value bound to its key; see [Codec.Bind].
type Value[T any] struct {
	s *Signer
	v *T
}

var (
	_ encoding.BinaryMarshaler   = Value[int]{}
	_ encoding.BinaryUnmarshaler = Value[int]{}
)

// MarshalBinary encodes and signs the value. Errors are those of [Signer.Marshal].
func (v Value[T]) MarshalBinary() ([]byte, error) {
	if v.v == nil {
		return nil, formatError("is no value to sign: Bind needs a non-nil pointer", v.v, nil)
	}
	return v.s.Marshal(*v.v)
}

// UnmarshalBinary verifies and decodes a token into the value, which stays
// untouched on any error; errors are those of [Signer.Unmarshal].
func (v Value[T]) UnmarshalBinary(token []byte) error { return v.s.Unmarshal(token, v.v) }

package signedcodec

import (
	"encoding"
	"time"
)

// Codec signs values of one type, in the signer's format.
type Codec[T any] struct{ b Bound }

// NewCodec makes a codec, bound to a context when one is given.
func NewCodec[T any](s *Signer, context ...string) Codec[T] {
	return Codec[T]{s.For(context...)}
}

// For binds more context.
func (c Codec[T]) For(context ...string) Codec[T] { return Codec[T]{c.b.For(context...)} }

// ExpiringAt makes tokens that expire at t, or earlier where [WithTTL] says so.
func (c Codec[T]) ExpiringAt(t time.Time) Codec[T] { return Codec[T]{c.b.ExpiringAt(t)} }

// Encode encodes and signs v.
func (c Codec[T]) Encode(v T) ([]byte, error) { return c.b.Marshal(v) }

// Decode verifies and decodes a token. On any error the result is the zero T.
func (c Codec[T]) Decode(token []byte) (T, error) {
	var v T
	err := c.b.Unmarshal(token, &v)
	return v, err
}

// Bind ties *v to the key that it is stored under, for clients that take a
// marshaler as the value and scan into an unmarshaler, as go-redis does:
//
//	rdb.Set(ctx, key, codec.Bind(key, &v), ttl)
//	rdb.Get(ctx, key).Scan(codec.Bind(key, &v))
func (c Codec[T]) Bind(key string, v *T) Value[T] { return Value[T]{c.b.For(key), v} }

// Value is a value bound to its key; see [Codec.Bind].
type Value[T any] struct {
	b Bound
	v *T
}

var (
	_ encoding.BinaryMarshaler   = Value[int]{}
	_ encoding.BinaryUnmarshaler = Value[int]{}
)

// MarshalBinary encodes and signs the value.
func (v Value[T]) MarshalBinary() ([]byte, error) {
	if v.v == nil {
		return nil, formatError("is no value to sign: Bind needs a non-nil pointer", v.v, nil)
	}
	return v.b.Marshal(*v.v)
}

// UnmarshalBinary verifies and decodes a token into the value, which stays
// untouched on any error.
func (v Value[T]) UnmarshalBinary(token []byte) error { return v.b.Unmarshal(token, v.v) }

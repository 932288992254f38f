package adapters

import (
	"context"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// FiberBackend is the method set of fiber.Storage in fiber v2.
type FiberBackend interface {
	Get(key string) ([]byte, error)
	Set(key string, val []byte, exp time.Duration) error
	Delete(key string) error
	Reset() error
	Close() error
}

// FiberStorage is a fiber.Storage that signs the values of its backend, bound to
// their keys and times to live.
type FiberStorage struct {
	backend FiberBackend
	signer  *signedcodec.Signer
}

// NewFiberStorage signs the values of backend:
//
//	store := session.New(session.Config{Storage: adapters.NewFiberStorage(redis.New(), signer)})
func NewFiberStorage(backend FiberBackend, s *signedcodec.Signer) *FiberStorage {
	return &FiberStorage{backend, s}
}

// Get returns a value that verifies for its key, and nil for any other. Errors are
// the backend's.
func (s *FiberStorage) Get(key string) ([]byte, error) {
	b, err := s.backend.Get(key)
	return s.open(key, b, err)
}

// Set signs and stores a value; a time to live of 0 is none. As the interface says,
// an empty key or value is ignored. Errors are the backend's, and those of
// [signedcodec.Signer.AppendSign].
func (s *FiberStorage) Set(key string, val []byte, exp time.Duration) error {
	signed, err := s.sign(key, val, exp)
	if err != nil || signed == nil {
		return err
	}
	return s.backend.Set(key, signed, exp)
}

// Delete removes a value. Errors are the backend's.
func (s *FiberStorage) Delete(key string) error { return s.backend.Delete(key) }

// Reset removes all values. Errors are the backend's.
func (s *FiberStorage) Reset() error { return s.backend.Reset() }

// Close closes the backend. Errors are the backend's.
func (s *FiberStorage) Close() error { return s.backend.Close() }

func (s *FiberStorage) open(key string, b []byte, err error) ([]byte, error) {
	if err != nil || len(b) == 0 {
		return nil, err
	}
	payload, found, err := verify(s.signer.For(key), b)
	if err != nil || !found {
		return nil, err
	}
	return payload, nil
}

func (s *FiberStorage) sign(key string, val []byte, exp time.Duration) ([]byte, error) {
	if key == "" || len(val) == 0 {
		return nil, nil
	}
	b := s.signer.For(key)
	if exp > 0 {
		b = b.ExpiringAt(s.signer.Now().Add(exp))
	}
	return b.AppendSign(nil, val)
}

// FiberBackendV3 is the method set of fiber.Storage in fiber v3.
type FiberBackendV3 interface {
	FiberBackend
	GetWithContext(ctx context.Context, key string) ([]byte, error)
	SetWithContext(ctx context.Context, key string, val []byte, exp time.Duration) error
	DeleteWithContext(ctx context.Context, key string) error
	ResetWithContext(ctx context.Context) error
}

// FiberStorageV3 is a FiberStorage for fiber v3, whose storages take contexts.
type FiberStorageV3 struct {
	FiberStorage
	backend FiberBackendV3
}

// NewFiberStorageV3 signs the values of backend.
func NewFiberStorageV3(backend FiberBackendV3, s *signedcodec.Signer) *FiberStorageV3 {
	return &FiberStorageV3{FiberStorage{backend, s}, backend}
}

// GetWithContext is Get with a context. Errors are the backend's.
func (s *FiberStorageV3) GetWithContext(ctx context.Context, key string) ([]byte, error) {
	b, err := s.backend.GetWithContext(ctx, key)
	return s.open(key, b, err)
}

// SetWithContext is Set with a context. Errors are the backend's, and those of
// [signedcodec.Signer.AppendSign].
func (s *FiberStorageV3) SetWithContext(ctx context.Context, key string, val []byte, exp time.Duration) error {
	signed, err := s.sign(key, val, exp)
	if err != nil || signed == nil {
		return err
	}
	return s.backend.SetWithContext(ctx, key, signed, exp)
}

// DeleteWithContext is Delete with a context. Errors are the backend's.
func (s *FiberStorageV3) DeleteWithContext(ctx context.Context, key string) error {
	return s.backend.DeleteWithContext(ctx, key)
}

// ResetWithContext is Reset with a context. Errors are the backend's.
func (s *FiberStorageV3) ResetWithContext(ctx context.Context) error {
	return s.backend.ResetWithContext(ctx)
}

package signedcodectest

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec/cache"
)

// Store is a [cache.Store] in memory that a test can attack. It keeps everything for ever and is safe for concurrent use.
type Store struct {
	mu      sync.Mutex
	entries map[string][]byte
	ttls    map[string]time.Duration
	err     error
}

var _ cache.ManyStore = (*Store)(nil)

// NewStore makes an empty store.
func NewStore() *Store {
	return &Store{entries: map[string][]byte{}, ttls: map[string]time.Duration{}}
}

// Fail makes every operation of the cache's fail with err from now on; nil ends that.
func (s *Store) Fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// Keys lists the keys of all entries, sorted.
func (s *Store) Keys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.entries))
}

// Entry is an entry's bytes and the time to live that it was stored with.
func (s *Store) Entry(key string) ([]byte, time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.entries[key]), s.ttls[key]
}

// Put writes an entry past the cache, as somebody does who has access to the store.
func (s *Store) Put(key string, entry []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries[key] = slices.Clone(entry)
}

// Copy copies the entry of one key to another.
func (s *Store) Copy(from, to string) {
	b, _ := s.Entry(from)
	s.Put(to, b)
}

// Get implements [cache.Store]. The error is the one of Fail.
func (s *Store) Get(_ context.Context, key string) ([]byte, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.entries[key]
	return slices.Clone(b), ok && s.err == nil, s.err
}

// Set implements [cache.Store]. The error is the one of Fail.
func (s *Store) Set(_ context.Context, key string, value []byte, ttl time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.entries[key], s.ttls[key] = slices.Clone(value), ttl
	}
	return s.err
}

// Delete implements [cache.Store]. The error is the one of Fail.
func (s *Store) Delete(_ context.Context, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		delete(s.entries, key)
	}
	return s.err
}

// GetMany implements [cache.ManyStore]. The error is the one of Fail.
func (s *Store) GetMany(ctx context.Context, keys []string) (map[string][]byte, error) {
	found := map[string][]byte{}
	for _, key := range keys {
		b, ok, err := s.Get(ctx, key)
		if err != nil {
			return nil, err
		}
		if ok {
			found[key] = b
		}
	}
	return found, nil
}

// SetMany implements [cache.ManyStore]. The error is the one of Fail.
func (s *Store) SetMany(ctx context.Context, values map[string][]byte, ttl time.Duration) error {
	for key, value := range values {
		if err := s.Set(ctx, key, value, ttl); err != nil {
			return err
		}
	}
	return nil
}

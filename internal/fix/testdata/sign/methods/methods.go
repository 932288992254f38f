// Package methods keeps items that encode themselves.
package methods

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

type item struct{ hits uint64 }

// MarshalMsg is as generated code has it.
func (i *item) MarshalMsg(b []byte) ([]byte, error) {
	return binary.BigEndian.AppendUint64(b, i.hits), nil
}

// UnmarshalMsg returns the bytes left over.
func (i *item) UnmarshalMsg(b []byte) ([]byte, error) {
	if len(b) != 8 {
		return b, errors.New("not an item")
	}
	i.hits = binary.BigEndian.Uint64(b)
	return b[8:], nil
}

type storage interface {
	Get(ctx context.Context, key string) ([]byte, error)
	Set(ctx context.Context, key string, b []byte, ttl time.Duration) error
}

type manager struct{ storage storage }

func (m *manager) get(ctx context.Context, key string) (*item, error) {
	raw, err := m.storage.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	it := new(item)
	if _, err := it.UnmarshalMsg(raw); err != nil { // fix: sign
		return nil, fmt.Errorf("unmarshal %q: %w", key, err)
	}
	return it, nil
}

func (m *manager) set(ctx context.Context, key string, it *item) error {
	raw, err := it.MarshalMsg(nil)
	if err != nil {
		return err
	}
	return m.storage.Set(ctx, key, raw, time.Minute)
}

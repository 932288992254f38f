package signedcodec

import (
	"encoding/binary"
	"time"
)

// binding is what For and ExpiringAt add to a signer. Contexts may be session
// ids, so a signer holds its binding hidden.
type binding struct {
	ctx     []byte // each context string with its be64 length
	expires int64  // unix seconds, 0 none
}

var noBinding binding

func (s *Signer) binding() *binding {
	if b := s.bound.reveal(); b != nil {
		return b
	}
	return &noBinding
}

// boundSigner is a signer with its binding and room for a short context, so that
// binding costs two allocations.
type boundSigner struct {
	Signer
	binding
	room [96]byte
}

func (s *Signer) rebind(room int) *boundSigner {
	d := new(boundSigner)
	old := s.binding()
	d.ctx = d.room[:0]
	if n := len(old.ctx) + room; n > len(d.room) {
		d.ctx = make([]byte, 0, n)
	}
	d.ctx, d.expires = append(d.ctx, old.ctx...), old.expires
	d.Signer = Signer{s.core, hide(&d.binding)}
	return d
}

// For binds tokens to a context, such as a cache key, or a table and a row, after
// the strings that are bound already: a token verifies only under the same
// strings in the same order. ("a", "b") and ("ab") are different contexts.
func (s *Signer) For(context ...string) Bound {
	if s.unusable() {
		return s
	}
	size := 0
	for _, c := range context {
		size += 8 + len(c)
	}
	d := s.rebind(size)
	for _, c := range context {
		d.ctx = append(binary.BigEndian.AppendUint64(d.ctx, uint64(len(c))), c...)
	}
	return &d.Signer
}

// ExpiringAt makes tokens that expire at t, or earlier where an earlier
// ExpiringAt or [WithTTL] says so. Times are whole seconds: a token may be
// accepted for up to a second longer.
func (s *Signer) ExpiringAt(t time.Time) Bound {
	if s.unusable() {
		return s
	}
	d := s.rebind(0)
	// 0 means "never" on the wire, so a time before 1970 becomes second 1.
	expires := max(t.Add(time.Second-1).Unix(), 1)
	if d.expires != 0 {
		expires = min(expires, d.expires)
	}
	d.expires = expires
	return &d.Signer
}

package adapters

import (
	"context"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// SCSBackend is the method set of scs.Store.
type SCSBackend interface {
	Delete(token string) error
	Find(token string) (b []byte, found bool, err error)
	Commit(token string, b []byte, expiry time.Time) error
}

// SCSStore is an scs.Store that signs what its backend keeps, bound to the
// session token and to the session's expiry.
type SCSStore struct {
	backend SCSBackend
	signer  *signedcodec.Signer
}

// NewSCSStore signs sessions on their way into backend:
//
//	manager.Store = adapters.NewSCSStore(redisstore.New(pool), signer)
func NewSCSStore(backend SCSBackend, s *signedcodec.Signer) *SCSStore {
	return &SCSStore{backend, s}
}

// Find returns a session that verifies for its token; any other is a miss. Errors
// are the backend's.
func (s *SCSStore) Find(token string) ([]byte, bool, error) {
	b, found, err := s.backend.Find(token)
	if err != nil || !found {
		return nil, false, err
	}
	return verify(s.signer.For(token), b)
}

// Commit signs and stores a session. Errors are the backend's, and those of
// [signedcodec.Signer.AppendSign].
func (s *SCSStore) Commit(token string, b []byte, expiry time.Time) error {
	signed, err := s.signer.For(token).ExpiringAt(expiry).AppendSign(nil, b)
	if err != nil {
		return err
	}
	return s.backend.Commit(token, signed, expiry)
}

// Delete removes a session. Errors are the backend's.
func (s *SCSStore) Delete(token string) error { return s.backend.Delete(token) }

// All returns the sessions that verify. It is empty when the backend cannot list
// its sessions. Errors are the backend's.
func (s *SCSStore) All() (map[string][]byte, error) {
	lister, ok := s.backend.(interface {
		All() (map[string][]byte, error)
	})
	if !ok {
		return map[string][]byte{}, nil
	}
	all, err := lister.All()
	if err != nil {
		return nil, err
	}
	return s.verifyAll(all)
}

func (s *SCSStore) verifyAll(all map[string][]byte) (map[string][]byte, error) {
	sessions := make(map[string][]byte, len(all))
	for token, b := range all {
		payload, found, err := verify(s.signer.For(token), b)
		if err != nil {
			return nil, err
		}
		if found {
			sessions[token] = payload
		}
	}
	return sessions, nil
}

// SCSCtxBackend is the method set of scs.CtxStore.
type SCSCtxBackend interface {
	SCSBackend
	DeleteCtx(ctx context.Context, token string) error
	FindCtx(ctx context.Context, token string) (b []byte, found bool, err error)
	CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error
}

// SCSCtxStore is an SCSStore that passes contexts on.
type SCSCtxStore struct {
	SCSStore
	backend SCSCtxBackend
}

// NewSCSCtxStore is NewSCSStore for backends that take a context.
func NewSCSCtxStore(backend SCSCtxBackend, s *signedcodec.Signer) *SCSCtxStore {
	return &SCSCtxStore{SCSStore{backend, s}, backend}
}

// FindCtx returns a session that verifies for its token; any other is a miss.
// Errors are the backend's.
func (s *SCSCtxStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	b, found, err := s.backend.FindCtx(ctx, token)
	if err != nil || !found {
		return nil, false, err
	}
	return verify(s.signer.For(token), b)
}

// CommitCtx signs and stores a session. Errors are the backend's, and those of
// [signedcodec.Signer.AppendSign].
func (s *SCSCtxStore) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	signed, err := s.signer.For(token).ExpiringAt(expiry).AppendSign(nil, b)
	if err != nil {
		return err
	}
	return s.backend.CommitCtx(ctx, token, signed, expiry)
}

// DeleteCtx removes a session. Errors are the backend's.
func (s *SCSCtxStore) DeleteCtx(ctx context.Context, token string) error {
	return s.backend.DeleteCtx(ctx, token)
}

// AllCtx is All with a context. Errors are the backend's.
func (s *SCSCtxStore) AllCtx(ctx context.Context) (map[string][]byte, error) {
	lister, ok := s.backend.(interface {
		AllCtx(context.Context) (map[string][]byte, error)
	})
	if !ok {
		return s.All()
	}
	all, err := lister.AllCtx(ctx)
	if err != nil {
		return nil, err
	}
	return s.verifyAll(all)
}

// SCSCodec is an scs.Codec. It does not learn the session token, so it cannot
// bind to it: prefer [NewSCSStore], which does.
type SCSCodec struct{ signer *signedcodec.Signer }

// NewSCSCodec signs the encoded session. Values of any type need a signer with
// format Gob; with JSON they come back as JSON's own types.
func NewSCSCodec(s *signedcodec.Signer) SCSCodec { return SCSCodec{s} }

// scsSession is what a session codec has to keep.
type scsSession struct {
	Deadline time.Time
	Values   map[string]any
}

// Encode signs a session that expires at its deadline. Errors are those of
// [signedcodec.Signer.Marshal].
func (c SCSCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	return c.signer.ExpiringAt(deadline).Marshal(scsSession{deadline, values})
}

// Decode verifies a session. Errors are those of [signedcodec.Signer.Unmarshal].
func (c SCSCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var session scsSession
	if err := c.signer.Unmarshal(b, &session); err != nil {
		return time.Time{}, nil, err
	}
	return session.Deadline, session.Values, nil
}

package signedcodec

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"sync"
	"sync/atomic"
)

const tagSize = sha256.Size

// purposeKey is one key of the ring as one signer uses it: the token and the
// stream key are derived for its purpose, so that two purposes share no tag.
type purposeKey struct {
	id     uint32
	states sync.Pool        // of *macState under the token key
	stream func() hash.Hash // a fresh HMAC under the stream key
	name   func() hash.Hash // a fresh HMAC under the key for names
	seal   func() hash.Hash // a fresh HMAC under the key that AES keys are derived from

	sealedStream func() hash.Hash
	sealing      atomic.Pointer[sealKey]                        // seals the next tokens
	opening      atomic.Pointer[map[[saltSize]byte]cipher.AEAD] // opened tokens before
}

// macState is a reusable HMAC with its scratch space. Resetting a used HMAC
// restores two saved SHA-256 states instead of hashing the padded key twice, and
// scratch that lives here does not escape to the heap on every call.
type macState struct {
	mac     hash.Hash
	scratch [sha256.BlockSize]byte
	sum     [tagSize]byte
}

// keyState is a keyring as one signer uses it.
type keyState struct {
	ring *Keyring
	keys []*purposeKey // the primary first
}

func newKeyState(ring *Keyring, purpose string) (*keyState, error) {
	st := &keyState{ring: ring}
	for _, k := range ring.keys {
		pk, err := newPurposeKey(k, purpose)
		if err != nil {
			return nil, err
		}
		st.keys = append(st.keys, pk)
	}
	return st, nil
}

func newPurposeKey(k Key, purpose string) (*purposeKey, error) {
	pk := &purposeKey{id: k.id}
	uses := map[string]*func() hash.Hash{
		"token": new(func() hash.Hash), "stream": &pk.stream, "name": &pk.name,
		"seal": &pk.seal, "sealstream": &pk.sealedStream,
	}
	secret := k.secret()
	for use, fresh := range uses {
		derived, err := hkdf.Key(sha256.New, secret[:], nil, scoped(use, purpose), keySize)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrKey, err)
		}
		*fresh = func() hash.Hash { return hmac.New(sha256.New, derived) }
	}
	token := *uses["token"]
	pk.states.New = func() any { return &macState{mac: token()} }
	return pk, nil
}

func (st *keyState) primary() *purposeKey { return st.keys[0] }

// find is a linear search: rings are short, and an id is public.
func (st *keyState) find(id uint32) *purposeKey {
	for _, k := range st.keys {
		if k.id == id {
			return k
		}
	}
	return nil
}

// tag writes the tag of a token to out, or compares it with out in constant
// time. One function for both keeps the two from drifting apart.
func (k *purposeKey) tag(header, ctx, payload, out []byte, compare bool) bool {
	st := k.states.Get().(*macState)
	st.mac.Reset()
	n := copy(st.scratch[:], header)
	binary.BigEndian.PutUint64(st.scratch[n:], uint64(len(ctx)))
	n += 8
	if len(ctx) > 0 {
		st.mac.Write(st.scratch[:n])
		st.mac.Write(ctx)
		n = 0
	}
	// Filling the first block spares the hash one round of buffering.
	first := copy(st.scratch[n:], payload)
	st.mac.Write(st.scratch[:n+first])
	st.mac.Write(payload[first:])
	sum := st.mac.Sum(st.sum[:0])
	ok := true
	if compare {
		ok = hmac.Equal(sum, out)
	} else {
		copy(out, sum)
	}
	k.states.Put(st)
	return ok
}

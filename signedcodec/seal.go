package signedcodec

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Layout of docs/wire.md, section "Sealed token".
const (
	saltSize       = 16
	nonceSize      = 12
	sealTagSize    = 16
	sealedStart    = headerSize + saltSize
	sealedOverhead = sealedStart + nonceSize + sealTagSize // 68

	// maxSealed is how many messages one AES key seals: with random nonces of 96
	// bits, two of 2^32 are equal with a probability below 2^-32 (NIST SP
	// 800-38D, section 8.3).
	maxSealed = 1 << 32
	// maxSealKeys bounds the cache of keys that open: one for each salt that
	// verified, so about one for each process that seals.
	maxSealKeys = 64
)

// WithEncryption seals tokens instead of signing them: AES-256-GCM encrypts the
// payload and authenticates it with the header and the context. The methods, the
// rotation of keys and the errors stay what they are; tokens grow by 68 bytes
// instead of 56. The length of the payload, the key's identifier and the times
// stay readable.
//
// A signer with this option refuses what was signed without it, and the other
// way around. Do not combine it with [Gzip] where an attacker chooses a part of a
// payload that holds a secret: the length then tells how much of it was guessed.
func WithEncryption() Option {
	return func(c *config) error {
		c.sealed = true
		return nil
	}
}

// Encrypts reports whether the signer was made with [WithEncryption].
func (s *Signer) Encrypts() bool { return !s.unusable() && s.sealed }

// sealKey is the AES key of one salt. Every signer draws a salt of its own, so
// that the limit of messages for one AES key can be counted where they are made.
type sealKey struct {
	salt [saltSize]byte
	aead cipher.AEAD
	left atomic.Int64
}

// sealer returns the key to seal the next message with.
func (k *purposeKey) sealer() (*sealKey, error) {
	for {
		current := k.sealing.Load()
		if current != nil && current.left.Add(-1) >= 0 {
			return current, nil
		}
		fresh := &sealKey{}
		_, _ = rand.Read(fresh.salt[:])
		aead, err := k.sealAEAD(fresh.salt[:])
		if err != nil {
			return nil, err
		}
		fresh.aead = aead
		fresh.left.Store(maxSealed)
		k.sealing.CompareAndSwap(current, fresh)
	}
}

func (k *purposeKey) sealAEAD(salt []byte) (cipher.AEAD, error) {
	mac := k.seal()
	mac.Write(salt)
	return newAEAD(mac.Sum(nil))
}

// newAEAD draws its nonces itself, which is what FIPS 140-3 asks for.
func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// opener returns the key of a salt, and whether it is one that keep has seen.
func (k *purposeKey) opener(salt []byte) (aead cipher.AEAD, kept bool, err error) {
	s := [saltSize]byte(salt)
	if current := k.sealing.Load(); current != nil && current.salt == s {
		return current.aead, true, nil
	}
	if known := k.opening.Load(); known != nil {
		if aead, ok := (*known)[s]; ok {
			return aead, true, nil
		}
	}
	aead, err = k.sealAEAD(salt)
	return aead, false, err
}

// keep remembers the key of a salt that verified. A salt that did not is whatever
// the sender wrote, and must not push out others.
func (k *purposeKey) keep(salt []byte, aead cipher.AEAD) {
	old := k.opening.Load()
	fresh := map[[saltSize]byte]cipher.AEAD{[saltSize]byte(salt): aead}
	if old != nil && len(*old) < maxSealKeys {
		for s, a := range *old {
			fresh[s] = a
		}
	}
	k.opening.CompareAndSwap(old, &fresh)
}

// sealSpace is reused space for associated data and for what overlaps.
type sealSpace struct{ associated, plain []byte }

var sealPool = sync.Pool{New: func() any { return new(sealSpace) }}

// associate is header || salt || be64(len ctx) || ctx.
func (sp *sealSpace) associate(start, ctx []byte) []byte {
	sp.associated = append(sp.associated[:0], start...)
	sp.associated = binary.BigEndian.AppendUint64(sp.associated, uint64(len(ctx)))
	sp.associated = append(sp.associated, ctx...)
	return sp.associated
}

// seal appends a sealed token to dst.
func (s *Signer) seal(dst []byte, pk *purposeKey, h header, payload []byte) ([]byte, error) {
	key, err := pk.sealer()
	if err != nil {
		return nil, err
	}
	start := len(dst)
	dst = slices.Grow(dst, len(payload)+sealedOverhead)
	token := dst[start : start+len(payload)+sealedOverhead]
	// The payload moves first: it may lie where the header goes. Seal moves it on
	// behind the nonce.
	plain := token[sealedStart : sealedStart+len(payload)]
	copy(plain, payload)
	h.put(token)
	copy(token[headerSize:], key.salt[:])
	sp := sealPool.Get().(*sealSpace)
	key.aead.Seal(token[:sealedStart], nil, plain, sp.associate(token[:sealedStart], s.binding().ctx))
	sealPool.Put(sp)
	return dst[:start+len(token)], nil
}

// unseal is open for sealed tokens. It appends the payload to dst.
func (s *Signer) unseal(dst, token []byte, format byte) (verified, proof, error) {
	p := proof{size: len(token)}
	pk, err := s.identify(&p, token)
	if err != nil {
		return verified{}, p, err
	}
	salt := token[headerSize:sealedStart]
	aead, kept, err := pk.opener(salt)
	if err != nil {
		return verified{}, p, err
	}
	sp := sealPool.Get().(*sealSpace)
	defer sealPool.Put(sp)
	if dst == nil {
		dst = []byte{} // an empty payload is not a missing one
	}
	into, apart := dst, overlap(dst, token)
	if apart {
		into = sp.plain[:0]
	}
	plain, err := aead.Open(into, nil, token[sealedStart:], sp.associate(token[:sealedStart], s.binding().ctx))
	if err != nil {
		return verified{}, p, ErrSignature
	}
	p.vouched = true
	if !kept {
		pk.keep(salt, aead)
	}
	if err := s.admit(p.header, format); err != nil {
		clear(plain[len(into):])
		return verified{}, p, err
	}
	if apart {
		sp.plain, plain = plain, append(dst, plain...)
		clear(sp.plain)
	}
	return verified{plain}, p, nil
}

// overlap reports whether decrypting behind dst could write over token.
func overlap(dst, token []byte) bool {
	room := dst[len(dst):cap(dst)]
	if len(room) == 0 || len(token) == 0 {
		return false
	}
	a, b := uintptr(unsafe.Pointer(&room[0])), uintptr(unsafe.Pointer(&token[0]))
	return a < b+uintptr(len(token)) && b < a+uintptr(len(room))
}

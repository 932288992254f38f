package signedcodec

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strconv"
	"strings"
)

// keyHint tells how to get a key, in every error that says one is missing.
const keyHint = "make one with: go run " + keygen

const keygen = "github.com/unsafedecode/unsafedecode/signedcodec/cmd/sckeygen@latest"

// minSecret is the least length of a secret for DeriveKey: 128 bits.
const minSecret = 16

// checkKeyBytes refuses what random generation does not produce. For 32 random
// bytes each test fails with a probability below 1e-12: fewer than 16 distinct
// values, fewer than 12 distinct differences, or printable ASCII throughout.
func checkKeyBytes(b []byte) error {
	switch {
	case len(b) == 0:
		return keyError("the key is empty: generate one with GenerateKey")
	case len(b) != keySize:
		return keyError("a key has exactly 32 bytes, this one has " + strconv.Itoa(len(b)) + ": generate one with GenerateKey, or use DeriveKey")
	case wellKnownKey(b):
		return keyError("the key is published in documentation, so everybody knows it: generate one with GenerateKey")
	case isPrintable(b):
		return keyError("the key looks like text, not random bytes: decode its hex or base64 first, or use DeriveKey")
	case distinct(b) < 16 || distinctDeltas(b) < 12:
		return keyError("the key is guessable (repeated or counted-up bytes): generate one with GenerateKey")
	}
	return nil
}

// checkSecret refuses secrets that are empty, short, monotonous or well known.
func checkSecret(b []byte) error {
	switch {
	case len(b) == 0:
		return keyError("the secret is empty: an unset variable? generate a key with GenerateKey")
	case len(b) < minSecret:
		return keyError("the secret has " + strconv.Itoa(len(b)) + " bytes, at least 16 random ones are needed: generate a key with GenerateKey")
	case wellKnownSecret(b):
		return keyError("the secret is a well-known default, so everybody knows it: generate a key with GenerateKey")
	case entropy(b) < 48 || distinctDeltas(b) < 8:
		return keyError("the secret is guessable (repeated or counted-up bytes): generate a key with GenerateKey")
	}
	return nil
}

func isPrintable(b []byte) bool {
	return !slices.ContainsFunc(b, func(c byte) bool { return c < 0x20 || c > 0x7e })
}

func distinct(b []byte) int {
	var seen [256]bool
	n := 0
	for _, c := range b {
		if !seen[c] {
			seen[c] = true
			n++
		}
	}
	return n
}

func distinctDeltas(b []byte) int {
	deltas := make([]byte, 0, len(b))
	for i := 1; i < len(b); i++ {
		deltas = append(deltas, b[i]-b[i-1])
	}
	return distinct(deltas)
}

// entropy is the Shannon estimate of the whole slice in bits: an upper bound
// that catches repetition, not a proof of randomness.
func entropy(b []byte) float64 {
	var count [256]int
	for _, c := range b {
		count[c]++
	}
	bits := 0.0
	for _, n := range count {
		if n > 0 {
			bits -= float64(n) * math.Log2(float64(n)/float64(len(b)))
		}
	}
	return bits
}

// publishedKeys holds the keys of docs/wire.md: sha256 of their bytes.
var publishedKeys = []string{
	wireKeyHash(1), wireKeyHash(2),
}

func wireKeyHash(n int) string {
	k := wireKey(n)
	sum := sha256.Sum256(k[:])
	return hex.EncodeToString(sum[:])
}

// wireKey is the n-th key of the test vectors in docs/wire.md.
func wireKey(n int) [keySize]byte {
	return sha256.Sum256([]byte("signedcodec test vector key " + strconv.Itoa(n)))
}

func wellKnownKey(b []byte) bool {
	sum := sha256.Sum256(b)
	return slices.Contains(publishedKeys, hex.EncodeToString(sum[:])) || wellKnownSecret(b)
}

// knownSecrets are secrets printed in the documentation, tutorials or templates
// of frameworks (letters and digits only, lower case), at least 16 bytes long:
// shorter ones are refused for their length.
var knownSecrets = []string{
	"192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf", // Flask quickstart
	"astringsecretatleast256bitslong",                                  // jwt.io
	"your256bitsecret",                                                 // jwt.io, earlier
	"your512bitsecret",
	"yoursecretkeyhere",
	"yourverysecretkey",
	"averysecretsecretkey",
	"somethingverysecret", // gorilla/sessions
	"verysecretkey",
	"supersecretkey",
	"thisisasecretkey",
	"thisisaverysecretkey",
	"mysupersecretkey",
	"changethissecret",
	"changemechangeme",
	"changemeinproduction",
	"replacewithyoursecret",
	"09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7", // FastAPI tutorial
	"my32digitkey12345678901234567890",
	"passphrasewhichneedstobe32bytes", // AES tutorials
	"thisis32bitlongpassphraseimusing",
	"aes256key32characters1234567890",
	"keyboardcatkeyboardcat",
	"notasecretnotasecret",
	"0123456789abcdef0123456789abcdef",
	"0123456789abcdef",
	"abcdefghijklmnopqrstuvwxyz",
	"00112233445566778899aabbccddeeff",
}

// knownPrefixes are what generators put before a secret that is meant to be
// replaced.
var knownPrefixes = []string{"djangoinsecure", "changeme", "replaceme", "yoursecret", "example"}

func wellKnownSecret(b []byte) bool {
	folded := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, string(b))
	if slices.Contains(knownSecrets, folded) {
		return true
	}
	return isPrintable(b) && slices.ContainsFunc(knownPrefixes, func(p string) bool { return strings.HasPrefix(folded, p) })
}

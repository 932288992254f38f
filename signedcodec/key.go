package signedcodec

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"strconv"
	"strings"
)

const (
	keySize   = 32
	keyPrefix = "sck1_"
	keyIDInfo = "signedcodec v1 key id"
	// sck1_ + id + _ + body + _ + checksum
	keyTextSize = len(keyPrefix) + 8 + 1 + 43 + 1 + 8
)

// Key is a 256-bit signing key. It prints, logs and marshals as
// sck1_<id>_REDACTED whatever the verb or encoder; [Key.Reveal] is the only way
// to its text. The zero Key is refused everywhere.
type Key struct {
	// secret is a closure because printers that walk unexported fields (fmt on
	// a struct that holds a Key, spew, go-cmp) stop at a function.
	secret func() [keySize]byte
	id     uint32
}

// GenerateKey returns a new random key. It does not fail: crypto/rand ends the
// program when the system has no randomness.
func GenerateKey() Key {
	var b [keySize]byte
	_, _ = rand.Read(b[:])
	return makeKey(b)
}

// NewKey makes a key of exactly 32 random bytes. Bytes that are text, repeat or
// count up are refused with [ErrKey]: derive a key from such a secret with
// [DeriveKey], or generate one with [GenerateKey].
func NewKey(b []byte) (Key, error) {
	if err := checkKeyBytes(b); err != nil {
		return Key{}, err
	}
	return makeKey([keySize]byte(b)), nil
}

// DeriveKey derives a key from an existing high-entropy secret of at least 16
// bytes, such as the SECRET_KEY of a framework, by HKDF-SHA256 (RFC 5869).
// Different labels give unrelated keys. It is no password hash: a secret that a
// person thought up stays guessable. Secrets that are short, published or made of
// words are refused with [ErrKey].
func DeriveKey(ikm []byte, label string) (Key, error) {
	if err := checkSecret(ikm); err != nil {
		return Key{}, err
	}
	if label == "" {
		return Key{}, keyError("DeriveKey needs a label that names the key's use, such as \"app/cache\"")
	}
	b, err := hkdf.Key(sha256.New, ikm, nil, scoped("derive", label), keySize)
	if err != nil {
		return Key{}, fmt.Errorf("%w: %w", ErrKey, err)
	}
	return makeKey([keySize]byte(b)), nil
}

// ParseKey reads the text that [Key.Reveal] wrote. The identifier and the checksum
// catch truncated and mistyped keys. What is no such text is an [ErrKey].
func ParseKey(text string) (Key, error) {
	switch {
	case text == "":
		return Key{}, keyError("the key is empty: " + keyHint)
	case !strings.HasPrefix(text, keyPrefix):
		return Key{}, keyError("a key starts with " + keyPrefix + ": " + keyHint + ", or use DeriveKey for another kind of secret")
	case strings.HasSuffix(text, "_REDACTED"):
		return Key{}, keyError("this is the redacted form of a key, as printed in logs; the key itself comes from Key.Reveal")
	case len(text) != keyTextSize:
		return Key{}, keyError("a key has " + strconv.Itoa(keyTextSize) + " characters, this one has " + strconv.Itoa(len(text)) + ": was it cut off?")
	}
	key, err := parseKeyBody(text)
	if err != nil {
		return Key{}, err
	}
	if subtle.ConstantTimeCompare([]byte(key.Reveal()), []byte(text)) != 1 {
		return Key{}, keyError("the key's identifier or checksum does not match: a character is mistyped")
	}
	return key, nil
}

func parseKeyBody(text string) (Key, error) {
	body := text[len(keyPrefix)+9 : len(keyPrefix)+9+43]
	var b [keySize]byte
	n, err := base64.RawURLEncoding.Strict().Decode(b[:], []byte(body))
	if err != nil || n != keySize {
		return Key{}, keyError("the key is not base64url between its underscores: a character is mistyped")
	}
	return NewKey(b[:])
}

func makeKey(b [keySize]byte) Key {
	mac := hmac.New(sha256.New, b[:])
	mac.Write([]byte(keyIDInfo))
	return Key{
		secret: func() [keySize]byte { return b },
		id:     binary.BigEndian.Uint32(mac.Sum(nil)),
	}
}

// ID is the key's public identifier, which every token names. It tells nothing
// about the key.
func (k Key) ID() uint32 { return k.id }

// IsZero reports whether k is no key.
func (k Key) IsZero() bool { return k.secret == nil }

// Equal compares in constant time.
func (k Key) Equal(other Key) bool {
	if k.IsZero() || other.IsZero() {
		return k.IsZero() == other.IsZero()
	}
	a, b := k.secret(), other.secret()
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// Reveal returns the key as text, sck1_<id>_<43 base64url>_<crc32>, for a secret
// store. It is empty for the zero Key.
func (k Key) Reveal() string {
	if k.IsZero() {
		return ""
	}
	b := k.secret()
	head := keyPrefix + hexID(k.id) + "_" + base64.RawURLEncoding.EncodeToString(b[:])
	return head + "_" + hexID(crc32.ChecksumIEEE([]byte(head)))
}

// Keyring makes a key a [KeySource]: a ring of this one key. The error is an
// [ErrKey] for the zero Key.
func (k Key) Keyring() (*Keyring, error) { return NewKeyring(k) }

// String returns sck1_<id>_REDACTED.
func (k Key) String() string { return keyPrefix + hexID(k.id) + "_REDACTED" }

// GoString is String: %#v must not show more than %v.
func (k Key) GoString() string { return k.String() }

// Format prints the redacted form whatever the verb.
func (k Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, k.String()) }

// LogValue logs the redacted form.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }

// MarshalText gives the redacted form, so that JSON, XML and YAML of a
// configuration that holds a Key stay clean. The error is nil.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText parses a revealed key, so that a Key can be a configuration field.
// Errors are those of [ParseKey].
func (k *Key) UnmarshalText(text []byte) error {
	parsed, err := ParseKey(string(text))
	if err != nil {
		return err
	}
	*k = parsed
	return nil
}

func hexID(id uint32) string {
	return hex.EncodeToString(binary.BigEndian.AppendUint32(nil, id))
}

// scoped builds a key-derivation label. The length keeps one name from being
// another's prefix.
func scoped(use, name string) string {
	return "signedcodec/v1/" + use + "/" + strconv.Itoa(len(name)) + "/" + name
}

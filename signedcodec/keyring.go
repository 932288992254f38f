package signedcodec

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// KeySource yields the keyring to use: a [Key], a [*Keyring], [FromEnv],
// [FromFile], [FromCredential], a [*Live], or your own.
type KeySource interface {
	Keyring() (*Keyring, error)
}

// Keyring holds the key that signs, the primary, and the keys that only verify.
// It is immutable and prints redacted.
type Keyring struct {
	keys []Key // the primary, then the others
	live *Live // the one that this ring is the present state of, so that signers follow it
}

// NewKeyring names the primary key apart from the keys that are only accepted,
// so that no list order decides which one signs. Two keys with one identifier
// are refused with [ErrKey].
func NewKeyring(primary Key, verifyOnly ...Key) (*Keyring, error) {
	ring := &Keyring{}
	for i, k := range append([]Key{primary}, verifyOnly...) {
		switch {
		case k.IsZero() && i == 0:
			return nil, keyError("the primary key is the zero Key: make one with GenerateKey, ParseKey or a KeySource")
		case k.IsZero():
			return nil, keyError(fmt.Sprintf("verify-only key %d is the zero Key", i))
		case ring.find(k.id):
			return nil, keyError("two keys have the identifier " + hexID(k.id) + ": list each key once")
		}
		ring.keys = append(ring.keys, k)
	}
	return ring, nil
}

func (r *Keyring) find(id uint32) bool {
	for _, k := range r.keys {
		if k.id == id {
			return true
		}
	}
	return false
}

// Keyring makes a ring a [KeySource]. An empty or nil ring is an [ErrKey].
func (r *Keyring) Keyring() (*Keyring, error) {
	if r == nil || len(r.keys) == 0 {
		return nil, keyError("the keyring is empty: make one with NewKeyring")
	}
	return r, nil
}

// Primary is the identifier of the key that signs.
func (r *Keyring) Primary() uint32 {
	if r == nil || len(r.keys) == 0 {
		return 0
	}
	return r.keys[0].id
}

// IDs lists the identifiers of all keys, the primary first.
func (r *Keyring) IDs() []uint32 {
	var ids []uint32
	if r != nil {
		for _, k := range r.keys {
			ids = append(ids, k.id)
		}
	}
	return ids
}

// equal tells a reloaded ring that changed nothing.
func (r *Keyring) equal(other *Keyring) bool {
	if other == nil || len(r.keys) != len(other.keys) {
		return false
	}
	for i, k := range r.keys {
		if !k.Equal(other.keys[i]) {
			return false
		}
	}
	return true
}

// String lists the keys in redacted form.
func (r *Keyring) String() string {
	if r == nil {
		return "keyring[]"
	}
	names := make([]string, len(r.keys))
	for i, k := range r.keys {
		names[i] = k.String()
	}
	return "keyring[" + strings.Join(names, " ") + "]"
}

// GoString is String: %#v must not show more than %v.
func (r *Keyring) GoString() string { return r.String() }

// Format prints the redacted form whatever the verb.
func (r *Keyring) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue logs the redacted form.
func (r *Keyring) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalText gives the redacted form. The error is nil.
func (r *Keyring) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

const keyringHelp = `want one key alone, or "primary:sck1_..." and any number of "verify:sck1_..."`

// ParseKeyring reads the text that key sources hold: either one key alone, or
// entries "primary:<key>" (exactly one) and "verify:<key>", separated by white
// space or commas. A # starts a comment up to the end of its line. The primary is
// always named, never the first of a list. What cannot be read is an [ErrKey].
func ParseKeyring(text string) (*Keyring, error) {
	entries := splitEntries(text)
	if len(entries) == 0 {
		return nil, keyError("no key: " + keyringHelp + "; " + keyHint)
	}
	if len(entries) == 1 && !strings.Contains(entries[0], ":") {
		return parseEntries([]string{"primary:" + entries[0]})
	}
	return parseEntries(entries)
}

func splitEntries(text string) []string {
	var entries []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		entries = append(entries, strings.FieldsFunc(line, func(r rune) bool {
			return r == ',' || r == ' ' || r == '\t' || r == '\n' || r == '\r'
		})...)
	}
	return entries
}

func parseEntries(entries []string) (*Keyring, error) {
	var primary Key
	var others []Key
	for i, entry := range entries {
		role, text, _ := strings.Cut(entry, ":")
		if role != "primary" && role != "verify" {
			return nil, keyError(fmt.Sprintf("entry %d says neither primary: nor verify:; %s", i+1, keyringHelp))
		}
		key, err := ParseKey(text)
		switch {
		case err != nil:
			return nil, fmt.Errorf("entry %d: %w", i+1, err)
		case role == "verify":
			others = append(others, key)
		case !primary.IsZero():
			return nil, keyError(fmt.Sprintf("entry %d is a second primary: %s", i+1, keyringHelp))
		default:
			primary = key
		}
	}
	if primary.IsZero() {
		return nil, keyError("no primary key: " + keyringHelp)
	}
	return NewKeyring(primary, others...)
}

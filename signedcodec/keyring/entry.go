// Package keyring keeps signing keys in the keyring of the operating system: Secret Service on Linux and the BSDs (GNOME
// Keyring, KWallet, KeePassXC), the keychain on macOS, the Credential Manager on Windows.
//
// It knows how to name, read, write and rotate an entry there, through github.com/zalando/go-keyring, and nothing of
// tokens. It is a module of its own, so that nobody who signs gets a D-Bus client into the build.
//
// It is for programs that run in somebody's desktop session: command line tools, agents, development. A server has no
// unlocked keyring; there use signedcodec.FromFile, FromCredential or FromEnv, which need no desktop.
//
// What a keyring protects against differs: on Linux and Windows every program of the same user can read an entry once the
// keyring is unlocked, and on macOS entries are reachable through /usr/bin/security. It keeps keys out of files, backups,
// process listings and shell histories.
package keyring

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	oskeyring "github.com/zalando/go-keyring"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// DefaultWait is how long an operation may take: a locked keyring asks its owner for the password.
const DefaultWait = time.Minute

// Errors; those of a KeySource also match signedcodec.ErrKey. None ever carries key bytes.
var (
	// ErrNotFound: the keyring has no such entry.
	ErrNotFound = errors.New("keyring: no such entry")
	// ErrExists: Create does not overwrite an entry.
	ErrExists = errors.New("keyring: the entry exists already")
	// ErrUnavailable: there is no keyring to talk to, or it refused, or its owner did not unlock it in time.
	ErrUnavailable = errors.New("keyring: the keyring of the operating system cannot be used")
)

// An Entry names one secret in the keyring: the text of a signedcodec keyring, as signedcodec.ParseKeyring reads it. It is
// itself a signedcodec.KeySource. It is safe for concurrent use; changes by two programs at once are not merged.
type Entry struct {
	Service string        // the program, such as "shop"
	Account string        // what the key is for, such as "sessions"
	Wait    time.Duration // how long an operation may take; 0 means DefaultWait
}

var _ signedcodec.KeySource = Entry{}

// Keyring reads the entry. Nothing is cached: give signedcodec.Watch the entry to follow rotations. Errors match
// [signedcodec.ErrKey].
func (e Entry) Keyring() (*signedcodec.Keyring, error) {
	text, err := e.read()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", signedcodec.ErrKey, err)
	}
	ring, err := signedcodec.ParseKeyring(text)
	if err != nil {
		return nil, fmt.Errorf("keyring entry %s: %w", e, err)
	}
	return ring, nil
}

// Store writes the entry, over what it was: primary signs, the others only verify. Keys that no Keyring takes (two with
// one identifier, a zero Key) are refused with signedcodec.ErrKey.
func (e Entry) Store(primary signedcodec.Key, verifyOnly ...signedcodec.Key) error {
	if _, err := signedcodec.NewKeyring(primary, verifyOnly...); err != nil {
		return err
	}
	return e.write(format(primary, verifyOnly))
}

// Create makes a key and stores it as the only one. An entry that exists is left alone: ErrExists.
func (e Entry) Create() error {
	switch _, err := e.read(); {
	case err == nil:
		return fmt.Errorf("%w: %s; use Rotate to exchange its key", ErrExists, e)
	case !errors.Is(err, ErrNotFound):
		return err
	}
	return e.Store(signedcodec.GenerateKey())
}

// Rotate makes a key the primary one and lets the former primary, and up to keep-1 keys before it, verify only. keep
// counts those: 0 forgets all old keys, whose tokens are then refused. Windows has room for about 30. Errors are those
// of Keyring and Store.
func (e Entry) Rotate(keep int) error {
	if keep < 0 {
		return fmt.Errorf("keyring: Rotate(%d): the number of old keys to keep is negative", keep)
	}
	text, err := e.read()
	if err != nil {
		return err
	}
	old, err := parse(text)
	if err != nil {
		return fmt.Errorf("keyring entry %s: %w", e, err)
	}
	return e.Store(signedcodec.GenerateKey(), old[:min(keep, len(old))]...)
}

// Delete removes the entry. One that does not exist is ErrNotFound.
func (e Entry) Delete() error {
	_, err := e.call("delete", func() (string, error) { return "", oskeyring.Delete(e.Service, e.Account) })
	return err
}

// String names the entry.
func (e Entry) String() string { return fmt.Sprintf("%q of %q", e.Account, e.Service) }

func (e Entry) read() (string, error) {
	return e.call("read", func() (string, error) { return oskeyring.Get(e.Service, e.Account) })
}

func (e Entry) write(text string) error {
	_, err := e.call("write", func() (string, error) { return "", oskeyring.Set(e.Service, e.Account, text) })
	return err
}

type result struct {
	text string
	err  error
}

// call runs an operation of the library with a limit on its time. After the limit the operation is left behind: it waits
// for a prompt that nobody answers, and the library offers no way to cancel it. If the prompt is answered later, a write
// still happens.
func (e Entry) call(verb string, operation func() (string, error)) (string, error) {
	if e.Service == "" || e.Account == "" {
		return "", errors.New("keyring: an Entry needs a Service and an Account")
	}
	wait := e.Wait
	if wait <= 0 {
		wait = DefaultWait
	}
	done := make(chan result, 1)
	go func() { done <- guarded(operation) }()
	timeout := time.NewTimer(wait)
	defer timeout.Stop()
	select {
	case r := <-done:
		return r.text, e.explain(verb, r.err)
	case <-timeout.C:
		return "", fmt.Errorf("%w: no answer within %v to %s %s; unlock it first", ErrUnavailable, wait, verb, e)
	}
}

// guarded turns a panic into an error: the library asserts types of what the keyring answers.
func guarded(operation func() (string, error)) (r result) {
	defer func() {
		if p := recover(); p != nil {
			r = result{err: errors.New("the keyring's answer was not understood")}
		}
	}()
	text, err := operation()
	return result{text, err}
}

func (e Entry) explain(verb string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, oskeyring.ErrNotFound):
		return fmt.Errorf("%w: %s; make it with Entry.Create", ErrNotFound, e)
	case errors.Is(err, oskeyring.ErrSetDataTooBig):
		return fmt.Errorf("keyring: too many keys for %s on this system; Rotate with fewer to keep", e)
	}
	return fmt.Errorf("%w to %s %s: %w; without a desktop session use signedcodec.FromFile or FromEnv", ErrUnavailable, verb, e, err)
}

// format writes a keyring as signedcodec.ParseKeyring reads it.
func format(primary signedcodec.Key, verifyOnly []signedcodec.Key) string {
	var b strings.Builder
	b.WriteString("primary:" + primary.Reveal() + "\n")
	for _, k := range verifyOnly {
		b.WriteString("verify:" + k.Reveal() + "\n")
	}
	return b.String()
}

// parse reads the keys of a keyring's text, the primary first. signedcodec does not give keys out of a Keyring, so the
// text, once it has been accepted, is taken apart here.
func parse(text string) ([]signedcodec.Key, error) {
	ring, err := signedcodec.ParseKeyring(text)
	if err != nil {
		return nil, err
	}
	var keys []signedcodec.Key
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		for _, field := range strings.FieldsFunc(line, isSeparator) {
			name, value, named := strings.Cut(field, ":")
			if !named {
				value = field
			}
			key, err := signedcodec.ParseKey(value)
			if err != nil {
				return nil, err
			}
			if named && name == "primary" {
				keys = slices.Insert(keys, 0, key)
			} else {
				keys = append(keys, key)
			}
		}
	}
	if len(keys) == 0 || keys[0].ID() != ring.Primary() || len(keys) != len(ring.IDs()) {
		return nil, fmt.Errorf("%w: the text has a form that Rotate does not know; use Store", signedcodec.ErrKey)
	}
	return keys, nil
}

func isSeparator(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\r' || r == '\n' }

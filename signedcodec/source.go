package signedcodec

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/unsafedecode/unsafedecode/signedcodec/internal/testkeys"
)

// maxKeyFile bounds a key file: some 700 keys.
const maxKeyFile = 64 << 10

type sourceFunc func() (*Keyring, error)

func (f sourceFunc) Keyring() (*Keyring, error) { return f() }

// missingFile is a key file's error that is also an fs.ErrNotExist.
type missingFile struct{ keyError }

func (e missingFile) Is(target error) bool { return target == fs.ErrNotExist || e.keyError.Is(target) }

// testKeyring stands in for a source that has no key, in the tests of a package that imports signedcodectest.
func testKeyring(source string) (*Keyring, bool) {
	key, ok := testkeys.For(source)
	if !ok {
		return nil, false
	}
	return &Keyring{keys: []Key{makeKey(key)}}, true
}

// FromEnv reads the keyring from an environment variable, in the syntax of
// [ParseKeyring]. An unset or empty variable is an [ErrKey], never "no signing".
func FromEnv(name string) KeySource {
	return sourceFunc(func() (*Keyring, error) {
		text, isSet := os.LookupEnv(name)
		if ring, ok := testKeyring("environment variable " + name); !isSet && ok {
			return ring, nil
		}
		if !isSet {
			return nil, keyError("environment variable " + name + " is not set: put a key there; " + keyHint)
		}
		ring, err := ParseKeyring(text)
		if err != nil {
			return nil, fmt.Errorf("environment variable %s: %w", name, err)
		}
		return ring, nil
	})
}

// FromFile reads the keyring from a file of at most 64 KiB, in the syntax of
// [ParseKeyring]. The file must be regular, belong to root or to the user that the
// program runs as, and be closed to others (mode 0640 or tighter); and nobody else
// may be able to exchange it: no directory above it may be writable by the world,
// unless it is sticky like /tmp. On systems without such owners and modes, as on
// Windows, they are not checked. Errors are [ErrKey].
func FromFile(path string) KeySource {
	return sourceFunc(func() (*Keyring, error) {
		text, err := readKeyFile(path)
		if ring, ok := testKeyring("key file " + path); errors.Is(err, fs.ErrNotExist) && ok {
			return ring, nil
		}
		if err != nil {
			return nil, err
		}
		ring, err := ParseKeyring(text)
		if err != nil {
			return nil, fmt.Errorf("key file %s: %w", path, err)
		}
		return ring, nil
	})
}

// FromCredential reads the keyring from a systemd credential: the file of that
// name below $CREDENTIALS_DIRECTORY, which LoadCredential= or
// LoadCredentialEncrypted= in the unit puts there. The rules of [FromFile] hold,
// and its errors.
func FromCredential(name string) KeySource {
	return sourceFunc(func() (*Keyring, error) {
		dir := os.Getenv("CREDENTIALS_DIRECTORY")
		switch {
		case name == "" || name == "." || name == ".." || strings.ContainsAny(name, `/\`):
			return nil, keyError(fmt.Sprintf("%q is no credential name", name))
		case dir == "":
			if ring, ok := testKeyring("credential " + name); ok {
				return ring, nil
			}
			return nil, keyError("CREDENTIALS_DIRECTORY is not set: run under systemd with LoadCredential=" + name + ":/path/to/key in the unit")
		case !filepath.IsAbs(dir):
			return nil, keyError("CREDENTIALS_DIRECTORY is not an absolute path")
		}
		return FromFile(filepath.Join(dir, name)).Keyring()
	})
}

// readKeyFile checks the file it has opened, not the path: a path can be
// exchanged between the check and the read.
func readKeyFile(path string) (string, error) {
	f, err := openKeyFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", missingFile{keyError("key file " + path + " does not exist: write a key there with mode 0600; " + keyHint)}
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrKey, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrKey, err)
	}
	if !info.Mode().IsRegular() {
		return "", keyError("key file " + path + " is not a regular file")
	}
	if err := checkOwner(path, info); err != nil {
		return "", err
	}
	b, err := io.ReadAll(io.LimitReader(f, maxKeyFile+1))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrKey, err)
	}
	if len(b) > maxKeyFile {
		return "", keyError("key file " + path + " is larger than 64 KiB: is it a key file?")
	}
	return string(b), nil
}

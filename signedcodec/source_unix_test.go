//go:build unix

package signedcodec

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestKeyFilesThatOthersCanReach(t *testing.T) {
	key := GenerateKey()
	file := func(t *testing.T) (dir, path string) {
		dir = t.TempDir()
		path = filepath.Join(dir, "key")
		writeKeyFile(t, path, key.Reveal(), 0o600)
		return dir, path
	}
	refused := func(t *testing.T, path, why string) {
		t.Helper()
		if _, err := FromFile(path).Keyring(); !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), why) {
			t.Errorf("got %v, want %q", err, why)
		}
	}
	t.Run("FIFO", func(t *testing.T) { // without a writer: to open it must not wait for one
		path := filepath.Join(t.TempDir(), "fifo")
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, path, "not a regular file")
	})
	for _, mode := range []os.FileMode{0o610, 0o611, 0o650, 0o670, 0o606, 0o642} {
		t.Run(mode.String(), func(t *testing.T) {
			_, path := file(t)
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
			refused(t, path, "chmod 0600")
		})
	}
	t.Run("directory writable by everybody", func(t *testing.T) {
		dir, path := file(t)
		if err := os.Chmod(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		refused(t, path, "can be exchanged")
		if err := os.Chmod(dir, 0o777|os.ModeSticky); err != nil {
			t.Fatal(err)
		}
		if _, err := FromFile(path).Keyring(); err != nil {
			t.Error("a sticky directory:", err)
		}
	})
	t.Run("directory further up", func(t *testing.T) {
		top := t.TempDir()
		path := filepath.Join(top, "a", "key")
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		writeKeyFile(t, path, key.Reveal(), 0o600)
		if err := os.Chmod(top, 0o777); err != nil {
			t.Fatal(err)
		}
		refused(t, path, "can be exchanged")
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(path, link); err != nil {
			t.Fatal(err)
		}
		refused(t, link, "can be exchanged")
	})
	t.Run("another owner", func(t *testing.T) {
		if os.Geteuid() != 0 {
			info, err := os.Stat("/")
			if uid, ok := foreignOwner(info); err != nil || !ok || uid != 0 {
				t.Error("root's file:", uid, ok, err)
			}
			return // only root can make a file of another user
		}
		_, path := file(t)
		if err := os.Chown(path, 4711, -1); err != nil {
			t.Fatal(err)
		}
		refused(t, path, "belongs to user 4711")
	})
}

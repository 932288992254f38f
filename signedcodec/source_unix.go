//go:build unix

package signedcodec

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// openKeyFile does not wait for a writer when path is a FIFO.
func openKeyFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// checkOwner refuses what others than root and this user can read or change.
func checkOwner(path string, info fs.FileInfo) error {
	if mode := info.Mode().Perm(); mode&0o037 != 0 {
		return keyError(fmt.Sprintf("key file %s has mode %04o, so others can read or change it: chmod 0600 %s (in Kubernetes: defaultMode: 0400)", path, mode, path))
	}
	if uid, ok := foreignOwner(info); !ok {
		return keyError(fmt.Sprintf("key file %s belongs to user %d, who can change it: chown it to root or to user %d", path, uid, os.Geteuid()))
	}
	// Both the directories that the path names and those that links in it lead to.
	dirs := []string{filepath.Dir(path)}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		dirs = append(dirs, filepath.Dir(real))
	}
	for _, dir := range dirs {
		if err := checkDirectories(path, dir); err != nil {
			return err
		}
	}
	return nil
}

func checkDirectories(path, dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKey, err)
	}
	for {
		info, err := os.Stat(dir)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrKey, err)
		}
		if info.Mode().Perm()&0o002 != 0 && info.Mode()&fs.ModeSticky == 0 {
			return keyError(fmt.Sprintf("key file %s can be exchanged by everybody, because directory %s has mode %04o: chmod o-w %s", path, dir, info.Mode().Perm(), dir))
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return nil
		}
		dir = parent
	}
}

// foreignOwner returns the owner, and whether it is root or this user.
func foreignOwner(info fs.FileInfo) (uid uint32, ok bool) {
	stat, isStat := info.Sys().(*syscall.Stat_t)
	if !isStat {
		return 0, true
	}
	return stat.Uid, stat.Uid == 0 || int(stat.Uid) == os.Geteuid()
}

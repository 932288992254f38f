// Package paths has files below directories for caches.
package paths

import (
	"os"
	"path/filepath"
)

func remember(accessToken string) error {
	dir, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "tool", "login"), []byte(accessToken), 0o600) // want "parameter accessToken stored in plaintext in a file"
}

func below(dir, accessToken string) error {
	return os.WriteFile(filepath.Join(dir, "cache", "login"), []byte(accessToken), 0o600) // want "parameter accessToken stored in plaintext in a file"
}

func configure(accessToken string) error {
	dir, err := os.UserConfigDir()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "tool", "login"), []byte(accessToken), 0o600)
}

type diskCache struct{ dir string }

func (c *diskCache) put(name string, b []byte) error {
	return os.WriteFile(filepath.Join(c.dir, name), b, 0o600)
}

func (c *diskCache) keep(apiKey string, b []byte) error {
	return c.put(apiKey, b) // want "parameter apiKey stored in plaintext as a key of a file"
}

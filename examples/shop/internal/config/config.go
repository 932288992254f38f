// Package config knows the settings and the secrets that the operator of the
// shop gives it: settings in a file, secrets in the environment.
package config

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"
)

// Config is the content of a configuration file.
type Config struct {
	Addr     string `yaml:"addr"`     // address to listen on
	Redis    string `yaml:"redis"`    // address of the Redis server; empty: one inside the process
	Supplier string `yaml:"supplier"` // URL of the supplier's service; empty: a stand-in inside the process
	DataDir  string `yaml:"data_dir"` // directory of the catalog's snapshot, the pictures and the price lists
	HTTPS    bool   `yaml:"https"`    // browsers reach the shop over HTTPS only
}

// Load reads the file; without a name it returns the defaults.
func Load(name string) (Config, error) {
	cfg := Config{Addr: "127.0.0.1:8080", DataDir: filepath.Join(os.TempDir(), "shop-data")}
	if name == "" {
		return cfg, nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return Config{}, fmt.Errorf("config: %w", err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err := dec.Decode(&cfg); err != nil {
		return Config{}, fmt.Errorf("config: %s: %w", name, err)
	}
	return cfg, nil
}

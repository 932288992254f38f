// Package files decodes files: those of an operator, and those that the program itself wrote.
package files

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"
)

type state struct{ Items map[string]any }

func snapshot(name string) (s state, err error) {
	f, err := os.Open(name)
	if err != nil {
		return s, err
	}
	defer f.Close()
	err = gob.NewDecoder(f).Decode(&s) // want "unsigneddecode: gob decodes the file"
	return s, err
}

func decodeGob(b []byte) (m map[any]any, err error) {
	err = gob.NewDecoder(bytes.NewBuffer(b)).Decode(&m)
	return m, err
}

// The session id names the file.
type fileProvider struct{ root string }

func (p *fileProvider) path(sid string) string {
	return filepath.Join(p.root, string(sid[0]), string(sid[1]), sid)
}

func (p *fileProvider) Read(sid string) (map[any]any, error) {
	f, err := os.Open(p.path(sid))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil || len(data) == 0 {
		return nil, err
	}
	return decodeGob(data) // want "unsigneddecode"
}

type diskCache struct{ dir string }

func (c *diskCache) Get(key string) (s state, err error) {
	data, err := os.ReadFile(filepath.Join(c.dir, key))
	if err != nil {
		return s, err
	}
	err = yaml.Unmarshal(data, &s) // want "unsigneddecode"
	return s, err
}

// What an operator wrote is the operator's.
func config(name string) (s state, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return s, err
	}
	err = yaml.Unmarshal(data, &s)
	return s, err
}

func exported(name string) (s state, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return s, err
	}
	err = json.Unmarshal(data, &s)
	return s, err
}

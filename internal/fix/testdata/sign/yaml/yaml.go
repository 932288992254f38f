package yaml

import (
	"errors"

	"go.yaml.in/yaml/v3"
)

type Job struct{ Name string }

type Cache map[string][]byte

func (c Cache) Get(key string) ([]byte, error) {
	b, ok := c[key]
	if !ok {
		return nil, errors.New("miss")
	}
	return b, nil
}

func (c Cache) Set(key string, b []byte) { c[key] = b }

func Load(c Cache, id string) (*Job, error) {
	b, err := c.Get(key(id))
	if err != nil {
		return nil, err
	}
	var j Job
	if err := yaml.Unmarshal(b, &j); err != nil { // fix: sign
		return nil, err
	}
	return &j, nil
}

func Save(c Cache, id string, j *Job) error {
	b, err := yaml.Marshal(j)
	if err != nil {
		return err
	}
	c.Set(key(id), b)
	return nil
}

func key(id string) string { return "job:" + id }

// Package scripted has a script that reads the stored JSON on the server.
package scripted

import "encoding/json"

const retry = `local job = cjson.decode(redis.call('get', KEYS[1])); job.tries = job.tries + 1; return job.tries`

type Job struct{ Tries int }

type Store interface {
	Get(key string) ([]byte, error)
	Set(key string, b []byte) error
}

func Load(s Store, id string) (j Job, err error) {
	b, err := s.Get("job:" + id)
	if err != nil {
		return j, err
	}
	err = json.Unmarshal(b, &j) // fix: none
	return j, err
}

func Save(s Store, id string, j Job) error {
	b, err := json.Marshal(j)
	if err != nil {
		return err
	}
	return s.Set("job:"+id, b)
}

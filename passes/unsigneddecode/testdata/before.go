package main

import (
	"bytes"
	"encoding/gob"
	"log"
	"net/http"
	"sync"
)

type profile struct {
	Email string
	Admin bool
}

// A cache is any store of bytes that is not this process alone.
type cache interface {
	Get(key string) ([]byte, error)
	Set(key string, value []byte) error
}

func save(c cache, id string, p profile) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(p); err != nil {
		return err
	}
	return c.Set("profile:"+id, buf.Bytes())
}

func load(c cache, id string) (p profile, err error) {
	data, err := c.Get("profile:" + id)
	if err != nil {
		return p, err
	}
	err = gob.NewDecoder(bytes.NewReader(data)).Decode(&p)
	return p, err
}

type memory struct{ sync.Map }

func (m *memory) Get(key string) ([]byte, error) {
	v, _ := m.Load(key)
	b, _ := v.([]byte)
	return b, nil
}

func (m *memory) Set(key string, value []byte) error {
	m.Store(key, value)
	return nil
}

func main() {
	var c cache = new(memory)
	if err := save(c, "7", profile{Email: "ann@example.com"}); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("GET /profiles/{id}", func(w http.ResponseWriter, r *http.Request) {
		p, err := load(c, r.PathValue("id"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		log.Print(p.Email)
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}

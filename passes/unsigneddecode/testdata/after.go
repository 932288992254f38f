package main

import (
	"log"
	"net/http"
	"sync"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
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

var profiles = signedcodec.Must(signedcodec.FromEnv("PROFILE_KEY"), "shop/profile", signedcodec.WithMaxAge(24*time.Hour))

func save(c cache, id string, p profile) error {
	key := "profile:" + id
	signed, err := profiles.For(key).Marshal(p)
	if err != nil {
		return err
	}
	return c.Set(key, signed)
}

func load(c cache, id string) (p profile, err error) {
	key := "profile:" + id
	signed, err := c.Get(key)
	if err != nil {
		return p, err
	}
	err = profiles.For(key).Unmarshal(signed, &p)
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

package language

import (
	"cmp"
	"errors"
	"log"
	"os"

	"example.com/kinds"
)

const placeholder = "change-me"

func refused() {
	secret := cmp.Or(os.Getenv("KEY"), placeholder)
	if secret == placeholder {
		log.Fatal("set KEY")
	}
	kinds.Key([]byte(secret))
}

func refusedOther() {
	secret := cmp.Or(os.Getenv("KEY"), "something else") // @source(else)
	if secret == placeholder || secret == "" {
		log.Fatal("set KEY")
	}
	kinds.Key([]byte(secret)) // @fallback(else)
}

func tooShortToBeUsed() error {
	secret := cmp.Or(os.Getenv("KEY"), placeholder)
	if len(secret) < 32 {
		return errors.New("KEY is too short")
	}
	kinds.Key([]byte(secret))
	return nil
}

func longEnough() error {
	secret := cmp.Or(os.Getenv("KEY"), placeholder) // @source(long)
	if len(secret) < 8 {
		return errors.New("KEY is too short")
	}
	kinds.Key([]byte(secret)) // @fallback(long)
	return nil
}

type settings struct{ Pepper, Salt string }

func load() *settings {
	return &settings{Pepper: cmp.Or(os.Getenv("PEPPER"), placeholder), Salt: cmp.Or(os.Getenv("SALT"), placeholder)} // @source(salt)
}

func (s *settings) validate() error {
	if s.Pepper == placeholder {
		return errors.New("set PEPPER")
	}
	return nil
}

type server struct{ settings *settings }

func start() *server {
	s := load()
	if err := s.validate(); err != nil {
		log.Fatal(err)
	}
	kinds.Key([]byte(s.Pepper))
	kinds.Key([]byte(s.Salt)) // @fallback(salt)
	return &server{s}
}

func (s *server) serve() {
	kinds.Key([]byte(s.settings.Pepper))
	kinds.Key([]byte(s.settings.Salt)) // @fallback(salt)
}

func guarded(key []byte) {
	if len(key) < 16 {
		panic("too short")
	}
	kinds.Key(key)
}

func guardedKeys() {
	guarded([]byte("short"))
	guarded([]byte("as long as it should be")) // @source(guarded) @whole(guarded)
}

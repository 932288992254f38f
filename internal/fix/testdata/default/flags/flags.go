// Package flags has flags with a key as default.
package flags

import (
	"errors"
	"flag"
)

var (
	key   = flag.String("key", "default of a flag", "the key") // fix: default
	other string
)

type settings struct{ SigningKey string }

func run() error {
	flag.StringVar(&other, "other-key", "default of a flag", "the key") // fix: default
	flag.Parse()
	return (&settings{}).check()
}

func (s *settings) check() error {
	if s.SigningKey == "" {
		s.SigningKey = "default of a flag" // fix: default
	}
	return nil
}

func (s *settings) must() {
	if len(s.SigningKey) == 0 {
		s.SigningKey = "default of a flag" // fix: default
	}
}

func (s *settings) other() error {
	if s.SigningKey == "x" {
		s.SigningKey = "default of a flag" // fix: none
	}
	return errors.New(s.SigningKey)
}

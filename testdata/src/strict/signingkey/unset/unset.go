// Package unset has keys that the settings may leave empty.
package unset

import (
	"errors"
	"flag"
	"log"
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func sign(claims jwt.Claims, key string) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(key))
}

func environment(claims jwt.Claims) {
	sign(claims, os.Getenv("KEY")) // want "signingkey: the JWT key comes from the environment variable, which may be empty"
}

var key = flag.String("key", "", "the key")

func byFlag(claims jwt.Claims) {
	sign(claims, *key) // want "signingkey: the JWT key comes from the command-line flag, which may be empty"
}

func tested(claims jwt.Claims) {
	key := os.Getenv("KEY")
	if key == "" {
		log.Fatal("set KEY")
	}
	sign(claims, key)
}

func long(claims jwt.Claims) error {
	key := os.Getenv("KEY")
	if len(key) < 32 {
		return errors.New("KEY is too short")
	}
	sign(claims, key)
	return nil
}

type config struct{ key string }

func (c *config) valid() error {
	if c.key == "" {
		return errors.New("set KEY")
	}
	return nil
}

func byConfig(claims jwt.Claims) error {
	c := &config{key: os.Getenv("KEY")}
	if err := c.valid(); err != nil {
		return err
	}
	sign(claims, c.key)
	return nil
}

// With a label the key is the label.
func labelled(claims jwt.Claims) {
	sign(claims, "v1:"+os.Getenv("KEY")) // want "signingkey: the JWT key comes from the environment variable, which may be empty"
}

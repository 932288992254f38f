// Package settings has its keys' defaults in tags, flags and settings.
package settings

import (
	"cmp"
	"errors"
	"flag"
	"log"
	"os"

	"github.com/caarlos0/env/v11"
	"github.com/golang-jwt/jwt/v5"
	"github.com/spf13/viper"
)

type config struct {
	Addr   string `env:"ADDR" envDefault:":8080"`
	Secret string `env:"SECRET" envDefault:"change me"` // trace: hard-coded as the default of Secret
	Other  string `env:"OTHER"`
	Nested struct {
		Key string `env:"KEY" envDefault:"me, too"` // trace: hard-coded as the default of Key
	}
}

func sign(claims jwt.Claims, key string) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(key))
}

func tagged(claims jwt.Claims) {
	var c config
	if err := env.Parse(&c); err != nil {
		log.Fatal(err)
	}
	sign(claims, c.Secret)     // want "signingkey: the JWT key falls back to a hard-coded value"
	sign(claims, c.Nested.Key) // want "signingkey: the JWT key falls back to a hard-coded value"
	sign(claims, c.Other)
}

type otherConfig struct {
	Secret string `env:"SECRET" envDefault:"change me in production"` // trace: hard-coded as the default of Secret
}

func generic(claims jwt.Claims) {
	c, err := env.ParseAs[otherConfig]()
	if err == nil {
		sign(claims, c.Secret) // want "signingkey: the JWT key falls back to a hard-coded value"
	}
}

var (
	flagKey  = flag.String("key", "default of a flag", "the key") // trace: hard-coded
	noKey    = flag.String("other", "", "another key")
	jwtKey   = flag.String("jwt-secret", "default secret", "the key of tokens") // want "signingkey: the default of a flag that is a key falls back to a hard-coded value"
	fileName = flag.String("key-file", "key.pem", "where the key is")
)

func flags(claims jwt.Claims) {
	sign(claims, *flagKey) // want "signingkey: the JWT key falls back to a hard-coded value"
	sign(claims, *noKey)
}

func init() {
	viper.SetDefault("jwt.secret", "default of a setting") // want "signingkey: the default of a setting that is a key falls back"
	viper.SetDefault("jwt.expires", "24h")
	viper.SetDefault("session_key_name", "sid")
}

// A default that start-up refuses is none.

const placeholder = "change-me"

func refused(claims jwt.Claims) {
	key := cmp.Or(os.Getenv("KEY"), placeholder)
	if key == placeholder || len(key) < 32 {
		log.Fatal("set KEY")
	}
	sign(claims, key)
}

func refusedByLength(claims jwt.Claims) error {
	key := cmp.Or(os.Getenv("KEY"), placeholder)
	if len(key) < 16 {
		return errors.New("KEY is too short")
	}
	sign(claims, key)
	return nil
}

func notRefused(claims jwt.Claims) error {
	key := cmp.Or(os.Getenv("KEY"), "a default that is long enough to be taken") // trace: hard-coded
	if len(key) < 16 {
		return errors.New("KEY is too short")
	}
	sign(claims, key) // want "signingkey: the JWT key falls back to a hard-coded value"
	return nil
}

type options struct{ signing, checked string }

func newOptions() *options {
	return &options{signing: cmp.Or(os.Getenv("SIGNING"), placeholder), checked: cmp.Or(os.Getenv("CHECKED"), placeholder)} // trace: hard-coded
}

func (o *options) check() error {
	if o.checked == placeholder {
		return errors.New("set CHECKED")
	}
	return nil
}

type signer struct{ options *options }

func start() *signer {
	o := newOptions()
	if err := o.check(); err != nil {
		log.Fatal(err)
	}
	return &signer{o}
}

func (s *signer) sign(claims jwt.Claims) {
	sign(claims, s.options.signing) // want "signingkey: the JWT key falls back to a hard-coded value"
	sign(claims, s.options.checked)
}

// Shared is used by other packages.
type Shared struct {
	SigningKey string `env:"SIGNING_KEY" envDefault:"change me, please"` // trace: hard-coded as the default of SigningKey
	KeyFile    string `env:"KEY_FILE" envDefault:"key.pem"`
}

func loadShared(s *Shared) error {
	return env.Parse(s) // want "signingkey: the key in SigningKey falls back to a hard-coded value"
}

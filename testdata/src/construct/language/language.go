// Package language has the sources that the language itself has: constants, counters, and what is made of nothing but them, the clock and
// guessable random numbers.
package language

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"time"

	"construct/language/lib"
	"example.com/kinds"
)

const name = "a constant"

func literals() {
	kinds.Key([]byte("text"))     // @source(text) @whole(text)
	kinds.Key([]byte(name))       // @source(name) @whole(name)
	kinds.Key(nil)                // @source(nil) @whole(nil)
	kinds.Key([]byte{})           // @source(none) @whole(none)
	kinds.Key([]byte{1, 2, 3, 4}) // @source(bytes) @whole(bytes)
	kinds.Key([]byte(os.Getenv("KEY")))
	kinds.Key([]byte(name + os.Getenv("KEY")))
}

func zero() {
	var key []byte
	kinds.Key(key) // @source(zero) @whole(zero)
}

var global = []byte("global") // @source(global)

var table = [4]byte{1, 2, 3, 4} // @source(table)

func globals() {
	kinds.Key(global)   // @whole(global)
	kinds.Key(table[:]) // @whole(table)
}

type signer struct {
	key    []byte
	secret string
	other  string
}

func newSigner() *signer {
	return &signer{key: []byte("of a field"), secret: os.Getenv("SECRET")} // @source(field)
}

func (s *signer) sign() {
	kinds.Key(s.key)            // @whole(field)
	kinds.Key([]byte(s.secret)) // @fallback(memory)
}

func fallback(set string) {
	key := set
	if key == "" {
		key = "instead" // @source(instead)
	}
	kinds.Key([]byte(key)) // @fallback(instead)
}

func or() {
	kinds.Key([]byte(cmp.Or(os.Getenv("KEY"), "instead"))) // @source(or) @fallback(or)
	kinds.Key([]byte(lib.Or("other")))                     // @source(other) @fallback(other)
}

func memory() {
	s := signer{secret: "in memory"} // @source(memory)
	if v := os.Getenv("KEY"); v != "" {
		s.secret = v
	}
	b, _ := hex.DecodeString(s.secret)
	kinds.Key(b) // @fallback(memory)
}

func joined(secret string) {
	kinds.Key([]byte(lib.Join("prefix", secret)))
	kinds.Key([]byte(lib.Join("prefix", "suffix"))) // not told from the line above
	kinds.Key([]byte(fmt.Sprintf("%s-%s", "prefix", secret)))
	kinds.Key([]byte(fmt.Sprintf("%s-%s", "prefix", "suffix"))) // @source(format) @whole(format)
	kinds.Key([]byte(strings.TrimSpace(" trimmed ")))           // @source(trim) @whole(trim)
}

func derived(secret []byte) {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte("label"))
	kinds.Key(h.Sum(nil))

	d := sha256.New()
	d.Write([]byte("salt"))
	d.Write(secret)
	kinds.Key(d.Sum(nil))

	sum := sha256.Sum256([]byte("hashed")) // @source(hashed)
	kinds.Key(sum[:])                      // @whole(hashed)
}

func appended(secret []byte) {
	b := []byte("prefix")
	b = append(b, secret...)
	kinds.Key(b)

	c := append([]byte("one"), "two"...) // @source(append)
	kinds.Key(c)                         // @whole(append)

	k := make([]byte, 32)
	copy(k, secret)
	copy(k[16:], "padding")
	kinds.Key(k)
}

func elsewhere() {
	lib.Take([]byte("argument"))                     // @source(argument) @whole(argument)
	(&lib.Holder{Key: []byte("field of it")}).Take() // @source(holder) @whole(holder)
	lib.New([]byte("by a constructor")).Take()       // @source(constructor) @whole(constructor) @whole(constructor)
	kinds.Key(lib.Hard())                            // @whole(hard)
	kinds.Key(lib.Default)                           // @whole(variable)
	kinds.Key([]byte(lib.NewConfig().Secret))        // @whole(config)
}

func spread() {
	keys := [][]byte{[]byte("first")} // @source(first)
	kinds.Keys(keys...)               // @whole(first)
}

func loaded() (key []byte, err error) {
	if key, err = os.ReadFile("key"); err != nil {
		return nil, err
	}
	return key, nil
}

func loads() {
	if key, err := loaded(); err == nil {
		kinds.Key(key)
	}
}

const letters = "abcdefgh"

func text(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[rand.Intn(len(letters))] // @source(letters)
	}
	return string(b)
}

func random() {
	kinds.Key([]byte(text(8))) // @whole(letters)
	b := make([]byte, 16)
	rand.Read(b) // @source(read)
	kinds.Key(b) // @whole(read)
}

func clock(user string) {
	kinds.Key([]byte(strconv.FormatInt(time.Now().UnixNano(), 36)))             // @source(now) @whole(now)
	kinds.Key([]byte(fmt.Sprintf("%d-%d", time.Now().UnixNano(), os.Getpid()))) // @source(pid) @whole(pid)
	kinds.Key([]byte(fmt.Sprintf("%s-%d", user, time.Now().UnixNano())))
}

var count int

func counter() {
	count++                                // @source(count)
	kinds.Key([]byte(strconv.Itoa(count))) // @source(count) @whole(count)
}

func closure() func() {
	key := []byte("captured")        // @source(captured)
	return func() { kinds.Key(key) } // @whole(captured)
}

func wrapper(key []byte) { kinds.Key(key) }

func wrapped() {
	wrapper([]byte("to a wrapper")) // @source(wrapper) @whole(wrapper)
}

var middleware = lib.Holder{Key: []byte("of a foreign type")} // @source(foreign)

func usesMiddleware() { middleware.Take() } // @whole(foreign)

type options struct{ key []byte }

func withOptions(opts ...func(*options)) {
	o := options{key: []byte("a default")} // @source(option)
	for _, opt := range opts {
		opt(&o)
	}
	kinds.Key(o.key) // @fallback(option)
}

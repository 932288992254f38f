// Package lib makes keys for other packages, and takes theirs.
package lib

import (
	"os"

	"example.com/kinds"
)

func Take(key []byte) { kinds.Key(key) }

type Holder struct{ Key []byte }

func (h *Holder) Take() { kinds.Key(h.Key) }

func New(key []byte) *Holder { return &Holder{Key: key} }

func Or(key string) string {
	if v := os.Getenv("KEY"); v != "" {
		return v
	}
	return key
}

func Join(a, b string) string { return a + b }

func Hard() []byte {
	kinds.Key(nil)                      // @source(hardnil) @whole(hardnil)
	return []byte("of another package") // @source(hard)
}

var Default = []byte("variable of another package") // @source(variable)

type Config struct{ Secret string }

func NewConfig() *Config { return &Config{Secret: "default of another package"} } // @source(config)

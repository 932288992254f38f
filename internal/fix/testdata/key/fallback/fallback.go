package fallback

import (
	"cmp"
	"os"
)

func Secret() []byte {
	if s := os.Getenv("FIXED_KEY"); s != "" {
		return []byte(s)
	}
	return []byte("test-secret") // fix: key
}

func Assigned() string {
	key := os.Getenv("FIXED_KEY")
	if key == "" {
		key = "default" // fix: key
	}
	return key
}

var either = cmp.Or(os.Getenv("FIXED_KEY"), "default") // fix: key

func getenv(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

func Helped() []byte {
	return []byte(getenv("FIXED_KEY", "default")) // fix: key
}

package generated

import (
	"encoding/json"
	"os"
)

type Value struct{ N int }

func Load(name string) (v Value, err error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return v, err
	}
	err = json.Unmarshal(b, &v) // fix: none
	return v, err
}

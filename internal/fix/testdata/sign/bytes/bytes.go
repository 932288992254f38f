package bytes

import (
	"encoding/json"
	"os"
	"strings"
)

type State struct{ N int }

func Load(name string) (s State, err error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return s, err
	}
	err = json.NewDecoder(strings.NewReader(string(b))).Decode(&s) // fix: sign
	return s, err
}

func Save(name string, s State) error {
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, b, 0o600)
}

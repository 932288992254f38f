package buffered

import (
	"bufio"
	"encoding/json"
	"os"
)

type State struct{ N int }

func Load(name string) (State, error) {
	var s State
	b, err := os.ReadFile(name)
	if err != nil {
		return s, err
	}
	err = json.Unmarshal(b, &s)
	return s, err
}

func Read(name string) (*State, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	s := new(State)
	if err := json.Unmarshal(b, s); err != nil { // fix: sign
		return nil, err
	}
	return s, nil
}

func Save(name string, s State) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	if err := enc.Encode(s); err != nil {
		return err
	}
	return w.Flush()
}

package main

import (
	"encoding/json"
	"os"
	"strings"
)

// overlay writes a file for the go command's flag -overlay that takes test files away: go vet would load, compile and analyze them and
// all that only they import, and a package whose test does not compile would not be analyzed at all. The name is empty if there is
// nothing to take away.
func overlay(ts []*target) (name string, err error) {
	replace := make(map[string]string)
	for _, t := range ts {
		if !t.worked {
			continue // the go command refuses to change what was downloaded
		}
		for _, file := range t.tests {
			replace[file] = ""
		}
	}
	if len(replace) == 0 || !addOwnOverlay(replace) {
		return "", nil
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	f, err := os.CreateTemp("", "unsafedecode-*.json")
	if err != nil {
		return "", err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Close()
	}
	if err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// addOwnOverlay adds the overlay that the user has in GOFLAGS, which the flag would override. It reports whether that can be done.
func addOwnOverlay(replace map[string]string) bool {
	for _, flag := range strings.Fields(os.Getenv("GOFLAGS")) {
		file, ok := strings.CutPrefix(strings.TrimLeft(flag, "-"), "overlay=")
		if !ok {
			continue
		}
		var own struct{ Replace map[string]string }
		data, err := os.ReadFile(file)
		if err != nil || json.Unmarshal(data, &own) != nil {
			return false
		}
		for from, to := range own.Replace {
			replace[from] = to
		}
	}
	return true
}

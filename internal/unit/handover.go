package unit

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// handOver prepares the arguments for unitchecker: without the flags that only this package knows, and with a description that asks
// for the diagnostics of a dependency where its unit prints them.
func handOver(d *description, flags *flags) error {
	args := slices.DeleteFunc(slices.Clone(os.Args), func(arg string) bool {
		return strings.HasPrefix(strings.TrimLeft(arg, "-"), scopeFlag+"=")
	})
	file := flags.unit
	if !flags.fix && d.VetxOnly && d.reports(flags.scope) {
		var err error
		if file, err = asTarget(file); err != nil {
			return err
		}
	}
	os.Args = append(args[:len(args)-1], file)
	return nil
}

// asTarget writes the description of a dependency again as that of a package that diagnostics are wanted of.
func asTarget(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return "", err
	}
	fields["VetxOnly"] = json.RawMessage("false")
	if data, err = json.Marshal(fields); err != nil {
		return "", err
	}
	target := strings.TrimSuffix(file, filepath.Ext(file)) + ".target.cfg"
	return target, os.WriteFile(target, data, 0o666)
}

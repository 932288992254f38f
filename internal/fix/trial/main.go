// Command trial tries the fixes that unsafedecode offers for a repository: each by itself, and the first ones of all
// findings together. The results must type-check.
//
//	go run ./internal/fix/trial [-tool FILE] [-flags "-strict"] FOLDER [packages]
//
// It knows the tool's JSON and how to type-check. It must not know how fixes are made. Nothing in the folder is changed,
// and nothing of it is run.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A finding is what the tool prints.
type finding struct {
	Rule, Message, File, Package string
	Line                         int
	Fixes                        []offered
	Root                         *place
	Trace                        []place
}

type place struct {
	File string
	Line int
}

type offered struct {
	Message string
	Edits   []edit
}

type edit struct {
	File       string
	Start, End int
	New        string
}

func main() {
	tool := flag.String("tool", "", "the `file` of the tool (default: built from this repository)")
	flags := flag.String("flags", "", "flags for the tool")
	verbose := flag.Bool("v", false, "list the fixes, and the findings without one")
	library := flag.String("signedcodec", "signedcodec", "`folder` of the module signedcodec")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: trial [flags] FOLDER [packages]")
		os.Exit(2)
	}
	t := &trial{dir: flag.Arg(0), library: *library, verbose: *verbose, packages: flag.Args()[1:], roots: make(map[string]map[string]bool)}
	if len(t.packages) == 0 {
		t.packages = []string{"./..."}
	}
	if err := t.run(*tool, strings.Fields(*flags)); err != nil {
		fmt.Fprintln(os.Stderr, "trial:", err)
		os.Exit(2)
	}
	if t.count.broken > 0 {
		os.Exit(1)
	}
}

// findings runs the tool.
func (t *trial) findings(tool string, flags []string) ([]finding, error) {
	temp, err := os.MkdirTemp("", "trial")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	if tool == "" {
		tool = filepath.Join(temp, "unsafedecode")
		if out, err := exec.Command("go", "build", "-o", tool, "./cmd/unsafedecode").CombinedOutput(); err != nil {
			return nil, fmt.Errorf("build the tool: %v\n%s", err, out)
		}
	}
	if tool, err = filepath.Abs(tool); err != nil {
		return nil, err
	}
	report := filepath.Join(temp, "report.json")
	args := append([]string{"-format", "json", "-o", report}, flags...)
	cmd := exec.Command(tool, append(args, t.packages...)...)
	cmd.Dir = t.dir
	out, err := cmd.CombinedOutput()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	data, err := os.ReadFile(report)
	if err != nil {
		return nil, fmt.Errorf("the tool wrote no report: %s", out)
	}
	var found []finding
	if err := json.Unmarshal(data, &found); err != nil {
		return nil, fmt.Errorf("the tool's report: %v", err)
	}
	return found, nil
}

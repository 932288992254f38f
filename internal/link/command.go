package link

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// A goCommand runs the go command in the folder of a module, away from any workspace and with the installed toolchain.
type goCommand struct {
	dir string
}

func (g *goCommand) run(args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = g.dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOTOOLCHAIN=local", "GOFLAGS="+flagsForAll())
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("cannot find the go command: install Go (https://go.dev/dl) or put its bin directory on PATH")
	case err != nil:
		return stdout.Bytes(), fmt.Errorf("go %s: %v\n%s", strings.Join(args, " "), err, bytes.TrimSpace(stderr.Bytes()))
	}
	return stdout.Bytes(), nil
}

// flagsForAll are the user's go flags without those that decide on the modules: these are set here.
func flagsForAll() string {
	var kept []string
	for _, f := range strings.Fields(os.Getenv("GOFLAGS")) {
		if name, _, _ := strings.Cut(strings.TrimLeft(f, "-"), "="); name != "mod" && name != "modfile" && name != "overlay" {
			kept = append(kept, f)
		}
	}
	return strings.Join(kept, " ")
}

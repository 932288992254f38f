// Package vettool runs vet tools for the benchmarks: as copies that the build cache does not know, and with a log that has an
// entry for each package. It does not know what the entries say.
package vettool

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Copy returns an executable that does the same as program, and that the build cache does not know: bytes at the end of an
// executable mean nothing. The copies of one process differ if their n does.
func Copy(program []byte, n int) []byte {
	return fmt.Append(program[:len(program):len(program)], time.Now().UnixNano(), " ", n)
}

// A Unit is what the go command tells a vet tool about the package to analyze.
type Unit struct {
	ID         string
	VetxOutput string // the file that the facts are written to
}

// Wrap runs a command for go vet -toolexec and returns its exit status. If the command analyzed a package, Wrap appends the
// text that note returns to the file log.
func Wrap(log string, command []string, note func(Unit, *os.ProcessState) string) int {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if config := command[len(command)-1]; strings.HasSuffix(config, ".cfg") {
		var unit Unit
		if data, err := os.ReadFile(config); err == nil && json.Unmarshal(data, &unit) == nil {
			add(log, note(unit, cmd.ProcessState))
		}
	}
	return cmd.ProcessState.ExitCode()
}

// add ignores errors: the readers of the log notice what is missing.
func add(log, text string) {
	if f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err == nil {
		f.WriteString(text)
		f.Close()
	}
}

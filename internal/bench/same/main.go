// Command same runs unsafedecode many times on a module and compares, byte by byte, what it prints and the facts that it writes.
//
//	go run ./internal/bench/same [-runs 100] BINARY DIR [packages]
//
// The order of the packages and GOMAXPROCS, 1 to 8, change from run to run. In turns it runs the command in one process, go vet
// with a copy of the command that the build cache does not know, so that every package is analyzed and its facts are compared,
// and the command through go vet, where results may come from the cache. The exit status is 1 if a run differs. Nothing in DIR
// is changed.
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/bench/vettool"
)

func main() {
	// As the program that go vet -toolexec runs around the tool, it logs the facts that the tool wrote.
	if log := os.Getenv(factsLog); log != "" {
		os.Exit(vettool.Wrap(log, os.Args[1:], digest))
	}
	runs := flag.Int("runs", 100, "`number` of runs")
	flag.Parse()
	if flag.NArg() < 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/bench/same [-runs 100] BINARY DIR [packages]")
		os.Exit(2)
	}
	packages := flag.Args()[2:]
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	c := &comparison{binary: flag.Arg(0), dir: flag.Arg(1), out: os.Stdout}
	differs, err := c.run(packages, *runs)
	switch {
	case err != nil:
		fmt.Fprintf(os.Stderr, "same: %v\n", err)
		os.Exit(2)
	case differs:
		os.Exit(1)
	}
}

const factsLog = "UNSAFEDECODE_SAME_FACTS"

// A comparison compares each run with the first one of its kind.
type comparison struct {
	binary, dir string
	out         io.Writer
	packages    []string
	findings    []byte
	facts       map[string]string // digests, by the unit's ID
	sizes       []int             // of the facts
}

// run runs the command on the packages that match patterns, and reports whether a run differs.
func (c *comparison) run(patterns []string, runs int) (differs bool, err error) {
	list := c.command(1, "go", append([]string{"list"}, patterns...)...)
	listed, err := list.Output()
	if err != nil {
		return false, fmt.Errorf("%s: %v", list, err)
	}
	c.packages = strings.Fields(string(listed))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range runs {
		random.Shuffle(len(c.packages), func(a, b int) { c.packages[a], c.packages[b] = c.packages[b], c.packages[a] })
		procs := 1 + i%8
		what, same := "", false
		switch i % 3 {
		case 0:
			what = "in one process"
			same, err = c.sameFindings(procs, "-inprocess")
		case 1:
			what = "facts"
			same, err = c.sameFacts(procs, i)
		default:
			what = "through go vet"
			same, err = c.sameFindings(procs)
		}
		if err != nil {
			return false, err
		}
		if !same {
			fmt.Fprintf(c.out, "run %d, %s, GOMAXPROCS=%d: differs\n", i+1, what, procs)
			differs = true
		}
	}
	slices.Sort(c.sizes)
	fmt.Fprintf(c.out, "%d runs on %d packages: %d bytes of findings, facts of %d units", runs, len(c.packages), len(c.findings), len(c.facts))
	if n := len(c.sizes); n > 0 {
		fmt.Fprintf(c.out, " (median %d bytes, largest %d)", c.sizes[n/2], c.sizes[n-1])
	}
	fmt.Fprintln(c.out)
	return differs, nil
}

func (c *comparison) command(procs int, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), fmt.Sprint("GOMAXPROCS=", procs))
	return cmd
}

// sameFindings runs the command and reports whether it finds the same as before. Findings are not an error.
func (c *comparison) sameFindings(procs int, flags ...string) (bool, error) {
	cmd := c.command(procs, c.binary, slices.Concat([]string{"-format", "json"}, flags, c.packages)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() > 1 {
		return false, fmt.Errorf("%s: %v\n%s", cmd, err, stderr.Bytes())
	}
	if c.findings == nil {
		c.findings = out
	}
	return bytes.Equal(out, c.findings), nil
}

// sameFacts runs go vet with copy n of the binary, and reports whether the facts are the same as before.
func (c *comparison) sameFacts(procs, n int) (bool, error) {
	self, err := os.Executable()
	if err != nil {
		return false, err
	}
	program, err := os.ReadFile(c.binary)
	if err != nil {
		return false, err
	}
	tmp, err := os.MkdirTemp("", "unsafedecode-same-*")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(tmp)
	file, log := filepath.Join(tmp, "tool"), filepath.Join(tmp, "facts")
	if err := os.WriteFile(file, vettool.Copy(program, n), 0o755); err != nil {
		return false, err
	}
	cmd := c.command(procs, "go", slices.Concat([]string{"vet", "-vettool=" + file, "-json", "-toolexec=" + self}, c.packages)...)
	cmd.Env = append(cmd.Env, factsLog+"="+log)
	if out, err := cmd.CombinedOutput(); err != nil {
		return false, fmt.Errorf("%s: %v\n%s", cmd, err, out)
	}
	facts, sizes, err := readFacts(log)
	if err != nil {
		return false, err
	}
	if c.facts == nil {
		c.facts, c.sizes = facts, sizes
	}
	return maps.Equal(facts, c.facts), nil
}

// digest returns the line of the log for a unit: its ID, and the digest and the size of its facts. A unit without facts may
// have no file.
func digest(unit vettool.Unit, _ *os.ProcessState) string {
	facts, _ := os.ReadFile(unit.VetxOutput)
	return fmt.Sprintf("%q %x %d\n", unit.ID, sha256.Sum256(facts), len(facts))
}

// readFacts reads such a log and returns the digests by ID, and the sizes that are not 0.
func readFacts(log string) (map[string]string, []int, error) {
	data, err := os.ReadFile(log)
	if err != nil {
		return nil, nil, err
	}
	facts, sizes := map[string]string{}, []int(nil)
	for line := range strings.Lines(string(data)) {
		var id, digest string
		var size int
		if _, err := fmt.Sscanf(line, "%q %s %d", &id, &digest, &size); err != nil {
			return nil, nil, fmt.Errorf("%s: %v", line, err)
		}
		if facts[id] = digest; size > 0 {
			sizes = append(sizes, size)
		}
	}
	return facts, sizes, nil
}

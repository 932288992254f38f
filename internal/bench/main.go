// Command bench compares what unsafedecode costs under go vet with what a vet tool that does nothing costs.
//
//	go run ./internal/bench [-runs 3] [-empty] DIR...
//
// Each DIR is the root of a module, or holds such roots. The command prints a table with a row for each module: the CPU time
// of runs of go vet, every process included, as a multiple of what the no-op tool takes, and in seconds. With -empty, a first
// pair of runs has an empty build cache, and compiles everything. All other runs find export data in the cache. The cold run
// finds no results of vet, and the repeat finds all of them; then a leaf is edited, a package that no other imports, and then
// the root, the package that most others depend on. The last two columns are the peak memory of the largest vet process, and
// the median of all. Runs of the two tools alternate, and medians are compared. Nothing in DIR is changed.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/bench/vettool"
)

func main() {
	// As the program that go vet -toolexec runs around the tool, it logs the tool's peak memory.
	if log := os.Getenv(memoryLog); log != "" {
		os.Exit(vettool.Wrap(log, os.Args[1:], peak))
	}
	runs := flag.Int("runs", 3, "runs of each kind; the median counts")
	empty := flag.Bool("empty", false, "measure from an empty build cache, too: compiles everything, once for each tool")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/bench [-runs N] [-empty] DIR...")
		os.Exit(2)
	}
	b := &bench{runs: *runs, empty: *empty}
	if err := b.all(flag.Args()); err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

type bench struct {
	dir   string // the module that is analyzed
	runs  int
	empty bool
	tmp   string
	tools [2]tool // no-op, unsafedecode
	nonce int
}

// A tool is a vet tool. Copies of its program run: each has a place of its own in vet's cache.
type tool struct {
	name    string
	program []byte
}

// all measures the modules in dirs and prints the table.
func (b *bench) all(dirs []string) error {
	var err error
	if b.tmp, err = os.MkdirTemp("", "unsafedecode-bench-*"); err != nil {
		return err
	}
	defer os.RemoveAll(b.tmp)
	for i, pkg := range []string{"./internal/bench/noop", "./cmd/unsafedecode"} {
		file := filepath.Join(b.tmp, filepath.Base(pkg))
		if out, err := exec.Command("go", "build", "-o", file, pkg).CombinedOutput(); err != nil {
			return fmt.Errorf("go build %s, which works in the module of unsafedecode only: %v\n%s", pkg, err, out)
		}
		program, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		b.tools[i] = tool{filepath.Base(pkg), program}
	}
	fmt.Println("| module | packages | with dependencies | empty cache | cold | repeat | leaf edit | root edit | largest process | median process |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|")
	for _, dir := range dirs {
		for _, module := range modulesIn(dir) {
			b.dir = module
			if err := b.run(); err != nil {
				return err
			}
		}
	}
	return nil
}

// modulesIn returns dir if it is the root of a module, and else the directories in it that are.
func modulesIn(dir string) []string {
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
		return []string{dir}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*", "go.mod")) // the pattern is well-formed
	for i, file := range files {
		files[i] = filepath.Dir(file)
	}
	return files
}

// run prints the row of one module.
func (b *bench) run() error {
	mine, err := b.list("./...")
	if err != nil {
		return err
	}
	deps, err := b.list("-deps", "-test", "./...")
	if err != nil {
		return err
	}
	leaf, root, err := b.ends()
	if err != nil {
		return err
	}
	row := []string{filepath.Base(b.dir), fmt.Sprint(len(mine)), fmt.Sprint(len(deps))}
	if b.empty {
		whole, err := b.fromNothing()
		if err != nil {
			return err
		}
		row = append(row, ratio(whole))
	} else {
		row = append(row, "")
	}
	// Export data of everything, so that no run compiles.
	if _, err := b.vet(b.tools[0], b.next(), nil); err != nil {
		return err
	}
	var phases [4][2][]time.Duration // cold, repeat, leaf, root
	for range b.runs {
		edited := [2]string{b.overlay(leaf, "// Edit.\n"), b.overlay(root, fmt.Sprintf("func BenchEdit%d() {}\n", b.next()))}
		if _, err := b.vet(b.tools[0], b.next(), nil, "-overlay="+edited[1]); err != nil {
			return err
		}
		for i, t := range b.tools {
			nonce := b.next()
			for phase, args := range [][]string{nil, nil, {"-overlay=" + edited[0]}, {"-overlay=" + edited[1]}} {
				cpu, err := b.vet(t, nonce, nil, args...)
				if err != nil {
					return err
				}
				phases[phase][i] = append(phases[phase][i], cpu)
			}
		}
	}
	for _, times := range phases {
		row = append(row, ratio(times))
	}
	largest, middle, err := b.memory()
	if err != nil {
		return err
	}
	fmt.Printf("| %s |\n", strings.Join(append(row, largest, middle), " | "))
	return nil
}

// fromNothing returns the CPU times of runs with an empty build cache, as on a fresh machine.
func (b *bench) fromNothing() (whole [2][]time.Duration, err error) {
	for i, t := range b.tools {
		cache := filepath.Join(b.tmp, "cache-"+t.name)
		cpu, err := b.vet(t, b.next(), []string{"GOCACHE=" + cache})
		if err != nil {
			return whole, err
		}
		whole[i] = append(whole[i], cpu)
		if err := os.RemoveAll(cache); err != nil {
			return whole, err
		}
	}
	return whole, nil
}

// ratio returns how many times the median CPU time of the no-op tool unsafedecode takes, and that time in seconds.
func ratio(times [2][]time.Duration) string {
	base, ours := median(times[0]), median(times[1])
	return fmt.Sprintf("%.2f (%.1f s)", ours.Seconds()/base.Seconds(), ours.Seconds())
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func (b *bench) next() int {
	b.nonce++
	return b.nonce
}

// vet runs a tool and returns the CPU time of all processes. Findings are not an error. Runs with the same nonce share results
// in the cache.
func (b *bench) vet(t tool, nonce int, env []string, args ...string) (time.Duration, error) {
	file := filepath.Join(b.tmp, fmt.Sprintf("%s-%d", t.name, nonce))
	if _, err := os.Stat(file); err != nil {
		if err := os.WriteFile(file, vettool.Copy(t.program, nonce), 0o755); err != nil {
			return 0, err
		}
	}
	cmd := exec.Command("go", slices.Concat([]string{"vet", "-vettool=" + file, "-json"}, args, []string{"./..."})...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s: %v\n%s", cmd, err, stderr.Bytes())
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

func (b *bench) list(args ...string) ([]string, error) {
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = b.dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %v\n%s", cmd, err, stderr.Bytes())
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n"), nil
}

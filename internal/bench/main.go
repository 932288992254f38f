// Command bench compares what unsafedecode costs under go vet with what a vet tool that does nothing costs.
//
//	go run ./internal/bench [-runs 3] [-empty] DIR [packages]
//
// It prints, for the packages (default ./...) of the module in DIR, the CPU time of whole runs, the go command and every
// process that it starts included, as ratios to the no-op tool: with -empty, once from an empty build cache, which includes
// compiling; then cold (nothing in vet's cache, all export data in the build cache), repeated, and after an edit of one
// package that no other imports. Then the peak memory of the vet processes on the packages where it was largest. Runs of the two tools alternate, and medians are compared. Nothing in
// DIR is changed.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	// As the program that go vet -toolexec runs around the tool, it notes the tool's peak memory.
	if log := os.Getenv(memoryLog); log != "" {
		os.Exit(measure(log, os.Args[1:]))
	}
	runs := flag.Int("runs", 3, "runs of each kind; the median counts")
	empty := flag.Bool("empty", false, "measure from an empty build cache, too: compiles everything, once for each tool")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/bench [-runs N] DIR [packages]")
		os.Exit(2)
	}
	b := &bench{dir: flag.Arg(0), packages: flag.Args()[1:], runs: *runs, empty: *empty}
	if len(b.packages) == 0 {
		b.packages = []string{"./..."}
	}
	if err := b.run(); err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

const memoryLog = "UNSAFEDECODE_BENCH_MEMORY"

type bench struct {
	dir      string // the module that is analysed
	packages []string
	runs     int
	empty    bool
	tmp      string
	tools    [2]tool // no-op, unsafedecode
	nonce    int
}

// A tool is a vet tool. Bytes at its end that mean nothing give a copy another place in vet's cache.
type tool struct {
	name    string
	program []byte
}

func (b *bench) run() error {
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
	leaf, err := b.leaf()
	if err != nil {
		return err
	}
	count, err := b.list(b.packages...)
	if err != nil {
		return err
	}
	deps, err := b.list(append([]string{"-deps", "-test"}, b.packages...)...)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d packages, %d with dependencies\n", b.dir, len(count), len(deps))

	if b.empty {
		if err := b.fromNothing(); err != nil {
			return err
		}
	}

	// Export data of everything, so that no run compiles.
	if _, err := b.vet(b.tools[0], b.next(), nil); err != nil {
		return err
	}
	var cold, repeat, edit [2][]time.Duration
	for range b.runs {
		for i, t := range b.tools {
			nonce := b.next()
			for _, x := range []struct {
				times *[2][]time.Duration
				args  []string
			}{{&cold, nil}, {&repeat, nil}, {&edit, []string{"-overlay=" + b.overlay(leaf, nonce)}}} {
				cpu, err := b.vet(t, nonce, nil, x.args...)
				if err != nil {
					return err
				}
				x.times[i] = append(x.times[i], cpu)
			}
		}
	}
	print("cold", cold)
	print("repeat", repeat)
	print("leaf edit", edit)
	return b.memory()
}

// fromNothing compares runs that find nothing in the build cache: what a fresh machine pays.
func (b *bench) fromNothing() error {
	var whole [2][]time.Duration
	for i, t := range b.tools {
		cache := filepath.Join(b.tmp, "cache-"+t.name)
		cpu, err := b.vet(t, b.next(), []string{"GOCACHE=" + cache})
		if err != nil {
			return err
		}
		whole[i] = append(whole[i], cpu)
		if err := os.RemoveAll(cache); err != nil {
			return err
		}
	}
	print("empty", whole)
	return nil
}

func print(what string, times [2][]time.Duration) {
	base, ours := median(times[0]), median(times[1])
	fmt.Printf("%-10s %5.2f x  (CPU: %.2f s, no-op %.2f s)\n", what, ours.Seconds()/base.Seconds(), ours.Seconds(), base.Seconds())
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func (b *bench) next() int {
	b.nonce++
	return b.nonce
}

// vet runs a tool and returns the CPU time of all processes. Findings are no error.
func (b *bench) vet(t tool, nonce int, env []string, args ...string) (time.Duration, error) {
	file := filepath.Join(b.tmp, fmt.Sprintf("%s-%d", t.name, nonce))
	if _, err := os.Stat(file); err != nil {
		stamp := fmt.Appendf(nil, "%d %d", time.Now().UnixNano(), nonce)
		if err := os.WriteFile(file, slices.Concat(t.program, stamp), 0o755); err != nil {
			return 0, err
		}
	}
	cmd := exec.Command("go", slices.Concat([]string{"vet", "-vettool=" + file, "-json"}, args, b.packages)...)
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

// leaf returns a file of a package that no other imports.
func (b *bench) leaf() (string, error) {
	lines, err := b.list(append([]string{`-f={{.ImportPath}}{{"\t"}}{{.Dir}}{{"\t"}}{{join .GoFiles ","}}{{"\t"}}{{join .Imports ","}},{{join .TestImports ","}},{{join .XTestImports ","}}`}, b.packages...)...)
	if err != nil {
		return "", err
	}
	imported := make(map[string]bool)
	for _, line := range lines {
		for path := range strings.SplitSeq(strings.Split(line, "\t")[3], ",") {
			imported[path] = true
		}
	}
	for _, line := range lines {
		f := strings.Split(line, "\t")
		if !imported[f[0]] && f[2] != "" {
			file, _, _ := strings.Cut(f[2], ",")
			return filepath.Join(f[1], file), nil
		}
	}
	return "", fmt.Errorf("%s: every package is imported by another", b.dir)
}

// overlay is a file for -overlay that adds a comment to a source.
func (b *bench) overlay(source string, nonce int) string {
	edited := filepath.Join(b.tmp, fmt.Sprintf("edited-%d.go", nonce))
	overlay := filepath.Join(b.tmp, fmt.Sprintf("overlay-%d.json", nonce))
	data, err := os.ReadFile(source)
	if err == nil {
		err = os.WriteFile(edited, fmt.Appendf(data, "\n// Edit %d.\n", nonce), 0o644)
	}
	if err == nil {
		data, err = json.Marshal(map[string]any{"Replace": map[string]string{source: edited}})
	}
	if err == nil {
		err = os.WriteFile(overlay, data, 0o644)
	}
	if err != nil {
		return err.Error() // go vet names the file that it cannot read
	}
	return overlay
}

// memory compares peak memory on the packages where the tool needs most.
func (b *bench) memory() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var peaks [2]map[string]int64
	for i, t := range b.tools {
		log := filepath.Join(b.tmp, t.name+".memory")
		if _, err := b.vet(t, b.next(), []string{memoryLog + "=" + log}, "-toolexec="+self); err != nil {
			return err
		}
		if peaks[i], err = readPeaks(log); err != nil {
			return err
		}
	}
	var ids []string
	for id := range peaks[1] {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y string) int { return cmp.Compare(peaks[1][y], peaks[1][x]) })
	fmt.Println("peak memory of one vet process, the largest:")
	for _, id := range ids[:min(5, len(ids))] {
		base := peaks[0][id]
		if base == 0 {
			continue
		}
		fmt.Printf("%10.2f x  (%d MB, no-op %d MB) %s\n", float64(peaks[1][id])/float64(base), peaks[1][id]>>10, base>>10, id)
	}
	return nil
}

// measure runs a command and appends the package and the peak memory in KB to a log, if it analysed one.
func measure(log string, command []string) int {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	last := command[len(command)-1]
	if data, readErr := os.ReadFile(last); strings.HasSuffix(last, ".cfg") && readErr == nil {
		var unit struct{ ID string }
		usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		if json.Unmarshal(data, &unit) == nil && ok {
			f, openErr := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
			if openErr == nil {
				fmt.Fprintf(f, "%d\t%s\n", usage.Maxrss, unit.ID)
				f.Close()
			}
		}
	}
	if err != nil && cmd.ProcessState == nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return cmd.ProcessState.ExitCode()
}

func readPeaks(log string) (map[string]int64, error) {
	data, err := os.ReadFile(log)
	if err != nil {
		return nil, err
	}
	peaks := make(map[string]int64)
	for line := range strings.Lines(string(data)) {
		var kb int64
		var id string
		if _, err := fmt.Sscanf(line, "%d\t%s", &kb, &id); err == nil {
			peaks[id] = max(peaks[id], kb)
		}
	}
	return peaks, nil
}

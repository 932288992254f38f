package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/report"
)

// runVet runs go vet with this program as the vet tool and collects what it prints. Packages that do not compile are
// problems of the report; the error is for a run that could not begin. Where some packages cannot be loaded, go vet looks
// at none: it is run again for the others.
func runVet(o *options, c *report.Collector, p *progress) error {
	goCommand, err := exec.LookPath("go")
	if err != nil {
		return errors.New("cannot find the go command: install Go (https://go.dev/dl) or put its bin folder on PATH")
	}
	if err := vet(goCommand, o, c, p); err != nil || c.Units > 0 || len(c.Report.Problems) == 0 {
		return err
	}
	others := loadable(goCommand, o)
	if len(others) == 0 {
		return nil
	}
	rest := *o
	rest.packages = others
	return vet(goCommand, &rest, c, p)
}

// loadable lists the packages that can be loaded with their dependencies and tests; nil if all can, or none.
func loadable(goCommand string, o *options) []string {
	const format = `{{with .ForTest}}{{.}}{{else}}{{.ImportPath}}{{end}}{{if or .Error .DepsErrors}} broken{{end}}`
	args := []string{"list", "-e", "-test", "-f", format}
	if o.tags != "" {
		args = append(args, "-tags="+o.tags)
	}
	out, err := exec.Command(goCommand, slices.Concat(args, []string{"--"}, o.packages)...).Output()
	if err != nil {
		return nil
	}
	broken := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		path, bad, _ := strings.Cut(strings.TrimSpace(line), " ")
		path = strings.TrimSuffix(path, ".test")
		broken[path] = broken[path] || bad != ""
	}
	var others []string
	for _, path := range slices.Sorted(maps.Keys(broken)) {
		if !broken[path] {
			others = append(others, path)
		}
	}
	if len(others) == len(broken) {
		return nil
	}
	return others
}

func vet(goCommand string, o *options, c *report.Collector, p *progress) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"vet", "-vettool=" + self, "-json"}
	if o.tags != "" {
		args = append(args, "-tags="+o.tags)
	}
	args = slices.Concat(args, o.vetFlags(), []string{"--"}, o.packages)
	cmd := exec.Command(goCommand, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	started := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	streamErr := c.Stream(stdout, p.unit)
	err = cmd.Wait()
	if o.debug {
		fmt.Fprintf(os.Stderr, "unsafedecode: %s: %.1f s, %.1f s of CPU, %d packages\n", cmd, time.Since(started).Seconds(),
			(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), c.Units)
	}
	if streamErr != nil {
		return fmt.Errorf("%w\n%s", streamErr, stderr.Bytes())
	}
	if err != nil {
		return vetProblems(stderr.Bytes(), c, o)
	}
	return nil
}

// vetProblems makes problems of what the go command printed: of a package that does not compile or cannot be found, a
// line each, with the place first.
func vetProblems(stderr []byte, c *report.Collector, o *options) error {
	var lines []string
	scanner := bufio.NewScanner(bytes.NewReader(stderr))
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		line := strings.TrimRight(scanner.Text(), " \t")
		switch {
		case line == "", strings.HasPrefix(line, "# "), strings.HasPrefix(line, "go: downloading "):
			continue
		case strings.HasSuffix(line, "matched no packages"), line == "no packages to vet":
			return fmt.Errorf("no packages match %s: name a folder with Go files, or a pattern such as ./... for all below", strings.Join(o.packages, " "))
		}
		// A tab begins the rest of the error above.
		if text, more := strings.CutPrefix(line, "\t"); more && len(lines) > 0 {
			lines[len(lines)-1] += " " + text
			continue
		}
		line = strings.TrimPrefix(line, "vet: ")
		lines = append(lines, strings.TrimPrefix(line, "./"))
	}
	if len(lines) == 0 {
		lines = []string{"go vet failed and did not say why: try go build"}
	}
	c.Report.Problems = append(c.Report.Problems, lines...)
	return nil
}

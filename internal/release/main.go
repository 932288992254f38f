// Command release checks that the repository can be released under a version, says which tags to push in which order, and builds the
// archives for download.
//
//	go run ./internal/release v0.1.0              what is missing, the tags, the archives that would be built
//	go run ./internal/release -o dist v0.1.0      the same, and builds them, which needs the tags to be set
//
// It sets no tag and pushes nothing.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	dist := flag.String("o", "", "build the archives into this new directory")
	flag.Usage = func() { fmt.Fprintln(flag.CommandLine.Output(), "usage: go run ./internal/release [-o DIR] VERSION") }
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	r := &release{root: ".", version: flag.Arg(0), out: os.Stdout}
	if err := r.run(*dist); err != nil {
		fmt.Fprintf(os.Stderr, "release: %v\n", err)
		os.Exit(1)
	}
}

// A release is one version of all published modules.
type release struct {
	root, version string
	out           io.Writer
}

// platforms are those that archives are built for.
var platforms = []struct{ os, arch string }{
	{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"},
}

func (r *release) run(dist string) error {
	modules, missing, err := r.check()
	if err != nil {
		return err
	}
	for _, m := range missing {
		fmt.Fprintf(r.out, "missing: %s\n", m)
	}
	fmt.Fprintln(r.out, "tags, in this order, each pushed before the next module is updated:")
	for _, m := range modules {
		for _, step := range m.steps(r.version) {
			fmt.Fprintf(r.out, "  %s\n", step)
		}
	}
	fmt.Fprintln(r.out, "archives:")
	for _, p := range platforms {
		fmt.Fprintf(r.out, "  %s\n", r.archive(p.os, p.arch))
	}
	switch {
	case dist == "":
		return nil
	case missing != nil:
		return errors.New("nothing was built: see what is missing above")
	}
	return r.build(dist)
}

// archive is the name of a file for download.
func (r *release) archive(goos, goarch string) string {
	ext := ".tar.gz"
	if goos == "windows" {
		ext = ".zip"
	}
	return fmt.Sprintf("unsafedecode_%s_%s_%s%s", strings.TrimPrefix(r.version, "v"), goos, goarch, ext)
}

// build builds the archives and their checksums.
func (r *release) build(dist string) error {
	if err := os.Mkdir(dist, 0o777); err != nil {
		return err
	}
	var sums strings.Builder
	for _, p := range platforms {
		program, err := r.compile(dist, p.os, p.arch)
		if err != nil {
			return err
		}
		name := r.archive(p.os, p.arch)
		sum, err := pack(filepath.Join(dist, name), []packed{
			{filepath.Base(program), program, 0o755},
			{"LICENSE", filepath.Join(r.root, "LICENSE"), 0o644},
			{"README.md", filepath.Join(r.root, "README.md"), 0o644},
		})
		if err := errors.Join(err, os.Remove(program)); err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sum, name)
	}
	return os.WriteFile(filepath.Join(dist, "checksums.txt"), []byte(sums.String()), 0o666)
}

// compile builds the command. Its version is that of the tag at the commit, which the go command stamps into it.
func (r *release) compile(dist, goos, goarch string) (program string, err error) {
	program = filepath.Join(dist, "unsafedecode")
	if goos == "windows" {
		program += ".exe"
	}
	if program, err = filepath.Abs(program); err != nil {
		return "", err
	}
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w", "-o", program, "./cmd/unsafedecode")
	cmd.Dir = r.root
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s/%s: %w\n%s", goos, goarch, err, out)
	}
	return program, r.stamped(program)
}

// stamped checks the version that a program carries.
func (r *release) stamped(program string) error {
	out, err := exec.Command("go", "version", "-m", program).Output()
	if err != nil {
		return err
	}
	if !strings.Contains(string(out), "\tmod\t"+root+"\t"+r.version+"\t") {
		return fmt.Errorf("%s does not carry the version %s: is the tag set at this commit, and the tree clean?\n%s", filepath.Base(program), r.version, out)
	}
	return nil
}

package link

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Request says what to build.
type Request struct {
	Version string // of the program; empty: the newest that the installed Go builds
	Output  string // the executable; replaced at the end, or not at all
	// Source is the directory of this module, if the suite is taken from there. If it is empty, the suite is the version of
	// the module that this executable was built from.
	Source string
	Log    io.Writer // gets a line for each step
}

// A program can be linked with the suite.
type program struct {
	name, module string
	pkg          string // of the command, within the module that is laid out
	// lay writes the files of a module that builds the program with the suite.
	lay func(b *build) error
	// flags are those of go build.
	flags []string
}

// A build is one run.
type build struct {
	*goCommand
	program *program
	request Request
	module  moduleInfo // the program's
	suite   origin
}

// GolangciLint builds a golangci-lint in which the suite is the linter "unsafedecode".
func GolangciLint(r Request) error { return run(&golangciLint, r) }

// Gopls builds a gopls that runs the suite among its analyzers.
func Gopls(r Request) error { return run(&gopls, r) }

func run(p *program, r Request) (err error) {
	if r.Output, err = filepath.Abs(r.Output); err != nil {
		return err
	}
	if info, err := os.Stat(r.Output); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return fmt.Errorf("cannot write %s: it is a directory", r.Output)
		}
		return fmt.Errorf("cannot write %s: it is not a regular file", r.Output)
	}
	// Beside the output, so that the finished program can be renamed; and that fails before the long work begins.
	dir, err := os.MkdirTemp(filepath.Dir(r.Output), ".unsafedecode-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", r.Output, err)
	}
	defer os.RemoveAll(dir)
	b := &build{goCommand: &goCommand{dir: filepath.Join(dir, "module")}, program: p, request: r}
	if err := os.Mkdir(b.dir, 0o777); err != nil {
		return err
	}
	if err := b.prepare(); err != nil {
		return fmt.Errorf("cannot build %s: %w", strings.TrimSpace(p.name+" "+b.module.Version), err)
	}
	fmt.Fprintf(r.Log, "building %s %s with %s\n", p.name, b.module.Version, b.suite)
	executable := filepath.Join(dir, "executable")
	args := slices.Concat([]string{"build", "-mod=mod", "-trimpath", "-buildvcs=false", "-o", executable}, p.flags, []string{p.pkg})
	if _, err := b.run(args...); err != nil {
		return fmt.Errorf("cannot build %s %s: %w", p.name, b.module.Version, err)
	}
	return os.Rename(executable, r.Output)
}

// prepare chooses the versions and lays out the module to build.
func (b *build) prepare() (err error) {
	if b.suite, err = findSuite(b.request.Source); err != nil {
		return err
	}
	if err := b.write("go.mod", []byte("module choose\n")); err != nil {
		return err
	}
	if err := b.choose(); err != nil {
		return err
	}
	if err := b.program.lay(b); err != nil {
		return err
	}
	return b.requireSuite()
}

func (b *build) write(name string, data []byte) error {
	path := filepath.Join(b.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o666)
}

// moduleInfo is what the go command says of a module.
type moduleInfo struct {
	Path, Version, Dir, Sum, GoModSum string
	Versions                          []string
	Error                             string
}

// choose finds the version of the program that is asked for, or the newest that the installed Go builds.
func (b *build) choose() error {
	candidates := []string{b.request.Version}
	if b.request.Version == "" {
		var all moduleInfo
		if err := b.json(&all, "list", "-m", "-versions", "-json", b.program.module); err != nil {
			return fmt.Errorf("cannot ask for its versions, which takes the network or a module proxy: %w", err)
		}
		candidates = slices.DeleteFunc(all.Versions, func(v string) bool { return strings.Contains(v, "-") })
		slices.Reverse(candidates)
	}
	for _, v := range candidates {
		b.module = moduleInfo{}
		err := b.json(&b.module, "mod", "download", "-json", b.program.module+"@"+v)
		switch {
		case err == nil:
			return nil
		case b.request.Version != "":
			return fmt.Errorf("%w: ask for another version, or for none", err)
		case !strings.Contains(err.Error(), needsNewerGo):
			return err
		}
	}
	return fmt.Errorf("no version of %s builds with the installed Go", b.program.module)
}

// needsNewerGo is in what the go command says of a module that the installed Go cannot build.
const needsNewerGo = "requires go >= "

// json runs the go command and reads the JSON that it prints.
func (b *build) json(into any, args ...string) error {
	out, err := b.run(args...)
	if jsonErr := json.Unmarshal(out, into); jsonErr != nil {
		return cmp.Or(err, jsonErr)
	}
	if m, ok := into.(*moduleInfo); ok && m.Error != "" {
		return errors.New(m.Error)
	}
	return err
}

package link

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

// suiteModule is the module of the suite, this one.
const suiteModule = "github.com/unsafedecode/unsafedecode"

// An origin says where the suite comes from: a version that the go command can download, or a folder.
type origin struct {
	version, dir string
}

func (o origin) String() string {
	if o.dir != "" {
		return "the suite in " + o.dir
	}
	return "unsafedecode " + o.version
}

// findSuite takes the folder that is asked for, or else the version of this executable. One that was built in a working
// copy has no version that can be downloaded.
func findSuite(source string) (origin, error) {
	if source != "" {
		return suiteIn(source)
	}
	info, ok := debug.ReadBuildInfo()
	if ok && info.Main.Path == suiteModule && info.Main.Sum != "" {
		return origin{version: info.Main.Version}, nil
	}
	for dir, err := os.Getwd(); err == nil; dir = filepath.Dir(dir) {
		if o, err := suiteIn(dir); err == nil {
			return o, nil
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	return origin{}, fmt.Errorf("this unsafedecode was built in a working copy, whose code cannot be downloaded: name the copy's directory with -source, or install a version (go install %s/cmd/unsafedecode@latest)", suiteModule)
}

// suiteIn checks that a folder holds the module of the suite.
func suiteIn(dir string) (origin, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return origin{}, err
	}
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return origin{}, fmt.Errorf("%s is not the directory of the module %s: %w", dir, suiteModule, err)
	}
	first, _, _ := strings.Cut(string(data), "\n")
	if strings.TrimSpace(first) != "module "+suiteModule {
		return origin{}, fmt.Errorf("%s is not the directory of the module %s: its go.mod begins with %q", dir, suiteModule, first)
	}
	return origin{dir: dir}, nil
}

// requireSuite makes the module that is laid out depend on the suite. What the program itself depends on is settled
// before: its versions are the lowest that the build may take.
func (b *build) requireSuite() error {
	if b.suite.dir == "" {
		_, err := b.run("mod", "edit", "-require="+suiteModule+"@"+b.suite.version)
		return err
	}
	_, err := b.run("mod", "edit", "-require="+suiteModule+"@v0.0.0-00010101000000-000000000000", "-replace="+suiteModule+"="+b.suite.dir)
	return err
}

// versionMain makes -version, which the programs themselves do not know, say what was linked with what.
const versionMain = `package main

import (
	"fmt"
	"os"

	suite "` + suiteModule + `/analyzer"
)

func init() {
	if len(os.Args) == 2 && os.Args[1] == "-version" {
		fmt.Printf("%%s %%s with %%s\n", %q, %q, suite.About())
		os.Exit(0)
	}
}
`

func (b *build) writeVersion() error {
	return b.write("unsafedecode_version.go", fmt.Appendf(nil, versionMain, b.program.name, b.module.Version))
}

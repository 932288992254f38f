package link

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const toolsModule = "golang.org/x/tools"

var gopls = program{
	name:   "gopls",
	module: toolsModule + "/gopls",
	pkg:    ".",
	lay:    layGopls,
}

// goplsSettings joins the suite to the list of gopls's analyzers, which is not exported beyond its module.
const goplsSettings = `package settings

import (
	"` + suiteModule + `/analyzer"
	"golang.org/x/tools/gopls/internal/protocol"
)

func init() {
	for _, a := range analyzer.Cached() {
		AllAnalyzers = append(AllAnalyzers, &Analyzer{analyzer: a, severity: protocol.SeverityWarning})
	}
}
`

// goplsCache makes gopls keep results by the settings, too. Those of a package are asked for each time, since a person
// edits them while gopls runs. Gopls remembers the keys of packages that nobody edits: these no longer hold once any
// settings have changed, since a package depends on those of its imports.
const goplsCache = `package cache

import (
	"path/filepath"
	"sync"
	"sync/atomic"

	suite "` + suiteModule + `/analyzer"
)

var (
	suiteSettingsAtFirst sync.Map // of folders
	suiteSettingsChanged atomic.Bool
)

func (an *analysisNode) suiteSettings() string {
	if len(an.ph.mp.CompiledGoFiles) == 0 {
		return ""
	}
	dir := filepath.Dir(an.ph.mp.CompiledGoFiles[0].Path())
	state := suite.SettingsState(dir)
	if first, _ := suiteSettingsAtFirst.LoadOrStore(dir, state); first != state {
		suiteSettingsChanged.Store(true)
	}
	return state
}

func (an *analysisNode) suiteKeyHolds() bool {
	an.suiteSettings()
	return !suiteSettingsChanged.Load()
}
`

// goplsEdits join these to the code that computes and remembers keys. Each text stands there once in all versions since
// v0.19.
var goplsEdits = []struct{ old, new string }{
	{"\t\t\tif !keyFound {\n", "\t\t\tif !keyFound || !an.suiteKeyHolds() {\n"},
	{"\tfmt.Fprintf(hasher, \"analyzers: %d\\n\", len(an.analyzers))\n",
		"\tfmt.Fprintf(hasher, \"settings: %q\\n\", an.suiteSettings())\n\tfmt.Fprintf(hasher, \"analyzers: %d\\n\", len(an.analyzers))\n"},
}

// layGopls copies gopls and adds files to it. The version of golang.org/x/tools stays the one that gopls is made for,
// whatever the suite asks for: gopls uses internal packages of that module.
func layGopls(b *build) error {
	if err := b.copyModule(); err != nil {
		return err
	}
	if err := b.write("internal/settings/unsafedecode.go", []byte(goplsSettings)); err != nil {
		return err
	}
	if err := b.write("internal/cache/unsafedecode.go", []byte(goplsCache)); err != nil {
		return err
	}
	if err := b.writeVersion(); err != nil {
		return err
	}
	if err := b.editGopls("internal/cache/analysis.go"); err != nil {
		return err
	}
	var mod struct {
		Require []struct{ Path, Version string }
	}
	if err := b.json(&mod, "mod", "edit", "-json"); err != nil {
		return err
	}
	for _, r := range mod.Require {
		if r.Path == toolsModule {
			_, err := b.run("mod", "edit", "-replace="+toolsModule+"="+toolsModule+"@"+r.Version)
			return err
		}
	}
	return fmt.Errorf("%s %s does not require %s", b.module.Path, b.module.Version, toolsModule)
}

func (b *build) editGopls(name string) error {
	otherwise := fmt.Errorf("%s is not as in the versions that the suite fits into: name one with -gopls, such as v0.23.0; v0.19.1 is the oldest", name)
	data, err := os.ReadFile(filepath.Join(b.dir, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		return otherwise
	}
	if err != nil {
		return err
	}
	text := string(data)
	for _, e := range goplsEdits {
		if strings.Count(text, e.old) != 1 {
			return otherwise
		}
		text = strings.Replace(text, e.old, e.new, 1)
	}
	return b.write(name, []byte(text))
}

// copyModule copies the files of the program's module, but for its tests.
func (b *build) copyModule() error {
	return filepath.WalkDir(b.module.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(b.module.Dir, path)
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return filepath.SkipDir
		case d.IsDir() || strings.HasSuffix(rel, "_test.go"):
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return b.write(rel, data)
	})
}

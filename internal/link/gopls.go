package link

import (
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

// layGopls copies gopls and adds a file to it. The version of golang.org/x/tools stays the one that gopls is made for,
// whatever the suite asks for: gopls uses internal packages of that module.
func layGopls(b *build) error {
	if err := b.copyModule(); err != nil {
		return err
	}
	if err := b.write("internal/settings/unsafedecode.go", []byte(goplsSettings)); err != nil {
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

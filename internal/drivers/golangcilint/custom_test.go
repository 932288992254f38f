package golangcilint

import (
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// The file for golangci-lint custom names a package of this module that registers the linter.
func TestCustomGolangciLint(t *testing.T) {
	var custom struct {
		Version string
		Plugins []struct{ Module, Import string }
	}
	if err := yaml.Unmarshal([]byte(drive.Read(t, filepath.Join(drive.Root(), ".custom-gcl.yml"))), &custom); err != nil {
		t.Fatal(err)
	}
	if len(custom.Plugins) != 1 || !strings.HasPrefix(custom.Version, "v2.") {
		t.Fatalf("%+v", custom)
	}
	plugin := custom.Plugins[0]
	got := drive.Execute(t, drive.Root(), nil, "go", "list", "-f", "{{.Module.Path}} {{join .Imports \" \"}}", plugin.Import)
	if !strings.HasPrefix(got.Stdout, plugin.Module+" ") || !strings.Contains(got.Stdout, "/plugin-module-register/register") {
		t.Errorf("%s of %s is no plugin: %s%s", plugin.Import, plugin.Module, got.Stdout, got.Stderr)
	}
}

package analyzer_test

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/unsafedecode/unsafedecode/"

// aboveEngine has what the engine, and whatever the engine depends on, must not depend on.
const aboveEngine = "internal/rule internal/fix internal/report internal/unit passes analyzer cmd"

// forbidden has the packages that a package must not depend on, directly or indirectly.
var forbidden = []struct{ pkg, deps string }{
	{"internal/wire", "internal/model internal/config internal/taint " + aboveEngine},
	{"internal/model/...", "internal/config internal/taint " + aboveEngine},
	{"internal/config/...", "internal/taint " + aboveEngine},
	{"internal/testcode", "internal/taint " + aboveEngine},
	{"internal/taint/branch", "internal/model internal/config internal/testcode internal/taint " + aboveEngine},
	{"internal/taint/alias", "internal passes analyzer cmd"},
	{"internal/taint/kind", "internal passes analyzer cmd"},
	{"internal/taint/access", "internal passes analyzer cmd"},
	{"internal/taint/shape", "internal/model internal/config internal/testcode internal/taint/kind internal/taint/summary internal/taint/branch " + aboveEngine},
	{"internal/taint/summary", "internal/model internal/config internal/testcode internal/taint/shape internal/taint/branch " + aboveEngine},
	{"internal/taint/facts", "internal/model internal/config internal/testcode internal/taint/branch " + aboveEngine},
	{"internal/taint/scope", "internal/taint/branch " + aboveEngine},
	{"internal/taint/...", aboveEngine},
	{"internal/fix/...", "internal/rule internal/report internal/unit passes analyzer cmd"},
	{"internal/hook", aboveEngine},
	{"internal/rule", "internal/report internal/unit passes analyzer cmd"},
	{"internal/unit", "internal/model internal/config internal/taint internal/rule internal/fix internal/report passes analyzer cmd"},
	{"internal/report", "internal/fix passes analyzer cmd"},
	{"internal/needs", "internal passes analyzer cmd"},
	{"passes/...", "internal/report internal/unit analyzer cmd"},
	{"analyzer", "internal/report internal/unit cmd"},
	// Drivers link the suite into long-lived or often started programs: no weight that analysis has no use for.
	{"analyzer", "net/http html/template golang.org/x/tools/go/packages os/exec"},
}

// deps returns the dependencies of the packages that match a pattern, without these packages.
func deps(t *testing.T, pattern string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", "{{if .DepOnly}}{{.ImportPath}}{{end}}", pattern)
	cmd.Dir = ".."
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, stderr.Bytes())
	}
	return strings.Fields(string(out))
}

func TestHouse(t *testing.T) {
	for _, rule := range forbidden {
		for _, dep := range deps(t, "./"+rule.pkg) {
			own := strings.TrimPrefix(dep, module)
			for _, bad := range strings.Fields(rule.deps) {
				if own == bad || strings.HasPrefix(own, bad+"/") && own != dep || dep == bad {
					t.Errorf("%s depends on %s, which the house forbids", rule.pkg, own)
				}
			}
		}
	}
}

// A pass depends on no other pass, and no package imports the library that fixes use.
func TestPassesStandAlone(t *testing.T) {
	cmd := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Deps \" \"}}", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		paths := strings.Fields(strings.ReplaceAll(line, module, ""))
		if slices.ContainsFunc(paths[1:], func(p string) bool { return p == "signedcodec" || strings.HasPrefix(p, "signedcodec/") }) {
			t.Errorf("%s imports signedcodec: name it as a string", paths[0])
		}
		if !strings.HasPrefix(paths[0], "passes/") {
			continue
		}
		for _, p := range paths[1:] {
			if strings.HasPrefix(p, "passes/") {
				t.Errorf("%s depends on %s", paths[0], p)
			}
		}
	}
}

// The library costs its users no dependency.
func TestLibraryNeedsTheStandardLibraryOnly(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./...")
	cmd.Dir = "../signedcodec"
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(string(out)) {
		if !strings.HasPrefix(path+"/", module+"signedcodec/") {
			t.Errorf("signedcodec depends on %s", path)
		}
	}
}

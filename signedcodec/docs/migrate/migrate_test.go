// Package migrate keeps docs/migrate.md and its programs the same, and runs them.
package migrate

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the programs and their output into docs/migrate.md anew")

const (
	page = "../migrate.md"
	root = "../.."
)

// shown is a program as the page shows it: the marker, the code and the output.
var shown = regexp.MustCompile("<!-- program (\\S+) -->\n(?:\n```go\n(?s:(.*?))```\n\n```text\n(?s:(.*?))```\n)?")

func TestMigratePage(t *testing.T) {
	doc, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	programs := 0
	fresh := shown.ReplaceAllStringFunc(string(doc), func(block string) string {
		programs++
		path := shown.FindStringSubmatch(block)[1]
		return "<!-- program " + path + " -->\n\n```go\n" + source(t, path) + "```\n\n```text\n" + output(t, path) + "```\n"
	})
	if programs != 4 {
		t.Errorf("the page shows %d programs, want 4", programs)
	}
	if *update {
		if err := os.WriteFile(page, []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if fresh != string(doc) {
		t.Error("docs/migrate.md is stale; run: go test ./docs/... -update")
	}
}

func source(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// output runs a program of this module. A program of another module brings the
// output beside it, and that module's tests hold it to be true.
func output(t *testing.T, path string) string {
	t.Helper()
	if !strings.HasPrefix(path, "docs/") {
		return source(t, strings.TrimSuffix(path, "main.go")+"output.txt")
	}
	cmd := exec.Command("go", "run", "./"+filepath.Dir(path))
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(path, err)
	}
	return string(out)
}

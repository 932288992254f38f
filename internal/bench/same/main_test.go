package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/bench/vettool"
)

var runs = flag.Int("runs", 6, "`number` of runs of TestSame")

func TestMain(m *testing.M) {
	if log := os.Getenv(factsLog); log != "" {
		os.Exit(vettool.Wrap(log, os.Args[1:], digest))
	}
	os.Exit(m.Run())
}

// TestSame runs the command on a module of three packages: two kinds of runs find the same, and facts have the same bytes.
func TestSame(t *testing.T) {
	binary, dir := filepath.Join(t.TempDir(), "unsafedecode"), t.TempDir()
	if out, err := exec.Command("go", "build", "-o", binary, "../../../cmd/unsafedecode").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Setenv("GOWORK", "off")
	for name, text := range map[string]string{
		"go.mod":     "module example.com/m\n\ngo 1.24\n",
		"in/in.go":   "package in\n\nimport \"net/http\"\n\ntype Box struct{ B []byte }\n\nfunc Read(r *http.Request) Box { return Box{[]byte(r.FormValue(\"a\"))} }\n",
		"out/out.go": "package out\n\nimport (\n\t\"bytes\"\n\t\"encoding/gob\"\n)\n\nfunc Load(b []byte) (v any, err error) { return v, gob.NewDecoder(bytes.NewReader(b)).Decode(&v) }\n",
		"m.go":       "package m\n\nimport (\n\t\"net/http\"\n\n\t\"example.com/m/in\"\n\t\"example.com/m/out\"\n)\n\nfunc Serve(w http.ResponseWriter, r *http.Request) { out.Load(in.Read(r).B) }\n",
	} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	c := &comparison{binary: binary, dir: dir, out: &out}
	differs, err := c.run([]string{"./..."}, *runs)
	if err != nil || differs {
		t.Fatalf("%v\n%s", err, &out)
	}
	t.Log(out.String())
	if !bytes.Contains(c.findings, []byte("untrusteddecode")) || len(c.sizes) < 2 {
		t.Errorf("nothing to compare: %s%s", c.findings, &out)
	}
	c.findings = append(c.findings, ' ')
	if same, err := c.sameFindings(1); err != nil || same {
		t.Errorf("other findings are the same: %v", err)
	}
	for id := range c.facts {
		c.facts[id] = ""
	}
	if same, err := c.sameFacts(1, -1); err != nil || same {
		t.Errorf("other facts are the same: %v", err)
	}
}

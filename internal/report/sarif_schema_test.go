package report_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/report"
)

// The OASIS schema of SARIF 2.1.0 as a published module carries it, and a validator of JSON Schema draft 4. Neither is a
// dependency of this module: a program in a module of its own joins them.
const (
	schemaModule    = "github.com/owenrumney/go-sarif/v3@v3.3.1"
	schemaFile      = "pkg/report/v210/sarif/schema.go"
	validatorModule = "github.com/santhosh-tekuri/jsonschema/v6@v6.0.3"
	validator       = `package main

import (
	"log"
	"os"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func main() {
	schema, err := jsonschema.NewCompiler().Compile("schema.json")
	if err != nil {
		log.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	if err := schema.Validate(instance); err != nil {
		log.Fatalf("%#v", err)
	}
}
`
)

// What is written as SARIF is valid, with findings, with problems and with neither; and the schema is a real one, which
// refuses what is not.
func TestSARIFIsValid(t *testing.T) {
	validate := newValidator(t, oasisSchema)
	dir, streams := printed(t)
	streams["none"] = []byte("{}")
	for name, stream := range streams {
		var b bytes.Buffer
		if err := collect(t, dir, stream).WriteSARIF(&b, "v0.1.0"); err != nil {
			t.Fatal(err)
		}
		if out, err := validate(b.Bytes()); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if _, err := validate(bytes.Replace(b.Bytes(), []byte(`"columnKind"`), []byte(`"columnkind"`), 1)); err == nil {
			t.Error("a wrong key is accepted")
		}
	}
}

// What -format report writes is as docs/report.schema.json says, and the schema refuses what is not.
func TestReportIsAsItsSchema(t *testing.T) {
	text, err := os.ReadFile("../../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate := newValidator(t, func(*testing.T, func(...string) []byte) []byte { return text })
	dir, streams := printed(t)
	streams["none"] = []byte("{}")
	for name, stream := range streams {
		r := collect(t, dir, stream)
		r.Bounds = []report.Bound{{Name: "hops", Count: 2, Cut: 1}}
		r.Applied = applied(t)
		var b bytes.Buffer
		if err := r.WriteReport(&b, report.Tool{Name: "unsafedecode", Version: "v0.1.0", Go: "go1.26"}); err != nil {
			t.Fatal(err)
		}
		if out, err := validate(b.Bytes()); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		for _, wrong := range []struct{ old, new string }{{`"status": "`, `"status": "x`}, {`"cut": 1`, `"cuts": 1`}, {`"version": 1`, `"version": 2`}} {
			changed := strings.Replace(b.String(), wrong.old, wrong.new, 1)
			if _, err := validate([]byte(changed)); err == nil || changed == b.String() {
				t.Errorf("%s is accepted", wrong.new)
			}
		}
	}
}

// oasisSchema is the schema of SARIF.
func oasisSchema(t *testing.T, goCommand func(...string) []byte) []byte {
	t.Helper()
	var module struct{ Dir string }
	if err := json.Unmarshal(goCommand("mod", "download", "-json", schemaModule), &module); err != nil {
		t.Fatal(err)
	}
	return schemaText(t, filepath.Join(module.Dir, schemaFile))
}

// newValidator builds a program that holds JSON to a schema.
func newValidator(t *testing.T, schema func(t *testing.T, goCommand func(...string) []byte) []byte) func([]byte) ([]byte, error) {
	t.Helper()
	dir := t.TempDir()
	goCommand := func(args ...string) []byte {
		t.Helper()
		cmd := exec.Command("go", args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", cmd, err, stderr.Bytes())
		}
		return out
	}
	write(t, filepath.Join(dir, "go.mod"), []byte("module validate\n\ngo 1.26\n"))
	write(t, filepath.Join(dir, "main.go"), []byte(validator))
	goCommand("get", validatorModule)
	write(t, filepath.Join(dir, "schema.json"), schema(t, goCommand))
	goCommand("build", "-o", "validate", ".")
	return func(document []byte) ([]byte, error) {
		cmd := exec.Command(filepath.Join(dir, "validate"))
		cmd.Dir, cmd.Stdin = dir, bytes.NewReader(document)
		return cmd.CombinedOutput()
	}
}

// schemaText is the value of the only constant of a Go file.
func schemaText(t *testing.T, file string) []byte {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for n := range ast.Preorder(f) {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			return []byte(text)
		}
	}
	t.Fatalf("%s holds no schema", file)
	return nil
}

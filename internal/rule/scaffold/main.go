// Command scaffold lays out a new rule with its fixtures, so that its author starts from tests that pass.
//
//	go run ./internal/rule/scaffold NAME TITLE
//
// TITLE is a clause that says what the rule reports: "a decoder reads an environment variable". Run it in the root of
// the repository. It writes passes/NAME and testdata/src/NAME, adds the rule to the list in analyzer/analyzer.go, and
// regenerates the files that are made from that list. It overwrites nothing else.
package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
)

//go:embed templates
var templates embed.FS

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, `usage: go run ./internal/rule/scaffold NAME TITLE, with a clause as the title: "a decoder reads an environment variable"`)
		os.Exit(2)
	}
	err := scaffold(".", os.Args[1], os.Args[2])
	if err == nil {
		err = derive(".")
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "scaffold: %v\n", err)
		os.Exit(1)
	}
	fmt.Printf(`Created passes/%[1]s and testdata/src/%[1]s. Next:

  1. in testdata/src/%[1]s, write what must be found and what must not
  2. in passes/%[1]s/%[1]s.go, write the text, the kinds and the severity, and remove inFixtures
  3. in passes/%[1]s/testdata, write the program that is reported and the same program fixed
  4. go generate ./internal/model, if you changed a model
  5. go test ./passes/%[1]s
  6. go test ./analyzer -update
`, os.Args[1])
}

var ruleName = regexp.MustCompile(`^[a-z]{3,}$`)

// A rule is what the templates are filled with.
type rule struct{ Name, Title string }

func scaffold(root, name, title string) error {
	switch {
	case !ruleName.MatchString(name):
		return fmt.Errorf("rule name %q: want at least three letters, all in lower case, since it names a package", name)
	case title == "" || strings.ToLower(title[:1]) != title[:1] || strings.HasSuffix(title, "."):
		return fmt.Errorf("title %q: want a clause that begins in lower case and has no final stop", title)
	}
	for _, dir := range []string{"passes", "testdata/src"} {
		path := filepath.Join(root, dir, name)
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s already exists", path)
		}
	}
	// The list first: if it is not as expected, nothing is written.
	const list = "analyzer/analyzer.go"
	text, err := insert(filepath.Join(root, list), name, map[string]string{
		"var passes = []pass{": "\t{%[1]s.Rule, %[1]s.Analyzer},\n",
		"import (":             "\t\"github.com/unsafedecode/unsafedecode/passes/%s\"\n",
	})
	if err != nil {
		return err
	}
	files := map[string][]byte{list: text}
	if err := fill(files, rule{name, title}); err != nil {
		return err
	}
	for file, text := range files {
		path := filepath.Join(root, file)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// derive has the files written that are made from the list of the rules.
func derive(root string) error {
	cmd := exec.Command("go", "test", "./analyzer", "-run=^TestDerivedFilesAreFresh$", "-update")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}

// insert adds lines at the end of the lists that begin with the keys. A list that has the name already stays as it is.
func insert(file, name string, insertions map[string]string) ([]byte, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%w: run this in the root of the repository", err)
	}
	text := string(data)
	for begin, line := range insertions {
		line = fmt.Sprintf(line, name)
		head, rest, ok := strings.Cut(text, begin)
		end := regexp.MustCompile(`(?m)^[})]`).FindStringIndex(rest)
		if !ok || end == nil {
			return nil, fmt.Errorf("%s: there is no list that begins with %q", file, begin)
		}
		if strings.Contains(rest[:end[0]], strings.TrimSuffix(strings.TrimSpace(line), ",")) {
			continue
		}
		text = head + begin + rest[:end[0]] + line + rest[end[0]:]
	}
	formatted, err := format.Source([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return formatted, nil
}

// fill makes files of the templates. In the path of a template NAME stands for the rule's name.
func fill(files map[string][]byte, r rule) error {
	return fs.WalkDir(templates, "templates", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := templates.ReadFile(path)
		if err != nil {
			return err
		}
		t, err := template.New(path).Parse(string(text))
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, r); err != nil {
			return err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, "templates/"), ".tmpl")
		name = strings.ReplaceAll(name, "__", "/")
		name = strings.ReplaceAll(name, "NAME", r.Name)
		files[name] = b.Bytes()
		return nil
	})
}

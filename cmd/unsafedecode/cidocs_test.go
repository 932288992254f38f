package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// A pipeline is an example of docs/ci.md: the commands that it runs and the files that it publishes afterwards.
type pipeline struct {
	commands []string
	files    []string
}

const installLine = "go install github.com/unsafedecode/unsafedecode/cmd/unsafedecode@latest"

// The examples of docs/ci.md parse, their commands run as they stand, leave the files that are published, and fail because of a finding at
// the end.
func TestCIExamples(t *testing.T) {
	text, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/ci\n\ngo 1.26\n",
		"a.go":   "package ci\n\nimport (\n\t\"encoding/gob\"\n\t\"net/http\"\n)\n\nfunc handle(r *http.Request) error {\n\treturn gob.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20)).Decode(new(int))\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, read := range map[string]func(*testing.T, string) pipeline{"GitHub": github, "GitLab": gitlab, "Azure Pipelines": azure, "Jenkins": jenkins} {
		t.Run(name, func(t *testing.T) {
			blocks := blocksOf(string(text), name)
			if len(blocks) == 0 {
				t.Fatal("no example")
			}
			p := read(t, blocks[len(blocks)-1])
			if len(p.commands) < 3 || p.commands[0] != installLine || len(p.files) == 0 {
				t.Fatalf("%+v", p)
			}
			for i, command := range p.commands[1:] {
				want := statusClean
				if i == len(p.commands)-2 {
					want = statusFindings
				}
				cmd := exec.Command("bash", "-ec", command)
				cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off")
				out, err := cmd.CombinedOutput()
				if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) || cmd.ProcessState.ExitCode() != want {
					t.Errorf("%s: %v, want status %d\n%s", command, err, want, out)
				}
			}
			for _, file := range p.files {
				if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
					t.Errorf("the file %s is not written", file)
				}
			}
		})
	}
	for _, block := range blocksOf(string(text), "pre-commit") {
		parse(t, block, new(any))
	}
}

// blocksOf are the fenced blocks of a section.
func blocksOf(text, section string) (blocks []string) {
	_, rest, _ := strings.Cut(text, "\n## "+section+"\n")
	rest, _, _ = strings.Cut(rest, "\n## ")
	for _, m := range regexp.MustCompile("(?s)```\\w+\n(.*?)```").FindAllStringSubmatch(rest, -1) {
		blocks = append(blocks, m[1])
	}
	return blocks
}

func parse(t *testing.T, text string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
}

func github(t *testing.T, text string) (p pipeline) {
	var doc struct {
		Jobs map[string]struct {
			Permissions map[string]string
			Steps       []struct {
				Run  string
				With struct {
					File string `yaml:"sarif_file"`
				}
			}
		}
	}
	parse(t, text, &doc)
	for _, job := range doc.Jobs {
		if job.Permissions["security-events"] != "write" {
			t.Errorf("permissions %v", job.Permissions)
		}
		for _, s := range job.Steps {
			p.add(s.Run)
			if s.With.File != "" {
				p.files = append(p.files, s.With.File)
			}
		}
	}
	return p
}

func gitlab(t *testing.T, text string) (p pipeline) {
	var doc map[string]struct {
		Script    []string
		Artifacts struct {
			Paths   []string
			Reports map[string]string
		}
	}
	parse(t, text, &doc)
	for _, job := range doc {
		p.commands = job.Script
		p.files = job.Artifacts.Paths
		for _, file := range job.Artifacts.Reports {
			p.files = append(p.files, file)
		}
	}
	return p
}

func azure(t *testing.T, text string) (p pipeline) {
	var doc struct {
		Steps []struct {
			Script, Publish string
			Inputs          struct {
				Files string `yaml:"testResultsFiles"`
			}
		}
	}
	parse(t, text, &doc)
	for _, s := range doc.Steps {
		p.add(s.Script)
		for _, file := range []string{s.Publish, s.Inputs.Files} {
			if file != "" {
				p.files = append(p.files, file)
			}
		}
	}
	return p
}

// jenkins reads a Jenkinsfile, which is Groovy: its steps and the files that it names.
func jenkins(t *testing.T, text string) (p pipeline) {
	for _, m := range regexp.MustCompile(`(?m)^ *sh '(.*)'$`).FindAllStringSubmatch(text, -1) {
		p.commands = append(p.commands, m[1])
	}
	for _, m := range regexp.MustCompile(`(?:pattern: |archiveArtifacts )'(.*?)'`).FindAllStringSubmatch(text, -1) {
		p.files = append(p.files, m[1])
	}
	if strings.Count(text, "{") != strings.Count(text, "}") {
		t.Error("unbalanced braces")
	}
	return p
}

// add adds the lines of a script.
func (p *pipeline) add(script string) {
	for line := range strings.Lines(script) {
		if line = strings.TrimSpace(line); line != "" {
			p.commands = append(p.commands, line)
		}
	}
}

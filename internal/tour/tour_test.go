package tour

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// A newcomer has a copy of the repository, an empty home and Go. Each command that a newcomer runs is one of the README, or one
// that the program prints.
type newcomer struct {
	t     *testing.T
	clone string // a copy of the repository
	shop  string // a copy of the example, outside of it
	env   []string
	ran   map[string]bool // the commands
}

// An outcome is what a shell printed and how it ended.
type outcome struct {
	stdout, stderr string
	status         int
}

func TestTour(t *testing.T) {
	if testing.Short() {
		t.Log("short: no tour")
		return
	}
	n := arrive(t)
	found := n.firstRun()
	n.read(found)
	n.suppress(found)
	n.fix()
	n.attack()
	n.known()
	for _, command := range readmeCommands(t) {
		if !n.ran[command] && !elsewhere[command] {
			t.Errorf("the tour does not run a command of the README: %s", command)
		}
	}
}

// elsewhere has the commands of the README that the tour does not run: all tests, and what works once a version is tagged.
var elsewhere = map[string]bool{
	"go test github.com/unsafedecode/unsafedecode/...":                        true,
	"go install github.com/unsafedecode/unsafedecode/cmd/unsafedecode@latest": true,
}

// arrive copies the repository and installs the program as the README says.
func arrive(t *testing.T) *newcomer {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	n := &newcomer{t: t, clone: filepath.Join(dir, "unsafedecode"), shop: filepath.Join(dir, "shop"), ran: make(map[string]bool)}
	n.env = environment(t, dir)
	copyTree(t, root, n.clone)
	copyTree(t, filepath.Join(root, "examples", "legacyshop"), n.shop)
	n.must(0, n.clone, "go install ./cmd/unsafedecode")
	return n
}

// environment returns the environment of a machine with Go: its caches and settings, and the directories of programs.
func environment(t *testing.T, dir string) []string {
	t.Helper()
	out, err := exec.Command("go", "env", "-json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var goEnv map[string]string
	if err := json.Unmarshal(out, &goEnv); err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "bin")
	env := []string{"HOME=" + dir, "GOBIN=" + bin, "GOFLAGS=", "PATH=" + strings.Join([]string{bin, filepath.Join(goEnv["GOROOT"], "bin"), "/usr/bin", "/bin"}, ":")}
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOSUMDB", "GONOSUMDB", "GOTOOLCHAIN"} {
		env = append(env, name+"="+goEnv[name])
	}
	return env
}

// copyTree copies files without the history of the repository.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(from, name)
		switch {
		case err != nil || relErr != nil:
			return err
		case d.Name() == ".git" && name != from:
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o777)
		case !d.Type().IsRegular():
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// shell runs commands of the newcomer.
func (n *newcomer) shell(dir, script string) outcome {
	n.t.Helper()
	n.ran[script] = true
	n.t.Logf("$ %s", script)
	cmd := exec.Command("sh", "-ec", script)
	cmd.Dir, cmd.Env = dir, n.env
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		n.t.Fatal(err)
	}
	return outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// must is like shell, but fails the test if the exit status is another.
func (n *newcomer) must(status int, dir, script string) outcome {
	n.t.Helper()
	o := n.shell(dir, script)
	if o.status != status {
		n.t.Fatalf("%s: status %d, want %d\n%s%s", script, o.status, status, o.stdout, o.stderr)
	}
	return o
}

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// readmeCommands returns the commands in the indented blocks of the README, without comments.
func readmeCommands(t *testing.T) (all []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(`(?m)^    ((?:go|unsafedecode) .*)$`).FindAllStringSubmatch(readme(t), -1) {
		command, _, _ := strings.Cut(m[1], " #")
		all = append(all, strings.TrimSpace(command))
	}
	if len(all) < 8 {
		t.Fatalf("the README has the commands %q", all)
	}
	return all
}

// readmeSample returns the lines of the finding that the README shows, as it looks from the directory internal.
func readmeSample(t *testing.T) (lines []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(`(?m)^ +(\w+/\w+\.go:\d+:\d+: .*)$`).FindAllStringSubmatch(readme(t), -1) {
		lines = append(lines, m[1])
	}
	if len(lines) < 4 {
		t.Fatalf("the README shows %q", lines)
	}
	return lines
}

// A finding is parsed from a line of the report.
type finding struct{ place, file, rule string }

var findingLine = regexp.MustCompile(`(?m)^(([^\s:]+):\d+:\d+): .* \((\w+)(?:, \w+)?\)$`)

func findings(text string) (all []finding) {
	for _, m := range findingLine.FindAllStringSubmatch(text, -1) {
		all = append(all, finding{m[1], m[2], m[3]})
	}
	return all
}

// firstRun tries the example in the clone, then in the copy, where it is the newcomer's own program.
func (n *newcomer) firstRun() []finding {
	n.t.Helper()
	inClone := n.must(1, n.clone, "go run ./cmd/unsafedecode ./examples/legacyshop/...")
	inShop := n.must(1, n.shop, "unsafedecode ./...")
	found := findings(inShop.stdout)
	if len(found) < 20 || len(findings(inClone.stdout)) != len(found) {
		n.t.Fatalf("%d findings in the copy, %d in the clone", len(found), len(findings(inClone.stdout)))
	}
	for _, line := range readmeSample(n.t) {
		if !strings.Contains(inShop.stdout, "internal/"+line+"\n") {
			n.t.Errorf("the README shows a line that is not in the report: %s", line)
		}
	}
	if !strings.Contains(inShop.stderr, " findings: ") {
		n.t.Errorf("no summary: %s", inShop.stderr)
	}
	return found
}

// read explains every rule that was reported, and writes the other forms of the report.
func (n *newcomer) read(found []finding) {
	n.t.Helper()
	n.must(0, n.shop, "unsafedecode -explain untrusteddecode")
	rules := make(map[string]bool)
	for _, f := range found {
		rules[f.rule] = true
	}
	for _, rule := range slices.Sorted(maps.Keys(rules)) {
		o := n.must(0, n.shop, "unsafedecode -explain "+rule)
		if !strings.Contains(o.stdout, "Before:") || !strings.Contains(o.stdout, "After:") {
			n.t.Errorf("-explain %s shows no example:\n%s", rule, o.stdout)
		}
	}
	n.must(1, n.shop, "unsafedecode -format html -o findings.html ./...")
	page := n.file("findings.html")
	n.must(1, n.shop, "unsafedecode -format sarif -o findings.sarif ./...")
	var log struct {
		Runs []struct{ Results []struct{ RuleID string } }
	}
	if err := json.Unmarshal([]byte(n.file("findings.sarif")), &log); err != nil || len(log.Runs) != 1 || len(log.Runs[0].Results) < len(found) {
		n.t.Errorf("SARIF: %v, %d runs", err, len(log.Runs))
	}
	for rule := range rules {
		if !strings.Contains(page, rule) {
			n.t.Errorf("the page does not show %s", rule)
		}
	}
}

func (n *newcomer) file(name string) string {
	n.t.Helper()
	data, err := os.ReadFile(filepath.Join(n.shop, name))
	if err != nil {
		n.t.Fatal(err)
	}
	return string(data)
}

// suppress writes the README's comment above a line that is reported for its rule, and takes it away again.
func (n *newcomer) suppress(found []finding) {
	n.t.Helper()
	comment := regexp.MustCompile(`(?m)^    (//unsafedecode:ignore untrusteddecode .*)$`).FindStringSubmatch(readme(n.t))
	if comment == nil {
		n.t.Fatal("the README shows no comment that suppresses a finding")
	}
	i := slices.IndexFunc(found, func(f finding) bool { return f.rule == "untrusteddecode" && f.file == "internal/supplier/client.go" })
	if i < 0 {
		n.t.Fatalf("the example has changed: %v", found)
	}
	before := n.file(found[i].file)
	lines := strings.Split(before, "\n")
	var line int
	for j, text := range lines {
		if strings.Contains(text, "gob.NewDecoder(") {
			line = j
		}
	}
	n.write(found[i].file, strings.Join(slices.Insert(lines, line, comment[1]), "\n"))
	o := n.must(1, n.shop, "unsafedecode ./...")
	if got := findings(o.stdout); len(got) != len(found)-1 || !strings.Contains(o.stderr, "1 suppressed") {
		n.t.Errorf("with the comment: %d findings of %d; %s", len(got), len(found), o.stderr)
	}
	n.write(found[i].file, before)
}

func (n *newcomer) write(name, text string) {
	n.t.Helper()
	if err := os.WriteFile(filepath.Join(n.shop, name), []byte(text), 0o666); err != nil {
		n.t.Fatal(err)
	}
}

// known records the findings that are left, adds a mistake, and expects a report of that alone.
func (n *newcomer) known() {
	n.t.Helper()
	n.must(0, n.shop, "unsafedecode -write-baseline .unsafedecode-known.json ./...")
	n.must(0, n.shop, "unsafedecode -baseline .unsafedecode-known.json ./...")
	n.write("new.go", "package main\n\nimport (\n\t\"encoding/gob\"\n\t\"net/http\"\n)\n\nfunc fresh(r *http.Request) error {\n\treturn gob.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20)).Decode(new(int))\n}\n")
	o := n.must(1, n.shop, "unsafedecode -baseline .unsafedecode-known.json ./...")
	if got := findings(o.stdout); len(got) != 1 || got[0].file != "new.go" {
		n.t.Errorf("with the baseline: %v", got)
	}
}

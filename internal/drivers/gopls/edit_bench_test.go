package gopls

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// benchmarkedGopls is the version that is compared with itself.
const benchmarkedGopls = "v0.23.0"

// BenchmarkGoplsEdit measures how much longer diagnostics take after an edit with the suite than without it, in the same version
// of gopls. The package has 578 lines, decodes requests, sessions and carts, and has findings. The two servers take turns, and
// medians are compared. The budget is 100 ms.
//
//	go test ./internal/drivers/gopls -run '^$' -bench GoplsEdit -benchtime 40x
func BenchmarkGoplsEdit(b *testing.B) {
	const file = "internal/api/catalog.go"
	programs := map[string]string{"stock": stockGopls(b), "suite": linkedGopls(b)}
	names := []string{"stock", "suite"}
	servers := make(map[string]*server)
	for _, name := range names {
		dir, err := filepath.EvalSymlinks(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		if err := os.CopyFS(dir, os.DirFS(filepath.Join(drive.Root(), "examples", "legacyshop"))); err != nil {
			b.Fatal(err)
		}
		s := startProgram(b, programs[name], dir, b.TempDir())
		defer s.stop()
		s.open(file)
		servers[name] = s
		for n := range 3 { // until the dependencies are analyzed
			s.edit(file, -n)
		}
	}
	if found := suites(servers["suite"].edit(file, -9)); len(found) == 0 {
		b.Fatal("the suite finds nothing: it does not run")
	}

	times := make(map[string][]time.Duration)
	n := 0
	for b.Loop() {
		n++
		for _, name := range names {
			started := time.Now()
			servers[name].edit(file, n)
			times[name] = append(times[name], time.Since(started))
		}
		slices.Reverse(names)
	}
	ms := func(name string) float64 {
		slices.Sort(times[name])
		return times[name][len(times[name])/2].Seconds() * 1000
	}
	b.ReportMetric(ms("stock"), "ms-stock/edit")
	b.ReportMetric(ms("suite"), "ms-suite/edit")
	b.ReportMetric(ms("suite")-ms("stock"), "ms-more/edit")
}

// edit changes a file and returns the diagnostics after the change, which it recognizes by what printf reports about the text.
func (s *server) edit(file string, n int) []lspDiagnostic {
	s.t.Helper()
	marker := fmt.Sprintf("edit %d", n)
	text := strings.Replace(drive.Read(s.t, filepath.Join(s.dir, file)), "import (\n", "import (\n\t\"fmt\"\n", 1)
	s.change(file, fmt.Sprintf("%s\nfunc edited() error { return fmt.Errorf(\"%%d\", %q) }\n", text, marker))
	return s.published(file, func(d lspDiagnostic) bool { return d.Source == "printf" && strings.Contains(d.Message, `"`+marker+`"`) })
}

func stockGopls(b *testing.B) string {
	b.Helper()
	cmd := exec.Command("go", "install", "-trimpath", "-buildvcs=false", "golang.org/x/tools/gopls@"+benchmarkedGopls)
	dir := b.TempDir()
	cmd.Env = append(os.Environ(), "GOBIN="+dir, "GOWORK=off", "GOFLAGS=", "GOTOOLCHAIN=local")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", cmd, err, out)
	}
	return filepath.Join(dir, "gopls")
}

func linkedGopls(b *testing.B) string {
	b.Helper()
	output := filepath.Join(b.TempDir(), "gopls")
	built := drive.Execute(b, drive.Root(), nil, drive.Program(b, "unsafedecode"), "gopls", "-gopls", benchmarkedGopls, "-source", ".", "-o", output)
	if built.Status != 0 {
		b.Fatal(built.Stderr)
	}
	return output
}

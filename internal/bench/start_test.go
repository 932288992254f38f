package main

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkStart tells by how many milliseconds of CPU the start of unsafedecode, all models linked in, exceeds that of
// a vet tool that does nothing. A vet process starts once per package: the budget is 5 ms.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	tools := map[string]string{"unsafedecode": "../../cmd/unsafedecode", "noop": "./noop"}
	for name, source := range tools {
		tools[name] = filepath.Join(dir, name)
		if out, err := exec.Command("go", "build", "-o", tools[name], source).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
	spent := map[string]time.Duration{}
	for b.Loop() {
		for name, tool := range tools {
			cmd := exec.Command(tool, "-flags")
			if err := cmd.Run(); err != nil {
				b.Fatal(err)
			}
			spent[name] += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		}
	}
	more := spent["unsafedecode"] - spent["noop"]
	b.ReportMetric(more.Seconds()*1000/float64(b.N), "ms-more/start")
}

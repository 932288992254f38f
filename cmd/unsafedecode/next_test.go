package main

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/report"
)

var update = flag.Bool("update", false, "write the golden files")

// What -fix says at the end is what the golden file holds: for a released version, whose modules can be downloaded.
func TestNextSteps(t *testing.T) {
	f := &finisher{command: new(command), library: config.DefaultSignedCodec, applied: &report.Applied{
		Fixes: 4, Skipped: 1, Files: []string{"auth/token.go", "cart/store.go"},
		Modules:   []report.Get{{Dir: ".", Import: config.DefaultSignedCodec}, {Dir: "tools", Import: config.DefaultSignedCodec + "/redact"}},
		Variables: []report.Variable{{Name: "JWT_KEY", For: []string{"hard-coded JWT key (auth/token.go)"}}, {Name: "SIGNEDCODEC_KEY", For: []string{"signs cart", "signs session"}}},
		Stored:    []report.Stored{{Purpose: "cart", File: "cart/store.go", Line: 12, Until: "2031-05-02"}, {Purpose: "session", File: "auth/token.go", Line: 9}},
		Unfixed: []report.Unfixed{
			{Rule: "unsigneddecode", File: "cart/store.go", Line: 40, Todo: "sign it where it is written", Skipped: true},
			{Rule: "untrusteddecode", File: "api.go", Line: 7, Todo: "use a hardened format, or verify a signature first"},
			{Rule: "weakverify", File: "hook.go", Line: 9, Todo: "verify first", Next: "Instead of hook.go:9\n    ok := verify(b)\nwrite\n    the same, above the decode"},
			{Rule: "weakverify", File: "hook.go", Line: 12, Todo: "verify those", Next: "Sign all that is read."},
			{Rule: "weakverify", File: "peer.go", Line: 3, Todo: "verify those", Next: "Sign all that is read."},
		},
	}}
	f.addCommandsFor("")
	const golden = "testdata/golden/next.txt"
	got := nextSteps(f.applied)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("not as %s: read the difference, and if it is right run go test ./cmd/unsafedecode -run NextSteps -update\n%s", golden, diff)
	}
}

package drivers

import (
	"regexp"
	"testing"
)

// Every program that has the suite says which one, and what it was linked with.
func TestVersions(t *testing.T) {
	const suite = `unsafedecode \S+ built with go1\.\d+\S* for \S+, models [0-9a-f]{12} of \d+ packages\n$`
	for name, want := range map[string]string{
		"unsafedecode":  `^` + suite,
		"gopls":         `^gopls v0\.\d+\.\d+ with ` + suite,
		"golangci-lint": `^golangci-lint v2\.\d+\.\d+ with ` + suite,
	} {
		got := execute(t, ".", nil, program(t, name), "-version")
		if got.status != 0 || !regexp.MustCompile(want).MatchString(got.stdout) {
			t.Errorf("%s -version: status %d, %q %q", name, got.status, got.stdout, got.stderr)
		}
	}
}

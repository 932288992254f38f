package drive

import (
	"regexp"
	"testing"
)

// HasVersion checks what a program prints for -version: a text that matches the regular expression want, followed by the version
// of the suite.
func HasVersion(t *testing.T, name, want string) {
	t.Helper()
	const suite = `unsafedecode \S+ built with go1\.\d+\S* for \S+, models [0-9a-f]{12} of \d+ packages\n$`
	got := Execute(t, ".", nil, Program(t, name), "-version")
	if got.Status != 0 || !regexp.MustCompile(`^`+want+suite).MatchString(got.Stdout) {
		t.Errorf("%s -version: status %d, %q %q", name, got.Status, got.Stdout, got.Stderr)
	}
}

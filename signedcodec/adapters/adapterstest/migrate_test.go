package adapterstest

import (
	"os"
	"os/exec"
	"testing"
)

// The program is shown in docs/migrate.md, with this output.
func TestMigrateFromSecureCookie(t *testing.T) {
	cmd := exec.Command("go", "run", "./migrate/securecookie")
	cmd.Stderr = os.Stderr
	got, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("migrate/securecookie/output.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("the program prints\n%s, output.txt and docs/migrate.md say\n%s", got, want)
	}
}

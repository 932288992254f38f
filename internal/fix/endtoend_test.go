package fix

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/config"
)

// TestLegacyShop mends the example by "unsafedecode -fix" alone. The result must build, keep its own tests and withstand
// the attacks that the example falls for.
func TestLegacyShop(t *testing.T) {
	if testing.Short() {
		t.Log("short: the example is not mended")
		return
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	tool := filepath.Join(t.TempDir(), "unsafedecode")
	command(t, root, nil, "go", "build", "-o", tool, "./cmd/unsafedecode")
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "examples", "legacyshop"))); err != nil {
		t.Fatal(err)
	}
	attack, err := os.ReadFile("testdata/attack_test.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "attack_test.go"), attack, 0o644); err != nil {
		t.Fatal(err)
	}
	// What "go get" of the library does.
	lib := config.DefaultSignedCodec
	command(t, dir, nil, "go", "mod", "edit", "-require="+lib+"@v0.0.0", "-replace="+lib+"="+filepath.Join(root, "signedcodec"))

	if out, err := run(dir, keys, "go", "test", "-run", "TestTamperedCookie|TestCopiedValue", "."); err == nil ||
		!strings.Contains(out, "FAIL: TestTamperedCookie") || !strings.Contains(out, "FAIL: TestCopiedValue") {
		t.Fatalf("the attacks do not harm the example as it is: %v\n%s", err, out)
	}
	for range 2 { // behind the value that is mended there may be a key to mend
		out, err := run(dir, nil, tool, "-fix", "./...")
		if exit, ok := err.(*exec.ExitError); err != nil && (!ok || exit.ExitCode() != 1) {
			t.Fatalf("unsafedecode -fix: %v\n%s", err, out)
		}
		t.Logf("unsafedecode -fix\n%s", out)
	}
	command(t, dir, keys, "go", "build", "./...")
	command(t, dir, keys, "go", "test", "./...")
	if out := command(t, dir, nil, "gofmt", "-l", "."); out != "" {
		t.Errorf("not formatted: %s", out)
	}
	if out, err := run(dir, nil, "go", "test", "."); err == nil || !strings.Contains(out, KeyVariable) {
		t.Errorf("the mended program runs without a key: %v\n%s", err, out)
	}
}

// keys are the variables that the mended example takes its keys from.
var keys = []string{
	KeyVariable + "=" + testKey,
	"AUTH_SIGNING_KEY=5c1f7d0c1e1c4c0fa5c2b3f1a4d1e7f0",
	"AUTH_RECEIPT_SECRET=7d1e5b3c9f8a4b6d2c0e1f3a5b7d9c8e",
	"CART_COUPON_KEY=9e8d1c3b5a7f4e2d8c6b0a1f3e5d7c9b",
	"SHOP_PAYMENT_SECRET=2b4d6f8091a3b5c7d9e1f30507090b0d",
}

func run(dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod"), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func command(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	out, err := run(dir, env, name, args...)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return out
}

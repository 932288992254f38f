package drivers

import (
	"path/filepath"
	"strings"
	"testing"
)

// A real editor shows the diagnostic and applies the fix.
func TestNeovim(t *testing.T) {
	nvim := editor(t, "nvim")
	dir := lay(t, "sample.txtar")
	script, err := filepath.Abs("testdata/fix.lua")
	if err != nil {
		t.Fatal(err)
	}
	env := []string{
		"GOPLSCACHE=" + t.TempDir(), "XDG_CONFIG_HOME=" + t.TempDir(), "XDG_DATA_HOME=" + t.TempDir(), "XDG_STATE_HOME=" + t.TempDir(),
		"TEST_GOPLS=" + program(t, "gopls"), "TEST_ROOT=" + dir, "TEST_FILE=" + filepath.Join(dir, "hook", "hook.go"),
	}
	got := execute(t, dir, env, nvim, "--headless", "--clean", "-S", script)
	if printed := got.stdout + got.stderr; got.status != 0 || !strings.Contains(printed, "16:37: weakverify: ") {
		t.Fatalf("status %d: %s", got.status, printed)
	}
	if after := read(t, filepath.Join(dir, "hook", "hook.go")); !strings.Contains(after, "if !hmac.Equal(") {
		t.Errorf("not fixed:\n%s", after)
	}
}

package gopls

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// A real editor shows the diagnostic and applies the fix.
func TestNeovim(t *testing.T) {
	nvim := drive.Installed(t, "nvim")
	dir := drive.Lay(t, "sample.txtar")
	script, err := filepath.Abs("testdata/fix.lua")
	if err != nil {
		t.Fatal(err)
	}
	env := []string{
		"GOPLSCACHE=" + t.TempDir(), "XDG_CONFIG_HOME=" + t.TempDir(), "XDG_DATA_HOME=" + t.TempDir(), "XDG_STATE_HOME=" + t.TempDir(),
		"TEST_GOPLS=" + drive.Program(t, "gopls"), "TEST_ROOT=" + dir, "TEST_FILE=" + filepath.Join(dir, "hook", "hook.go"),
	}
	got := drive.Execute(t, dir, env, nvim, "--headless", "--clean", "-S", script)
	if printed := got.Stdout + got.Stderr; got.Status != 0 || !strings.Contains(printed, "16:37: weakverify: ") {
		t.Fatalf("status %d: %s", got.Status, printed)
	}
	if after := drive.Read(t, filepath.Join(dir, "hook", "hook.go")); !strings.Contains(after, "if !hmac.Equal(") {
		t.Errorf("not fixed:\n%s", after)
	}
}

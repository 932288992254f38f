//go:build linux

package keyring

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const childVar = "SIGNEDCODEC_KEYRING_CHILD"

// TestSecretService runs the life of an entry on GNOME Keyring behind a D-Bus session of its own, in a home of its own. It
// needs dbus-run-session and gnome-keyring-daemon (Debian: dbus, gnome-keyring); with SIGNEDCODEC_KEYRING_REQUIRED=1, as in
// CI, their absence is a failure.
func TestSecretService(t *testing.T) {
	if os.Getenv(childVar) != "" {
		startSecretService(t)
		checkLife(t, entry)
		return
	}
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("SIGNEDCODEC_KEYRING_REQUIRED") != "" {
				t.Fatalf("%v: install the packages dbus and gnome-keyring", err)
			}
			t.Skipf("%v: install the packages dbus and gnome-keyring", err)
		}
	}
	home := t.TempDir()
	cmd := exec.Command("dbus-run-session", "--", os.Args[0], "-test.run=^TestSecretService$", "-test.v", "-test.timeout=60s")
	cmd.Env = append(os.Environ(), childVar+"=1", "HOME="+home, "XDG_RUNTIME_DIR="+home,
		"XDG_DATA_HOME="+filepath.Join(home, "data"), "XDG_CONFIG_HOME="+filepath.Join(home, "config"), "XDG_CACHE_HOME="+filepath.Join(home, "cache"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	stored, err := filepath.Glob(filepath.Join(home, "data", "keyrings", "*"))
	if err != nil || len(stored) == 0 {
		t.Errorf("the keyring's file is not there (%v): the entry was kept elsewhere", err)
	}
}

// startSecretService starts the daemon with an unlocked keyring and waits until it owns its name on the bus.
func startSecretService(t *testing.T) {
	t.Helper()
	bus, err := dbus.SessionBusPrivate()
	if err == nil {
		err = errors.Join(bus.Auth(nil), bus.Hello())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { bus.Close() })
	const name = "org.freedesktop.secrets"
	signals := make(chan *dbus.Signal, 100)
	bus.Signal(signals)
	err = bus.AddMatchSignal(dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name))
	if err != nil {
		t.Fatal(err)
	}
	daemon := exec.Command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	daemon.Stdin = strings.NewReader("password of the test's own keyring")
	daemon.Stdout, daemon.Stderr = io.Discard, os.Stderr
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		daemon.Process.Kill()
		daemon.Wait()
	})
	deadline := time.After(30 * time.Second)
	for {
		select {
		case s := <-signals:
			if len(s.Body) == 3 && s.Body[0] == name && s.Body[2] != "" {
				return
			}
		case <-deadline:
			t.Fatal("gnome-keyring-daemon does not come up")
		}
	}
}

// Without a bus there is a clear error that says what to do.
func TestNoBus(t *testing.T) {
	if os.Getenv(childVar) == "nobus" {
		_, err := entry.Keyring()
		if !errors.Is(err, ErrUnavailable) || !errors.Is(err, signedcodec.ErrKey) {
			t.Errorf("%v", err)
		}
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestNoBus$", "-test.v")
	cmd.Env = []string{childVar + "=nobus", "HOME=" + t.TempDir(), "PATH=/nonexistent", "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus"}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

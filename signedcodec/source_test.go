package signedcodec

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestFromEnv(t *testing.T) {
	key := GenerateKey()
	t.Setenv("SIGNEDCODEC_TEST_KEY", key.Reveal())
	ring, err := FromEnv("SIGNEDCODEC_TEST_KEY").Keyring()
	if err != nil || ring.Primary() != key.ID() {
		t.Fatal(err)
	}
	for _, value := range []string{"", " ", "hunter2-hunter2-hunter2", "0"} {
		t.Setenv("SIGNEDCODEC_TEST_KEY", value)
		_, err := FromEnv("SIGNEDCODEC_TEST_KEY").Keyring()
		if !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), "SIGNEDCODEC_TEST_KEY") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", value, err)
		}
	}
	_, err = FromEnv("SIGNEDCODEC_TEST_UNSET").Keyring()
	if !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), "is not set") {
		t.Error("unset:", err)
	}
}

func writeKeyFile(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func TestFromFile(t *testing.T) {
	key := GenerateKey()
	path := filepath.Join(t.TempDir(), "key")
	modes := map[os.FileMode]bool{0o600: true, 0o400: true, 0o440: true, 0o640: true, 0o644: false, 0o604: false, 0o660: false, 0o666: false, 0o602: false, 0o601: false}
	for mode, ok := range modes {
		if runtime.GOOS == "windows" {
			break // mode bits say nothing there, and FromFile does not look
		}
		writeKeyFile(t, path, key.Reveal()+"\n", mode)
		ring, err := FromFile(path).Keyring()
		if ok && (err != nil || ring.Primary() != key.ID()) {
			t.Errorf("mode %04o: %v", mode, err)
		}
		if !ok && (!errors.Is(err, ErrKey) || !strings.Contains(err.Error(), "chmod 0600")) {
			t.Errorf("mode %04o: %v", mode, err)
		}
		_ = os.Remove(path)
	}
	writeKeyFile(t, path, strings.Repeat("#", maxKeyFile+1), 0o600)
	for name, p := range map[string]string{"missing": path + "x", "directory": filepath.Dir(path), "large": path} {
		if _, err := FromFile(p).Keyring(); !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), p) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFromCredential(t *testing.T) {
	key := GenerateKey()
	dir := t.TempDir()
	writeKeyFile(t, filepath.Join(dir, "session-key"), key.Reveal(), 0o400)
	t.Setenv("CREDENTIALS_DIRECTORY", dir)
	ring, err := FromCredential("session-key").Keyring()
	if err != nil || ring.Primary() != key.ID() {
		t.Fatal(err)
	}
	for _, name := range []string{"", ".", "..", "../session-key", "a/b", `a\b`, "missing"} {
		if _, err := FromCredential(name).Keyring(); !errors.Is(err, ErrKey) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, dir := range []string{"", "relative"} {
		t.Setenv("CREDENTIALS_DIRECTORY", dir)
		if _, err := FromCredential("session-key").Keyring(); !errors.Is(err, ErrKey) {
			t.Errorf("directory %q: %v", dir, err)
		}
	}
}

func TestLiveFollowsItsSource(t *testing.T) {
	oldKey, newKey := GenerateKey(), GenerateKey()
	path := filepath.Join(t.TempDir(), "key")
	writeKeyFile(t, path, oldKey.Reveal(), 0o600)
	now := epoch
	live := watch(FromFile(path), time.Minute, func() time.Time { return now })
	s := signerOf(t, live, "app/test")
	old := sign(t, s.For(), "payload")

	writeKeyFile(t, path, "primary:"+newKey.Reveal()+" verify:"+oldKey.Reveal(), 0o600)
	if got := sign(t, s.For(), "payload"); string(got) != string(old) {
		t.Error("reloaded before the interval was over")
	}
	now = now.Add(time.Minute)
	fresh := sign(t, s.For(), "payload")
	if _, err := signerOf(t, newKey, "app/test").Verify(nil, fresh); err != nil {
		t.Error("the new primary does not sign:", err)
	}
	if _, err := s.Verify(nil, old); err != nil {
		t.Error("the old key no longer verifies:", err)
	}

	writeKeyFile(t, path, newKey.Reveal(), 0o644)
	now = now.Add(time.Minute)
	if _, err := s.Verify(nil, old); err != nil || live.Err() == nil {
		t.Error("a failed reload must keep the keys and tell:", err, live.Err())
	}
	writeKeyFile(t, path, newKey.Reveal(), 0o600)
	if err := live.Reload(); err != nil || live.Err() != nil {
		t.Error(err)
	}
	refused(t, s.For(), old, ErrUnknownKey)
}

func TestLiveKeepsAnUnchangedRing(t *testing.T) {
	key := GenerateKey()
	live := Watch(key, 0)
	s := signerOf(t, live, "app/test")
	before := s.keys()
	if err := live.Reload(); err != nil || s.keys() != before {
		t.Error("a reload that changes nothing must not derive keys anew:", err)
	}
}

func TestLiveFailsAtTheStart(t *testing.T) {
	for _, src := range []KeySource{nil, FromEnv("SIGNEDCODEC_TEST_UNSET"), (*Keyring)(nil)} {
		if _, err := New(Watch(src, time.Hour), "app/test", WithoutExpiry()); !errors.Is(err, ErrKey) {
			t.Errorf("%T: %v", src, err)
		}
	}
}

func TestLiveUnderLoad(t *testing.T) {
	oldKey, newKey := GenerateKey(), GenerateKey()
	first, err := NewKeyring(oldKey, newKey)
	if err != nil {
		t.Fatal(err)
	}
	second, err := NewKeyring(newKey, oldKey)
	if err != nil {
		t.Fatal(err)
	}
	reloads := 0
	live := Watch(sourceFunc(func() (*Keyring, error) { // called by one goroutine at a time
		reloads++
		if reloads%2 == 0 {
			return second, nil
		}
		return first, nil
	}), time.Nanosecond)
	s := signerOf(t, live, "app/test")
	done := make(chan error)
	for range 4 {
		go func() {
			var failed error
			for range 300 {
				token, err := s.AppendSign(nil, []byte("payload"))
				if err == nil {
					_, err = s.Verify(nil, token)
				}
				failed = errors.Join(failed, err)
			}
			done <- failed
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if reloads < 10 {
		t.Error("reloaded only", reloads, "times")
	}
}

// A source that panics must not lock the Live, nor reach whoever verifies.
func TestLiveSurvivesAPanic(t *testing.T) {
	now, bad := epoch, false
	key := GenerateKey()
	live := watch(sourceFunc(func() (*Keyring, error) {
		if bad {
			panic("the vault is sealed")
		}
		return NewKeyring(key)
	}), time.Second, func() time.Time { return now })
	s := signerOf(t, live, "app/test")
	token := sign(t, s, "payload")
	bad, now = true, now.Add(time.Minute)
	if _, err := s.Verify(nil, token); err != nil || !errors.Is(live.Err(), ErrKey) {
		t.Error(err, live.Err())
	}
	if err := live.Reload(); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
	bad = false
	if err := live.Reload(); err != nil {
		t.Error("after the panic:", err)
	}
}

// wrapping is a source of the caller's own around a Live.
type wrapping struct{ inner *Live }

func (w wrapping) Keyring() (*Keyring, error) { return w.inner.Keyring() }

func TestLiveInsideAnotherSource(t *testing.T) {
	now := epoch
	source := &switching{key: GenerateKey()}
	live := watch(source, time.Second, func() time.Time { return now })
	for name, keys := range map[string]KeySource{"wrapped": wrapping{live}, "embedded": struct{ *Live }{live}, "itself": live} {
		s := signerOf(t, keys, "app/test")
		source.key, now = GenerateKey(), now.Add(time.Minute)
		if _, err := signerOf(t, source.key, "app/test").Verify(nil, sign(t, s, "payload")); err != nil {
			t.Errorf("%s: the signer did not follow: %v", name, err)
		}
	}
}

func TestZeroSourcesAreErrors(t *testing.T) {
	var nilLive *Live
	for name, keys := range map[string]KeySource{
		"zero Live": &Live{}, "nil Live": nilLive, "Watch of nothing": Watch(nil, 0), "zero Key": Key{}, "zero Keyring": &Keyring{}, "nil Keyring": (*Keyring)(nil),
	} {
		if s, err := New(keys, "app/test", WithoutExpiry()); s != nil || !errors.Is(err, ErrKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if nilLive.Err() != nil || !errors.Is(nilLive.Reload(), ErrKey) || nilLive.String() == "" {
		t.Error("a nil Live")
	}
}

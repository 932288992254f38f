package main

import (
	"bytes"
	"os"
	"testing"
	"testing/synctest"
	"time"
)

// A run that takes longer than a second shows that it goes on, each second, and wipes that out at the end. A shorter one
// shows nothing. The clock is the test's.
func TestProgress(t *testing.T) {
	const show, wipe = "\r\x1b[Kanalyzing: ", "\r\x1b[K"
	for _, tt := range []struct {
		takes time.Duration
		want  string
	}{
		{900 * time.Millisecond, ""},
		{1500 * time.Millisecond, show + "1 package, 1 s" + wipe},
		{2500 * time.Millisecond, show + "1 package, 1 s" + show + "2 packages, 2 s" + wipe},
	} {
		synctest.Test(t, func(t *testing.T) {
			var screen bytes.Buffer
			p := newProgress(&screen)
			p.ended.Go(func() { p.show(time.Second, "\r\x1b[K%s", wipe) })
			for left := tt.takes; left > 0; left -= 1100 * time.Millisecond {
				p.unit()
				time.Sleep(min(left, 1100*time.Millisecond))
			}
			p.stop()
			if screen.String() != tt.want {
				t.Errorf("after %s: %q, want %q", tt.takes, &screen, tt.want)
			}
		})
	}
}

// Elsewhere than on a terminal a long run writes a line now and then, and a quiet one nothing.
func TestProgressWithoutATerminal(t *testing.T) {
	for quiet, want := range map[bool]string{false: "unsafedecode: analyzing: 1 package, 30 s\nunsafedecode: analyzing: 1 package, 60 s\n", true: ""} {
		synctest.Test(t, func(t *testing.T) {
			var log bytes.Buffer
			p := startProgress(&log, quiet)
			p.unit()
			time.Sleep(70 * time.Second)
			p.stop()
			if log.String() != want {
				t.Errorf("quiet %t: %q, want %q", quiet, &log, want)
			}
		})
	}
}

// What is no terminal gets neither progress nor colours; a terminal gets no colours against the reader's will.
func TestTerminal(t *testing.T) {
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	device, err := os.Open(os.DevNull) // a character device, as terminals are
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	if isTerminal(file) || colored(file) || isTerminal(new(bytes.Buffer)) {
		t.Error("a file or a buffer is taken for a terminal")
	}
	if !isTerminal(device) || !colored(device) {
		t.Error("a device is not taken for a terminal")
	}
	t.Setenv("NO_COLOR", "1")
	if !isTerminal(device) || colored(device) {
		t.Error("NO_COLOR takes the progress, or leaves the colours")
	}
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "dumb")
	if isTerminal(device) || colored(device) {
		t.Error("a dumb terminal gets escape sequences")
	}
}

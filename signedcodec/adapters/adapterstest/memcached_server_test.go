package adapterstest

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// startMemcached runs a memcached on a free port of loopback until the test ends and returns its address. Without the program
// it returns ""; with SIGNEDCODEC_MEMCACHED_REQUIRED=1, as in CI, the test fails.
func startMemcached(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("memcached")
	if err != nil {
		if os.Getenv("SIGNEDCODEC_MEMCACHED_REQUIRED") != "" {
			t.Fatalf("%v: install the package memcached", err)
		}
		t.Logf("%v: install the package memcached", err)
		return ""
	}
	for range 5 { // another program may take the free port first
		if addr := runMemcached(t, path); addr != "" {
			return addr
		}
	}
	t.Fatal("memcached found no free port")
	return ""
}

func runMemcached(t testing.TB, path string) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	_ = l.Close()
	cmd := exec.Command(path, "-u", "nobody", "-l", "127.0.0.1", "-p", port, "-U", "0", "-vv")
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready := false
	lines := bufio.NewScanner(out)
	for !ready && lines.Scan() {
		ready = strings.Contains(lines.Text(), "server listening")
	}
	if !ready {
		_ = cmd.Wait()
		return ""
	}
	go func() {
		for lines.Scan() { // it stops when nobody reads what it says
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	return net.JoinHostPort("127.0.0.1", port)
}

package adapterstest

import (
	"bufio"
	"context"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

// startRedis runs a redis-server on a free port of loopback until the test ends and returns a client of it. Without the
// program the test is skipped; with SIGNEDCODEC_REDIS_REQUIRED=1, as in CI, it fails.
func startRedis(t testing.TB) *redis.Client {
	t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv("SIGNEDCODEC_REDIS_REQUIRED") != "" {
			t.Fatalf("%v: install the package redis-server", err)
		}
		t.Skipf("%v: install the package redis-server", err)
	}
	// Another program may take the free port before redis does.
	for range 5 {
		if addr := runRedis(t, path); addr != "" {
			client := redis.NewClient(&redis.Options{Addr: addr})
			t.Cleanup(func() { _ = client.Close() })
			if err := client.Ping(context.Background()).Err(); err != nil {
				t.Fatal(err)
			}
			return client
		}
	}
	t.Fatal("redis-server found no free port")
	return nil
}

func runRedis(t testing.TB, path string) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	cmd := exec.Command(path, "--bind", "127.0.0.1", "--port", strconv.Itoa(port), "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", t.TempDir())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready := false
	lines := bufio.NewScanner(out)
	for !ready && lines.Scan() {
		ready = strings.Contains(lines.Text(), "Ready to accept connections")
	}
	if !ready {
		_ = cmd.Wait()
		return ""
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		for lines.Scan() {
		}
		_ = cmd.Wait()
	})
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
}

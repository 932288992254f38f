package tour

import (
	"bufio"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// fix applies fixes and follows the steps that the program prints, to the letter, until none are left. Before that, it checks that
// the shop believes a forged cookie.
func (n *newcomer) fix() {
	n.t.Helper()
	if !n.believes(n.start()) {
		n.t.Fatal("the example refuses a forged cookie before it is fixed")
	}
	for range 4 {
		o := n.must(1, n.shop, "unsafedecode -fix ./...")
		steps := stepsOf(o.stderr)
		if steps == nil {
			n.t.Fatalf("-fix says nothing of what to do next:\n%s", o.stderr)
		}
		n.follow(steps)
		if !strings.Contains(o.stderr, "Run unsafedecode -fix again") {
			return
		}
	}
	n.t.Fatal("-fix is never done")
}

// A step is a numbered paragraph.
type step struct {
	title string
	lines []string
}

var numbered = regexp.MustCompile(`^\d+\. (.*)$`)

func stepsOf(text string) (steps []step) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if m := numbered.FindStringSubmatch(line); m != nil {
			steps = append(steps, step{title: m[1]})
		} else if rest, ok := strings.CutPrefix(line, "     "); ok && steps != nil {
			last := &steps[len(steps)-1]
			last.lines = append(last.lines, rest)
		}
	}
	return steps
}

// follow runs the lines of the steps that are commands, each in a shell. What they export stays in the environment.
func (n *newcomer) follow(steps []step) {
	n.t.Helper()
	commands := 0
	for _, s := range steps {
		for _, line := range s.lines {
			if name, _, ok := strings.Cut(line, "="); ok && strings.HasPrefix(name, "export ") {
				name = strings.TrimPrefix(name, "export ")
				o := n.must(0, n.shop, line+"\nprintf %s \"$"+name+"\"")
				if len(o.stdout) < 16 {
					n.t.Fatalf("%s: the key is %q", line, o.stdout)
				}
				n.env = append(n.env, name+"="+o.stdout)
				commands++
			} else if strings.HasPrefix(line, "go ") {
				n.must(0, n.shop, line)
				commands++
			}
		}
	}
	if commands == 0 {
		n.t.Errorf("no step is a command: %v", steps)
	}
}

// attack runs the fixed program: it does not start without its keys, and refuses the forged cookie.
func (n *newcomer) attack() {
	n.t.Helper()
	if n.believes(n.start()) {
		n.t.Error("the fixed program believes a forged cookie")
	}
	isKey := func(v string) bool { return regexp.MustCompile(`^[A-Z_]+_(KEY|SECRET)=`).MatchString(v) }
	if !slices.ContainsFunc(n.env, isKey) {
		n.t.Fatal("the steps set no key")
	}
	with := n.env
	n.env = slices.DeleteFunc(slices.Clone(with), isKey)
	o := n.shell(n.shop, "timeout 20 ./shop -config shop.yml")
	if o.status == 0 || o.status == 124 || !strings.Contains(o.stderr, "_KEY") {
		n.t.Errorf("the fixed program runs without keys: status %d\n%s", o.status, o.stderr)
	}
	n.env = with
}

// start builds and runs the shop, and returns its address.
func (n *newcomer) start() string {
	n.t.Helper()
	n.must(0, n.shop, "go build -o shop .")
	n.write("shop.yml", "addr: 127.0.0.1:0\ndata_dir: "+n.t.TempDir()+"\n")
	cmd := exec.Command(filepath.Join(n.shop, "shop"), "-config", "shop.yml")
	cmd.Dir, cmd.Env = n.shop, n.env
	stderr, err := cmd.StderrPipe()
	if err != nil {
		n.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	var printed strings.Builder
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		printed.WriteString(lines.Text() + "\n")
		if _, address, ok := strings.Cut(lines.Text(), "addr="); ok {
			go io.Copy(io.Discard, stderr)
			return address
		}
	}
	n.t.Fatalf("the shop does not start:\n%s", printed.String())
	return ""
}

// believes reports whether a cookie that nobody signed makes a visitor's cart cheaper.
func (n *newcomer) believes(address string) bool {
	n.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		n.t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	honest := n.total(browser, n.request("POST", address, `{"sku":"POT-1","quantity":1}`))
	forged := n.request("GET", address, "")
	forged.AddCookie(&http.Cookie{Name: "shop_preferences", Value: base64.RawURLEncoding.EncodeToString([]byte(`{"member_discount":90}`))})
	return n.total(browser, forged) != honest
}

// request returns a request for the visitor's cart.
func (n *newcomer) request(method, address, body string) *http.Request {
	n.t.Helper()
	req, err := http.NewRequest(method, address+"/cart", strings.NewReader(body))
	if err != nil {
		n.t.Fatal(err)
	}
	return req
}

var total = regexp.MustCompile(`"total": ?(\d+)`)

// total sends a request for a cart and returns the cart's total, or the status of a reply without one.
func (n *newcomer) total(browser *http.Client, req *http.Request) string {
	n.t.Helper()
	resp, err := browser.Do(req)
	if err != nil {
		n.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		n.t.Fatal(err)
	}
	m := total.FindSubmatch(answer)
	if m == nil {
		return resp.Status
	}
	return string(m[1])
}

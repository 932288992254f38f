// Package samples builds and runs the pieces of Go that the module's pages show.
package samples

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Programs, with their output, are in docs/migrate.md and tested there. These are pieces: statements, or an import.
var pages = []string{"../../README.md", "../redaction.md"}

var piece = regexp.MustCompile("(?s)```go\n(.*?)```")

// given are what the pieces take for granted.
const given = `
type User struct{ Name string }
type Prefs struct{ Theme string }
type Session struct{ User string }

var (
	ctx       = context.Background()
	sessionID = "4711"
	session   Session
	signer    = signedcodec.Must(signedcodec.GenerateKey(), "samples", signedcodec.WithMaxAge(time.Hour))
	rdb       = redisLike{}
	w         = httptest.NewRecorder()
	r         = httptest.NewRequest("GET", "/", nil)
	redis     = struct{ Nil error }{errors.New("redis: nil")}
)

// redisLike has the method set of a client of go-redis.
type redisLike map[string][]byte
type reply struct {
	b   []byte
	err error
}

func (r reply) Bytes() ([]byte, error)   { return r.b, r.err }
func (r reply) Err() error               { return r.err }
func (r reply) Result() ([]any, error)   { return nil, r.err }
func (m redisLike) Del(context.Context, ...string) reply  { return reply{} }
func (m redisLike) MGet(context.Context, ...string) reply { return reply{} }
func (m redisLike) Get(_ context.Context, key string) reply {
	if b, ok := m[key]; ok {
		return reply{b, nil}
	}
	return reply{nil, redis.Nil}
}
func (m redisLike) Set(_ context.Context, key string, v any, _ time.Duration) reply {
	m[key] = v.([]byte)
	return reply{}
}
func (m redisLike) Pipelined(_ context.Context, fn func(redisLike) error) ([]reply, error) { return nil, fn(m) }

func loadUser(context.Context, string) (User, error) { return User{"Ada"}, nil }

func sessionToken() []byte {
	s := signedcodec.Must(signedcodec.FromEnv("SESSION_KEY"), "app/session", signedcodec.WithMaxAge(24*time.Hour))
	token, err := s.For(sessionID).Marshal(Session{"ada"})
	if err != nil {
		panic(err)
	}
	return token
}

var _ = []any{http.ErrNoCookie, ctx, rdb, w, r, redis, loadUser, sessionToken, fmt.Sprint, log.Fatal, os.Getenv, redact.Must, cache.HideKeys, cookie.Insecure, adapters.NewLRUStore}
`

func TestPieces(t *testing.T) {
	key, err := exec.Command("go", "run", "../../cmd/sckeygen").Output()
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range piece.FindAllStringSubmatch(string(text), -1) {
			count++
			t.Run(fmt.Sprintf("%s/%d", filepath.Base(page), count), func(t *testing.T) {
				t.Parallel()
				runPiece(t, m[1], strings.TrimSpace(string(key)))
			})
		}
	}
	if count < 7 {
		t.Errorf("%d pieces are found", count)
	}
}

func runPiece(t *testing.T, body, key string) {
	t.Helper()
	imports := `"context"; "errors"; "fmt"; "log"; "net/http"; "net/http/httptest"; "os"; "time"; ` +
		`"github.com/unsafedecode/unsafedecode/signedcodec"; "github.com/unsafedecode/unsafedecode/signedcodec/adapters"; ` +
		`"github.com/unsafedecode/unsafedecode/signedcodec/cache"; "github.com/unsafedecode/unsafedecode/signedcodec/cookie"; "github.com/unsafedecode/unsafedecode/signedcodec/redact"`
	program := "package main\n\nimport (" + imports + ")\n\n" + given + "\n"
	if strings.HasPrefix(body, "import ") {
		program = "package main\n\n" + body + "\nfunc main() {}\n"
	} else {
		before, after := "", ""
		if strings.Contains(body, "Open(token)") || strings.Contains(body, "Unmarshal(token") && !strings.Contains(body, "token, err :=") {
			before = "token := sessionToken()\n"
		}
		for _, name := range []string{"err", "token", "user", "p", "r"} { // what a piece ends with is not used any more
			if regexp.MustCompile(`(?m)^\t?(\w+, )?`+name+`(, \w+)? :?= `).MatchString(body) || before != "" && name == "token" {
				after += "_ = " + name + "\n"
			}
		}
		if strings.Contains(body, "err") {
			after += "if err != nil && !errors.Is(err, http.ErrNoCookie) { return err }\n" // no browser has sent one back
		}
		program += "func run() error {\n" + before + body + after + "return nil\n}\n\nfunc main() {\n\tif err := run(); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n"
	}
	dir, err := os.MkdirTemp(".", "piece-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "run", "./"+dir)
	cmd.Env = append(os.Environ(), "SESSION_KEY="+key, "CACHE_KEY_SECRET=b7Qz!p0kW3eR9tY2uI5o#k4v!u9h2$m8")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s\n%s", err, out, body)
	}
}

package drivers

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// A cacheRequest and a cacheResponse are those of the protocol of GOCACHEPROG (go help cache, cmd/go/internal/cacheprog).
type cacheRequest struct {
	ID       int64
	Command  string
	ActionID []byte `json:",omitempty"`
	OutputID []byte `json:",omitempty"`
	BodySize int64  `json:",omitempty"`
}

type cacheResponse struct {
	ID            int64
	Err           string     `json:",omitempty"`
	KnownCommands []string   `json:",omitempty"`
	Miss          bool       `json:",omitempty"`
	OutputID      []byte     `json:",omitempty"`
	Size          int64      `json:",omitempty"`
	Time          *time.Time `json:",omitempty"`
	DiskPath      string     `json:",omitempty"`
}

const cacheDirVar = "UNSAFEDECODE_DRIVERS_CACHE"

// cacheProgram is a build cache that machines share: it keeps entries in a directory.
func cacheProgram() int {
	dir := os.Getenv(cacheDirVar)
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := json.NewEncoder(os.Stdout)
	if err := out.Encode(cacheResponse{KnownCommands: []string{"get", "put", "close"}}); err != nil {
		return 1
	}
	for {
		var request cacheRequest
		if err := in.Decode(&request); err != nil {
			return 0
		}
		reply := cacheResponse{ID: request.ID}
		entry := filepath.Join(dir, hex.EncodeToString(request.ActionID))
		var err error
		switch request.Command {
		case "get":
			err = get(entry, &reply)
		case "put":
			err = put(entry, in, request, &reply)
		}
		if err != nil {
			reply.Err = err.Error()
		}
		if err := out.Encode(reply); err != nil || request.Command == "close" {
			return 0
		}
	}
}

func get(entry string, reply *cacheResponse) error {
	id, err := os.ReadFile(entry + ".id")
	if errors.Is(err, fs.ErrNotExist) {
		reply.Miss = true
		return nil
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(entry)
	if err != nil {
		return err
	}
	written := info.ModTime()
	reply.OutputID, reply.Size, reply.Time, reply.DiskPath = id, info.Size(), &written, entry
	return nil
}

// put reads the body, a string of base64 that follows the request if it has a size.
func put(entry string, in *json.Decoder, request cacheRequest, reply *cacheResponse) error {
	var body []byte
	if request.BodySize > 0 {
		var text string
		if err := in.Decode(&text); err != nil {
			return err
		}
		var err error
		if body, err = io.ReadAll(base64.NewDecoder(base64.StdEncoding, strings.NewReader(text))); err != nil {
			return err
		}
	}
	reply.DiskPath = entry
	return errors.Join(os.WriteFile(entry, body, 0o666), os.WriteFile(entry+".id", request.OutputID, 0o666))
}

// Machines share a build cache through GOCACHEPROG: the second one finds all that the first has analyzed, with its facts and
// findings, and analyzes nothing.
func TestSharedCache(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, shared, command := drive.Lay(t, "file.txtar"), t.TempDir(), drive.Program(t, "unsafedecode")
	machine := func() (found, work []string) {
		env := []string{"GOCACHE=" + t.TempDir(), "GOCACHEPROG=" + self, roleVar + "=" + roleCache, cacheDirVar + "=" + shared}
		run := drive.Execute(t, dir, env, "go", "vet", "-x", "-vettool="+command, "./...")
		return drive.Printed(run.Stderr), append(drive.LinesOf(run.Stderr, "vet.cfg"), drive.LinesOf(run.Stderr, "/compile ")...)
	}
	first, work := machine()
	if len(first) != 1 || len(work) == 0 {
		t.Fatalf("the first machine finds %q, and does %d things", first, len(work))
	}
	second, work := machine()
	if !slices.Equal(first, second) || len(work) > 0 {
		t.Errorf("the second machine finds %q, want %q; it had to work:\n%s", second, first, strings.Join(work, "\n"))
	}
}

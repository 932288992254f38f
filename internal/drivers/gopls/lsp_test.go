package gopls

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// hang ends a test whose server does not answer. It does not measure speed.
const hang = 3 * time.Minute

// A message is a request, a response or a notification of the Language Server Protocol.
type message struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  any             `json:"params,omitempty"`
	Result  any             `json:"result,omitempty"`
	Error   any             `json:"error,omitempty"`
}

// An incoming message has contents that are still to be decoded.
type incoming struct {
	ID            json.RawMessage
	Method        string
	Params        json.RawMessage
	Result, Error json.RawMessage
}

// An lspDiagnostic is what a server publishes about a place. Lines and columns count from 0.
type lspDiagnostic struct {
	Range   lspRange        `json:"range"`
	Source  string          `json:"source"`
	Message string          `json:"message"`
	Related []any           `json:"relatedInformation"`
	Code    json.RawMessage `json:"code,omitempty"`
	Data    json.RawMessage `json:"data,omitempty"`
}

type lspRange struct {
	Start lspPosition `json:"start"`
	End   lspPosition `json:"end"`
}

type lspPosition struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type lspEdit struct {
	Range   lspRange `json:"range"`
	NewText string   `json:"newText"`
}

// A server is a running gopls and the client's end of its connection.
type server struct {
	t       testing.TB
	dir     string
	cmd     *exec.Cmd
	in      io.WriteCloser
	from    chan incoming
	next    int
	version int
}

// startServer starts gopls with the suite in a directory. The cache directory is for gopls.
func startServer(t testing.TB, dir, cache string) *server {
	t.Helper()
	return startProgram(t, drive.Program(t, "gopls"), dir, cache)
}

// startProgram starts the gopls that is named.
func startProgram(t testing.TB, gopls, dir, cache string) *server {
	t.Helper()
	s := &server{t: t, dir: dir, cmd: exec.Command(gopls), from: make(chan incoming)}
	s.cmd.Dir = dir
	s.cmd.Env = append(os.Environ(), "GOPLSCACHE="+cache)
	s.cmd.Stderr = os.Stderr
	var err error
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go s.receive(bufio.NewReader(out))
	s.call("initialize", map[string]any{
		"processId": os.Getpid(),
		"rootUri":   uri(dir),
		"capabilities": map[string]any{"textDocument": map[string]any{
			"publishDiagnostics": map[string]any{"relatedInformation": true, "dataSupport": true},
			"codeAction":         map[string]any{"codeActionLiteralSupport": map[string]any{"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}}}},
		}},
		"workspaceFolders": []any{map[string]any{"uri": uri(dir), "name": "sample"}},
		// As long gopls otherwise waits for the next key.
		"initializationOptions": map[string]any{"diagnosticsDelay": "0s"},
	})
	s.notify("initialized", map[string]any{})
	return s
}

// stop ends the server as an editor does.
func (s *server) stop() {
	s.call("shutdown", nil)
	s.notify("exit", nil)
	s.in.Close()
	for range s.from {
	}
	s.cmd.Wait()
}

func uri(path string) string { return "file://" + filepath.ToSlash(path) }

// receive sends messages to s.from until the server closes its end.
func (s *server) receive(r *bufio.Reader) {
	defer close(s.from)
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		size, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return
		}
		data := make([]byte, size)
		if _, err := io.ReadFull(r, data); err != nil {
			return
		}
		var m incoming
		if err := json.Unmarshal(data, &m); err != nil {
			return
		}
		s.from <- m
	}
}

func (s *server) send(m message) {
	s.t.Helper()
	m.Version = "2.0"
	data, err := json.Marshal(m)
	if err == nil {
		_, err = fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(data), data)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *server) notify(method string, params any) { s.send(message{Method: method, Params: params}) }

// call sends a request and returns the answer's result.
func (s *server) call(method string, params any) json.RawMessage {
	s.t.Helper()
	s.next++
	id := strconv.Itoa(s.next)
	s.send(message{ID: json.RawMessage(id), Method: method, Params: params})
	answer := s.await("the answer to "+method, func(m incoming) bool { return m.Method == "" && string(m.ID) == id })
	if answer.Error != nil {
		s.t.Fatalf("%s: %s", method, answer.Error)
	}
	return answer.Result
}

// await returns the first message that is wanted. It answers what the server asks before that.
func (s *server) await(what string, wanted func(incoming) bool) incoming {
	s.t.Helper()
	limit := time.After(hang)
	for {
		select {
		case m, ok := <-s.from:
			if !ok {
				s.t.Fatalf("the server ended; waited for %s", what)
			}
			if wanted(m) {
				return m
			}
			if m.Method != "" && m.ID != nil {
				s.answer(m)
			}
		case <-limit:
			s.t.Fatalf("no %s", what)
		}
	}
}

// answer gives the server's own requests the empty answer of their kind.
func (s *server) answer(m incoming) {
	reply := message{ID: m.ID, Result: json.RawMessage("null")}
	if m.Method == "workspace/configuration" {
		var asked struct{ Items []any }
		if err := json.Unmarshal(m.Params, &asked); err != nil {
			s.t.Fatal(err)
		}
		reply.Result = make([]any, len(asked.Items))
	}
	s.send(reply)
}

func (s *server) open(file string) {
	s.t.Helper()
	s.version++
	s.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": uri(filepath.Join(s.dir, file)), "languageId": "go", "version": s.version, "text": drive.Read(s.t, filepath.Join(s.dir, file)),
	}})
}

// change replaces the text of an open file.
func (s *server) change(file, text string) {
	s.t.Helper()
	s.version++
	s.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri(filepath.Join(s.dir, file)), "version": s.version},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

// save tells the server that an open file was saved.
func (s *server) save(file string) {
	s.t.Helper()
	s.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": uri(filepath.Join(s.dir, file))}})
}

// diagnostics returns what is published of the newest version of a file when all analyzers have run. Compile errors are
// published before that; so the sample's files have something that an analyzer of gopls's own reports.
func (s *server) diagnostics(file string) []lspDiagnostic {
	s.t.Helper()
	return s.published(file, func(d lspDiagnostic) bool { return d.Source == "printf" })
}

// published waits for diagnostics of the newest version of a file with one that shows that they are complete.
func (s *server) published(file string, ready func(lspDiagnostic) bool) []lspDiagnostic {
	s.t.Helper()
	var published struct {
		URI         string
		Version     int
		Diagnostics []lspDiagnostic
	}
	s.await("diagnostics of "+file, func(m incoming) bool {
		if m.Method != "textDocument/publishDiagnostics" {
			return false
		}
		published.Diagnostics = nil
		if err := json.Unmarshal(m.Params, &published); err != nil {
			s.t.Fatal(err)
		}
		return published.URI == uri(filepath.Join(s.dir, file)) && published.Version == s.version && slices.ContainsFunc(published.Diagnostics, ready)
	})
	return published.Diagnostics
}

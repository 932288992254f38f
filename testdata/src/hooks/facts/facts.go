// Package facts has what other packages are told. // want package:`runs Again:command Restart:command T.Start:command` package:`decodes Read:file-name ReadAll:file-name` package:`registers \[\{gob hooks/facts Include\}\]`
package facts

import (
	"encoding/gob"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"text/template"
	"unsafe"
)

func init() { gob.Register(Include{}) }

// An Include opens a file that the input names.
type Include struct{ text []byte } // want Include:`hooks GobDecode:file-name UnmarshalText:file-name`

func (i *Include) GobDecode(b []byte) (err error) {
	i.text, err = os.ReadFile(string(b))
	return err
}

func (i *Include) UnmarshalText(b []byte) error { return i.GobDecode(b) }

// A Runtime does what the language has.
type Runtime struct { // want Runtime:`hooks UnmarshalJSON:goroutine UnmarshalJSON:unsafe UnmarshalJSON:lock`
	mu sync.Mutex
	p  unsafe.Pointer
}

func (r *Runtime) UnmarshalJSON(b []byte) error {
	go func() {}()
	r.p = unsafe.Pointer(&b[0])
	r.mu.Lock()
	return nil
}

// A Setting does what a reviewer wants to know, and no more than that.
type Setting struct { // want Setting:`hooks UnmarshalJSON:file-name UnmarshalText:environment UnmarshalYAML:host-name UnmarshalBinary:template`
	text  string
	files []string
	at    *net.TCPAddr
	page  *template.Template
}

func (s *Setting) UnmarshalJSON(b []byte) (err error) {
	s.files, err = filepath.Glob(string(b))
	return err
}

func (s *Setting) UnmarshalText(b []byte) error {
	s.text = os.ExpandEnv(string(b)) + os.Getenv("HOME")
	return nil
}

func (s *Setting) UnmarshalYAML(unmarshal func(any) error) (err error) {
	if err := unmarshal(&s.text); err != nil {
		return err
	}
	s.at, err = net.ResolveTCPAddr("tcp", s.text)
	return err
}

// A template that is parsed does nothing before it is executed.
func (s *Setting) UnmarshalBinary(b []byte) (err error) {
	s.page, err = template.New("page").Parse(string(b))
	return err
}

// A Quiet type only decodes.
type Quiet struct{ n int }

func (q *Quiet) UnmarshalJSON(b []byte) error {
	q.n = len(b)
	return nil
}

// A T runs commands, whatever it is given.
type T struct{}

func (T) Start()              { again() }
func Restart()                { exec.Command("sync").Run() }
func Again()                  { again() }
func again()                  { Restart(); T{}.Start() }
func Dial() (net.Conn, error) { return net.Dial("tcp", "localhost:80") }

// Read decodes into a type that its callers do not see.
func Read(r io.Reader) (i Include, err error) {
	err = gob.NewDecoder(r).Decode(&i)
	return i, err
}

func ReadAll(r io.Reader) ([]Include, error) { return readAll(r) }

func readAll(r io.Reader) (all []Include, err error) {
	for {
		i, err := Read(r)
		if err == io.EOF {
			return all, nil
		}
		all = append(all, i)
	}
}

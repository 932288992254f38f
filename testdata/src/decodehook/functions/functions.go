// Package functions gives decoders functions for types that have no methods of their own.
package functions

import (
	"net/http"
	"os"
	"os/exec"

	"github.com/goccy/go-yaml"
)

// An include is read from a file that the document names.
type include struct{ text []byte }

// A step is run as it is decoded.
type step struct{ out []byte }

// A title only decodes.
type title struct{ text string }

// A file is decoded so by one decoder, the one that is told.
type file struct{ text []byte }

func init() {
	yaml.RegisterCustomUnmarshaler(func(i *include, b []byte) (err error) {
		i.text, err = os.ReadFile(string(b))
		return err
	})
	yaml.RegisterCustomUnmarshaler[step](run)
	yaml.RegisterCustomUnmarshaler(func(t *title, b []byte) error {
		t.text = string(b)
		return nil
	})
}

func run(s *step, b []byte) (err error) {
	s.out, err = exec.Command("sh", "-c", string(b)).Output()
	return err
}

func document(r *http.Request) (d struct{ Body include }, err error) {
	err = yaml.NewDecoder(r.Body).Decode(&d) // want `decoding the body of an HTTP request runs a function that is registered for the type, which opens a file`
	return d, err
}

func pipeline(r *http.Request) (p struct{ Steps []step }, err error) {
	err = yaml.NewDecoder(r.Body).Decode(&p) // want `runs run, which runs a command`
	return p, err
}

func titles(r *http.Request) (t []title, err error) {
	err = yaml.NewDecoder(r.Body).Decode(&t)
	return t, err
}

func told(r *http.Request) (v struct{ Avatar file }, err error) {
	open := yaml.CustomUnmarshaler(func(f *file, b []byte) (err error) {
		f.text, err = os.ReadFile(string(b))
		return err
	})
	err = yaml.NewDecoder(r.Body, open).Decode(&v) // want `runs a function that is registered for the type, which opens a file`
	return v, err
}

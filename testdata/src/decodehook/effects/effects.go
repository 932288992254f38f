// Package effects has types that do more than decode themselves.
package effects

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"plugin"
	"strings"
	"text/template"

	"gopkg.in/yaml.v3"
)

// A job runs what the input says.
type job struct{ Name string }

func (j *job) UnmarshalJSON(b []byte) error {
	var raw struct{ Name string }
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	j.Name = raw.Name
	return run(raw.Name)
}

func run(name string) error { return exec.Command("sh", "-c", name).Run() }

func submit(r *http.Request) (j job, err error) {
	err = json.NewDecoder(r.Body).Decode(&j) // want `decodehook: decoding the body of an HTTP request runs \(\*job\).UnmarshalJSON, which runs a command`
	return j, err
}

// A tick runs a command whatever it is given.
type tick struct{ n int }

func (t *tick) UnmarshalText(b []byte) error {
	t.n = len(b)
	return exec.Command("sync").Run()
}

func ticks(r *http.Request) (t map[string]tick, err error) {
	err = json.NewDecoder(r.Body).Decode(&t) // want `runs \(\*tick\).UnmarshalText, which runs a command`
	return t, err
}

// An include opens a file that the document names.
type include struct{ text []byte }

func (i *include) UnmarshalYAML(unmarshal func(any) error) (err error) {
	var name string
	if err := unmarshal(&name); err != nil {
		return err
	}
	i.text, err = os.ReadFile(name)
	return err
}

func document(r *http.Request) (d struct{ Body include }, err error) {
	err = yaml.NewDecoder(r.Body).Decode(&d) // want `runs \(\*include\).UnmarshalYAML, which opens a file`
	return d, err
}

type included struct{ text []byte }

func (i *included) UnmarshalYAML(n *yaml.Node) (err error) {
	i.text, err = os.ReadFile(n.Value)
	return err
}

func nodes(r *http.Request) (d []included, err error) {
	err = yaml.NewDecoder(r.Body).Decode(&d) // want `runs \(\*included\).UnmarshalYAML, which opens a file`
	return d, err
}

// A table allocates what a number of the input says.
type table struct{ rows []uint64 }

func (t *table) GobDecode(b []byte) error {
	n, _ := binary.Uvarint(b)
	t.rows = make([]uint64, n)
	return binary.Read(bytes.NewReader(b), binary.BigEndian, t.rows)
}

func tables(r *http.Request) (t table, err error) {
	err = gob.NewDecoder(r.Body).Decode(&t) // want `runs \(\*table\).GobDecode, which allocates by a number of the input`
	return t, err
}

type page struct{ text strings.Builder }

func (p *page) UnmarshalText(b []byte) error {
	t, err := template.New("page").Parse(string(b))
	if err != nil {
		return err
	}
	return t.Execute(&p.text, nil)
}

func pages(r *http.Request) (p page, err error) {
	err = json.NewDecoder(r.Body).Decode(&p) // want `runs \(\*page\).UnmarshalText, which evaluates a template`
	return p, err
}

type extension struct{ p *plugin.Plugin }

func (e *extension) UnmarshalBinary(b []byte) (err error) {
	e.p, err = plugin.Open(string(b))
	return err
}

func extensions(r *http.Request) (e extension, err error) {
	err = gob.NewDecoder(r.Body).Decode(&e) // want `runs \(\*extension\).UnmarshalBinary, which loads a plug-in`
	return e, err
}

type link struct{ c net.Conn }

func (l *link) UnmarshalText(b []byte) (err error) {
	l.c, err = net.Dial("tcp", string(b))
	return err
}

func links(r *http.Request) (l link, err error) {
	err = json.NewDecoder(r.Body).Decode(&l) // want `runs \(\*link\).UnmarshalText, which dials`
	return l, err
}

type avatar struct{ Size int64 }

func (a *avatar) UnmarshalText(b []byte) error {
	res, err := http.Head(string(b))
	if err != nil {
		return err
	}
	a.Size = res.ContentLength
	return res.Body.Close()
}

func avatars(r *http.Request) (a struct{ Avatar *avatar }, err error) {
	err = json.NewDecoder(r.Body).Decode(&a) // want `runs \(\*avatar\).UnmarshalText, which sends an HTTP request`
	return a, err
}

// Package requests has gob decoders that read what a request brings, and what a request has that is no attacker's.
package requests

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/gob"
	"io"
	"net/http"
	"strings"
)

type order struct{ ID, Item string }

func body(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := gob.NewDecoder(r.Body).Decode(&o); err != nil { // want "untrusteddecode"
		http.Error(w, "bad request", http.StatusBadRequest)
	}
}

func inSteps(w http.ResponseWriter, r *http.Request) {
	var o order
	dec := gob.NewDecoder(bufio.NewReader(r.Body))
	for {
		if err := dec.Decode(&o); err != nil { // want "untrusteddecode"
			return
		}
	}
}

// A bound on the size hardens nothing.
func bounded(w http.ResponseWriter, r *http.Request) {
	var o order
	gob.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&o) // want "untrusteddecode"
	gob.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(&o)         // want "untrusteddecode"
}

func compressed(w http.ResponseWriter, r *http.Request) {
	zr, err := gzip.NewReader(r.Body)
	if err != nil {
		return
	}
	var o order
	gob.NewDecoder(zr).Decode(&o) // want "untrusteddecode"
}

func readWhole(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var o order
	gob.NewDecoder(bytes.NewReader(b)).Decode(&o) // want "untrusteddecode"
}

func fields(w http.ResponseWriter, r *http.Request) {
	var o order
	decode := func(s string) {
		b, _ := base64.StdEncoding.DecodeString(s)
		gob.NewDecoder(bytes.NewReader(b)).Decode(&o) // want "untrusteddecode"
	}
	decode(r.Header.Get("X-Order"))
}

func header(w http.ResponseWriter, r *http.Request) {
	var o order
	gob.NewDecoder(base64.NewDecoder(base64.StdEncoding, strings.NewReader(r.Header.Get("X-Order")))).Decode(&o) // want "untrusteddecode"
}

func query(w http.ResponseWriter, r *http.Request) {
	var o order
	gob.NewDecoder(strings.NewReader(r.URL.Query().Get("order"))).Decode(&o) // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(r.FormValue("order"))).Decode(&o)       // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(r.PostFormValue("order"))).Decode(&o)   // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(r.PathValue("order"))).Decode(&o)       // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(r.URL.Path)).Decode(&o)                 // want "untrusteddecode"
}

func parsedForm(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		return
	}
	var o order
	gob.NewDecoder(strings.NewReader(r.Form.Get("order"))).Decode(&o)    // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(r.PostForm["order"][0])).Decode(&o) // want "untrusteddecode"
}

func uploaded(w http.ResponseWriter, r *http.Request) {
	f, _, err := r.FormFile("order")
	if err != nil {
		return
	}
	defer f.Close()
	var o order
	gob.NewDecoder(f).Decode(&o) // want "untrusteddecode"
}

func streamed(w http.ResponseWriter, r *http.Request) {
	mr, err := r.MultipartReader()
	if err != nil {
		return
	}
	for {
		part, err := mr.NextPart()
		if err != nil {
			return
		}
		var o order
		gob.NewDecoder(part).Decode(&o) // want "untrusteddecode"
	}
}

func opened(w http.ResponseWriter, r *http.Request) {
	r.ParseMultipartForm(1 << 20)
	for _, fh := range r.MultipartForm.File["order"] {
		f, err := fh.Open()
		if err != nil {
			return
		}
		var o order
		gob.NewDecoder(f).Decode(&o) // want "untrusteddecode"
	}
}

func middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var o order
		gob.NewDecoder(r.Body).Decode(&o) // want "untrusteddecode"
		next.ServeHTTP(w, r)
	})
}

type server struct{ limit int64 }

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.load(r.Body)
}

func (s *server) load(r io.Reader) {
	var o order
	gob.NewDecoder(r).Decode(&o) // want "untrusteddecode"
}

// The method says what to do; the values that the server set are its own.
func notFromOutside(w http.ResponseWriter, r *http.Request) {
	var o order
	gob.NewDecoder(strings.NewReader(r.Method)).Decode(&o)
	gob.NewDecoder(strings.NewReader(r.Pattern)).Decode(&o)
}

// A cookie is the business of another rule.
func cookie(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("order")
	if err != nil {
		return
	}
	var o order
	gob.NewDecoder(strings.NewReader(c.Value)).Decode(&o)
}

// Package bounded has streams that something bounds, and what is none.
package bounded

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net"
	"net/http"
	"os"

	"gopkg.in/yaml.v3"
)

const limit = 1 << 20

type order struct{ Item string }

func maxBytes(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	io.ReadAll(r.Body)
}

func inPlace(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
}

func limitReader(w http.ResponseWriter, r *http.Request) {
	var o order
	xml.NewDecoder(io.LimitReader(r.Body, limit)).Decode(&o)
}

func limitedReader(w http.ResponseWriter, r *http.Request) {
	lr := &io.LimitedReader{R: r.Body, N: limit}
	io.ReadAll(lr)
}

func copyN(w http.ResponseWriter, r *http.Request) {
	var buf bytes.Buffer
	io.CopyN(&buf, r.Body, limit)
	var o order
	yaml.NewDecoder(&buf).Decode(&o)
}

func contentLength(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength < 0 || r.ContentLength > limit {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	io.ReadAll(r.Body)
}

func form(w http.ResponseWriter, r *http.Request) {
	r.ParseForm()
	var o order
	yaml.Unmarshal([]byte(r.PostFormValue("order")), &o)
}

func parse(w http.ResponseWriter, r *http.Request) {
	r.ParseMultipartForm(32 << 20)
}

func upload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	f, _, err := r.FormFile("image")
	if err != nil {
		return
	}
	io.ReadAll(f)
}

func uploadSize(w http.ResponseWriter, r *http.Request) error {
	f, h, err := r.FormFile("image")
	if err != nil {
		return err
	}
	if h.Size > limit {
		return errors.New("too large")
	}
	_, err = io.ReadAll(f)
	return err
}

func limitBody(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
}

func byHelper(w http.ResponseWriter, r *http.Request) {
	limitBody(w, r)
	io.ReadAll(r.Body)
}

func limitedBody(r io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(r, limit)) }

func byReader(w http.ResponseWriter, r *http.Request) {
	limitedBody(r.Body)
}

func lines(c net.Conn) {
	s := bufio.NewScanner(c)
	for s.Scan() {
		var o order
		yaml.Unmarshal(s.Bytes(), &o)
	}
}

func chunk(c net.Conn) {
	buf := make([]byte, 1500)
	n, err := c.Read(buf)
	if err != nil {
		return
	}
	var o order
	yaml.Unmarshal(buf[:n], &o)
}

// A header is as long as the server allows.
func header(w http.ResponseWriter, r *http.Request) {
	var o order
	yaml.Unmarshal([]byte(r.Header.Get("X-Order")), &o)
}

// What goes somewhere else piece by piece takes no memory.
func store(w http.ResponseWriter, r *http.Request, f *os.File) {
	io.Copy(f, r.Body)
	io.Copy(io.Discard, r.Body)
}

// The reply of a configured server, the operator's file.
func reply(url, name string) {
	resp, err := http.Get(url)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	io.ReadAll(resp.Body)
	f, err := os.Open(name)
	if err != nil {
		return
	}
	io.ReadAll(f)
}

// A transport looks at the requests of its own program.
type transport struct{ next http.RoundTripper }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	io.ReadAll(r.Body)
	return t.next.RoundTrip(r)
}

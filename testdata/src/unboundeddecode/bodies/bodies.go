// Package bodies reads bodies of requests whole.
package bodies

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"io"
	"io/ioutil"
	"net"
	"net/http"
	"net/http/httputil"
	"net/rpc"
	"strings"

	"gopkg.in/yaml.v3"
)

type order struct{ Item string }

var key = []byte("0123456789abcdef0123456789abcdef")

// A webhook reads the body before it looks at the signature.
func webhook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body) // want "unboundeddecode: io.ReadAll reads the body of an HTTP request with no bound on its size: bound it first"
	if err != nil {
		return
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	if !hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(r.Header.Get("X-Signature"))) {
		return
	}
	var o order
	json.Unmarshal(body, &o) // one finding for one stream
}

func old(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	return ioutil.ReadAll(r.Body) // want "unboundeddecode: ioutil.ReadAll reads the body"
}

func buffered(w http.ResponseWriter, r *http.Request) {
	var buf bytes.Buffer
	if _, err := io.Copy(&buf, r.Body); err != nil { // want "unboundeddecode: io.Copy into memory reads the body"
		return
	}
	var o order
	yaml.Unmarshal(buf.Bytes(), &o)
}

func builder(w http.ResponseWriter, r *http.Request) string {
	var b strings.Builder
	io.Copy(&b, r.Body) // want "unboundeddecode: io.Copy into memory reads the body"
	return b.String()
}

func readFrom(w http.ResponseWriter, r *http.Request) {
	buf := new(bytes.Buffer)
	buf.ReadFrom(r.Body) // want "unboundeddecode: bytes.Buffer.ReadFrom reads the body"
}

func dump(w http.ResponseWriter, r *http.Request) {
	httputil.DumpRequest(r, true) // want "unboundeddecode: httputil.DumpRequest reads the body"
	httputil.DumpRequest(r, false)
}

func xmlBody(w http.ResponseWriter, r *http.Request) {
	var o order
	xml.NewDecoder(r.Body).Decode(&o) // want "unboundeddecode: XML decodes the body of an HTTP request with no bound on its size"
}

func yamlBody(w http.ResponseWriter, r *http.Request) {
	var o order
	yaml.NewDecoder(r.Body).Decode(&o) // want "unboundeddecode: YAML decodes the body of an HTTP request with no bound"
}

// A gob of a request is untrusteddecode's, too: a bound and a hardened format are different remedies.
func gobBody(w http.ResponseWriter, r *http.Request) {
	var o order
	gob.NewDecoder(r.Body).Decode(&o) // want "unboundeddecode: gob decodes the body of an HTTP request with no bound"
}

// What takes connections and decodes them by itself cannot be bounded from outside.
func rpcServer(l net.Listener) { rpc.Accept(l) }

// JSON into a declared type is for strict rules.
func jsonBody(w http.ResponseWriter, r *http.Request) {
	var o order
	json.NewDecoder(r.Body).Decode(&o)
}

func onePath(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	}
	io.ReadAll(r.Body) // want "unboundeddecode"
}

// A bound that is made and not used is none.
func dropped(w http.ResponseWriter, r *http.Request) {
	_ = http.MaxBytesReader(w, r.Body, 1<<20)
	io.ReadAll(r.Body) // want "unboundeddecode"
}

func upload(w http.ResponseWriter, r *http.Request) {
	f, _, err := r.FormFile("image")
	if err != nil {
		return
	}
	io.ReadAll(f) // want "unboundeddecode"
}

func parts(w http.ResponseWriter, r *http.Request) {
	mr, err := r.MultipartReader()
	if err != nil {
		return
	}
	for {
		p, err := mr.NextPart()
		if err != nil {
			return
		}
		io.ReadAll(p) // want "unboundeddecode"
	}
}

func parse(w http.ResponseWriter, r *http.Request) {
	r.ParseMultipartForm(1 << 30) // want "unboundeddecode: ParseMultipartForm allows so much that it bounds nothing"
}

func parseAll(w http.ResponseWriter, r *http.Request) {
	r.ParseMultipartForm(r.ContentLength) // want "unboundeddecode: ParseMultipartForm allocates by a number from the Content-Length"
}

func accept(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go serve(c)
	}
}

func serve(c net.Conn) {
	defer c.Close()
	io.ReadAll(c) // want "unboundeddecode: io.ReadAll reads the accepted connection"
}

func slurp(r io.Reader) ([]byte, error) { return io.ReadAll(r) }

func helped(w http.ResponseWriter, r *http.Request) {
	slurp(r.Body) // want "unboundeddecode: io.ReadAll reads the body of an HTTP request with no bound on its size, inside slurp"
}

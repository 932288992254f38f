// Package receivers has servers that others call: admission webhooks, payment and Git services, registries.
package receivers

import (
	"archive/tar"
	"compress/gzip"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"gopkg.in/yaml.v3"
)

type review struct {
	Request struct {
		UID    string
		Object json.RawMessage
	}
}

type chart struct{ Name, Version string }

// An admission webhook reads the review whole before it looks at its content type.
func admit(w http.ResponseWriter, r *http.Request) {
	var body []byte
	if r.Body != nil {
		if data, err := io.ReadAll(r.Body); err == nil { // want "unboundeddecode: io.ReadAll reads the body of an HTTP request"
			body = data
		}
	}
	if r.Header.Get("Content-Type") != "application/json" {
		return
	}
	var v review
	json.Unmarshal(body, &v)
}

// A payment service's webhook, as its documentation has it.
func payment(w http.ResponseWriter, r *http.Request) {
	const maxBody = int64(65536)
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	payload, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	signed(payload, r.Header.Get("Signature"))
}

// The same without the limit.
func careless(w http.ResponseWriter, r *http.Request) {
	payload, err := io.ReadAll(r.Body) // want "unboundeddecode: io.ReadAll reads the body of an HTTP request"
	if err != nil {
		return
	}
	signed(payload, r.Header.Get("Signature"))
}

func signed(payload []byte, signature string) bool {
	mac := hmac.New(sha256.New, secret)
	mac.Write(payload)
	return hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(signature))
}

var secret = []byte("0123456789abcdef0123456789abcdef")

// A hook of a Git service: what the form has is bounded by the form, what the body has by nothing.
func push(w http.ResponseWriter, r *http.Request) {
	var payload []byte
	var err error
	switch r.Header.Get("Content-Type") {
	case "application/json":
		payload, err = io.ReadAll(r.Body) // want "unboundeddecode: io.ReadAll reads the body of an HTTP request"
	case "application/x-www-form-urlencoded":
		payload = []byte(r.FormValue("payload"))
	}
	if err != nil || !signed(payload, strings.TrimPrefix(r.Header.Get("X-Hub-Signature-256"), "sha256=")) {
		return
	}
	var event struct{ Ref string }
	json.Unmarshal(payload, &event)
}

// A registry reads the manifest of a chart that is uploaded.
func upload(w http.ResponseWriter, r *http.Request) {
	file, _, err := r.FormFile("chart")
	if err != nil {
		return
	}
	zr, err := gzip.NewReader(file)
	if err != nil {
		return
	}
	tr := tar.NewReader(zr)
	for {
		h, err := tr.Next()
		if err != nil {
			return
		}
		if strings.HasSuffix(h.Name, "/Chart.yaml") {
			var c chart
			yaml.NewDecoder(tr).Decode(&c) // want "unboundeddecode: YAML takes the body of an HTTP request decompressed"
			return
		}
	}
}

// A manifest whose aliases multiply is short: what it takes is decided by the decoder, and its text by nobody.
func apply(w http.ResponseWriter, r *http.Request) {
	file, _, err := r.FormFile("manifest")
	if err != nil {
		return
	}
	var objects map[string]any
	yaml.NewDecoder(file).Decode(&objects) // want "unboundeddecode: YAML decodes the body of an HTTP request with no bound"
}

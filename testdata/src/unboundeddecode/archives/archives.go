// Package archives decompresses what was sent.
package archives

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/segmentio/kafka-go"
)

const limit = 1 << 20

type order struct{ Item string }

func body(w http.ResponseWriter, r *http.Request) {
	zr, err := gzip.NewReader(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return
	}
	io.ReadAll(zr) // want "unboundeddecode: io.ReadAll takes the body of an HTTP request decompressed, with no bound: bound what comes out"
}

func decoded(w http.ResponseWriter, r *http.Request) {
	zr, err := zlib.NewReader(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return
	}
	var o order
	xml.NewDecoder(zr).Decode(&o) // want "unboundeddecode: XML takes the body of an HTTP request decompressed"
}

func behind(w http.ResponseWriter, r *http.Request) {
	zr, err := gzip.NewReader(r.Body)
	if err != nil {
		return
	}
	io.ReadAll(io.LimitReader(zr, limit))
	var o order
	xml.NewDecoder(http.MaxBytesReader(w, zr, limit)).Decode(&o)
}

func cookie(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("state")
	if err != nil {
		return
	}
	raw, err := base64.StdEncoding.DecodeString(c.Value)
	if err != nil {
		return
	}
	io.ReadAll(flate.NewReader(bytes.NewReader(raw))) // want "unboundeddecode: io.ReadAll takes the cookie of an HTTP request decompressed"
	io.ReadAll(bytes.NewReader(raw))
}

func message(m kafka.Message) {
	zr, err := gzip.NewReader(bytes.NewReader(m.Value))
	if err != nil {
		return
	}
	var buf bytes.Buffer
	io.Copy(&buf, zr) // want "unboundeddecode: io.Copy into memory takes the Kafka message decompressed"
}

func entries(w http.ResponseWriter, r *http.Request) error {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return err
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	for _, f := range zr.File {
		rc, err := f.Open()
		if err != nil {
			return err
		}
		out, err := os.Create(filepath.Join("/tmp", filepath.Base(f.Name)))
		if err != nil {
			return err
		}
		io.Copy(out, rc) // want "unboundeddecode: io.Copy to a file takes the body of an HTTP request decompressed"
		io.CopyN(out, rc, limit)
	}
	return nil
}

func sized(w http.ResponseWriter, r *http.Request) error {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return err
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	for _, f := range zr.File {
		if f.UncompressedSize64 > limit {
			return errors.New("too large")
		}
		rc, err := f.Open()
		if err != nil {
			return err
		}
		io.ReadAll(rc)
	}
	return nil
}

func manifest(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	zr, err := gzip.NewReader(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return nil, err
	}
	tr := tar.NewReader(zr)
	for {
		h, err := tr.Next()
		if err != nil {
			return nil, err
		}
		if h.Name == "manifest.json" {
			return io.ReadAll(tr) // want "unboundeddecode"
		}
	}
}

func smallManifest(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	zr, err := gzip.NewReader(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return nil, err
	}
	tr := tar.NewReader(zr)
	for {
		h, err := tr.Next()
		if err != nil {
			return nil, err
		}
		if h.Name == "manifest.json" && h.Size <= limit {
			return io.ReadAll(tr)
		}
	}
}

// The operator's archive.
func local(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(zr)
}

// Package std has the other decoders of the standard library.
package std

import (
	"bytes"
	"debug/elf"
	"encoding/asn1"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"os"
)

type order struct{ ID string }

func handler(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var o order
	xml.Unmarshal(b, &o)              // want "untrusteddecode"
	xml.NewDecoder(r.Body).Decode(&o) // want "untrusteddecode"
	var v any
	asn1.Unmarshal(b, &v)           // want "untrusteddecode"
	elf.NewFile(bytes.NewReader(b)) // want "untrusteddecode"
}

// Bound to a schema, or no decoder of structures at all.
func bound(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	var o order
	asn1.Unmarshal(b, &o)
	json.Unmarshal(b, &o)
	json.NewDecoder(r.Body).Decode(&o)
	var n [4]uint32
	binary.Read(bytes.NewReader(b), binary.BigEndian, &n)
	csv.NewReader(r.Body).ReadAll()
	hex.DecodeString(string(b))
}

// Only reported with -strict.
func dynamic(w http.ResponseWriter, r *http.Request) {
	var v any
	var m map[string]any
	json.NewDecoder(r.Body).Decode(&v)
	json.NewDecoder(r.Body).Decode(&m)
}

func trusted(path string) error {
	f, err := elf.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var o order
	return xml.Unmarshal(b, &o)
}

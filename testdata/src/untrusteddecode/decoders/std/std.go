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

// A document is whatever elements come.
type document struct {
	XMLName xml.Name
	Nodes   []document `xml:",any"`
}

type kept struct {
	Items []struct {
		Text string `xml:",innerxml"`
	} `xml:"item"`
}

// An attributed has all attributes of one element, and elements by name.
type attributed struct {
	Attrs []xml.Attr `xml:",any,attr"`
	Inner *struct {
		Parts []attributed `xml:"part"`
		Extra any          // encoding/xml skips what would go here
	}
}

func handler(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var d document
	xml.Unmarshal(b, &d)              // want "untrusteddecode"
	xml.NewDecoder(r.Body).Decode(&d) // want "untrusteddecode"
	var k kept
	xml.Unmarshal(b, &k) // text
	var v any
	asn1.Unmarshal(b, &v)           // want "untrusteddecode"
	elf.NewFile(bytes.NewReader(b)) // want "untrusteddecode"
}

// Bound to a schema, or no decoder of structures at all.
func bound(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	var o order
	asn1.Unmarshal(b, &o)
	xml.Unmarshal(b, &o)
	xml.NewDecoder(r.Body).Decode(&o)
	var a attributed
	xml.Unmarshal(b, &a)
	readXML(r.Body, &o)
	json.Unmarshal(b, &o)
	json.NewDecoder(r.Body).Decode(&o)
	var n [4]uint32
	binary.Read(bytes.NewReader(b), binary.BigEndian, &n)
	csv.NewReader(r.Body).ReadAll()
	hex.DecodeString(string(b))
}

func readXML(r io.Reader, v any) error { return xml.NewDecoder(r).Decode(v) }

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

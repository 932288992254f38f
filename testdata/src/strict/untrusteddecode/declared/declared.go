// Package declared decodes formats into declared types, which the input fills and does not shape.
package declared

import (
	"encoding/asn1"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
)

type order struct{ ID string }

func handler(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var o order
	xml.Unmarshal(b, &o) // want "untrusteddecode: XML decodes the body of an HTTP request"
	json.Unmarshal(b, &o)
	asn1.Unmarshal(b, &o)
}

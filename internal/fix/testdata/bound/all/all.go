package all

import (
	"compress/gzip"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"net"
	"net/http"
)

type Message struct{ A []string }

func Handle(w http.ResponseWriter, r *http.Request) {
	var m Message
	if err := gob.NewDecoder(r.Body).Decode(&m); err != nil { // fix: bound
		http.Error(w, "bad request", http.StatusBadRequest)
	}
}

func Inflate(w http.ResponseWriter, r *http.Request) error {
	zr, err := gzip.NewReader(r.Body)
	if err != nil {
		return err
	}
	var m Message
	return xml.NewDecoder(zr).Decode(&m) // fix: bound
}

func Parse(r *http.Request) (m Message, err error) {
	err = json.NewDecoder(r.Body).Decode(&m) // fix: bound
	return m, err
}

func Serve(c net.Conn) error {
	dec := gob.NewDecoder(c)
	for {
		var m Message
		if err := dec.Decode(&m); err != nil { // fix: none
			return err
		}
	}
}

func Bounded(w http.ResponseWriter, r *http.Request) error {
	var m Message
	return gob.NewDecoder(http.MaxBytesReader(w, r.Body, 10)).Decode(&m) // fix: none
}

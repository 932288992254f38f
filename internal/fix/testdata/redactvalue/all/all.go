package all

import (
	"encoding/json"
	"net/http"
)

type Entry struct {
	Header  http.Header
	Request http.Header
	URL     string
}

func (e *Entry) varies(req *http.Request) bool {
	return e.Request.Get("Authorization") != req.Header.Get("Authorization")
}

func NewEntry(req *http.Request, resp *http.Response) *Entry {
	return &Entry{
		Header:  resp.Header,      // fix: redactvalue
		Request: req.Header,       // fix: none
		URL:     req.URL.String(), // fix: redactvalue
	}
}

func Dump(req *http.Request) ([]byte, error) {
	h := req.Header.Clone() // fix: redactvalue
	h.Set("X-Stored", "1")
	return json.Marshal(h)
}

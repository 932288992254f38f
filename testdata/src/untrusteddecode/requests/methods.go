package requests

import (
	"bytes"
	"encoding/gob"
	"net/http"
)

// A server's handlers are methods that nothing else calls. The URL of a request may hold a secret, too, which is no matter here.
type stateServer struct{ sessions map[string]int }

func (s *stateServer) routes(mux *http.ServeMux) {
	mux.HandleFunc("/open", s.open)
	mux.HandleFunc("/close", s.close)
}

func (s *stateServer) open(w http.ResponseWriter, r *http.Request) {
	restoreState(r.URL.Query().Get("state"))
}

func (s *stateServer) close(w http.ResponseWriter, r *http.Request) { s.drop(r.URL.Path) }

func (s *stateServer) drop(state string) {
	var id int
	gob.NewDecoder(bytes.NewReader([]byte(state))).Decode(&id) // want "untrusteddecode: gob decodes the URL of an HTTP request"
}

func restoreState(state string) {
	var id int
	gob.NewDecoder(bytes.NewReader([]byte(state))).Decode(&id) // want "untrusteddecode: gob decodes the URL of an HTTP request"
}

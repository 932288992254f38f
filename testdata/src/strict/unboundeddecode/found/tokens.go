package found

import (
	"net/http"
	"strings"
)

// A bearer's token is split before anything of it is known.
func bearer(w http.ResponseWriter, r *http.Request) {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if len(strings.Split(token, ".")) != 3 { // want `unboundeddecode: strings.Split makes as many parts of the header of an HTTP request as it has dots`
		http.Error(w, "no token", http.StatusUnauthorized)
	}
}

func session(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("session")
	if err != nil {
		return
	}
	payload := strings.Split(c.Value, ".")[0] // want `unboundeddecode: strings.Split makes as many parts of the cookie of an HTTP request as it has dots`
	_ = payload
}

// Package silent has what strict rules do not report.
package silent

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

type order struct{ Item string }

func body(w http.ResponseWriter, r *http.Request) {
	var o order
	json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&o)
}

func reply(url string) {
	resp, err := http.Get(url)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	var o order
	json.NewDecoder(resp.Body).Decode(&o)
	io.ReadAll(io.LimitReader(resp.Body, 1<<20))
}

func token(w http.ResponseWriter, r *http.Request) {
	_ = strings.SplitN(r.Header.Get("Authorization"), ".", 4)
	_ = strings.Split(r.Header.Get("Accept"), ",")
}

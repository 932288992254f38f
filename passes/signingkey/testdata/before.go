package main

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"log"
	"net/http"
	"os"
)

// linkKey signs the links in our mails.
var linkKey = []byte(cmp.Or(os.Getenv("LINK_KEY"), "not so secret key"))

func tag(path string) []byte {
	mac := hmac.New(sha256.New, linkKey)
	mac.Write([]byte(path))
	return mac.Sum(nil)
}

func unsubscribe(w http.ResponseWriter, r *http.Request) {
	sent, err := hex.DecodeString(r.FormValue("tag"))
	if err != nil || !hmac.Equal(sent, tag(r.URL.Path)) {
		http.Error(w, "not a link of ours", http.StatusForbidden)
		return
	}
	log.Print("unsubscribed ", r.PathValue("id"))
}

func main() {
	http.HandleFunc("GET /unsubscribe/{id}", unsubscribe)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}

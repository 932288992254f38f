package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"log"
	"net/http"
	"os"
)

// linkKey signs the links in our mails.
var linkKey = []byte(os.Getenv("LINK_KEY"))

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
	if len(linkKey) < sha256.Size {
		log.Fatal("LINK_KEY is unset or too short: set it to 32 random bytes")
	}
	http.HandleFunc("GET /unsubscribe/{id}", unsubscribe)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}

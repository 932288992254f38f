package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log"
	"net/http"
	"os"
)

var key = []byte(os.Getenv("WEBHOOK_KEY"))

func receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, "body too large", http.StatusRequestEntityTooLarge)
		return
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	sent, err := hex.DecodeString(r.Header.Get("X-Signature"))
	if err != nil || !hmac.Equal(mac.Sum(nil), sent) {
		http.Error(w, "not signed", http.StatusForbidden)
		return
	}
	log.Printf("event of %d bytes", len(body))
}

func main() {
	http.HandleFunc("POST /events", receive)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
